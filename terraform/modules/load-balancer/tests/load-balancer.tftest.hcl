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
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/mock/1" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/mock/1" }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/mock/1/2" }
  }
}

variables {
  name                     = "trellis-engine"
  vpc_id                   = "vpc-1"
  subnet_ids               = ["subnet-1", "subnet-2"]
  certificate_arn          = "arn:aws:acm:eu-central-1:123456789012:certificate/1"
  domain                   = "engine.example.org"
  clients                  = { functions = { security_group_id = "sg-1" } }
  target_security_group_id = "sg-2"
  target_port              = 8420
}

run "speaks_tls_only_and_answers_404_elsewhere" {
  assert {
    condition     = aws_lb_listener.this.protocol == "HTTPS" && startswith(aws_lb_listener.this.ssl_policy, "ELBSecurityPolicy-TLS13")
    error_message = "plain text or old TLS"
  }
  assert {
    condition     = aws_lb_listener.this.default_action[0].fixed_response[0].status_code == "404" && aws_lb.this.internal
    error_message = "more than the named paths is passed on, or it is public unasked"
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.this : rule.from_port == 443 && rule.to_port == 443])
    error_message = "another port is open"
  }
}

run "refuses_no_path_at_all" {
  command = plan

  variables {
    paths = []
  }

  expect_failures = [var.paths]
}
