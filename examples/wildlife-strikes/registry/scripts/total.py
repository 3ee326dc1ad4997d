"""Adds up the costs of the airports and puts the dearest first."""

import json
import sys

airports = json.load(sys.stdin)["inputs"]["airport_costs"]
ranking = sorted(airports, key=lambda airport: (-airport["total_cost"], airport["airport"]))
json.dump(
    {
        "total_cost": sum(airport["total_cost"] for airport in airports),
        "total_strikes": sum(airport["strikes"] for airport in airports),
        "ranking": ranking,
    },
    sys.stdout,
)
