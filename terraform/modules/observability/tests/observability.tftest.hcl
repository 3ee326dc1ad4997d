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
}

variables {
  queue_names             = ["trellis-outcomes"]
  dead_letter_queue_names = ["trellis-outcomes-dlq", "trellis-task-a-dlq"]
  function_names          = ["trellis-pdo"]
}

run "alarms_on_what_must_not_wait" {
  assert {
    condition     = join(",", output.alarm_names) == "trellis-incidents,trellis-lease-overrun,trellis-oldest-ready,trellis-orchestrator-fails,trellis-outbox,trellis-outcomes-dlq-not-read,trellis-starved,trellis-stuck,trellis-task-a-dlq-not-read,trellis-unattended"
    error_message = "an alarm is missing"
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.host : alarm.treat_missing_data == "breaching"])
    error_message = "a host that is gone rings no bell"
  }
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 11
    error_message = "the dashboard is incomplete"
  }
}

run "is_silent_about_figures_that_nobody_brings" {
  variables {
    host_figures = false
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.host) == 0
    error_message = "alarms that always ring"
  }
}

run "refuses_less_than_the_timers_period" {
  command = plan

  variables {
    oldest_ready_seconds = 10
  }

  expect_failures = [var.oldest_ready_seconds]
}
