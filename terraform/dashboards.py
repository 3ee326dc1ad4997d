#!/usr/bin/env python3
"""Writes Grafana's dashboard from the panels of which the module observability makes CloudWatch's; with --check only says whether it
is stale."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE / "modules/observability/panels.json"
MADE = HERE.parent / "docs/dashboards/grafana.json"
WIDTH, HEIGHT = 12, 8


def query(panel, metric):
    """Every host tells the same of one database: the largest gauge counts, and counters add up."""
    by = f" by ({metric['by']})" if "by" in metric else ""
    name = metric["name"]
    return f"sum{by} (increase({name}[1m]))" if panel.get("counts") else f"max{by} ({name})"


def legend(metric):
    return "{{" + metric["by"] + "}}" if "by" in metric else metric["name"]


def made(place, panel):
    return {
        "id": place + 1,
        "type": "timeseries",
        "title": panel["title"],
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "gridPos": {"x": WIDTH * (place % 2), "y": HEIGHT * (place // 2), "w": WIDTH, "h": HEIGHT},
        "targets": [
            {"refId": chr(ord("A") + number), "expr": query(panel, metric), "legendFormat": legend(metric)}
            for number, metric in enumerate(panel["metrics"])
        ],
    }


def dashboard():
    panels = json.loads(SOURCE.read_text())
    return {
        "uid": "trellis",
        "title": "Trellis",
        "schemaVersion": 39,
        "refresh": "1m",
        "time": {"from": "now-3h", "to": "now"},
        "templating": {"list": [{"name": "source", "type": "datasource", "query": "prometheus"}]},
        "panels": [made(place, panel) for place, panel in enumerate(panels)],
    }


def main():
    text = json.dumps(dashboard(), indent=2) + "\n"
    if "--check" in sys.argv:
        if not MADE.is_file() or MADE.read_text() != text:
            print(f"{MADE.relative_to(HERE.parent)} is stale: run terraform/dashboards.py")
            return 1
        return 0
    MADE.parent.mkdir(parents=True, exist_ok=True)
    MADE.write_text(text)
    return 0


sys.exit(main())
