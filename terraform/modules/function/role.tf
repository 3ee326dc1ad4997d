# What the function may do: nothing but what a task of its kind does.
locals {
  vpc     = contains(keys(var.vpc), local.kind) ? [var.vpc[local.kind]] : []
  objects = "arn:${data.aws_partition.current.partition}:s3:::${var.bucket}"

  # What the runner does for every kind: take requests, claim, fetch, store, publish. Without the right to list, S3 answers
  # 403 for a file that is not there, and a missing artifact looks like a refusal.
  common = [
    { sid = "TakeRequests", actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"], resources = [module.queue.arns[local.queue]] },
    { sid = "PublishOutcomes", actions = ["sqs:SendMessage", "sqs:GetQueueUrl"], resources = [var.outcome_queue_arn] },
    { sid = "ClaimAndStore", actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [var.execution_table_arn] },
    { sid = "FetchFiles", actions = ["s3:GetObject"], resources = ["${local.objects}/*"] },
    { sid = "TellMissingFiles", actions = ["s3:ListBucket"], resources = [local.objects] },
    { sid = "KeepFiles", actions = ["s3:PutObject"], resources = ["${local.objects}/work/*"] },
    { sid = "UseKey", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [var.kms_key_arn] },
    { sid = "Log", actions = ["logs:CreateLogStream", "logs:PutLogEvents"], resources = ["${aws_cloudwatch_log_group.this.arn}:*"] },
  ]

  # What one kind does beyond that. A kind that is not here does nothing more.
  of_kind = {
    file = [
      { sid = "MoveFiles", actions = ["s3:PutObject", "s3:DeleteObject"], resources = ["${local.objects}/*"] },
    ]
    registry = [
      { sid = "ChangeRegistries", actions = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PutItem", "dynamodb:UpdateItem"], resources = var.registry_table_arns },
      { sid = "KeepRegisteredFiles", actions = ["s3:PutObject"], resources = ["${local.objects}/registry/*"] },
    ]
  }

  # Containers run on one cluster, by task definitions of their own names; the two calls that define take no resource.
  containers = local.kind == "container" ? var.containers[*] : []
  of_containers = try({
    TRELLIS_CONTAINERS         = "ecs"
    TRELLIS_ECS_CLUSTER        = local.containers[0].cluster_arn
    TRELLIS_ECS_EXECUTION_ROLE = local.containers[0].execution_role_arn
    TRELLIS_ECS_CARRIER        = local.containers[0].carrier_image
    TRELLIS_ECS_LOG_GROUP      = local.containers[0].log_group_name
    TRELLIS_ECS_INTERNAL       = local.places.internal
    TRELLIS_ECS_EGRESS         = local.places.egress
  }, {})
  places = { for name in ["internal", "egress"] : name => try("${join(",", local.containers[0][name].subnet_ids)};${join(",", local.containers[0][name].security_group_ids)}", "") }
  ecs    = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}"
  of_cluster = flatten([
    for where in local.containers : [
      { sid = "DefineContainers", actions = ["ecs:RegisterTaskDefinition", "ecs:DescribeTaskDefinition"], resources = ["*"] },
      { sid = "RunContainers", actions = ["ecs:RunTask"], resources = ["${local.ecs}:task-definition/trellis-*:*"], condition = { ArnEquals = { "ecs:cluster" = where.cluster_arn } } },
      { sid = "FindContainers", actions = ["ecs:ListTasks"], resources = ["*"], condition = { ArnEquals = { "ecs:cluster" = where.cluster_arn } } },
      { sid = "LookAfterContainers", actions = ["ecs:DescribeTasks", "ecs:StopTask"], resources = ["${replace(where.cluster_arn, ":cluster/", ":task/")}/*"] },
      { sid = "GiveThemTheirRole", actions = ["iam:PassRole"], resources = [where.execution_role_arn], condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } } },
      { sid = "FollowTheirLogs", actions = ["logs:GetLogEvents"], resources = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:log-group:${where.log_group_name}:log-stream:trellis/work/*"] },
      { sid = "ForgetTheirFiles", actions = ["s3:DeleteObject"], resources = ["${local.objects}/work/containers/*"] },
    ]
  ])

  # Secrets Manager puts six characters of its own behind each name.
  secrets = [
    for name in lookup(var.secrets, local.entry.name, []) :
    "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:secret:${var.secret_prefix}${name}-??????"
  ]
  of_secrets = length(local.secrets) == 0 ? [] : [
    { sid = "ReadItsSecrets", actions = ["secretsmanager:GetSecretValue"], resources = local.secrets },
  ]

  # APIs without resources to name: AWS' own policies, only where the feature is on.
  managed = merge(
    length(local.vpc) > 0 ? { network = "AWSLambdaVPCAccessExecutionRole" } : {},
    var.tracing && !var.emulator ? { tracing = "AWSXRayDaemonWriteAccess" } : {},
  )
  managed_path = { network = "service-role/", tracing = "" }
}

resource "aws_iam_role" "this" {
  name = local.queue
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })

  lifecycle {
    precondition {
      condition     = length(local.queue) <= 64
      error_message = "${local.entry.name}: a function and its role may have 64 characters, ${local.queue} has more; give the entry a shorter `queue`."
    }
  }
}

resource "aws_iam_role_policy" "this" {
  name = "task"
  role = aws_iam_role.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for grant in concat(local.common, local.of_secrets, local.of_cluster, flatten([for kind, grants in local.of_kind : grants if kind == local.kind])) :
      merge({ Sid = grant.sid, Effect = "Allow", Action = grant.actions, Resource = grant.resources }, try({ Condition = grant.condition }, {}))
    ]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.managed

  role       = aws_iam_role.this.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${local.managed_path[each.key]}${each.value}"
}
