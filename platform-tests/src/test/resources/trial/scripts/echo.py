"""Gives back what came in."""
import json
import sys

json.dump({"said": json.load(sys.stdin)["inputs"]["say"]}, sys.stdout)
