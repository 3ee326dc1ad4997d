"""Starts a job that takes far longer than a function may, and hands the attempt over to whoever holds its token."""
import datetime
import json
import secrets
import sys

inputs = json.load(sys.stdin)["inputs"]
token = inputs.get("token") or "cb_" + secrets.token_urlsafe(24)
deadline = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=inputs["minutes"] + 5)

# Here the job is started: on a cluster, at a service, by a letter to a person. It gets the token, and nothing else of the platform.
print(f"the job was started under {token}", file=sys.stderr)

print(json.dumps({"callback": {"token": token, "deadline": deadline.isoformat(), "heartbeat_s": 300}}))
