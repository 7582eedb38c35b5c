"""What was found: tables for a screen and for docs/performance.md, and the same as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.rounds import Ratio


@dataclass(frozen=True)
class Bound:
    """What must hold of a median."""

    limit: float
    is_least: bool

    def __str__(self) -> str:
        return f"{'≥' if self.is_least else '≤'} {figure(self.limit)}"

    def holds(self, median: float) -> bool:
        return median >= self.limit if self.is_least else median <= self.limit


@dataclass(frozen=True)
class Row:
    name: str
    ratio: Ratio
    bound: Bound | None = None

    def cells(self) -> list[str]:
        must = ""
        if self.bound:
            must = f"{self.bound} {'✓' if self.bound.holds(self.ratio.median) else '✗'}"
        return [self.name, figure(self.ratio.median), f"{figure(self.ratio.low)}–{figure(self.ratio.high)}", must]

    def to_json(self) -> dict[str, Any]:
        told = {"name": self.name, "median": self.ratio.median, "low": self.ratio.low, "high": self.ratio.high}
        if self.bound:
            told |= {"must": str(self.bound), "holds": self.bound.holds(self.ratio.median)}
        return told


@dataclass
class Table:
    """`unit` says what 1.0 is."""

    title: str
    unit: str
    rows: list[Row] = field(default_factory=list)

    def markdown(self) -> str:
        lines = [["", "median", "range", "must"], ["---", "---:", "---:", "---"], *(row.cells() for row in self.rows)]
        return f"### {self.title}\n{self.unit}\n\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"

    def text(self) -> str:
        """In columns, for a screen."""
        lines = [["", "median", "range", "must"], *(row.cells() for row in self.rows)]
        wide = [max(len(cells[column]) for cells in lines) for column in range(4)]
        shown = [
            f"{name:{wide[0]}}  {median:>{wide[1]}}  {span:>{wide[2]}}  {must}".rstrip()
            for name, median, span, must in lines
        ]
        return f"{self.title}\n{self.unit}\n" + "\n".join(shown) + "\n"

    def to_json(self) -> dict[str, Any]:
        return {"title": self.title, "unit": self.unit, "rows": [row.to_json() for row in self.rows]}


def figure(value: float) -> str:
    """As many digits as mean something: 0.0071, 0.43, 1.06, 212."""
    if value < 0.1:
        return f"{value:.2g}"
    return f"{value:.0f}" if value >= 20 else f"{value:.2f}"


def page(tables: Iterable[Table], notes: Iterable[str], command: str) -> str:
    """The Markdown that docs/performance.md quotes."""
    said = [f"`{command}`\n", *(table.markdown() for table in tables)]
    unmeasured = [f"- {note}" for note in notes]
    return "\n".join([*said, *(["Not measured:", *unmeasured] if unmeasured else [])]) + "\n"
