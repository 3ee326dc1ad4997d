import sys

print("the disk of the script is full", file=sys.stderr)
sys.exit(3)
