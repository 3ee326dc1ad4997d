"""Cost statistics of one airport from the checked rows."""

import csv
import json
import statistics
import sys

DAMAGING = ("Minor", "Medium", "Substantial", "Destroyed")


def quantile(ordered, share):
    """Nearest-rank quantile of a sorted list, 0 when it is empty."""
    if not ordered:
        return 0
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def costs_of(path, airport):
    with open(path, encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["airport"] == airport]
    paid = sorted(int(row["cost_total"]) for row in rows if int(row["cost_total"]) > 0)
    return {
        "airport": airport,
        "strikes": len(rows),
        "damaging_strikes": sum(row["damage"] in DAMAGING for row in rows),
        "strikes_with_cost": len(paid),
        "total_cost": sum(paid),
        "median_cost": round(statistics.median(paid)) if paid else 0,
        "p90_cost": quantile(paid, 90),
        "highest_cost": paid[-1] if paid else 0,
    }


task = json.load(sys.stdin)
wanted = task["inputs"]
result = costs_of(task["artifacts_in"][0]["path"], wanted["airport"])
if result["strikes"] != wanted["strikes"]:
    message = (
        f"{result['airport']}: the file has {result['strikes']} strikes, the table has {wanted['strikes']}; "
        "one of them is not of this run"
    )
    json.dump({"error": {"code": "wildlife.counts_differ", "message": message, "retryable": False}}, sys.stdout)
    sys.exit(65)
json.dump(result, sys.stdout)
