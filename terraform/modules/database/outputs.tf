output "jdbc_url" {
  description = "Address as the host's `TRELLIS_DB_URL`; TLS is required on both sides."
  value       = "jdbc:postgresql://${aws_db_instance.this.address}:5432/trellis?sslmode=require"
}

output "username" {
  description = "The host's user."
  value       = var.username
}

output "secret_arn" {
  description = "Secret with `username` and `password`."
  value       = aws_secretsmanager_secret.this.arn
}

output "security_group_id" {
  description = "Security group of the database."
  value       = aws_security_group.this.id
}
