data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  names  = toset(var.names)
  prefix = "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}"

  # Policies and allow-lists stand inline, by composed names: as resources of their own they wait for each other, and a
  # redrive allow policy of its own cannot be destroyed everywhere.
  tls_only = {
    for name in setunion(local.names, [for queue in local.names : "${queue}-dlq"]) : name => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid       = "RefusePlainText"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:PurgeQueue"]
        Resource  = "${local.prefix}:${name}"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }]
    })
  }
}

resource "aws_sqs_queue" "dead_letters" {
  for_each = local.names

  name                      = "${each.key}-dlq"
  message_retention_seconds = var.retention_seconds
  kms_master_key_id         = var.kms_key_arn
  policy                    = local.tls_only["${each.key}-dlq"]
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = ["${local.prefix}:${each.key}"]
  })
}

resource "aws_sqs_queue" "this" {
  for_each = local.names

  name                       = each.key
  visibility_timeout_seconds = var.visibility_timeout_seconds
  message_retention_seconds  = var.retention_seconds
  receive_wait_time_seconds  = 20
  kms_master_key_id          = var.kms_key_arn
  policy                     = local.tls_only[each.key]
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters[each.key].arn
    maxReceiveCount     = var.max_receives
  })
}
