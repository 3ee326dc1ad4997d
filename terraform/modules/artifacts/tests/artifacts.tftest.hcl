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
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::trellis-artifacts-test" }
  }
}

variables {
  bucket      = "trellis-artifacts-test"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "is_closed_encrypted_and_versioned" {
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "the bucket may become public"
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == var.kms_key_arn
    error_message = "files are not under the key"
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[0].Effect == "Deny" && jsondecode(aws_s3_bucket_policy.this.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "the bucket takes plain text"
  }
  assert {
    condition     = !aws_s3_bucket.this.force_destroy
    error_message = "destroy would delete files unasked"
  }
}

run "keeps_what_the_registries_name" {
  assert {
    condition     = alltrue([for rule in aws_s3_bucket_lifecycle_configuration.this.rule : contains(["work/", "claims/", ""], rule.filter[0].prefix) && (rule.filter[0].prefix != "" || length(rule.expiration) == 0)])
    error_message = "something beyond work/ and claims/ expires"
  }
}

run "refuses_to_expire_what_a_message_may_still_name" {
  command = plan

  variables {
    work_expires_after_days = 7
  }

  expect_failures = [var.work_expires_after_days]
}

run "refuses_a_name_with_dots" {
  command = plan

  variables {
    bucket = "trellis.artifacts"
  }

  expect_failures = [var.bucket]
}
