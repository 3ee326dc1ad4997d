"""Works for a while."""
import json
import sys
import time

inputs = json.load(sys.stdin)["inputs"]
time.sleep(inputs["seconds"])
json.dump({"slept": inputs["seconds"]}, sys.stdout)
