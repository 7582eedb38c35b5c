"""`make bench`: queries and weights of the pages, then ratios to what this machine can do at all. See docs/performance.md."""

import argparse
import json
import os
import shlex
import shutil
import sys
import time
from pathlib import Path

from benchmarks.archives import KINDS, Archive, archives
from benchmarks.parts import Run, editors, growth, hot, optional, spikes, uncached, views, whole
from benchmarks.servers import KEPT, SAID
from benchmarks.tables import page

PARTS = {"hot": hot, "uncached": uncached, "spikes": spikes, "editors": editors, "whole": whole, "views": views}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument(
        "--size", type=int, nargs="+", default=[1_000, 20_000], help="articles; growth is from the first to the last"
    )
    parser.add_argument("--database", nargs="+", choices=KINDS, default=["sqlite"])
    parser.add_argument(
        "--part", nargs="+", choices=["weights", *PARTS, "growth"], default=["weights", *PARTS, "growth"]
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement in each round")
    parser.add_argument("--fresh", action="store_true", help="build the databases anew")
    asked = parser.parse_args(arguments)
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed (Debian: apt-get install wrk).")
    if max(asked.size) >= 1_000_000 and "postgres" in asked.database:
        parser.error("a million stories: --database sqlite only")
    KEPT.mkdir(parents=True, exist_ok=True)
    SAID.write_bytes(b"")
    sizes = sorted(asked.size)
    with archives(asked.database, fresh=asked.fresh) as kept:
        run = Run(kept, asked.rounds, asked.seconds)
        for kind in asked.database:
            built = [kept.get(kind, size) for size in sizes]
            measure(run, asked.part, built)
    command = f"make bench ARGS={shlex.quote(' '.join(arguments))}" if arguments else "make bench"
    write(run, command)


def measure(run: Run, parts: list[str], built: list[Archive]) -> None:
    """All parts on the largest archive; a table is shown as soon as it is there."""
    if "weights" in parts:
        print(built[-1].ask("benchmarks.weigh"), flush=True)
    steps = [(name, part, built[-1:]) for name, part in PARTS.items() if name in parts]
    if "growth" in parts and len(built) > 1:
        steps.append(("growth", growth, [built[0], built[-1]]))
    for name, part, on in sorted(steps, key=lambda step: step[0] == "views"):  # the views are counted for a while after
        shown, begun, before = len(run.tables), time.monotonic(), worked()
        with optional(run, name):
            part(run, *on)  # type: ignore[operator]
        others = taken_by_others(before, worked(), time.monotonic() - begun)
        for table in run.tables[shown:]:
            table.unit += f" {others}"
            print(table.text(), flush=True)


def worked() -> tuple[float, float]:
    """Seconds that the machine's processors have worked, and that they did for us and whatever we started and ended."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n")[0].split()[1:8]]
    user, nice, system, _idle, _waiting, hard, soft = (tick / os.sysconf("SC_CLK_TCK") for tick in ticks)
    return user + nice + system + hard + soft, sum(os.times()[:4])


def taken_by_others(before: tuple[float, float], after: tuple[float, float], seconds: float) -> str:
    """In words: what others do bends the ratios, most of all those to servers that need little."""
    share = ((after[0] - before[0]) - (after[1] - before[1])) / seconds / (os.cpu_count() or 1)
    return f"Others took {max(share, 0):.0%} of the machine."


def write(run: Run, command: str) -> None:
    found = {"command": command, "tables": [table.to_json() for table in run.tables], "not_measured": run.notes}
    (KEPT / "results.json").write_text(json.dumps(found, indent=1, ensure_ascii=False))
    (KEPT / "results.md").write_text(page(run.tables, run.notes, command))
    for note in run.notes:
        print(f"Not measured: {note}")
    print(f"{KEPT}/results.json and results.md; what the servers said: {SAID.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
