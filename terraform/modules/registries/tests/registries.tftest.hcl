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
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/mock" }
  }
}

variables {
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "makes_the_tables_of_the_one_definition" {
  assert {
    condition     = join(",", output.table_names) == "trellis-execution,trellis-policy,trellis-process,trellis-tde"
    error_message = "not the tables that registry-tables defines"
  }
  assert {
    condition     = aws_dynamodb_table.this["tde"].hash_key == "name" && aws_dynamodb_table.this["tde"].range_key == "item"
    error_message = "not the keys that registry-tables defines"
  }
  assert {
    condition     = aws_dynamodb_table.this["execution"].range_key == null && aws_dynamodb_table.this["execution"].ttl[0].attribute_name == "expires_at"
    error_message = "the execution store has one key and forgets"
  }
  assert {
    condition     = alltrue([for table in aws_dynamodb_table.this : table.deletion_protection_enabled && table.billing_mode == "PAY_PER_REQUEST" && table.server_side_encryption[0].kms_key_arn == var.kms_key_arn])
    error_message = "a table is unprotected, paid while idle, or not under the key"
  }
}

run "refuses_a_folder_that_lacks_a_table" {
  command = plan

  variables {
    table_definitions = "./tests"
  }

  expect_failures = [var.table_definitions]
}
