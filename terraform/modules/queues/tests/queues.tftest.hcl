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
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:mock" }
  }
}

variables {
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "makes_the_platforms_queues_with_dead_letter_queues" {
  assert {
    condition     = join(",", keys(output.arns)) == "trellis-events,trellis-outcomes,trellis-submissions"
    error_message = "not the names that dev.trellis.contract.port.QueueNames fixes"
  }
  assert {
    condition     = alltrue([for name, queue in aws_sqs_queue.dead_letters : queue.name == "${name}-dlq" && queue.message_retention_seconds == 1209600])
    error_message = "a dead-letter queue is misnamed or forgets early"
  }
  assert {
    condition     = alltrue([for queue in aws_sqs_queue.this : jsondecode(queue.redrive_policy).maxReceiveCount == 5])
    error_message = "messages never become dead letters"
  }
  assert {
    condition = alltrue([
      for name, queue in aws_sqs_queue.dead_letters :
      jsondecode(queue.redrive_allow_policy).sourceQueueArns == ["arn:aws:sqs:eu-central-1:123456789012:${name}"]
    ])
    error_message = "any queue may send its dead letters here"
  }
}

run "refuses_plain_text_everywhere" {
  assert {
    condition = alltrue([
      for queue in concat(values(aws_sqs_queue.this), values(aws_sqs_queue.dead_letters)) :
      jsondecode(queue.policy).Statement[0].Effect == "Deny" &&
      jsondecode(queue.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false" &&
      endswith(jsondecode(queue.policy).Statement[0].Resource, ":${queue.name}")
    ])
    error_message = "a queue takes plain text"
  }
  assert {
    condition     = alltrue([for queue in concat(values(aws_sqs_queue.this), values(aws_sqs_queue.dead_letters)) : queue.kms_master_key_id == var.kms_key_arn])
    error_message = "a queue is not under the key"
  }
}

run "refuses_a_name_that_has_no_room_for_dlq" {
  command = plan

  variables {
    names = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
  }

  expect_failures = [var.names]
}

run "refuses_a_single_receive" {
  command = plan

  variables {
    max_receives = 1
  }

  expect_failures = [var.max_receives]
}
