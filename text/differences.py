"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4000  # a longer changed passage is shown whole: comparing words would take too long

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces that, without the added ones, give `old`, and without the removed ones `new`."""
    if old == new:
        return [Piece("same", old)] if old else []
    return list(_joined(_by_line(old.splitlines(keepends=True), new.splitlines(keepends=True))))


def shortened(pieces: list[Piece], around: int = 120) -> list[Piece]:
    """Every change, each with about this many letters of what stayed before and after it; “…” stands for the rest."""
    last = len(pieces) - 1
    return [
        Piece(piece.kind, _without_middle(piece.text, 0 if at == 0 else around, 0 if at == last else around))
        if piece.kind == "same" and last
        else piece
        for at, piece in enumerate(pieces)
    ]


def _without_middle(text: str, head: int, tail: int) -> str:
    """The text's first `head` and last `tail` letters, whole words of them; all of it when little would be left out."""
    if len(text) <= head + tail + 40:
        return text
    begin, end = text[:head].rpartition(" ")[0], text[len(text) - tail :].partition(" ")[2]
    return f"{begin} … {end}"


def _by_line(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
        else:
            yield from _by_word("".join(old[a:b]), "".join(new[c:d]))


def _by_word(old: str, new: str) -> Iterator[Piece]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) > MOST_WORDS or len(after) > MOST_WORDS:
        before, after = [old], [new]
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        if a < b:
            yield Piece("removed", "".join(before[a:b]))
        if c < d:
            yield Piece("added", "".join(after[c:d]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind become one piece; empty ones go."""
    held: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if held and held.kind == piece.kind:
            held = Piece(held.kind, held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
