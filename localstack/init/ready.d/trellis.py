"""Creates the platform's tables, bucket and queues in LocalStack once it is ready; what is there already stays. With
TRELLIS_INIT=off it makes nothing: then Terraform does."""

import json
import os
import pathlib

import boto3
from botocore.exceptions import ClientError

ENDPOINT = os.environ.get("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
REGION = os.environ.get("AWS_DEFAULT_REGION", "us-east-1")
PREFIX = os.environ.get("TRELLIS_TABLE_PREFIX", "trellis-")
BUCKET = os.environ.get("TRELLIS_BUCKET", "trellis-artifacts")
TABLES = pathlib.Path(os.environ.get("TRELLIS_TABLES", "/opt/trellis/tables"))
QUEUES = ("trellis-outcomes", "trellis-submissions", "trellis-events")
MAX_DELIVERIES = "5"


def client(service):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name=REGION,
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def create_table(dynamodb, definition):
    keys = [("HASH", definition["hash_key"])]
    if "range_key" in definition:
        keys.append(("RANGE", definition["range_key"]))
    name = PREFIX + definition["name"]
    try:
        dynamodb.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": key["name"], "KeyType": kind} for kind, key in keys],
            AttributeDefinitions=[{"AttributeName": key["name"], "AttributeType": key["type"]} for _, key in keys],
            BillingMode="PAY_PER_REQUEST",
        )
    except dynamodb.exceptions.ResourceInUseException:
        return
    dynamodb.get_waiter("table_exists").wait(TableName=name)
    if "ttl_attribute" in definition:
        dynamodb.update_time_to_live(
            TableName=name,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": definition["ttl_attribute"]},
        )


def create_bucket(s3):
    try:
        s3.create_bucket(Bucket=BUCKET)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
            raise


def create_queue(sqs, name):
    dead_letters = sqs.create_queue(QueueName=name + "-dlq")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead_letters, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": MAX_DELIVERIES})
    sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": redrive})


def main():
    if os.environ.get("TRELLIS_INIT") == "off":
        print("trellis: nothing made, TRELLIS_INIT is off", flush=True)
        return
    dynamodb = client("dynamodb")
    definitions = sorted(TABLES.glob("*.json"))
    if not definitions:
        raise SystemExit(f"no table definitions in {TABLES}: mount registry-tables' tables folder there")
    for file in definitions:
        create_table(dynamodb, json.loads(file.read_text()))
    create_bucket(client("s3"))
    sqs = client("sqs")
    for queue in QUEUES:
        create_queue(sqs, queue)
    print(f"trellis: {len(definitions)} tables, bucket {BUCKET}, {len(QUEUES)} queues", flush=True)


main()
