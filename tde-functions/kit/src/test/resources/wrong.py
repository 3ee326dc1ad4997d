"""The good executor with one fault, named by the first argument as the check that must find it."""
import importlib.util
import json
import os
import sys
import time

spec = importlib.util.spec_from_file_location("tde", os.environ["GOOD_TDE"])
tde = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tde)
fault = sys.argv[1]
text = sys.stdin.read()


def changed(change):
    outcome = json.loads(tde.handle(text))
    change(outcome)
    print(json.dumps(outcome))


def say(**members):
    changed(lambda outcome: outcome.update(members))


def request():
    return json.loads(text)


if fault == "success":
    say(status="failed", error={"code": "x", "message": "x", "retryable": False})
elif fault == "echo":
    say(attempt_token="another")
elif fault == "trace":
    changed(lambda outcome: outcome.pop("traceparent"))
elif fault == "unknown-fields":
    if "future_field" in request():
        sys.exit(1)
    print(tde.handle(text))
elif fault == "error-shape":
    say(error={"code": "It went wrong!", "message": "", "retryable": False})
elif fault == "timeout":
    tde.signal.alarm = lambda seconds: None
    print(tde.handle(text))
elif fault == "cancel":
    text = json.dumps({**request(), "action": "execute"})
    print(tde.handle(text))
elif fault in ("duplicate", "next-attempt"):
    say(outputs={"at": time.time_ns()})
elif fault == "older-attempt":
    # Remembers the newest token of each task and always speaks under it.
    memory = os.path.join(os.environ["MEMORY"], request()["task_id"])
    newest = open(memory).read() if os.path.exists(memory) else request()["attempt_token"]
    with open(memory, "w") as file:
        file.write(newest)
    say(attempt_token=newest)
elif fault == "claim-check":
    tde.document = lambda ref: {"numbers": []}
    print(tde.handle(text))
elif fault == "claim-check-digest":
    tde.hashlib.sha256 = lambda content: type("Any", (), {"hexdigest": lambda self: request()["inputs_ref"]["sha256"]})()
    print(tde.handle(text))
elif fault == "not-after":
    text = json.dumps({**request(), "not_after": "2999-01-01T00:00:00Z"})
    print(tde.handle(text))
else:
    # not-json, no-object, no-token, other-contract: answers whatever comes as if it were good.
    try:
        print(tde.handle(text))
    except tde.Unreadable:
        print("{}")
