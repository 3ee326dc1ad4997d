output "host_environment" {
  description = "What the engine host needs to find this part of the platform."
  value = {
    TRELLIS_BUCKET       = module.artifacts.bucket
    TRELLIS_TABLE_PREFIX = module.registries.table_prefix
    TRELLIS_PDO_FUNCTION = module.pdo.function_name
  }
}

output "functions" {
  description = "Function and queue of each task type."
  value       = { for task_type, function in module.function : task_type => function.name }
}

output "worker_queues" {
  description = "Queue of each task type that a worker of its author's own serves (`adapter: container`)."
  value       = local.of_workers
}
