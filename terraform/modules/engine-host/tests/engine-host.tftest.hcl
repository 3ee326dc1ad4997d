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
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mock" }
  }
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/mock/1" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/mock/1" }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/mock/1/2" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mock" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/mock:1" }
  }
}

variables {
  image                      = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/engine-host:1.0.0"
  vpc_id                     = "vpc-1"
  subnet_ids                 = ["subnet-1", "subnet-2"]
  client_security_group_ids  = { functions = "sg-1" }
  domain                     = "engine.example.org"
  certificate_arn            = "arn:aws:acm:eu-central-1:123456789012:certificate/1"
  tokens                     = { service = "a-token-of-twenty-characters" }
  jdbc_url                   = "jdbc:postgresql://db:5432/trellis?sslmode=require"
  database_secret_arn        = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"
  database_security_group_id = "sg-2"
  bucket                     = "trellis-artifacts-test"
  received_queue_arns        = ["arn:aws:sqs:eu-central-1:123456789012:trellis-outcomes"]
  dead_letter_queue_arns     = ["arn:aws:sqs:eu-central-1:123456789012:trellis-outcomes-dlq"]
  registry_table_arns        = ["arn:aws:dynamodb:eu-central-1:123456789012:table/trellis-tde"]
  execution_table_arn        = "arn:aws:dynamodb:eu-central-1:123456789012:table/trellis-execution"
  kms_key_arn                = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "is_inside_and_without_secrets_in_its_environment" {
  assert {
    condition     = length(module.public) == 0 && !aws_ecs_service.this.network_configuration[0].assign_public_ip
    error_message = "the host is public unasked"
  }
  assert {
    condition     = toset([for secret in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets : secret.name]) == toset(["TRELLIS_DB_PASSWORD", "TRELLIS_TOKENS"])
    error_message = "password and tokens do not come from secrets"
  }
  assert {
    condition     = !strcontains(aws_ecs_task_definition.this.container_definitions, "a-token-of-twenty")
    error_message = "a token lies in the task definition"
  }
  assert {
    condition     = length(jsondecode(aws_ecs_task_definition.this.container_definitions)) == 2
    error_message = "no collector brings the figures"
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
}

run "hands_traces_to_its_collector" {
  variables {
    tracing = true
  }

  assert {
    condition     = contains([for setting in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : "${setting.name}=${setting.value}"], "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318")
    error_message = "the host does not trace"
  }
  assert {
    condition     = join(",", keys(yamldecode(jsondecode(aws_ecs_task_definition.this.container_definitions)[1].environment[0].value).service.pipelines)) == "metrics,traces"
    error_message = "the collector takes no spans"
  }
  assert {
    condition     = length(aws_iam_role_policy_attachment.tracing) == 1
    error_message = "the collector may not write to X-Ray"
  }
}

run "traces_nothing_unasked" {
  assert {
    condition     = !strcontains(aws_ecs_task_definition.this.container_definitions, "4318") && length(aws_iam_role_policy_attachment.tracing) == 0
    error_message = "the host traces unasked"
  }
}

run "opens_a_console_with_an_identity_provider" {
  variables {
    public_subnet_ids = ["subnet-3", "subnet-4"]
    oidc              = { issuer = "https://id.example.org", client_id = "trellis" }
    console           = { domain = "trellis.example.org", certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/2", allowed_cidrs = ["192.0.2.0/24"] }
  }

  assert {
    condition     = output.console_url == "https://trellis.example.org" && length(module.public) == 1
    error_message = "no public way in"
  }
  assert {
    condition     = contains([for setting in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : "${setting.name}=${setting.value}"], "TRELLIS_AUTH=oidc")
    error_message = "people are not asked who they are"
  }
}

run "refuses_a_console_without_an_identity_provider" {
  command = plan

  variables {
    console = { domain = "trellis.example.org", certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/2", allowed_cidrs = ["192.0.2.0/24"] }
  }

  expect_failures = [var.console]
}

run "refuses_an_image_that_moves" {
  command = plan

  variables {
    image = "engine-host:latest"
  }

  expect_failures = [var.image]
}

run "refuses_to_do_without_the_orchestrators_token" {
  command = plan

  variables {
    tokens = { admin = "a-token-of-twenty-characters" }
  }

  expect_failures = [var.tokens]
}
