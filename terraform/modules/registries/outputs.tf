output "table_prefix" {
  description = "What stands in front of each table's name."
  value       = var.table_prefix
}

output "registry_table_arns" {
  description = "ARNs of the three registries: process, tde, policy."
  value       = [for name in ["process", "tde", "policy"] : aws_dynamodb_table.this[name].arn]
}

output "execution_table_arn" {
  description = "ARN of the execution store."
  value       = aws_dynamodb_table.this["execution"].arn
}

output "table_names" {
  description = "Names of all tables."
  value       = sort([for table in aws_dynamodb_table.this : table.name])
}
