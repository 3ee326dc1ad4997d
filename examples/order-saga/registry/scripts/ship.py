"""Hands an order to its carrier; there may be none."""

import json
import sys

inputs = json.load(sys.stdin)["inputs"]
if inputs["carrier"] == "none":
    error = {"code": "ship.no_carrier", "message": "nobody carries order " + inputs["order"], "retryable": False}
    print(json.dumps({"error": error}))
    sys.exit(66)
json.dump({"shipped_by": inputs["carrier"]}, sys.stdout)
