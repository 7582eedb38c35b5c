"""How a line of the log reads: the act in words, and what it was about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.checklist import RULES
from articles.models import Act, Correction, LogEntry, Section
from articles.naming import headlines_of
from articles.paper import WORDS
from desk.templatetags.desk import full_moment, name_in
from text.languages import LANGUAGES, Language


@dataclass(frozen=True)
class Line:
    """An entry with the names it needs; `is_gone`: the story is no longer there."""

    entry: LogEntry
    act: str
    details: str
    headline: str
    headline_language: str
    language: Language | None
    is_gone: bool


@dataclass(frozen=True)
class Names:
    """What the details name by key: sections so far."""

    sections: dict[int, str]


def lines(entries: Iterable[LogEntry]) -> list[Line]:
    """Entries (their `user` at hand) in words; two queries however many."""
    entries = list(entries)
    headlines = headlines_of({entry.article_id for entry in entries if entry.article_id}, get_language() or "")
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
                is_gone=entry.article_id is not None and entry.article_id not in headlines,
            )
        )  # fmt: skip
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
    return _joined(str(LANGUAGES[said["into"]].said), who)


def _waived(said: dict[str, Any], names: Names) -> str:
    return _joined(str(LANGUAGES[said["into"]].said), _("not needed") if said["is_waived"] else _("needed after all"))


def _corrected(said: dict[str, Any], names: Names) -> str:
    return _joined(str(Correction.Kind(said["kind"]).label), said["text"])


def _settings(said: dict[str, Any], names: Names) -> str:
    labels = {column: label for column, (label, _limit) in WORDS.items()} | {
        "links": _("Addresses"),
        "shares": _("Share buttons"),
        "clocks": _("Clocks"),
        "has_full_feeds": _("full texts in feeds"),
    }
    return ", ".join(
        f"{labels[column]} ({LANGUAGES[code].said})" if code else str(labels[column])
        for column, code in said["changed"]
    )


def merged_words(said: dict[str, Any]) -> str:
    """“Rail” → “Railways”, as the two were called."""
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
    Act.MERGED_TAGS: lambda said, names: merged_words(said),
    Act.MERGED_AUTHORS: lambda said, names: merged_words(said),
    Act.SETTINGS: _settings,
    Act.UNPREVIEWED: lambda said, names: ngettext("%(count)d link", "%(count)d links", said["count"]) % {"count": said["count"]},
}  # fmt: skip
