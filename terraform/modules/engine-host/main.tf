data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  port    = 8420
  objects = "arn:${data.aws_partition.current.partition}:s3:::${var.bucket}"

  grants = [
    { sid = "ReceiveOutcomesAndSubmissions", actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"], resources = var.received_queue_arns },
    { sid = "ReadDeadLetters", actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"], resources = var.dead_letter_queue_arns },
    { sid = "ReadAndSeedRegistries", actions = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PutItem", "dynamodb:UpdateItem"], resources = var.registry_table_arns },
    { sid = "CancelExecutions", actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [var.execution_table_arn] },
    { sid = "FetchFiles", actions = ["s3:GetObject"], resources = ["${local.objects}/*"] },
    { sid = "TellMissingFiles", actions = ["s3:ListBucket"], resources = [local.objects] },
    { sid = "KeepFiles", actions = ["s3:PutObject"], resources = ["${local.objects}/registry/*"] },
    { sid = "UseKey", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [var.kms_key_arn] },
    { sid = "WriteMetrics", actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"], resources = ["${aws_cloudwatch_log_group.this.arn}:*"] },
  ]
  by_tasks = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  start_grants = [
    { sid = "ReadSecrets", actions = ["secretsmanager:GetSecretValue"], resources = [var.database_secret_arn, aws_secretsmanager_secret.tokens.arn] },
    { sid = "UseKey", actions = ["kms:Decrypt"], resources = [var.kms_key_arn] },
  ]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}/engine-host"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_secretsmanager_secret" "tokens" {
  #checkov:skip=CKV2_AWS_57:the host reads it at start only; rotate by another value and a new deployment
  name       = "${var.name}-platform/tokens"
  kms_key_id = var.kms_key_arn
}

resource "aws_secretsmanager_secret_version" "tokens" {
  secret_id     = aws_secretsmanager_secret.tokens.id
  secret_string = jsonencode(var.tokens)
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-engine-host"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory_mb
  execution_role_arn       = aws_iam_role.start.arn
  task_role_arn            = aws_iam_role.this.arn
  container_definitions    = jsonencode(concat([local.host], var.collector_image == null ? [] : [local.collector]))

  runtime_platform {
    cpu_architecture        = var.architecture
    operating_system_family = "LINUX"
  }

  volume {
    name = "tmp"
  }
}

# A rolling deployment is two hosts at a time, which they are made for.
resource "aws_ecs_service" "this" {
  name                               = "engine-host"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.this.arn
  desired_count                      = var.hosts
  launch_type                        = "FARGATE"
  platform_version                   = "LATEST"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 120
  propagate_tags                     = "SERVICE"

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = concat([module.internal], values(module.public))
    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = "engine-host"
      container_port   = local.port
    }
  }

  depends_on = [module.internal, module.public, aws_iam_role_policy.this, aws_iam_role_policy.start]
}

module "internal" {
  source = "../load-balancer"

  name                     = "${var.name}-engine"
  vpc_id                   = var.vpc_id
  subnet_ids               = var.subnet_ids
  certificate_arn          = var.certificate_arn
  domain                   = var.domain
  zone_id                  = var.zone_id
  clients                  = { for name, group in var.client_security_group_ids : name => { security_group_id = group } }
  target_security_group_id = aws_security_group.this.id
  target_port              = local.port
  access_log_bucket        = var.access_log_bucket
}

# The interface alone: health and metrics stay inside.
module "public" {
  source   = "../load-balancer"
  for_each = var.console == null ? {} : { console = var.console }

  name                     = "${var.name}-console"
  internal                 = false
  vpc_id                   = var.vpc_id
  subnet_ids               = var.public_subnet_ids
  certificate_arn          = each.value.certificate_arn
  domain                   = each.value.domain
  zone_id                  = each.value.zone_id
  clients                  = { for cidr in each.value.allowed_cidrs : cidr => { cidr = cidr } }
  paths                    = each.value.paths
  target_security_group_id = aws_security_group.this.id
  target_port              = local.port
  access_log_bucket        = var.access_log_bucket
}

resource "aws_security_group" "this" {
  name        = "${var.name}-engine-host"
  description = "Engine host: in from the load balancers, out to AWS, the identity provider and the database"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-engine-host" }
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "AWS and the identity provider"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL"
  referenced_security_group_id = var.database_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_iam_role" "this" {
  name               = "${var.name}-engine-host"
  assume_role_policy = local.by_tasks
}

resource "aws_iam_role_policy" "this" {
  name   = "kernel"
  role   = aws_iam_role.this.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [for grant in local.grants : { Sid = grant.sid, Effect = "Allow", Action = grant.actions, Resource = grant.resources }] })
}

# X-Ray's interface has no resources to name: AWS' own policy, only where the feature is on.
resource "aws_iam_role_policy_attachment" "tracing" {
  count = var.tracing ? 1 : 0

  role       = aws_iam_role.this.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"
}

# What starts the task, before the host runs: fetches the image and the secrets.
resource "aws_iam_role" "start" {
  name               = "${var.name}-engine-host-start"
  assume_role_policy = local.by_tasks
}

resource "aws_iam_role_policy" "start" {
  name   = "secrets"
  role   = aws_iam_role.start.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [for grant in local.start_grants : { Sid = grant.sid, Effect = "Allow", Action = grant.actions, Resource = grant.resources }] })
}

resource "aws_iam_role_policy_attachment" "start" {
  role       = aws_iam_role.start.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}
