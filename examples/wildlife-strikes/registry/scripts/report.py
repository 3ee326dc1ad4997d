"""Writes the report: Markdown with a bar chart as SVG."""

import json
import os
import sys
from xml.sax.saxutils import escape

REPORT, CHART = "wildlife-strikes.md", "wildlife-strikes.svg"
WIDTH, LABEL, BAR, GAP, TOP = 900, 330, 26, 12, 64


def dollars(amount):
    return f"${amount:,}"


def title(airport):
    return " ".join("Airport" if word == "Arpt" else word for word in airport.title().split())


def bar(index, airport, scale):
    y = TOP + index * (BAR + GAP)
    length = max(1, round(airport["total_cost"] * scale))
    name, cost = escape(title(airport["airport"])), dollars(airport["total_cost"])
    middle = y + BAR * 0.7
    return (
        f'  <text x="{LABEL - 12}" y="{middle:.0f}" text-anchor="end">{name}</text>\n'
        f'  <rect x="{LABEL}" y="{y}" width="{length}" height="{BAR}" rx="3"/>\n'
        f'  <text x="{LABEL + length + 8}" y="{middle:.0f}" class="cost">{cost}</text>\n'
    )


def chart(ranking):
    highest = max((airport["total_cost"] for airport in ranking), default=0)
    scale = (WIDTH - LABEL - 120) / highest if highest else 0
    height = TOP + len(ranking) * (BAR + GAP) + 16
    bars = "".join(bar(index, airport, scale) for index, airport in enumerate(ranking))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="name">\n'
        '  <title id="name">Costs of wildlife strikes at the ten airports with the most strikes</title>\n'
        "  <style>\n"
        "    svg { background: #ffffff; }\n"
        "    text { font: 14px system-ui, sans-serif; fill: #1f2933; }\n"
        "    .head { font-size: 19px; font-weight: 600; }\n"
        "    .cost { fill: #52606d; }\n"
        "    rect { fill: #2f6f4f; }\n"
        "  </style>\n"
        f'  <text x="20" y="36" class="head">Costs of wildlife strikes, 1990 to 2002</text>\n'
        f"{bars}</svg>\n"
    )


def table(ranking):
    lines = [
        "| Airport | Strikes | With damage | With costs | Total | Median | 90 % below | Highest |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for airport in ranking:
        money = (dollars(airport[name]) for name in ("total_cost", "median_cost", "p90_cost", "highest_cost"))
        counts = (f"{airport[name]:,}" for name in ("strikes", "damaging_strikes", "strikes_with_cost"))
        lines.append("| " + " | ".join([title(airport["airport"]), *counts, *money]) + " |")
    return "\n".join(lines)


def consent(inputs):
    limit = dollars(inputs["approval_limit"])
    if inputs["total_cost"] <= inputs["approval_limit"]:
        return f"The total lies within the limit of {limit}; nobody had to approve it."
    note = inputs.get("approval_note")
    return f"The total lies above the limit of {limit} and was approved by a person" + (f": “{note}”." if note else ".")


def quality(figures):
    reasons = ", ".join(f"{count:,} × {reason}" for reason, count in sorted(figures["reasons"].items())) or "none"
    return (
        f"{figures['rows']:,} reports were read and {figures['accepted']:,} accepted. "
        f"{figures['rejected']:,} were set aside ({reasons}); their costs of {dollars(figures['rejected_cost'])} are in no "
        f"figure above. {figures['repeated']:,} reports equal an earlier one in every field and were kept."
    )


def markdown(inputs):
    return (
        "# Wildlife strikes at the busiest airports\n\n"
        f"The {len(inputs['ranking'])} airports with the most reported strikes account for "
        f"**{inputs['total_strikes']:,} strikes** and **{dollars(inputs['total_cost'])}** of costs.\n\n"
        f"{consent(inputs)}\n\n"
        f"![Costs by airport]({CHART})\n\n"
        f"{table(inputs['ranking'])}\n\n"
        "Median, 90 % and highest are of the strikes that cost anything.\n\n"
        "## The data\n\n"
        f"{quality(inputs['quality'])}\n\n"
        "Source: Wildlife Strike Database, U.S. Federal Aviation Administration, public domain.\n"
    )


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def main():
    task = json.load(sys.stdin)
    write(task["artifacts_out_dir"], REPORT, markdown(task["inputs"]))
    write(task["artifacts_out_dir"], CHART, chart(task["inputs"]["ranking"]))
    json.dump({"files": [REPORT, CHART]}, sys.stdout)


main()
