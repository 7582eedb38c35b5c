"""Two states side by side: what was removed and what was added, field by field, word by word."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Section, Tag, WireSource
from articles.snapshots import Facts, Text
from articles.vocabulary import in_words
from desk.forms import LABELS
from desk.library import desk_address
from desk.templatetags.desk import full_moment, name_in
from photos.models import Photo
from text.differences import Piece, compare, shortened
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
    """One field that differs; `pieces` are safe to show as text only. `only_form`: the words are the same.

    `pictures`: the addresses of what stood there before and of what stands there now, where the field is a picture.
    """

    label: str
    pieces: list[Piece]
    only_form: bool = False
    pictures: tuple[str, str] | None = None


def compare_texts(old: Text, new: Text) -> list[Difference]:
    """The fields that differ, in the form's order. The body is compared by its words, a line a block."""
    found: list[Difference] = []
    for name, label in LABELS.items():
        before, after = (_said(getattr(text, name)) for text in (old, new))
        if before == after:
            continue
        if name == "body":
            before, after = plain_text(before), plain_text(after)
        found.append(Difference(str(label), compare(before, after), only_form=before == after))
    return found


def in_short(differences: Iterable[Difference]) -> list[Difference]:
    """The same with every change, and of what stayed only the words around it."""
    return [replace(one, pieces=shortened(one.pieces)) for one in differences]


def _said(value: Any) -> str:
    return ("✓" if value else "") if isinstance(value, bool) else str(value)


def compare_facts(old: Facts, new: Facts) -> list[Difference]:
    """The shared facts that differ, by name; five queries at most, none when nothing differs."""
    if old == new:
        return []
    names = FactNames((old, new))
    found: list[Difference] = []
    for field in fields(Facts):
        if getattr(old, field.name) == getattr(new, field.name):
            continue
        before, after = (names.in_words(field.name, getattr(facts, field.name)) for facts in (old, new))
        pictures = (names.thumbnail(old), names.thumbnail(new)) if field.name == "lead_photo" else None
        found.append(Difference(str(FACT_LABELS[field.name]), compare(before, after), pictures=pictures))
    return found


class FactNames:
    """What the keys in some facts are called, in the desk's language. What is no longer there keeps its key."""

    def __init__(self, facts: Iterable[Facts]) -> None:
        facts = list(facts)
        language = get_language() or "en"
        sections = Section.objects.filter(key__in={one.section for one in facts})
        wires = WireSource.objects.filter(slug__in={one.wire_source for one in facts if one.wire_source})
        tags = Tag.objects.filter(slug__in={slug for one in facts for slug in one.tags}).prefetch_related("names")
        authors = Author.objects.filter(slug__in={slug for one in facts for slug in one.authors})
        self.names: dict[str, dict[str, str]] = {
            "section": {section.key: name_in(section.names) for section in sections},
            "wire_source": {wire.slug: wire.name for wire in wires},
            "tags": {tag.slug: in_words(tag.names.all(), language) for tag in tags},  # type: ignore[attr-defined]
            "authors": {one.slug: in_words(one.names.all(), language) for one in authors.prefetch_related("names")},  # type: ignore[attr-defined]
        }
        self.photos = Photo.objects.in_bulk([one.lead_photo for one in facts if one.lead_photo])

    def in_words(self, field: str, value: Any) -> str:
        known = self.names.get(field, {})
        if field == "lead_photo":
            return self._picture(value)
        if field == "embargo_until":
            return full_moment(Facts("", embargo_until=value).embargo())
        if isinstance(value, tuple):
            return ", ".join(known.get(key) or key for key in value)
        return known.get(value) or _said(value)

    def _picture(self, photo_id: int | None) -> str:
        photo = self.photos.get(photo_id) if photo_id else None
        if photo is None:
            return str(photo_id or "")
        caption = photo.caption(get_language() or "en") or name_in(photo.captions)
        return " · ".join(part for part in (caption, photo.credit) if part)

    def thumbnail(self, facts: Facts) -> str:
        photo = self.photos.get(facts.lead_photo) if facts.lead_photo else None
        return desk_address(photo, "c240.jpg") if photo else ""
