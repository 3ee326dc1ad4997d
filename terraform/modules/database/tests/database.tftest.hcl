mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mock" }
  }
}

variables {
  password                  = "not-a-password-but-a-stand-in"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  client_security_group_ids = { host = "sg-1" }
  kms_key_arn               = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "is_private_encrypted_and_kept" {
  assert {
    condition     = !aws_db_instance.this.publicly_accessible && aws_db_instance.this.storage_encrypted && aws_db_instance.this.deletion_protection && aws_db_instance.this.multi_az
    error_message = "the database is public, plain, alone or unprotected"
  }
  assert {
    condition     = contains([for parameter in aws_db_parameter_group.this.parameter : "${parameter.name}=${parameter.value}"], "rds.force_ssl=1")
    error_message = "the database takes plain text"
  }
  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.this) == ["host"]
    error_message = "more than the host may connect"
  }
  assert {
    condition     = aws_db_instance.this.password == null && aws_secretsmanager_secret_version.this.secret_string == null
    error_message = "the password lies in the state"
  }
  assert {
    condition     = endswith(output.jdbc_url, "?sslmode=require")
    error_message = "the host may connect without TLS"
  }
}

run "refuses_an_old_postgres" {
  command = plan

  variables {
    engine_version = "13.9"
  }

  expect_failures = [var.engine_version]
}
