#!/usr/bin/env python3
"""Computes what the platform costs from the modules' defaults, and writes it into docs/cost.md; with --check only says whether
that page is stale. Any input can be given, and then the tables are printed: terraform/cost.py --task-types 40 --task-seconds 2
"""

import argparse
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "cost.md"
MARK = "<!-- made by terraform/cost.py -->"
HOURS = 730
MINUTES = HOURS * 60

# Dollars, list prices of us-east-1 without free tiers and discounts.
PRICES = {
    "lambda_request": 0.20e-6,
    "lambda_gb_second": 0.0000166667,
    "sqs_request": 0.40e-6,
    "dynamodb_write": 0.625e-6,
    "dynamodb_read": 0.125e-6,
    "fargate_cpu_hour": 0.04048,
    "fargate_gb_hour": 0.004445,
    "rds_small_hour": 0.032,
    "rds_gb_month": 0.115,
    "alb_hour": 0.0225,
    "nat_hour": 0.045,
    "address_hour": 0.005,
    "kms_key_month": 1.0,
    "secret_month": 0.40,
    "alarm_month": 0.10,
    "dashboard_month": 3.0,
    "metric_month": 0.30,
    "log_gb": 0.50,
    "trace": 5e-6,
}

# What is not in a module's default: how it is used. Queue operations and writes of a task: docs/performance.md.
USE = {
    "task_types": (12, "task types, each with a queue and a function"),
    "task_seconds": (0.2, "billed seconds of a warm task, the work and 50 ms around it"),
    "cold_share": (0.02, "share of tasks that start a function"),
    "cold_seconds": (2.5, "billed seconds of a start (java21)"),
    "batch": (2, "messages that a request to SQS carries on average, at most 10"),
    "events": (4, "events of a task"),
    "writes": (2, "writes of a task to the execution store: claim, outcome; short `pure` tasks have none"),
    "log_kb": (0.6, "KB that a task logs"),
    "hosts_metrics": (24, "figures that the hosts bring to CloudWatch"),
}


def default(module, variable):
    """A module's default, as a number where it is one."""
    source = (HERE / "modules" / module / "variables.tf").read_text()
    body = re.search(rf'variable "{variable}" {{\n(.*?)^}}', source, re.M | re.S)[1]
    value = re.search(r"^  default\s*= (.*)$", body, re.M)[1].strip('"')
    inner = re.search(r"default = (\d+)", value)
    value = inner[1] if inner else value
    return float(value) if re.fullmatch(r"[\d.]+", value) else value


def per_million(use):
    memory = default("function", "memory_mb") / 1024
    seconds = use["task_seconds"] + use["cold_share"] * use["cold_seconds"]
    # Request: sent in batches; received and deleted by the mapping, one invocation a message. Outcome: sent alone, received
    # and deleted by the host in batches. Events: sent in batches.
    requests = 1 / use["batch"] + 2 + 1 + 2 / use["batch"] + use["events"] / max(use["batch"], 5)
    million = 1_000_000
    return [
        ("Lambda, time", f"{seconds:.2f} s × {memory:g} GB", million * seconds * memory * PRICES["lambda_gb_second"]),
        ("Lambda, requests", "1", million * PRICES["lambda_request"]),
        ("SQS", f"{requests:.1f} requests", million * requests * PRICES["sqs_request"]),
        ("DynamoDB", f"{use['writes']:g} writes", million * use["writes"] * PRICES["dynamodb_write"]),
        ("CloudWatch Logs", f"{use['log_kb']:g} KB", million * use["log_kb"] / 1024 / 1024 * PRICES["log_gb"]),
        ("X-Ray", "1 trace in 20, its own sampling", million / 20 * PRICES["trace"]),
    ]


def idle_month(use):
    hosts, cpu, gb = default("engine-host", "hosts"), default("engine-host", "cpu") / 1024, default("engine-host", "memory_mb") / 1024
    linger = float(re.search(r"\d+", default("pdo", "linger"))[0])
    pdo_gb = default("pdo", "memory_mb") / 1024
    standby = 2 if default("database", "multi_az") == "true" else 1
    storage = default("database", "storage_gb")
    types = use["task_types"]
    # Lambda keeps five long polls of 20 s open on each queue; each host asks two queues every 4 s, and each dead-letter queue
    # every so often.
    pause = float(re.search(r"\d+", default("engine-host", "dead_letters_every"))[0])
    polls = MINUTES * 15 * types + hosts * MINUTES * (15 * 2 + 60 / pause * (types + 3))
    alarms = 7 + 1 + 1 + types + 3
    return [
        ("RDS PostgreSQL", f"db.t4g.small × {standby}, {storage:g} GB × {standby}", standby * (HOURS * PRICES["rds_small_hour"] + storage * PRICES["rds_gb_month"])),
        ("ECS Fargate", f"{hosts:g} × ({cpu:g} CPU, {gb:g} GB)", hosts * HOURS * (cpu * PRICES["fargate_cpu_hour"] + gb * PRICES["fargate_gb_hour"])),
        ("NAT gateway", "1, and its address", HOURS * (PRICES["nat_hour"] + PRICES["address_hour"])),
        ("Load balancer", "1, internal", HOURS * PRICES["alb_hour"]),
        ("Orchestrator", f"every minute {linger:g} s × {pdo_gb:g} GB", MINUTES * (linger * pdo_gb * PRICES["lambda_gb_second"] + PRICES["lambda_request"])),
        ("SQS", f"{polls / 1e6:.1f} million polls of {types:g} + 3 queues", polls * PRICES["sqs_request"]),
        ("CloudWatch", f"{alarms:g} alarms, {use['hosts_metrics']:g} figures, 1 dashboard", alarms * PRICES["alarm_month"] + use["hosts_metrics"] * PRICES["metric_month"] + PRICES["dashboard_month"]),
        ("Key and secrets", "1 and 2", PRICES["kms_key_month"] + 2 * PRICES["secret_month"]),
        ("Task functions, DynamoDB, S3", "nothing while nothing runs", 0.0),
    ]


def table(head, rows):
    lines = [f"| {head} | how much | $ |", "| --- | --- | ---: |"]
    lines += [f"| {name} | {amount} | {dollars:.2f} |" for name, amount, dollars in rows]
    return "\n".join([*lines, f"| **together** | | **{sum(row[2] for row in rows):.2f}** |"])


def tables(use):
    inputs = "\n".join(f"| `{name}` | {use[name]:g} | {meaning} |" for name, (_, meaning) in USE.items())
    return f"""## A million tasks

{table("what", per_million(use))}

## A month in which nothing happens

{table("what", idle_month(use))}

## Inputs

| input | here | what |
| --- | ---: | --- |
{inputs}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    for name, (value, meaning) in USE.items():
        parser.add_argument("--" + name.replace("_", "-"), type=float, default=None, help=f"{meaning} ({value:g})")
    given = vars(parser.parse_args())
    use = {name: value if given[name] is None else given[name] for name, (value, _) in USE.items()}
    if any(given[name] is not None for name in USE):
        print(tables(use))
        return 0
    text = PAGE.read_text()
    wanted = text.split(MARK)[0] + MARK + "\n\n" + tables(use)
    if given["check"] and text != wanted:
        print("docs/cost.md is stale; run terraform/cost.py", file=sys.stderr)
        return 1
    PAGE.write_text(wanted)
    return 0


sys.exit(main())
