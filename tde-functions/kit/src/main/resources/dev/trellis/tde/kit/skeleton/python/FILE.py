"""One JSON object in, one JSON object out; logs go to standard error.

Try it without the platform: echo '{"inputs": {"name": "Ada"}}' | python3 -I FILE.py
Its test: python3 FILE_test.py
"""
import json
import sys


def work(inputs):
    if not inputs["name"].strip():
        # Exit 65 to 127: the last line says what went wrong, and a BPMN error event can catch the code.
        print(json.dumps({"error": {"code": "nobody", "message": "$.inputs.name is blank", "retryable": False}}))
        sys.exit(65)
    return {"greeting": "Hello, " + inputs["name"]}


print(json.dumps(work(json.load(sys.stdin)["inputs"])))
