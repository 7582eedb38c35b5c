"""Typography as a reviewed suggestion: what would change, and the form with what was accepted. Saves nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles import bodies
from articles.snapshots import Text
from desk.forms import DESK_MEDIA, LABELS, PUBLIC_MEDIA, TextForm
from text.differences import Piece, compare
from text.html import passages
from text.typography import NB, typograph, typograph_html

FIELDS = ("kicker", "headline", "standfirst", "dateline", "body", "photo_caption", "photo_alt")
SHOWN_NB = "⍽"  # a space that does not break would not be seen in a difference


@dataclass(frozen=True)
class Suggestion:
    """One field; a difference per passage that would change."""

    name: str
    label: str
    passages: list[list[Piece]]


def suggestions(form: TextForm) -> list[Suggestion]:
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
        shown = [compare(_shown(one), _shown(other)) for one, other in lines if one != other]
        found.append(Suggestion(name, str(LABELS[name]), shown))
    return found


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


def _shown(value: str) -> str:
    return value.replace(NB, SHOWN_NB)
