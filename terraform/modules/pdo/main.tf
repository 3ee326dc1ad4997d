data "aws_partition" "current" {}

locals {
  vpc      = var.vpc == null ? [] : [var.vpc]
  is_image = var.package.image_uri != null
  objects  = "arn:${data.aws_partition.current.partition}:s3:::${var.bucket}"

  java_options = local.is_image || var.runtime == "provided.al2023" ? {} : {
    JAVA_TOOL_OPTIONS = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
  }

  grants = [
    { sid = "DispatchAndPublish", actions = ["sqs:SendMessage", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"], resources = concat([var.event_queue_arn], var.task_queue_arns) },
    { sid = "ReadRegistries", actions = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"], resources = var.registry_table_arns },
    { sid = "WatchExecutions", actions = ["dynamodb:GetItem"], resources = [var.execution_table_arn] },
    { sid = "KeepLargeInputs", actions = ["s3:PutObject"], resources = ["${local.objects}/claims/*"] },
    { sid = "UseKey", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [var.kms_key_arn] },
    { sid = "Log", actions = ["logs:CreateLogStream", "logs:PutLogEvents"], resources = ["${aws_cloudwatch_log_group.this.arn}:*"] },
  ]

  # APIs without resources to name: AWS' own policies, only where the feature is on.
  managed = merge(
    var.vpc != null ? { network = "service-role/AWSLambdaVPCAccessExecutionRole" } : {},
    var.tracing && !var.emulator ? { tracing = "AWSXRayDaemonWriteAccess" } : {},
  )
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.function_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_lambda_function" "this" {
  #checkov:skip=CKV_AWS_116:a wake-up carries nothing that could be lost; timer and nudge come again
  #checkov:skip=CKV_AWS_117:in a network only where the engine host is reached through one: vpc
  #checkov:skip=CKV_AWS_272:signing is the account's own decision: code_signing_config_arn
  #checkov:skip=CKV_AWS_115:how many linger is bounded by slots in the database; reserving takes from the account: reserved_concurrency
  function_name                  = var.function_name
  description                    = "Process-definition orchestrator"
  role                           = aws_iam_role.this.arn
  package_type                   = local.is_image ? "Image" : "Zip"
  image_uri                      = var.package.image_uri
  filename                       = var.package.zip
  source_code_hash               = try(filebase64sha256(var.package.zip), null)
  s3_bucket                      = var.package.s3_bucket
  s3_key                         = var.package.s3_key
  runtime                        = local.is_image ? null : var.runtime
  handler                        = local.is_image ? null : "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
  architectures                  = [var.architecture]
  memory_size                    = var.memory_mb
  timeout                        = 900
  kms_key_arn                    = var.emulator ? null : var.kms_key_arn
  code_signing_config_arn        = var.code_signing_config_arn
  reserved_concurrent_executions = var.reserved_concurrency

  environment {
    variables = merge(local.java_options, {
      TRELLIS_ENGINE_URL   = var.engine_url
      TRELLIS_ENGINE_TOKEN = var.engine_token
      TRELLIS_LINGER       = var.linger
      TRELLIS_BUCKET       = var.bucket
      TRELLIS_TABLE_PREFIX = var.table_prefix
    }, var.environment)
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

  depends_on = [aws_iam_role_policy.this, aws_iam_role_policy_attachment.this]
}

resource "aws_lambda_function_recursion_config" "this" {
  function_name  = aws_lambda_function.this.function_name
  recursive_loop = "Allow"
}

# The timer and the host wake it again by themselves; a wake-up repeated by Lambda, or an old one, only costs.
resource "aws_lambda_function_event_invoke_config" "this" {
  function_name                = aws_lambda_function.this.function_name
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 60
}

resource "aws_cloudwatch_event_rule" "timer" {
  name                = "${var.function_name}-timer"
  description         = "Wakes the orchestrator also when a nudge was lost; a minute is the finest that EventBridge offers"
  schedule_expression = "rate(1 minute)"
  state               = var.timer ? "ENABLED" : "DISABLED"
}

resource "aws_cloudwatch_event_target" "timer" {
  rule      = aws_cloudwatch_event_rule.timer.name
  target_id = "pdo"
  arn       = aws_lambda_function.this.arn
}

resource "aws_lambda_permission" "timer" {
  statement_id  = "timer"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.timer.arn
}

resource "aws_iam_role_policy" "nudge" {
  count = var.nudger_role_name == null ? 0 : 1

  name = "nudge-${var.function_name}"
  role = var.nudger_role_name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Nudge"
      Effect   = "Allow"
      Action   = ["lambda:InvokeFunction"]
      Resource = [aws_lambda_function.this.arn]
    }]
  })
}

resource "aws_iam_role" "this" {
  name = var.function_name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "orchestrate"
  role = aws_iam_role.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for grant in local.grants : { Sid = grant.sid, Effect = "Allow", Action = grant.actions, Resource = grant.resources }
    ]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.managed

  role       = aws_iam_role.this.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value}"
}
