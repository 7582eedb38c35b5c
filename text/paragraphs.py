"""Clean HTML as a row of paragraphs: split, compared with an older state, paired with the paragraphs of a translation."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from html import unescape
from typing import Literal

from text.differences import Piece, compare
from text.html import plain_text
from text.tree import VOID

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")  # clean HTML has no bare < or > in its attributes
HELD = re.compile(r'(?:src|data-id|href)="([^"]*)"')
TOP = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "figure", "table", "hr"}
KINDS = {"h2": "heading", "h3": "heading", "h4": "heading", "ul": "list", "ol": "list", "figure": "figure", "hr": "line",
         "table": "table"}  # fmt: skip
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")
MOST_PAIRS = 90_000  # more are paired in their order: comparing each with each would take too long
SKIPPED = -0.45  # what leaving a paragraph without a partner costs, against at most 2 for a partner


@dataclass(frozen=True)
class Block:
    """One paragraph of a text: a paragraph, heading, list, quotation, table, figure or line. `text`: a line a part."""

    tag: str
    text: str
    html: str = ""
    held: tuple[str, ...] = ()  # addresses of its links and pictures, numbers of its embeds

    @cached_property
    def letters(self) -> str:
        """Its words without any space: equal however a browser or a parser breaks lines."""
        return "".join(self.text.split())

    @property
    def kind(self) -> str:
        return KINDS.get(self.tag, "words")

    @property
    def has_words(self) -> bool:
        return any(letter.isalpha() for letter in self.text)


def blocks(html: str) -> list[Block]:
    """The paragraphs of clean HTML, in order; what stands outside of any becomes one too."""
    found: list[Block] = []
    depth = begin = 0
    tag = ""

    def end(at: int) -> None:
        piece = html[begin:at]
        if piece.strip():
            held = tuple(unescape(address) for address in HELD.findall(piece))
            found.append(Block(tag or "p", plain_text(piece), piece, held))

    for match in TAG.finditer(html):
        is_closing, name = bool(match[1]), match[2]
        if depth == 0 and name in TOP and not is_closing:
            end(match.start())
            begin, tag = match.start(), name
        if name not in VOID:
            depth += -1 if is_closing else 1
        if depth == 0 and tag and name == tag and (is_closing or name in VOID):
            end(match.end())
            begin, tag = match.end(), ""
    end(len(html))
    return found


Likeness = Callable[[int, int], float]


def align(left: int, right: int, likeness: Likeness) -> list[tuple[int | None, int | None]]:
    """Partners for `left` and `right` things, both in their order; None for those that have none.

    `likeness` says how well two fit: negative for those that never do. What is left over at the left's end costs nothing,
    so that a translation which is still being written is paired from its beginning.
    """
    if left * right > MOST_PAIRS:
        return [
            (i if i < left else None, i if i < right else None) for i in range(max(left, right))
        ]  # fmt: skip
    best = [[0.0] * (right + 1) for _row in range(left + 1)]
    step = [[""] * (right + 1) for _row in range(left + 1)]
    for i in range(left + 1):
        for j in range(right + 1):
            choices: list[tuple[float, str]] = []
            if i and j:
                choices.append((best[i - 1][j - 1] + likeness(i - 1, j - 1), "both"))
            if j:
                choices.append((best[i][j - 1] + SKIPPED, "right"))
            if i:
                choices.append((best[i - 1][j] + (0 if j == right else SKIPPED), "left"))
            if choices:
                best[i][j], step[i][j] = max(choices, key=lambda choice: choice[0])
    pairs: list[tuple[int | None, int | None]] = []
    i, j = left, right
    while i or j:
        taken = step[i][j]
        i, j = i - (taken != "right"), j - (taken != "left")
        pairs.append((i if taken != "right" else None, j if taken != "left" else None))
    return pairs[::-1]


Change = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True)
class Passage:
    """A paragraph with what became of it since an older state. `block`: as it is now, or as it was when removed."""

    change: Change
    block: Block
    pieces: tuple[Piece, ...] = ()  # of a changed one, word by word


def changes(old: list[Block], new: list[Block]) -> list[Passage]:
    """The paragraphs of `new`, in order, with those that were in `old` only at their places."""
    before, after = ([(block.kind, block.letters, block.held) for block in side] for side in (old, new))
    found: list[Passage] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found += [Passage("same", block) for block in new[c:d]]
        else:
            found += _replaced(old[a:b], new[c:d])
    return found


def _replaced(old: list[Block], new: list[Block]) -> list[Passage]:
    words = [[Counter(WORD.findall(block.text)) for block in side] for side in (old, new)]

    def likeness(j: int, i: int) -> float:
        mine, theirs = words[0][i], words[1][j]
        shared = 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
        return shared if old[i].kind == new[j].kind and (shared > 0.3 or old[i].held == new[j].held != ()) else -2

    found: list[Passage] = []
    for j, i in align(len(new), len(old), likeness):  # in this order what went stands before what came in its place
        if j is None:
            found.append(Passage("removed", old[i or 0]))
        elif i is None:
            found.append(Passage("added", new[j]))
        else:
            found.append(Passage("changed", new[j], tuple(compare(old[i].text, new[j].text))))
    return found


def pairs(source: list[Passage], target: list[Block]) -> list[tuple[int | None, int | None]]:
    """Which paragraph of a translation stands for which of its source; (place in `source`, place in `target`)."""
    numbers = [[set(NUMBER.findall(block.text)) for block in side] for side in ([p.block for p in source], target)]

    def likeness(i: int, j: int) -> float:
        mine, theirs = source[i].block, target[j]
        if not theirs.letters and theirs.kind == "words":
            return -3.0  # an empty line stands for nothing
        if mine.letters == theirs.letters and mine.kind == theirs.kind and (mine.letters or mine.held == theirs.held):
            return 2.0
        if mine.kind != theirs.kind:
            is_text = {mine.kind, theirs.kind} <= {"words", "list", "heading"}
            return -0.3 if is_text else -3.0
        if mine.kind == "figure" and set(mine.held) & set(theirs.held):
            return 2.0
        shared = numbers[0][i] & numbers[1][j]
        either = numbers[0][i] | numbers[1][j]
        length = min(len(mine.letters), len(theirs.letters)) / max(1, len(mine.letters), len(theirs.letters))
        fit = 0.5 + length / 2 + (len(shared) / len(either) if either else 0.25)
        return fit - 0.6 if source[i].change == "added" else fit

    return align(len(source), len(target), likeness)
