"""Writes 1 GB to its output."""
import sys

block = "x" * 1048576
for _ in range(1024):
    sys.stdout.write(block)
