data "aws_region" "current" {}

locals {
  region = data.aws_region.current.name

  # Figures of the host, as its collector writes them. Every host tells the same of one database: the largest counts.
  of_host = {
    oldest-ready = { metric = "trellis_tasks_oldest_ready_seconds", above = var.oldest_ready_seconds, minutes = 3, means = "Work waits: no orchestrator comes, or none may send" }
    # The host's own alarms: 0 while all is well. What to do stands in GET /v1/status.
    starved       = { metric = "trellis_tasks_starved", above = 0, minutes = 2, means = "Tasks are ready, an orchestrator listens, and its leases come back empty" }
    unattended    = { metric = "trellis_tasks_unattended", above = 0, minutes = 2, means = "Tasks are ready and no orchestrator listens" }
    stuck         = { metric = "trellis_instances_stuck", above = 0, minutes = 2, means = "Instances run in which nothing can happen any more" }
    outbox        = { metric = "trellis_outbox_growing", above = 0, minutes = 2, means = "Events are not published" }
    lease-overrun = { metric = "trellis_leases_overrun", above = 0, minutes = 3, means = "A lease outlives its end by more than 10 s: no host takes it over" }
    incidents     = { metric = "trellis_incidents_open", above = var.open_incidents, minutes = 5, means = "Incidents wait for a person: trellis incidents" }
  }

  # One source of what is worth seeing of the host: terraform/dashboards.py makes Grafana's dashboard of it.
  panels = [for panel in jsondecode(file("${path.module}/panels.json")) : {
    title = panel.title
    metrics = concat([for metric in panel.metrics : [
      for value in try(metric.values, [""]) : concat(
        [var.metrics_namespace, metric.name, "platform", var.name],
        value == "" ? [] : [metric.by, value],
        [{ stat = try(panel.counts, false) ? "Sum" : "Maximum", label = value == "" ? metric.name : value }],
      )
    ]]...)
  }]

  widgets = concat(local.panels, [
    { title = "Dead letters", metrics = [for name in var.dead_letter_queue_names : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", name, { stat = "Maximum", label = name }]] },
    { title = "Oldest message (s)", metrics = [for name in var.queue_names : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", name, { stat = "Maximum", label = name }]] },
    { title = "Functions at a time", metrics = [for name in var.function_names : ["AWS/Lambda", "ConcurrentExecutions", "FunctionName", name, { stat = "Maximum", label = name }]] },
    { title = "Longest run (ms)", metrics = [for name in var.function_names : ["AWS/Lambda", "Duration", "FunctionName", name, { stat = "p99", label = name }]] },
    { title = "Errors", metrics = [for name in var.function_names : ["AWS/Lambda", "Errors", "FunctionName", name, { stat = "Sum", label = name }]] },
  ])
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [
      for place, widget in local.widgets : {
        type   = "metric"
        x      = 12 * (place % 2)
        y      = 6 * floor(place / 2)
        width  = 12
        height = 6
        properties = {
          title   = widget.title
          region  = local.region
          period  = 60
          view    = "timeSeries"
          metrics = widget.metrics
        }
      }
    ]
  })
}

resource "aws_cloudwatch_metric_alarm" "host" {
  for_each = var.host_figures ? local.of_host : {}

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.means
  namespace           = var.metrics_namespace
  metric_name         = each.value.metric
  dimensions          = { platform = var.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = each.value.minutes
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  # Figures that stop mean a host that stopped.
  treat_missing_data = "breaching"
  alarm_actions      = var.alarm_actions
  ok_actions         = var.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = toset(var.dead_letter_queue_names)

  alarm_name          = "${each.key}-not-read"
  alarm_description   = "Dead letters stay: the host makes incidents of them within seconds, so it does not read"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.key }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 300
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "orchestrator" {
  alarm_name          = "${var.name}-orchestrator-fails"
  alarm_description   = "The orchestrator's runs fail: it does not reach the engine host, or its token is refused"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = var.pdo_function }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "healthy_hosts" {
  count = var.load_balancer == null ? 0 : 1

  alarm_name          = "${var.name}-no-host"
  alarm_description   = "No engine host is ready"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HealthyHostCount"
  dimensions          = { LoadBalancer = var.load_balancer.suffix, TargetGroup = var.load_balancer.target_group_suffix }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
}
