"""Side by side: a source paragraph by paragraph, what became of it since it was last confirmed, and what stands for it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, TextChoices
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleVariant, Status
from articles.snapshots import Text
from articles.states import confirmations, is_outdated
from desk.forms import DESK_MEDIA, LABELS, PUBLIC_MEDIA
from text.differences import Piece, compare
from text.languages import LANGUAGES, Language
from text.paragraphs import Block, Passage, blocks, changes, pairs

BEFORE_BODY = ("kicker", "headline", "standfirst", "dateline")
AFTER_BODY = ("photo_caption", "photo_alt")
MOST_BLOCKS, LONGEST_BLOCKS = 5_000, 1_000_000


class Mark(TextChoices):
    """Where one part of the source stands in the translation."""

    MISSING = "missing", _("not translated")
    SAME = "same", _("same as the source")
    TRANSLATED = "translated", _("translated")
    CHANGED = "changed", _("the source has changed since")
    REMOVED = "removed", _("removed from the source")


@dataclass(frozen=True)
class Row:
    """One paragraph of the source. `place`: of its partner in the translation. No mark: nothing is to be done there."""

    passage: Passage
    mark: Mark | None
    place: int | None

    @property
    def is_changed(self) -> bool:
        return self.passage.change != "same"

    @property
    def is_gone(self) -> bool:
        return self.passage.change == "removed"

    @property
    def has_same_words(self) -> bool:
        """A change of which the words say nothing: another link, another picture."""
        return all(piece.kind == "same" for piece in self.passage.pieces)

    @property
    def html(self) -> SafeString:
        """Clean: a head or a published revision, which only `bodies.clean` lets in. With pictures as the desk serves them."""
        html = self.passage.block.html.replace(PUBLIC_MEDIA, DESK_MEDIA)
        return mark_safe(html)  # noqa: S308 - a saved text: clean_html made it


@dataclass(frozen=True)
class Line:
    """One plain field of the source, with what became of it."""

    name: str
    label: str
    pieces: list[Piece]
    text: str
    mark: Mark

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True)
class Beside:
    """What stands left of a language's form. `is_compared`: the marks of change mean something.

    `is_confirmed`: a person said that the two match; without that it is compared with the state it was made from.
    `withdrawn_at`: readers no longer see the source since then.
    """

    language: Language
    others: list[Language]
    before: list[Line]
    rows: list[Row]
    after: list[Line]
    is_compared: bool
    is_confirmed: bool
    withdrawn_at: datetime | None
    is_outdated: bool
    is_ahead: bool

    @property
    def said(self) -> set[str]:
        """The plain fields that the source has: an empty one in the form would only push the texts apart."""
        return {line.name for line in (*self.before, *self.after)}

    @property
    def changed(self) -> int:
        """How many parts of the source changed and are still to be looked at."""
        rows = [row for row in self.rows if row.is_changed and row.mark]
        return len(rows) + sum(line.is_changed for line in (*self.before, *self.after))


def beside(variant: ArticleVariant, wanted: str, typed: Text, found: Sequence[Block] | None = None) -> Beside | None:
    """The source that `wanted`, a language's word, names; else the original; None when the story has no other language.

    `typed`: the translation as it stands in the form; `found`: its paragraphs, when somebody told them already.
    Two queries.
    """
    siblings = variant.article.variants.exclude(pk=variant.pk).select_related("head", "published_revision")
    siblings = siblings.annotate(is_confirmed=Exists(confirmations(variant)))
    by_word = {LANGUAGES[other.language].word: other for other in siblings if other.language in LANGUAGES}
    source = by_word.get(wanted) or min(
        by_word.values(), key=lambda other: other.language != variant.article.original_language, default=None
    )
    if source is None:
        return None
    now = source.published_revision or source.head
    assert now is not None  # every variant is born with a head
    text = Text.from_json(now.data)
    is_original = source.language == variant.article.original_language
    confirmed = variant.confirmed_source if is_original else None
    old = Text.from_json(confirmed.data) if confirmed else text
    target = blocks(typed.body) if found is None else found
    return Beside(
        language=LANGUAGES[source.language],
        others=[language for language in LANGUAGES.values() if language.word in by_word],
        before=[line for name in BEFORE_BODY if (line := line_of(name, old, text, typed))],
        rows=rows(blocks(old.body), blocks(text.body), target),
        after=[line for name in AFTER_BODY if (line := line_of(name, old, text, typed))],
        is_compared=confirmed is not None,
        is_confirmed=confirmed is not None and source.is_confirmed,  # type: ignore[attr-defined]  # the annotation
        withdrawn_at=source.withdrawn_at if source.status == Status.WITHDRAWN else None,
        is_outdated=is_original and is_outdated(variant, source),
        is_ahead=source.status == Status.PUBLISHED and source.published_revision_id != source.head_id,
    )


def rows(old: list[Block], new: list[Block], target: Sequence[Block]) -> list[Row]:
    """Every paragraph of the source, in order, those taken out since among them."""
    passages = changes(old, new)
    partners = {i: j for i, j in pairs(passages, list(target)) if i is not None}
    found: list[Row] = []
    for i, passage in enumerate(passages):
        j = partners[i]
        found.append(Row(passage, mark_of(passage, target[j] if j is not None else None), j))
    return found


def mark_of(passage: Passage, partner: Block | None) -> Mark | None:
    if passage.change == "removed":
        return Mark.REMOVED if partner else None  # the translation let it go too
    if partner is None:
        return Mark.MISSING
    if not passage.block.has_words:
        return None  # a picture or a line, and it is there
    if partner.letters == passage.block.letters:
        return Mark.SAME
    return Mark.TRANSLATED if passage.change == "same" else Mark.CHANGED


def line_of(name: str, old: Text, new: Text, typed: Text) -> Line | None:
    """A field of the source; None when it says nothing, and never did."""
    before, now, there = (str(getattr(text, name)).strip() for text in (old, new, typed))
    if not (before or now):
        return None
    if not now:
        mark = Mark.REMOVED
    elif not there:
        mark = Mark.MISSING
    elif there == now:
        mark = Mark.SAME
    else:
        mark = Mark.TRANSLATED if before == now else Mark.CHANGED
    return Line(name, str(LABELS[name]), compare(before, now), now, mark)


def told(text: str) -> list[Block]:
    """The paragraphs as the browser's editor has them: JSON, [[tag, words, [addresses]], …]. Raises ValueError."""
    if len(text) > LONGEST_BLOCKS:
        raise ValueError
    try:
        entries = json.loads(text)
    except RecursionError as error:
        raise ValueError from error
    if not isinstance(entries, list) or len(entries) > MOST_BLOCKS:
        raise ValueError
    return [_block(entry) for entry in entries]


def _block(entry: Any) -> Block:
    match entry:
        case [str(tag), str(words), [*held]] if all(isinstance(address, str) for address in held):
            here, public = DESK_MEDIA.removeprefix('src="'), PUBLIC_MEDIA.removeprefix('src="')
            return Block(tag, words, held=tuple(address.replace(here, public) for address in held))
    raise ValueError


def as_json(found: Beside) -> dict[str, Any]:
    """The marks alone, for a page that shows the rest already."""
    return {
        "rows": [{"mark": row.mark or "", "label": row.mark.label if row.mark else "", "place": row.place} for row in found.rows],
        "lines": {line.name: {"mark": line.mark, "label": line.mark.label} for line in (*found.before, *found.after)},
    }  # fmt: skip
