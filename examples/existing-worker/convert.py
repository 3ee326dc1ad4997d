#!/usr/bin/env python3
"""Converts a temperature. Written long before anybody here had heard of Trellis."""
import json
import sys

question = json.load(sys.stdin)
json.dump({"fahrenheit": question["celsius"] * 9 / 5 + 32}, sys.stdout)
