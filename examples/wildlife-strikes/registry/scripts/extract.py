"""Checks the reports row by row: good rows to strikes.csv, bad rows with their reasons to rejected.csv."""

import csv
import json
import os
import sys
from datetime import date

HEADER = [
    "Airport Name", "Aircraft Make Model", "Effect Amount of damage", "Flight Date", "Aircraft Airline Operator",
    "Origin State", "Phase of flight", "Wildlife Size", "Wildlife Species", "Time of day", "Cost Other", "Cost Repair",
    "Cost Total $", "Speed IAS in knots",
]
COLUMNS = [
    "airport", "aircraft", "damage", "flight_date", "operator", "state", "phase", "size", "species", "time_of_day",
    "cost_other", "cost_repair", "cost_total", "speed_knots",
]
DAMAGE_LEVELS = {"None", "Minor", "Medium", "Substantial", "Destroyed"}
SIZES = {"", "Small", "Medium", "Large"}
FIRST_YEAR = 1990
HIGHEST_SPEED = 1000


class Unusable(Exception):
    """The whole file cannot be used; no row of it is."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def whole(text):
    return text.isascii() and text.isdigit()


def is_date(text):
    try:
        return len(text) == 10 and date.fromisoformat(text).year >= FIRST_YEAR
    except ValueError:
        return False


def fault(cells):
    """Why a row is bad as (reason, detail), or None. The first fault found counts."""
    if len(cells) != len(COLUMNS):
        return "columns", f"{len(cells)} cells instead of {len(COLUMNS)}"
    row = dict(zip(COLUMNS, cells))
    if not row["airport"].strip():
        return "airport", "no airport"
    if not is_date(row["flight_date"]):
        return "flight_date", f"'{row['flight_date']}' is no date from {FIRST_YEAR} on"
    if row["damage"] not in DAMAGE_LEVELS:
        return "damage", f"'{row['damage']}' is no damage level"
    if row["size"] not in SIZES:
        return "size", f"'{row['size']}' is no size"
    return money_fault(row) or speed_fault(row)


def money_fault(row):
    for column in ("cost_other", "cost_repair", "cost_total"):
        if not whole(row[column]):
            return column, f"'{row[column]}' is no whole number of dollars"
    if int(row["cost_other"]) + int(row["cost_repair"]) != int(row["cost_total"]):
        return "cost_total", "repair and other do not add up to the total"
    return None


def speed_fault(row):
    speed = row["speed_knots"]
    if speed and not (whole(speed) and int(speed) <= HIGHEST_SPEED):
        return "speed_knots", f"'{speed}' is no speed"
    return None


def cost_of(cells):
    return int(cells[12]) if len(cells) > 12 and whole(cells[12]) else 0


def check(reader, good, bad):
    """Writes each row to one of the two files and returns the figures of the check."""
    figures = {"rows": 0, "accepted": 0, "rejected": 0, "repeated": 0, "rejected_cost": 0, "reasons": {}}
    seen = set()
    for cells in reader:
        figures["rows"] += 1
        found = fault(cells)
        if found is None:
            figures["accepted"] += 1
            figures["repeated"] += tuple(cells) in seen
            seen.add(tuple(cells))
            good.writerow([reader.line_num, *cells])
        else:
            figures["rejected"] += 1
            figures["rejected_cost"] += cost_of(cells)
            figures["reasons"][found[0]] = figures["reasons"].get(found[0], 0) + 1
            bad.writerow([reader.line_num, *found, *cells])
    return figures


def extract(source, folder, most_rejected):
    with open(source, encoding="utf-8", newline="") as text, \
            open(os.path.join(folder, "strikes.csv"), "w", encoding="utf-8", newline="") as good, \
            open(os.path.join(folder, "rejected.csv"), "w", encoding="utf-8", newline="") as bad:
        reader = csv.reader(text)
        header = next(reader, [])
        if header != HEADER:
            raise Unusable("wildlife.header", f"line 1 names the columns {header}, expected {HEADER}")
        accepted, rejected = csv.writer(good, lineterminator="\n"), csv.writer(bad, lineterminator="\n")
        accepted.writerow(["line", *COLUMNS])
        rejected.writerow(["line", "reason", "detail", *COLUMNS])
        figures = check(reader, accepted, rejected)
    if figures["rejected"] > most_rejected * figures["rows"]:
        raise Unusable(
            "wildlife.too_many_bad_rows",
            f"{figures['rejected']} of {figures['rows']} rows are bad ({figures['reasons']}), "
            f"more than the share of {most_rejected} that the process accepts",
        )
    return figures


def main():
    task = json.load(sys.stdin)
    if len(task["artifacts_in"]) != 1:
        raise Unusable("wildlife.source", "exactly one file is expected in artifacts_in")
    most_rejected = task["inputs"].get("most_rejected_share", 0.05)
    return {"quality": extract(task["artifacts_in"][0]["path"], task["artifacts_out_dir"], most_rejected)}


try:
    json.dump(main(), sys.stdout)
except Unusable as problem:
    json.dump({"error": {"code": problem.code, "message": str(problem), "retryable": False}}, sys.stdout)
    sys.exit(65)
except (UnicodeDecodeError, csv.Error) as problem:
    json.dump({"error": {"code": "wildlife.not_csv", "message": str(problem), "retryable": False}}, sys.stdout)
    sys.exit(65)
