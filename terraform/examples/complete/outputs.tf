output "engine_url" {
  description = "Address of the engine host inside the network."
  value       = module.engine_host.engine_url
}

output "engine_dns_name" {
  description = "What a DNS record of the engine's domain points to, when no zone was given."
  value       = module.engine_host.internal_dns_name
}

output "console_url" {
  description = "Public address, null without one."
  value       = module.engine_host.console_url
}

output "bucket" {
  description = "Bucket of artifacts."
  value       = module.artifacts.bucket
}

output "functions" {
  description = "Function and queue of each task type."
  value       = { for task_type, function in module.function : task_type => function.name }
}

output "dashboard" {
  description = "Name of the dashboard."
  value       = module.observability.dashboard_name
}

output "worker_queues" {
  description = "Queue of each task type that a worker of its author's own serves (`adapter: container`)."
  value       = local.of_workers
}
