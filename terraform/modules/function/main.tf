data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  # YAML reads JSON too, so the seed's entries and authors' entries are one.
  entry    = yamldecode(file(var.entry_file))
  adapter  = local.entry.adapter
  queue    = try(local.entry.queue, "trellis-task-${replace(local.entry.name, ".", "-")}")
  kind     = lookup({ java = "registry", python = "script", shell = "script", javascript = "script" }, local.adapter, local.adapter)
  package  = lookup(var.packages, local.kind, null)
  is_image = try(local.package.image_uri, null) != null

  # A batch runs one task after the other. The margin is for reading, storing and publishing around the work.
  task_timeout = try(local.entry.policy.timeout_s, 300)
  wanted       = local.task_timeout * var.batch_size + 30
  timeout      = min(local.wanted, 900)

  # What the entry provides is memory of the function, of which a share of the cores comes with it. Children have theirs beside the function's
  # own; a container has it elsewhere.
  provided = concat(try(local.entry.capabilities, []), try(local.entry.settings.capabilities, []))
  mem      = [for word in local.provided : regex("^mem=([0-9]+)(Mi|Gi)$", word) if can(regex("^mem=([0-9]+)(Mi|Gi)$", word))]
  cpu      = [for word in local.provided : regex("^cpu=([0-9.]+)$", word)[0] if can(regex("^cpu=([0-9.]+)$", word))]
  children = contains(["script", "cli"], local.kind)
  memory = local.kind == "container" ? 0 : max(concat(
    [0],
    [for amount in local.mem : tonumber(amount[0]) * (amount[1] == "Gi" ? 1024 : 1) + (local.children ? 256 : 0)],
    [for cores in local.cpu : ceil(tonumber(cores) * 1769)],
  )...)
  memory_size = max(local.memory, lookup(var.memory_mb, local.kind, var.memory_mb["default"]))

  # The first compiler tier alone: a function that scales to zero seldom lives long enough for the second.
  java_options = local.is_image || var.runtime == "provided.al2023" ? {} : {
    JAVA_TOOL_OPTIONS = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
  }

  environment = merge(
    local.java_options,
    { TRELLIS_BUCKET = var.bucket, TRELLIS_TABLE_PREFIX = var.table_prefix, TRELLIS_SECRET_PREFIX = var.secret_prefix },
    { TRELLIS_LOG = "json" },
    # Lambda lets no child have a network of its own: what keeps net=none here is the function's `vpc` or nothing.
    contains(var.closed_networks, local.kind) ? { TRELLIS_NET_NONE = "trusted" } : {},
    local.of_containers,
    var.metrics_namespace == null ? {} : { TRELLIS_METRICS_NAMESPACE = var.metrics_namespace },
    lookup(var.environment, local.kind, {}),
  )
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${local.queue}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

module "queue" {
  source = "../queues"

  names                      = [local.queue]
  visibility_timeout_seconds = 6 * local.timeout
  max_receives               = var.max_receives
  kms_key_arn                = var.kms_key_arn
}

resource "aws_lambda_function" "this" {
  #checkov:skip=CKV_AWS_116:a failed message goes to its queue's own dead-letter queue
  #checkov:skip=CKV_AWS_117:its role opens nothing in a network; kinds that need one get `vpc`
  #checkov:skip=CKV_AWS_272:signing is the account's own decision: code_signing_config_arn
  #checkov:skip=CKV_AWS_115:the mapping's maximum_concurrency holds; reserving takes from the account: reserved_concurrency
  function_name                  = local.queue
  description                    = "${local.entry.name} ${local.entry.version} (${local.kind})"
  role                           = aws_iam_role.this.arn
  package_type                   = local.is_image ? "Image" : "Zip"
  image_uri                      = try(local.package.image_uri, null)
  filename                       = try(local.package.zip, null)
  source_code_hash               = try(filebase64sha256(local.package.zip), null)
  s3_bucket                      = try(local.package.s3_bucket, null)
  s3_key                         = try(local.package.s3_key, null)
  s3_object_version              = try(local.package.s3_object_version, null)
  runtime                        = local.is_image ? null : var.runtime
  handler                        = local.is_image ? null : "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest"
  architectures                  = [var.architecture]
  memory_size                    = local.memory_size
  timeout                        = local.timeout
  kms_key_arn                    = var.emulator ? null : var.kms_key_arn
  code_signing_config_arn        = var.code_signing_config_arn
  reserved_concurrent_executions = var.reserved_concurrency

  environment {
    variables = local.environment
  }

  tracing_config {
    mode = var.tracing && !var.emulator ? "Active" : "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  dynamic "vpc_config" {
    for_each = local.vpc
    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  lifecycle {
    precondition {
      condition     = local.package != null
      error_message = "packages: none of kind ${local.kind}, which ${local.entry.name} (${var.entry_file}) needs."
    }
    precondition {
      condition     = local.memory_size <= 10240
      error_message = "${local.entry.name}: its capabilities take ${local.memory_size} MB, and a function has at most 10240; the kind container has more."
    }
    precondition {
      condition     = local.kind != "container" || var.containers != null
      error_message = "containers: ${local.entry.name} runs containers; say where."
    }
    precondition {
      condition     = var.batch_size == 1 || local.wanted <= 900
      error_message = "batch_size: ${var.batch_size} tasks of ${local.task_timeout} s do not fit into the 900 s that a function may run."
    }
    precondition {
      condition     = !contains(["script", "cli"], local.kind) || local.is_image || var.runtime == "provided.al2023"
      error_message = "packages.${local.kind}: Lambda's Java runtimes have no interpreters and no programs; give image_uri (see tde-functions/Dockerfile)."
    }
  }

  depends_on = [aws_iam_role_policy.this, aws_iam_role_policy_attachment.this]
}

# A process may send more than 16 functions down one lineage; the kernel bounds its own hops.
resource "aws_lambda_function_recursion_config" "this" {
  function_name  = aws_lambda_function.this.function_name
  recursive_loop = "Allow"
}

resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn        = module.queue.arns[local.queue]
  function_name           = aws_lambda_function.this.arn
  batch_size              = var.batch_size
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.maximum_concurrency
  }
}

check "room_for_the_outcome" {
  assert {
    condition     = local.task_timeout <= 870
    error_message = "${local.entry.name}: timeout_s ${local.task_timeout} leaves no time to report before Lambda's limit of 900 s; such a task is found lost by its heartbeat."
  }
}
