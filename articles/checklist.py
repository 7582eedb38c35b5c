"""What stands in the way of publishing a text well: each rule warns or blocks, as its section has decided.

A rule is a function of a `Subject`; it yields what is wrong, in words that say what to do. No query.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.snapshots import Text
from text.html import plain_text

BRIEF = 600  # characters: a shorter text is a brief, which the checklist never blocks
HEADLINE_LENGTHS = {"en": 100, "ru": 110, "hy": 120}


class Level(TextChoices):
    OFF = "off", gettext_lazy("does not matter")
    WARN = "warn", gettext_lazy("warns")
    BLOCK = "block", gettext_lazy("blocks")


@dataclass(frozen=True)
class Subject:
    """What the rules look at. `source_body`: of the variant this one is translated from, empty for the original."""

    text: Text
    language: str
    has_tags: bool
    has_signature: bool  # a byline, a wire source, or "signed as"
    picture_alt: str | None  # None: no lead picture, or a decoration
    picture_credit: str | None  # None: no lead picture
    source_body: str = ""


@dataclass(frozen=True)
class Finding:
    rule: str
    level: Level
    message: str


def headline_length(subject: Subject) -> Iterator[str]:
    limit = HEADLINE_LENGTHS.get(subject.language, 100)
    if len(subject.text.headline) > limit:
        yield _("The headline has %(length)d characters; %(limit)d is the most that reads well.") % {
            "length": len(subject.text.headline),
            "limit": limit,
        }


def standfirst(subject: Subject) -> Iterator[str]:
    if not subject.text.standfirst:
        yield _("There is no standfirst: cards and search results show the first words of the text instead.")


def tag(subject: Subject) -> Iterator[str]:
    if not subject.has_tags:
        yield _("The story has no tag. Choose one in the tab “Story”.")


def picture_words(subject: Subject) -> Iterator[str]:
    if subject.picture_alt == "":
        yield _("The lead picture has no words in this language. Say what it shows, or mark it as decoration.")


def picture_credit(subject: Subject) -> Iterator[str]:
    if subject.picture_credit == "":
        yield _("The lead picture has no credit. Say in the library whose it is.")


def signature(subject: Subject) -> Iterator[str]:
    if not subject.has_signature:
        yield _("Nobody signs the story: choose a byline or a wire source in the tab “Story”.")


Rule = Callable[[Subject], Iterator[str]]
RULES: dict[str, tuple[Rule, str, Level]] = {
    "headline_length": (headline_length, gettext_lazy("Length of the headline"), Level.WARN),  # type: ignore[dict-item]
    "standfirst": (standfirst, gettext_lazy("Standfirst"), Level.WARN),  # type: ignore[dict-item]
    "tag": (tag, gettext_lazy("Tag"), Level.WARN),  # type: ignore[dict-item]
    "picture_words": (picture_words, gettext_lazy("Lead picture in words"), Level.WARN),  # type: ignore[dict-item]
    "picture_credit": (picture_credit, gettext_lazy("Credit of the lead picture"), Level.BLOCK),  # type: ignore[dict-item]
    "signature": (signature, gettext_lazy("Byline or source"), Level.WARN),  # type: ignore[dict-item]
}


def check(subject: Subject, levels: Mapping[str, str]) -> list[Finding]:
    """What the rules find, what blocks first. `levels`: the section's, {rule: level}; a brief is only warned."""
    is_brief = len(plain_text(subject.text.body)) < BRIEF
    found: list[Finding] = []
    for name, (rule, _label, default) in RULES.items():
        level = Level(levels[name]) if levels.get(name) in Level.values else default
        if level == Level.OFF:
            continue
        if is_brief:
            level = Level.WARN
        found += [Finding(name, level, message) for message in rule(subject)]
    return sorted(found, key=lambda finding: finding.level != Level.BLOCK)
