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
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:mock" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mock" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/mock" }
  }
}

variables {
  package             = { s3_bucket = "code", s3_key = "pdo.zip" }
  engine_url          = "https://engine.example.org"
  engine_token        = "a-token-of-twenty-characters"
  nudger_role_name    = "trellis-engine-host"
  bucket              = "trellis-artifacts-test"
  task_queue_arns     = ["arn:aws:sqs:eu-central-1:123456789012:trellis-task-a"]
  event_queue_arn     = "arn:aws:sqs:eu-central-1:123456789012:trellis-events"
  execution_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/trellis-execution"
  registry_table_arns = ["arn:aws:dynamodb:eu-central-1:123456789012:table/trellis-tde"]
  kms_key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "is_woken_every_minute_and_by_a_nudge" {
  assert {
    condition     = aws_cloudwatch_event_rule.timer.schedule_expression == "rate(1 minute)" && aws_cloudwatch_event_rule.timer.state == "ENABLED"
    error_message = "a lost nudge would wait for more than a minute"
  }
  assert {
    condition     = aws_lambda_permission.timer.source_arn == aws_cloudwatch_event_rule.timer.arn
    error_message = "any rule may invoke it"
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.nudge[0].policy).Statement[0].Resource == [aws_lambda_function.this.arn]
    error_message = "the host may invoke more than the orchestrator, or nothing"
  }
}

run "grants_nothing_by_wildcard" {
  assert {
    condition = alltrue([
      for statement in jsondecode(output.policy).Statement :
      alltrue([for action in statement.Action : !strcontains(action, "*")]) &&
      alltrue([for resource in statement.Resource : resource != "*" && (!strcontains(resource, "*") || can(regex("^arn:aws:s3:::[^*]+/\\*$|:log-group:[^*]+:\\*$", resource)))])
    ])
    error_message = "a wildcard beyond the objects of the bucket and the streams of the own log"
  }
  assert {
    condition     = !contains(flatten([for statement in jsondecode(output.policy).Statement : statement.Action]), "dynamodb:UpdateItem")
    error_message = "the orchestrator only reads"
  }
}

run "refuses_a_short_token" {
  command = plan

  variables {
    engine_token = "short"
  }

  expect_failures = [var.engine_token]
}

run "refuses_an_address_with_a_path" {
  command = plan

  variables {
    engine_url = "https://engine.example.org/v1"
  }

  expect_failures = [var.engine_url]
}
