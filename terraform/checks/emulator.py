"""One LocalStack container for one run."""

import json
import os
import socket
import time
import urllib.request

from checks.report import Failed
from checks.tools import ROOT, run

IMAGE = os.environ.get("LOCALSTACK_IMAGE", "localstack/localstack:4.14.0")
SERVICES = "sqs,dynamodb,s3,lambda,events,logs,iam,sts,kms,secretsmanager"
REGION = "us-east-1"


class Emulator:
    """LocalStack: reached from this machine by a port on loopback, from its functions by the container's own address."""

    def __init__(self, name):
        self.name = name
        self.outside = f"http://127.0.0.1:{docker('port', name, '4566/tcp').splitlines()[0].rsplit(':', 1)[1]}"
        networks = json.loads(docker("inspect", name))[0]["NetworkSettings"]["Networks"]["bridge"]
        self.inside = f"http://{networks['IPAddress']}:4566"
        # The functions reach this machine there; the host listens on it and on nothing wider.
        self.gateway = networks["Gateway"]
        self.host_port = free_port(self.gateway)

    @staticmethod
    def provide():
        """Makes engine and image available; says what is missing where that cannot be."""
        run(ROOT / "localstack" / "engine.sh", timeout=900)

    @staticmethod
    def started():
        name = f"trellis-deploy-{os.getpid()}"
        settings = {"SERVICES": SERVICES, "LAMBDA_KEEPALIVE_MS": "15000"}
        words = [word for setting in settings.items() for word in ("-e", "=".join(setting))]
        docker("run", "-d", "--name", name, "-p", "127.0.0.1::4566", *words, "-v", "/var/run/docker.sock:/var/run/docker.sock", IMAGE)
        try:
            emulator = Emulator(name)
            emulator.await_ready()
        except BaseException:
            remove(name)
            raise
        return emulator

    def await_ready(self):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.outside}/_localstack/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.3)
        raise Failed(f"LocalStack did not answer within 60 s:\n{docker('logs', '--tail', '30', self.name)}")

    def credentials(self):
        return {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true"}

    def call(self, service, target, body, version="1.1"):
        """A call of a service that speaks JSON; LocalStack looks at the credential's scope and at no signature."""
        scope = f"AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/{service}/aws4_request, SignedHeaders=host, Signature=0"
        headers = {"X-Amz-Target": target, "Content-Type": f"application/x-amz-json-{version}", "Authorization": scope}
        request = urllib.request.Request(self.outside, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def log(self, group):
        """The lines of a log group; empty before there is one."""
        try:
            events = self.call("logs", "Logs_20140328.FilterLogEvents", {"logGroupName": group, "limit": 10000})["events"]
        except OSError:
            return ""
        return "\n".join(event["message"] for event in events)

    def expect_empty(self):
        left = self.call("sqs", "AmazonSQS.ListQueues", {"QueueNamePrefix": "trellis"}, "1.0").get("QueueUrls", [])
        left += self.call("dynamodb", "DynamoDB_20120810.ListTables", {}, "1.0")["TableNames"]
        left += [rule["Name"] for rule in self.call("events", "AWSEvents.ListRules", {})["Rules"]]
        with urllib.request.urlopen(f"{self.outside}/2015-03-31/functions/", timeout=10) as answer:
            left += [function["FunctionName"] for function in json.load(answer)["Functions"]]
        if left:
            raise Failed("destroy left " + ", ".join(left))

    def stop(self):
        docker("stop", "-t", "10", self.name)
        for container in docker("ps", "-a", "--format", "{{.Names}}").split():
            if container.startswith(self.name):
                remove(container)


def docker(*words):
    return run("docker", *words, timeout=120).strip()


def remove(container):
    run("docker", "rm", "-f", "-v", container, accept=(0, 1))


def free_port(address):
    try:
        with socket.create_server((address, 0)) as server:
            return server.getsockname()[1]
    except OSError as remote:
        raise Failed(f"the container engine's bridge ({address}) is not on this machine, so functions cannot reach a host here") from remote
