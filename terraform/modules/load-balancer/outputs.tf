output "arn" {
  description = "ARN of the load balancer."
  value       = aws_lb.this.arn
}

output "url" {
  description = "Address, under its domain."
  value       = "https://${var.domain}"
}

output "dns_name" {
  description = "AWS' own name of it, for a DNS record elsewhere."
  value       = aws_lb.this.dns_name
}

output "target_group_arn" {
  description = "Where targets are registered."
  value       = aws_lb_target_group.this.arn
}

output "target_group_suffix" {
  description = "Target group as CloudWatch's metrics name it."
  value       = aws_lb_target_group.this.arn_suffix
}

output "suffix" {
  description = "Load balancer as CloudWatch's metrics name it."
  value       = aws_lb.this.arn_suffix
}

output "listener_arn" {
  description = "Its listener; a service may register once it stands."
  value       = aws_lb_listener.this.arn
}
