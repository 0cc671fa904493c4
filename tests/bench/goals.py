# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of what is measured: every goal, the code for ours and for each floor and peer that it names.

Measuring code takes the bench (tests/bench/measures.py) and answers the samples of one round; with `once` it takes all
its rounds by itself. A goal whose part of the product is not there yet is registered with the issue that brings it.
"""
import dataclasses
import statistics
from typing import Callable, Mapping, Optional

Samples = Callable[[object], list]


@dataclasses.dataclass(frozen=True)
class Goal:
    id: str
    what: str
    unit: str = "ms"
    target: str = ""  # in words, for the table; empty: printed, not held
    at_most: Optional[float] = None  # of the median of ours
    names: tuple = ()  # the floors and peers that the goal speaks of; each needs code once ours is built
    ours: Optional[Samples] = None
    against: Mapping[str, Samples] = dataclasses.field(default_factory=dict)  # code by the names above
    once: bool = False
    issue: str = ""  # not built: which issue brings it

    @property
    def built(self):
        return self.ours is not None


QEMU = "QEMU alone"
VERSION = "exec to exit of --version"
NAIVE, GLIDE, GRIDS = "naive Qt", "Glide", "fastest web grid"

BUILT = (
    Goal("S1", "VM overhead: submit to job exit", names=(QEMU,), ours=lambda bench: [bench.job_exit_ms()],
         against={QEMU: lambda bench: [bench.bare_guest_ms()]}),
    Goal("S2", "job end to verified badge on screen", target="p50 at most 3000", at_most=3000, once=True,
         ours=lambda bench: bench.desk("badgeMs")),
    Goal("S2a", "job end to verified badge, at the queue", ours=lambda bench: [bench.job_proof_ms()]),
    Goal("S3", "console, exec to first rows on screen", names=(VERSION,), once=True,
         ours=lambda bench: bench.desk("firstRowsMs"),
         against={VERSION: lambda bench: bench.version_ms()}),
    Goal("S4a", "RSS of espalier-fleetd", "MiB", once=True, ours=lambda bench: [bench.rss_mib("fra1/fleetd")]),
    Goal("S4b", "RSS of espalier-hostd, simulated hosts", "MiB", once=True,
         ours=lambda bench: [bench.rss_mib("fra1/simulator")]),
    Goal("S4c", "RSS of espalier-hostd, real host", "MiB", once=True, ours=lambda bench: [bench.rss_mib("fra1/hostd")]),
    Goal("S4d", "RSS of espalier", "MiB", once=True,
         ours=lambda bench: [kib / 1024 for kib in bench.desk("rssKiB")]),
)

# The goals of the design's performance.md for which the product, the floor or the peer does not exist yet.
NOT_BUILT = (
    Goal("M1", "cold start: exec to 150,000 objects over mTLS, painted and sortable", target="2.5 x floor, 1/8 of peer",
         names=("dynamic link + hand decode", GRIDS), issue="5"),
    Goal("M2", "first rows on screen", target="2 x floor", names=("exec to main",), issue="5"),
    Goal("M3", "any filter keystroke over 100,000 rows", target="4 x floor, 1/8, 1/70 of peers",
         names=("bare scan + paint", GLIDE, NAIVE), issue="5"),
    Goal("M4", "any sort to pixels", target="3.2 x floor, 1/20 1/10 1/7 of peer", names=("radix + paint", GLIDE), issue="5"),
    Goal("M5", "live sort at 50,000 updates/s", "%", target="8 % of a core, 1/2 of peer", names=(GLIDE,), issue="5"),
    Goal("M6", "1,000,000 updates/s: worst frame gap", target="20 ms, 1/4 of peer's CPU", names=(GLIDE,), issue="5"),
    Goal("M7", "whole client at scale G", "%", target="2 x floor", names=("gRPC alone",), issue="5"),
    Goal("M8", "send to pixel at scale G", target="p50 2 and 1/4 of peer, p99 17", names=(GLIDE,), issue="5"),
    Goal("M9", "floor: full repaint; a frame of 833 changes", target="1.3 x floor; 10 us", names=("memcpy of the frame",),
         issue="the one that makes the floor fast, not filed yet"),
    Goal("M10", "pan and zoom frames", target="at most 2", issue="the one that makes the floor fast, not filed yet"),
    Goal("M11", "bytes an object; RSS at scale G", "MiB", target="64 B; 70; 1/6 of peer", names=(GLIDE,), issue="5"),
    Goal("M12", "a live chart over 100,000 points", target="1/120 of peer", names=("raw Qt Charts",),
         issue="the one that brings the trend charts, not filed yet"),
    Goal("M13", "full resync of 150,000 objects at 50,000/s: GUI gap", target="at most 20", issue="5"),
    Goal("M14", "10 minutes at scale G: growth of RSS", "MiB", target="less than 1", issue="5"),
    Goal("M15", "fleetd: commits and fan-out", "%", target="80 % and 50 % of floors",
         names=("raw SQLite group commits", "raw gRPC streaming"), issue="5"),
    Goal("M16", "auditor at scale G; 1 M Teardowns verified", target="25 % of a core; 1.4 x floor",
         names=("OpenSSL's Ed25519 alone",), issue="6"),
)

REGISTRY = BUILT + NOT_BUILT


def measure(goal, bench, rounds):
    """The goal's row: ours and what it names, interleaved round by round."""
    ours, against = [], {name: [] for name in goal.names}
    for turn in range(rounds):
        if turn == 0 or not goal.once:
            ours += goal.ours(bench)
        for name in goal.names:
            against[name] += goal.against[name](bench)
    median = statistics.median(ours)
    return {"id": goal.id, "what": goal.what, "unit": goal.unit, "goal": goal.target, "ours": ours, "against": against,
            "ratios": {name: median / statistics.median(values) for name, values in against.items()},
            "holds": None if goal.at_most is None else median <= goal.at_most}


def table(rows, registry=REGISTRY):
    """What is printed: a line for each that was measured, one more for each floor or peer, then what is not built."""
    lines = [f"{'id':4} {'ours':>10} {'ratio':>7} {'unit':4} {'goal':18} {'holds':6} what"]
    for row in rows:
        holds = {True: "yes", False: "NO", None: "-"}[row["holds"]]
        lines.append(f"{row['id']:4} {statistics.median(row['ours']):10.1f} {'':7} {row['unit']:4} {row['goal'] or '-':18} "
                     f"{holds:6} {row['what']}")
        for name, values in row["against"].items():
            lines.append(f"{'':4} {statistics.median(values):10.1f} {row['ratios'][name]:7.2f} {row['unit']:4} "
                         f"{'':18} {'':6} {name}")
    for goal in registry:
        if not goal.built:
            named = f" (beside {', '.join(goal.names)})" if goal.names else ""
            lines.append(f"{goal.id:4} {'not built':>10} {'':7} {goal.unit:4} {goal.target:18} {'-':6} {goal.what}{named}: "
                         f"issue {goal.issue}")
    return lines
