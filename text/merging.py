"""Two people changed the same text: what it said, what each of them made of it, and what may be put together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_PARTS = 1500  # of a longer text the whole is one part: finding what belongs together would take too long


class Side(StrEnum):
    """Who changed a part."""

    NOBODY = "nobody"
    THEIRS = "theirs"
    MINE = "mine"
    SAME = "same"  # both, in the same way
    BOTH = "both"  # both, each in their own way


@dataclass(frozen=True)
class Part:
    """A run of paragraphs as all three have it; any of them may be empty."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]

    @property
    def side(self) -> Side:
        return who(self.base, self.theirs, self.mine)

    def settled(self, takes_theirs: bool | None = None) -> tuple[str, ...]:
        """What stands here in the text put together. Nothing chosen: theirs where only they changed it, else mine."""
        if takes_theirs is None:
            takes_theirs = self.side == Side.THEIRS
        return self.theirs if takes_theirs else self.mine


def who(base: object, theirs: object, mine: object) -> Side:
    """Who changed something of which three states are known."""
    if theirs == mine:
        return Side.NOBODY if mine == base else Side.SAME
    if mine == base:
        return Side.THEIRS
    return Side.MINE if theirs == base else Side.BOTH


def merge(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[Part]:
    """The three texts cut at the paragraphs that nobody changed. The parts, joined, give each of the three back."""
    if max(len(base), len(theirs), len(mine)) > MOST_PARTS:
        return [Part(tuple(base), tuple(theirs), tuple(mine))]
    return [piece for part in _cut(base, theirs, mine) for piece in _smaller(part)]


def _cut(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> Iterator[Part]:
    in_theirs, in_mine = _places(base, theirs), _places(base, mine)
    a = b = c = 0
    for place in [*(i for i in range(len(base)) if i in in_theirs and i in in_mine), len(base)]:
        there, here = in_theirs.get(place, len(theirs)), in_mine.get(place, len(mine))
        part = Part(tuple(base[a:place]), tuple(theirs[b:there]), tuple(mine[c:here]))
        if part.base or part.theirs or part.mine:
            yield part
        if place < len(base):
            yield Part((base[place],), (base[place],), (base[place],))
        a, b, c = place + 1, there + 1, here + 1


def _places(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """{place in the old text: place in the new one} of what stayed, in order."""
    stayed = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {run.a + step: run.b + step for run in stayed for step in range(run.size)}


def _smaller(part: Part) -> Iterator[Part]:
    """Neighbouring paragraphs of which each was changed by somebody else: as many in all three, so one by one."""
    if len(part.base) == len(part.theirs) == len(part.mine) > 1:
        for base, theirs, mine in zip(part.base, part.theirs, part.mine, strict=True):
            yield Part((base,), (theirs,), (mine,))
    else:
        yield part
