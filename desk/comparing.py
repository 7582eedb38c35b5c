"""Two states side by side: what was removed and what was added, field by field, word by word."""

from dataclasses import dataclass, fields

from django.utils.translation import gettext_lazy as _

from articles.snapshots import Facts, Text
from desk.forms import LABELS
from text.differences import Piece, compare
from text.html import plain_text

FACT_LABELS = {
    "section": _("Section"),
    "tags": _("Tags"),
    "authors": _("Bylines, in order"),
    "lead_photo": _("Lead picture"),
    "wire_source": _("Wire source"),
    "wire_id": _("Number at the agency"),
    "embargo_until": _("Embargo until"),
    "is_breaking": _("Breaking"),
}


@dataclass(frozen=True)
class Difference:
    """One field that differs; `pieces` are safe to show as text only. `only_form`: the words are the same."""

    label: str
    pieces: list[Piece]
    only_form: bool = False


def compare_texts(old: Text, new: Text) -> list[Difference]:
    """The fields that differ, in the form's order. The body is compared by its words, a line a block."""
    found: list[Difference] = []
    for name, label in LABELS.items():
        before, after = str(getattr(old, name)), str(getattr(new, name))
        if before == after:
            continue
        if name == "body":
            before, after = plain_text(before), plain_text(after)
        found.append(Difference(str(label), compare(before, after), only_form=before == after))
    return found


def compare_facts(old: Facts, new: Facts) -> list[Difference]:
    """The shared facts that differ."""
    found: list[Difference] = []
    for field in fields(Facts):
        before, after = (_in_words(getattr(facts, field.name)) for facts in (old, new))
        if before != after:
            found.append(Difference(str(FACT_LABELS[field.name]), compare(before, after)))
    return found


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
