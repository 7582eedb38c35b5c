"""Typography as a reviewed suggestion: what would change, and the form with what was accepted. Saves nothing."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from articles import bodies
from articles.checklist import latin_ends
from articles.snapshots import Text
from desk.forms import DESK_MEDIA, LABELS, PUBLIC_MEDIA, TextForm
from text.differences import Piece, compare
from text.html import passages
from text.typography import NB, typograph, typograph_html

FIELDS = ("kicker", "headline", "standfirst", "dateline", "body", "photo_caption", "photo_alt")
LEFT, MOST_LEFT = "typography_left", 200  # in the session: the signs of what this person leaves as it is
SIGN = re.compile(r"\A[0-9a-f]{16}\Z")
UNSEEN = re.compile(r"(\A +| {2,}| +\Z)")  # spaces that nobody would see struck out or underlined


@dataclass(frozen=True)
class Suggestion:
    """One field; a difference per passage that would change to the eye, and how many spaces become no-break.

    `sign`: of this text in this field, so that another text is another suggestion.
    """

    name: str
    label: str
    passages: list[list[Piece]]
    no_break: int
    sign: str


def suggestions(form: TextForm, variant_id: int) -> list[Suggestion]:
    """What tidying would change in the words typed. Raises ValidationError, by field."""
    old, language = bodies.clean(form.text()), form.language.code
    found: list[Suggestion] = []
    for name in FIELDS:
        before, after = getattr(old, name), tidied(old, name, language)
        if before == after:
            continue
        lines = (
            zip(passages(before, language), passages(after, language), strict=True)
            if name == "body"
            else [(before, after)]
        )
        compared = [_compared(one, other) for one, other in lines if one != other]
        shown = [pieces for pieces, _count in compared if any(piece.kind != "same" for piece in pieces)]
        no_break = sum(count for _pieces, count in compared)
        sign = hashlib.sha256(f"{variant_id} {name} {before}".encode()).hexdigest()[:16]
        found.append(Suggestion(name, str(LABELS[name]), shown, no_break, sign))
    return found


def by_hand(form: TextForm) -> list[str]:
    """What tidying leaves to the editor, in words that say what to do. Raises ValidationError, by field."""
    text, language = bodies.clean(form.text()), form.language.code
    fields = [passages(text.body, language) if name == "body" else [getattr(text, name)] for name in FIELDS]
    return list(latin_ends([line for lines in fields for line in lines], language))


def accepted(form: TextForm, names: Iterable[str]) -> TextForm:
    """The form with these fields tidied, everything else as it was typed. Raises ValidationError, by field."""
    text = bodies.clean(form.text())
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    for name in names:
        if name in FIELDS:
            data[name] = tidied(text, name, form.language.code).replace(PUBLIC_MEDIA, DESK_MEDIA)
    return TextForm(form.language, data)


def tidied(text: Text, name: str, language: str) -> str:
    value: str = getattr(text, name)
    return (typograph_html if name == "body" else typograph)(value, language)[0]


def _compared(old: str, new: str) -> tuple[list[Piece], int]:
    """The difference as if no space were no-break, for that cannot be seen; and how many spaces become so."""
    pieces, before, after, count = compare(old.replace(NB, " "), new.replace(NB, " ")), 0, 0, 0
    for piece in pieces:
        length = len(piece.text)
        if piece.kind == "same":
            both = zip(old[before : before + length], new[after : after + length], strict=True)
            count += sum(one != other for one, other in both)
        before += length * (piece.kind != "added")
        after += length * (piece.kind != "removed")
    return list(_seen(pieces)), count


def _seen(pieces: list[Piece]) -> Iterator[Piece]:
    """Spaces at the edge of a change, and doubled ones, as pieces of their own: the page draws them."""
    for piece in pieces:
        parts = [piece.text] if piece.kind == "same" else UNSEEN.split(piece.text)
        yield from (Piece(piece.kind, part) for part in parts if part)
