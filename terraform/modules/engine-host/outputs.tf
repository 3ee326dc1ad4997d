output "engine_url" {
  description = "Base address inside the network; the orchestrator's `TRELLIS_ENGINE_URL`."
  value       = module.internal.url
}

output "internal_dns_name" {
  description = "AWS' own name of the internal load balancer, for a DNS record elsewhere."
  value       = module.internal.dns_name
}

output "console_url" {
  description = "Public address, null without one."
  value       = one([for door in module.public : door.url])
}

output "console_dns_name" {
  description = "AWS' own name of the public load balancer, null without one."
  value       = one([for door in module.public : door.dns_name])
}

output "security_group_id" {
  description = "Security group of the hosts; the database lets it in."
  value       = aws_security_group.this.id
}

output "role_name" {
  description = "Role of the hosts; the module `pdo` lets it nudge."
  value       = aws_iam_role.this.name
}

output "cluster_name" {
  description = "Cluster that runs the hosts."
  value       = aws_ecs_cluster.this.name
}

output "service_name" {
  description = "Service that keeps them running."
  value       = aws_ecs_service.this.name
}

output "load_balancer" {
  description = "Internal load balancer and its targets, as CloudWatch's metrics name them."
  value       = { suffix = module.internal.suffix, target_group_suffix = module.internal.target_group_suffix }
}

output "policy" {
  description = "What the hosts' role may do, as JSON."
  value       = aws_iam_role_policy.this.policy
}
