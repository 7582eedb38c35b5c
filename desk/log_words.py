"""How a line of the log reads: the act in words, and what it was about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.checklist import RULES
from articles.models import Act, ArticleVariant, Correction, LogEntry, Section
from articles.paper import WORDS
from desk.templatetags.desk import full_moment, name_in
from text.languages import LANGUAGES, Language


@dataclass(frozen=True)
class Line:
    """An entry with the names it needs. `headline` is empty for a story that is no longer there, and for no story."""

    entry: LogEntry
    act: str
    details: str
    headline: str
    headline_language: str
    language: Language | None

    @property
    def is_gone(self) -> bool:
        return self.entry.article_id is not None and not self.headline_language


@dataclass(frozen=True)
class Names:
    """What the details name by key: sections so far."""

    sections: dict[int, str]


def lines(entries: Iterable[LogEntry]) -> list[Line]:
    """Entries (their `user` at hand) in words; two queries however many."""
    entries = list(entries)
    headlines = headlines_of({entry.article_id for entry in entries if entry.article_id})
    moved = {key for entry in entries for key in _sections_in(entry)}
    names = Names(
        {section.pk: name_in(section.names) or section.key for section in Section.objects.filter(pk__in=moved)}
    )
    found = []
    for entry in entries:
        language, headline = headlines.get(entry.article_id or 0, ("", ""))
        found.append(
            Line(
                entry, str(Act(entry.act).label) if entry.act in Act.values else entry.act, details(entry, names),
                headline, language, LANGUAGES.get(entry.language),
            )
        )  # fmt: skip
    return found


def headlines_of(article_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """{article id: (language, headline)}, of the original language where there is one; one query."""
    rows = ArticleVariant.objects.filter(article__in=set(article_ids)).values_list(
        "article_id", "language", "headline", "article__original_language"
    )
    found: dict[int, tuple[str, str]] = {}
    for article_id, language, headline, original in rows:
        if article_id not in found or language == original:
            found[article_id] = (language, headline)
    return found


def details(entry: LogEntry, names: Names) -> str:
    """What the act was about, and why; no query. A detail of an unknown shape is left out, never an error."""
    say = DETAILS.get(entry.act)
    try:
        said = say(entry.details, names) if say else ""
    except (AttributeError, KeyError, TypeError, ValueError):
        said = ""
    if overridden := entry.details.get("overridden"):
        rules = ", ".join(str(RULES[rule].label) for rule in overridden if rule in RULES)
        said = _joined(said, _("in spite of the checklist: %(rules)s") % {"rules": rules})
    return _joined(said, _("“%(words)s”") % {"words": entry.reason} if entry.reason else "")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _moment(value: str) -> str:
    return full_moment(datetime.fromisoformat(value))


def _sections_in(entry: LogEntry) -> list[int]:
    return [key for key in (entry.details.get("old"), entry.details.get("new")) if isinstance(key, int)]


def _moved(said: dict[str, Any], names: Names) -> str:
    if "new" not in said:
        return ""
    return " → ".join(names.sections.get(said[key], "–") for key in ("old", "new"))


def _assigned(said: dict[str, Any], names: Names) -> str:
    who = said["to"] or _("nobody")
    return _joined(LANGUAGES[said["into"]].name, who)


def _waived(said: dict[str, Any], names: Names) -> str:
    return _joined(LANGUAGES[said["into"]].name, _("not needed") if said["is_waived"] else _("needed after all"))


def _corrected(said: dict[str, Any], names: Names) -> str:
    return _joined(str(Correction.Kind(said["kind"]).label), said["text"])


def _settings(said: dict[str, Any], names: Names) -> str:
    labels = {column: label for column, (label, _limit) in WORDS.items()} | {
        "links": _("Addresses"),
        "shares": _("Share buttons"),
    }
    return ", ".join(f"{labels[column]} ({LANGUAGES[code].name})" for column, code in said["changed"])


def _merged(said: dict[str, Any], names: Names) -> str:
    old, new = (name_in(said[side]) or said[f"{side}_word"] for side in ("old", "new"))
    return f"{_('“%(words)s”') % {'words': old}} → {_('“%(words)s”') % {'words': new}}"


DETAILS: dict[str, Callable[[dict[str, Any], Names], str]] = {
    Act.PUBLISHED: lambda said, names: _("minor change") if said.get("is_minor") else "",
    Act.SCHEDULED: lambda said, names: _moment(said["at"]),
    Act.RESCHEDULED: lambda said, names: f"{_moment(said['before'])} → {_moment(said['at'])}",
    Act.CORRECTED: _corrected,
    Act.ASSIGNED: _assigned,
    Act.WAIVED: _waived,
    Act.FACTS: _moved,
    Act.NAMED: lambda said, names: _("“%(words)s”") % {"words": said["name"]} if said["name"] else _("name removed"),
    Act.TAKEN_OVER: lambda said, names: _("from %(who)s") % {"who": said["before"]},
    Act.MERGED_TAGS: _merged,
    Act.MERGED_AUTHORS: _merged,
    Act.SETTINGS: _settings,
    Act.UNPREVIEWED: lambda said, names: ngettext("%(count)d link", "%(count)d links", said["count"]) % {"count": said["count"]},
}  # fmt: skip
