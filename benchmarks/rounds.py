"""Interleaved rounds, A B A B …: whatever else the machine does meanwhile, it does to all of them alike.

Nothing here is a time anybody could quote: rates become ratios, a ratio of each round, and of those the median and range.
"""

import json
import shutil
import statistics
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("wrk.lua")
MANY = 32  # connections of a crowd
WARM_UP = 1.0  # seconds
Measure = Callable[[float], float]  # of so many seconds: the requests a second there were


class Unfit(Exception):
    """What was to be measured did not answer as it should, so a rate of it would mean nothing."""


@dataclass(frozen=True)
class Ratio:
    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Ratio":
        return cls(statistics.median(values), min(values), max(values))


def wrk(
    address: str,
    paths: Sequence[str] = ("/",),
    *,
    connections: int = MANY,
    headers: Mapping[str, str] | None = None,
) -> Measure:
    """Asks for the paths in turn, over and over, with wrk; those of view beacons it posts, each as another reader."""

    def measure(seconds: float) -> float:
        if not paths:
            raise Unfit(f"{address}: nothing of the kind in this archive")
        with tempfile.NamedTemporaryFile("w", suffix=".paths") as listed:
            listed.write("\n".join(paths) + "\n")
            listed.flush()
            command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s", str(SCRIPT)]
            for name, value in (headers or {}).items():
                command += ["-H", f"{name}: {value}"]
            command += [address, "--", listed.name, uuid.uuid4().hex]
            told = subprocess.run(command, capture_output=True, text=True)
        if told.returncode:
            raise Unfit(f"{address}{paths[0]}: {(told.stderr or told.stdout).strip()[:300]}")
        return rate(told.stdout, f"{address}{paths[0]}")

    return measure


def rate(output: str, name: str) -> float:
    """Requests a second, from what wrk and our script say; raises Unfit unless every answer was a good one."""
    lines = [line for line in output.splitlines() if line.startswith("{")]
    if not lines:
        raise Unfit(f"{name}: wrk said nothing of its requests")
    told = json.loads(lines[-1])
    if told["refused"] or told["failed"]:
        raise Unfit(f"{name}: {told['refused']} answers of 400 and above, {told['failed']} failures")
    if not told["requests"] or not told["microseconds"]:
        raise Unfit(f"{name}: no answer at all")
    return told["requests"] / told["microseconds"] * 1_000_000


def interleave(
    measures: Mapping[str, Measure], rounds: int, seconds: float
) -> tuple[dict[str, list[float]], list[str]]:
    """({name: a rate of each round}, what proved unfit). All once to warm up, then round after round, each second one backwards."""
    rates: dict[str, list[float]] = {name: [] for name in measures}
    unfit: dict[str, str] = {}

    def take(name: str, seconds: float) -> float | None:
        try:
            return measures[name](seconds) if name not in unfit else None
        except Unfit as error:
            unfit[name] = str(error)
            return None

    for measure in measures.values():
        with suppress(Unfit):  # a server that wakes may be late once
            measure(WARM_UP)
    for number in range(rounds):
        for name in list(measures)[:: -1 if number % 2 else 1]:
            if (found := take(name, seconds)) is not None:
                rates[name].append(found)
    return {name: found for name, found in rates.items() if name not in unfit}, list(unfit.values())


def over(rates: Sequence[float], base: Sequence[float]) -> Ratio:
    """How many times the base's rate, round by round."""
    return Ratio.of([one / other for one, other in zip(rates, base, strict=True)])


def slower(rates: Sequence[float], base: Sequence[float]) -> Ratio:
    """How many times as long as the base, round by round."""
    return over(base, rates)


def missing_tools() -> list[str]:
    """What the system lacks, in words; without wrk nothing can be measured."""
    return [
        f"{name} is not installed (Debian: apt-get install {name})"
        for name in ("wrk", "nginx")
        if not shutil.which(name)
    ]
