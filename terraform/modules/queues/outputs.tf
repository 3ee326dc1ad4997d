output "arns" {
  description = "ARN of each queue by its name."
  value       = { for name, queue in aws_sqs_queue.this : name => queue.arn }
}

output "dead_letter_arns" {
  description = "ARN of each dead-letter queue by the name of its queue."
  value       = { for name, queue in aws_sqs_queue.dead_letters : name => queue.arn }
}

output "dead_letter_names" {
  description = "Names of the dead-letter queues."
  value       = [for queue in aws_sqs_queue.dead_letters : queue.name]
}

output "visibility_timeout_seconds" {
  description = "How long a received message is hidden."
  value       = var.visibility_timeout_seconds
}
