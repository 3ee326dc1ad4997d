output "name" {
  description = "Name of the function, of its queue and of its role."
  value       = aws_lambda_function.this.function_name
}

output "task_type" {
  description = "The task type that it serves."
  value       = local.entry.name
}

output "kind" {
  description = "Its executor kind."
  value       = local.kind
}

output "queue_arn" {
  description = "ARN of its queue."
  value       = module.queue.arns[local.queue]
}

output "dead_letter_queue_arn" {
  description = "ARN of its dead-letter queue."
  value       = module.queue.dead_letter_arns[local.queue]
}

output "policy" {
  description = "What its role may do, as JSON."
  value       = aws_iam_role_policy.this.policy
}

output "timeout_seconds" {
  description = "Longest run of one invocation."
  value       = local.timeout
}
