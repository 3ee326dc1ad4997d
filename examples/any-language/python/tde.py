#!/usr/bin/env python3
"""A task executor in plain Python: adds numbers. No library but Python's own.

    tde.py                one message: a task request on standard input, its outcome on standard output
    tde.py --serve PORT   the same by POST, one message after the other
"""
import datetime
import hashlib
import json
import os
import signal
import sys
import time
import urllib.request


class Unreadable(Exception):
    """The message is no task request: it must come again, and in the end lie among the dead letters."""


class Failed(Exception):
    """The work cannot be done, for a reason that has a code."""

    def __init__(self, code, message, retryable=False):
        super().__init__(message)
        self.error = {"code": code, "message": message, "retryable": retryable}


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def read(text):
    try:
        request = json.loads(text)
    except ValueError as broken:
        raise Unreadable(f"no JSON: {broken}")
    if not isinstance(request, dict):
        raise Unreadable("no JSON object")
    if request.get("contract") != "trellis/v1":
        raise Unreadable(f"contract {request.get('contract')!r}; this executor knows trellis/v1")
    for member in ("task_id", "attempt", "attempt_token", "action", "not_after", "timeout_s"):
        if member not in request:
            raise Unreadable(f"$.{member} is missing")
    return request  # members that are not known here are left alone


def document(ref):
    """Inputs that were too large for the message, checked against their digest."""
    endpoint = os.environ.get("TRELLIS_S3_ENDPOINT", "")
    with urllib.request.urlopen(endpoint + "/" + ref["uri"].removeprefix("s3://")) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != ref["sha256"]:
        raise Failed("artifact_digest", "the inputs are not those that the request names")
    return json.loads(content)


def work(inputs):
    time.sleep(inputs.get("pause_s", 0))
    numbers = inputs.get("numbers")
    if not isinstance(numbers, list) or not all(isinstance(n, (int, float)) for n in numbers):
        raise Failed("invalid_input", "$.inputs.numbers must be a list of numbers")
    return {"sum": sum(numbers)}


def too_slow(signum, frame):
    raise Failed("timeout", "the time of the attempt is up", retryable=True)


def execute(request):
    if now() > datetime.datetime.fromisoformat(request["not_after"].replace("Z", "+00:00")):
        raise Failed("not_after", f"it had to start by {request['not_after']}", retryable=True)
    signal.signal(signal.SIGALRM, too_slow)
    signal.alarm(request["timeout_s"])
    try:
        inputs = document(request["inputs_ref"]) if "inputs_ref" in request else request.get("inputs", {})
        return work(inputs)
    finally:
        signal.alarm(0)


def handle(text):
    request = read(text)
    started = now()
    outcome = {"contract": "trellis/v1", "artifacts_out": [], "metrics": {}}
    for member in ("task_id", "attempt", "attempt_token", "action", "traceparent"):
        if member in request:
            outcome[member] = request[member]
    try:
        # Each message is a process of its own here, so there is nothing to cancel; a server would stop the work.
        outputs = execute(request) if request["action"] == "execute" else {}
        outcome.update(status="succeeded", outputs=outputs)
    except Failed as failed:
        outcome.update(status="failed", error=failed.error)
    except Exception as unexpected:
        outcome.update(status="failed", error={"code": "handler_error", "message": repr(unexpected), "retryable": True})
    outcome.update(started_at=stamp(started), finished_at=stamp(now()))
    return json.dumps(outcome)


def stamp(moment):
    return moment.isoformat().replace("+00:00", "Z")


def serve(port):
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Post(BaseHTTPRequestHandler):
        def do_POST(self):
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            try:
                self.answer(200, handle(text))
            except Unreadable as refused:
                self.answer(400, str(refused))

        def answer(self, status, text):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *unused):
            pass

    server = HTTPServer(("127.0.0.1", port), Post)
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(int(sys.argv[2]))
    try:
        print(handle(sys.stdin.read()))
    except Unreadable as refused:
        sys.exit(f"message refused: {refused}")
