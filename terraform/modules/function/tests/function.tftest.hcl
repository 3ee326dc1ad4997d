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
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:mock" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mock" }
  }
}

variables {
  entry_file          = "./tests/entries/greet.yaml"
  packages            = { http = { s3_bucket = "code", s3_key = "http.zip" }, script = { image_uri = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/script:1" }, registry = { s3_bucket = "code", s3_key = "registry.zip" } }
  bucket              = "trellis-artifacts-test"
  outcome_queue_arn   = "arn:aws:sqs:eu-central-1:123456789012:trellis-outcomes"
  execution_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/trellis-execution"
  registry_table_arns = ["arn:aws:dynamodb:eu-central-1:123456789012:table/trellis-tde"]
  kms_key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "reads_queue_kind_and_timeout_from_the_entry" {
  assert {
    condition     = output.name == "trellis-task-hello-greet" && output.kind == "http"
    error_message = "not the names that the platform derives from an entry"
  }
  assert {
    condition     = aws_lambda_function.this.timeout == 150
    error_message = "the function's timeout is not the task's 120 s and 30 s around it"
  }
  assert {
    condition     = module.queue.visibility_timeout_seconds == 6 * aws_lambda_function.this.timeout
    error_message = "the queue shows messages again that a function still works on"
  }
}

run "feeds_it_as_the_platform_needs" {
  assert {
    condition     = aws_lambda_event_source_mapping.this.function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "without it failed messages are lost"
  }
  assert {
    condition     = aws_lambda_event_source_mapping.this.scaling_config[0].maximum_concurrency == 10
    error_message = "nothing bounds the concurrency"
  }
  assert {
    condition     = aws_lambda_function_recursion_config.this.recursive_loop == "Allow"
    error_message = "Lambda stops a process after 16 hops"
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
    condition     = length([for statement in jsondecode(output.policy).Statement : statement if contains(statement.Action, "dynamodb:PutItem")]) == 0
    error_message = "a task that is not the registry's may write registries"
  }
}

run "lets_only_the_kernels_own_kind_change_registries" {
  variables {
    entry_file = "./tests/entries/kernel.json"
  }

  assert {
    condition     = join(",", flatten([for statement in jsondecode(output.policy).Statement : statement.Resource if contains(statement.Action, "dynamodb:PutItem")])) == var.registry_table_arns[0]
    error_message = "kernel.registry.* cannot write the registries, or more"
  }
}

run "takes_an_image_for_scripts" {
  variables {
    entry_file = "./tests/entries/script.yaml"
  }

  assert {
    condition     = aws_lambda_function.this.package_type == "Image" && aws_lambda_function.this.runtime == null && output.name == "own-queue" && output.kind == "script"
    error_message = "not the image, or not the queue that the entry names"
  }
}

run "refuses_scripts_in_a_java_runtime" {
  command = plan

  variables {
    entry_file = "./tests/entries/script.yaml"
    packages   = { script = { s3_bucket = "code", s3_key = "script.zip" } }
  }

  expect_failures = [aws_lambda_function.this]
}

run "refuses_a_kind_without_a_package" {
  command = plan

  variables {
    packages = {}
  }

  expect_failures = [aws_lambda_function.this]
}

run "refuses_a_batch_that_outlasts_a_function" {
  command = plan

  variables {
    batch_size = 10
  }

  expect_failures = [aws_lambda_function.this]
}

run "refuses_an_entry_of_another_kind" {
  command = plan

  variables {
    entry_file = "./tests/entries/policy.yaml"
  }

  expect_failures = [var.entry_file]
}

run "refuses_less_reserved_than_the_queue_feeds" {
  command = plan

  variables {
    reserved_concurrency = 5
  }

  expect_failures = [var.reserved_concurrency]
}

run "refuses_code_in_two_places" {
  command = plan

  variables {
    packages = { http = { zip = "a.zip", image_uri = "b" } }
  }

  expect_failures = [var.packages]
}

run "reads_its_own_secrets_alone" {
  variables {
    secrets = { "hello.greet" = ["payments/token"], "hello.other" = ["payments/key"] }
  }

  assert {
    condition     = join(",", flatten([for statement in jsondecode(output.policy).Statement : statement.Resource if contains(statement.Action, "secretsmanager:GetSecretValue")])) == "arn:aws:secretsmanager:eu-central-1:123456789012:secret:trellis/payments/token-??????"
    error_message = "not the one secret that it may read"
  }
}

run "refuses_secrets_by_prefix" {
  command = plan

  variables {
    secrets = { "hello.greet" = ["payments/"] }
  }

  expect_failures = [var.secrets]
}

run "gives_children_the_memory_that_their_entry_provides" {
  variables {
    entry_file = "./tests/entries/script.yaml"
  }

  assert {
    condition     = aws_lambda_function.this.memory_size == 2304
    error_message = "not the 2 GiB of mem=2Gi and 256 MB of the function's own"
  }
}

run "promises_no_children_without_a_network_unasked" {
  variables {
    entry_file = "./tests/entries/script.yaml"
    vpc        = { script = { subnet_ids = ["subnet-a"], security_group_ids = ["sg-shut"] } }
  }

  assert {
    condition     = !contains(keys(aws_lambda_function.this.environment[0].variables), "TRELLIS_NET_NONE")
    error_message = "net=none is said to be kept, and nobody has vouched for the network"
  }
}

run "takes_the_operators_word_for_a_closed_network" {
  variables {
    entry_file      = "./tests/entries/script.yaml"
    vpc             = { script = { subnet_ids = ["subnet-a"], security_group_ids = ["sg-shut"] } }
    closed_networks = ["script"]
  }

  assert {
    condition     = aws_lambda_function.this.environment[0].variables.TRELLIS_NET_NONE == "trusted"
    error_message = "net=none is refused in a network that was vouched for"
  }
}

run "refuses_to_trust_the_internet" {
  command = plan

  variables {
    entry_file      = "./tests/entries/script.yaml"
    closed_networks = ["script"]
  }

  expect_failures = [var.closed_networks]
}

run "refuses_containers_without_a_place" {
  command = plan

  variables {
    entry_file = "./tests/entries/convert.yaml"
    packages   = { container = { s3_bucket = "code", s3_key = "container.zip" } }
  }

  expect_failures = [aws_lambda_function.this]
}

run "runs_containers_on_one_cluster_alone" {
  variables {
    entry_file = "./tests/entries/convert.yaml"
    packages   = { container = { s3_bucket = "code", s3_key = "container.zip" } }
    containers = {
      cluster_arn        = "arn:aws:ecs:eu-central-1:123456789012:cluster/work"
      execution_role_arn = "arn:aws:iam::123456789012:role/pull"
      carrier_image      = "curl@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
      log_group_name     = "/trellis/containers"
      internal           = { subnet_ids = ["subnet-a", "subnet-b"], security_group_ids = ["sg-inner"] }
    }
  }

  assert {
    condition     = aws_lambda_function.this.environment[0].variables.TRELLIS_ECS_INTERNAL == "subnet-a,subnet-b;sg-inner" && aws_lambda_function.this.environment[0].variables.TRELLIS_ECS_EGRESS == ""
    error_message = "not the network that was named, or one that was not"
  }
  assert {
    condition     = aws_lambda_function.this.memory_size == 1024
    error_message = "what the container provides is not the function's"
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(output.policy).Statement :
      try(statement.Condition.ArnEquals["ecs:cluster"], "") == var.containers.cluster_arn
      if length(setintersection(statement.Action, ["ecs:RunTask", "ecs:ListTasks"])) > 0
    ])
    error_message = "it may run or list tasks of other clusters"
  }
  assert {
    condition     = [for statement in jsondecode(output.policy).Statement : join(",", statement.Resource) if contains(statement.Action, "ecs:StopTask")] == ["arn:aws:ecs:eu-central-1:123456789012:task/work/*"]
    error_message = "it may stop what is not of its cluster"
  }
  assert {
    condition     = [for statement in jsondecode(output.policy).Statement : join(",", statement.Resource) if contains(statement.Action, "iam:PassRole")] == [var.containers.execution_role_arn]
    error_message = "it may hand out other roles"
  }
}

run "refuses_a_carrier_by_its_tag" {
  command = plan

  variables {
    containers = { cluster_arn = "c", execution_role_arn = "r", carrier_image = "curl:latest", log_group_name = "l" }
  }

  expect_failures = [var.containers]
}
