"""Reads any CSV file into rows: the first line names the columns."""

import csv
import json
import sys


def fail(code, message):
    json.dump({"error": {"code": code, "message": message, "retryable": False}}, sys.stdout)
    sys.exit(65)


def rows_of(path, inputs):
    most = inputs.get("limit", 1000)
    wanted = inputs.get("columns")
    with open(path, encoding=inputs.get("encoding", "utf-8"), newline="") as text:
        reader = csv.DictReader(text, delimiter=inputs.get("delimiter", ","))
        columns = reader.fieldnames or []
        missing = [column for column in wanted or [] if column not in columns]
        if missing:
            fail("csv.columns", f"no such columns: {missing}; the file has {columns}")
        kept = wanted or columns
        count, rows = 0, []
        for row in reader:
            count += 1
            if len(rows) < most:
                rows.append({column: row[column] for column in kept})
    return {"columns": kept, "row_count": count, "rows": rows, "truncated": count > len(rows)}


task = json.load(sys.stdin)
if len(task["artifacts_in"]) != 1:
    fail("csv.source", "exactly one file is expected in artifacts_in")
try:
    json.dump(rows_of(task["artifacts_in"][0]["path"], task["inputs"]), sys.stdout)
except (UnicodeDecodeError, LookupError, csv.Error) as problem:
    fail("csv.unreadable", str(problem))
