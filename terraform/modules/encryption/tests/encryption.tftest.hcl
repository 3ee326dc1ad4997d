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
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/mock" }
  }
}

run "rotates_and_opens_to_logs_of_this_account_alone" {
  assert {
    condition     = aws_kms_key.this.enable_key_rotation
    error_message = "the key does not rotate"
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.this.policy).Statement :
      can(statement.Principal.AWS) ? true : try(statement.Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"], "") == "arn:aws:logs:eu-central-1:123456789012:log-group:*"
    ])
    error_message = "a service may use the key without a condition"
  }
}

run "refuses_a_name_that_no_alias_takes" {
  command = plan

  variables {
    name = "No Name"
  }

  expect_failures = [var.name]
}
