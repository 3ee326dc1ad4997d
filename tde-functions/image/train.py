"""Runs the function with invocations of its training bodies, so that the virtual machine leaves an AOT cache: serves the Lambda
Runtime API on loopback, and ends the process after the last answer. No queue or table is there, so what is trained is the start,
reading a request, and the way to AWS up to a refused connection."""

import http.server
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading

ROUNDS = 20
CLOSED = "http://127.0.0.1:9"
HANDLER = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest"
BODIES = sorted(pathlib.Path("/opt/function/training").glob("*.json"))


def event(number):
    body = BODIES[number % len(BODIES)].read_text().replace("${id}", f"training-{number}").replace("${not_after}", "2100-01-01T00:00:00Z")
    record = {"messageId": str(number), "receiptHandle": "none", "body": body, "attributes": {}, "messageAttributes": {}}
    return json.dumps({"Records": [{**record, "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:us-east-1:0:training", "awsRegion": "us-east-1"}]})


class RuntimeApi(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answered = 0
    done = threading.Event()

    def do_GET(self):
        if RuntimeApi.answered >= ROUNDS:
            RuntimeApi.done.set()
            threading.Event().wait(30)
            return
        self.send(200, event(RuntimeApi.answered), {"Lambda-Runtime-Aws-Request-Id": str(RuntimeApi.answered), "Lambda-Runtime-Deadline-Ms": "4102444800000", "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:0:function:training"})

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        RuntimeApi.answered += 1
        self.send(202, "{}", {})

    def send(self, status, text, headers):
        data = text.encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoints = {f"TRELLIS_{service}_ENDPOINT": CLOSED for service in ("SQS", "DYNAMODB", "S3")}
    keys = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "training", "AWS_SECRET_ACCESS_KEY": "training"}
    environment = {**os.environ, **endpoints, **keys, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_port}", "AWS_LAMBDA_FUNCTION_NAME": "training", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512"}
    process = subprocess.Popen(["/opt/function/run", HANDLER], env=environment)
    if not RuntimeApi.done.wait(120):
        process.kill()
        return f"only {RuntimeApi.answered} of {ROUNDS} invocations were answered"
    process.send_signal(signal.SIGTERM)
    process.wait(120)
    return None if pathlib.Path("/opt/function/app.aot").exists() else "the virtual machine left no cache"


sys.exit(main())
