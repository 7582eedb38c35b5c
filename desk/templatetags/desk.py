"""How the desk writes states and moments."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext_lazy

from articles.models import Status
from articles.states import Cell, State
from desk.sparklines import sparkline
from text import dates
from text.languages import LANGUAGES
from text.numbers import NBSP, format_number

register = template.Library()

# What a list counts: only whole phrases can be put into the plural.
COUNTED = {
    "article": ngettext_lazy("%(shown)s story", "%(shown)s stories", "number"),
    "tag": ngettext_lazy("%(shown)s tag", "%(shown)s tags", "number"),
    "author": ngettext_lazy("%(shown)s author", "%(shown)s authors", "number"),
    "section": ngettext_lazy("%(shown)s section", "%(shown)s sections", "number"),
    "wiresource": ngettext_lazy("%(shown)s wire source", "%(shown)s wire sources", "number"),
    "user": ngettext_lazy("%(shown)s person", "%(shown)s people", "number"),
}

GLYPHS = {
    State.MISSING: "–",
    State.WAIVED: "∅",
    State.DRAFT: "✎",
    State.REVIEW: "◐",
    State.READY: "✓",
    State.SCHEDULED: "◷",
    State.LIVE: "●",
    State.OUTDATED: "△",
    State.WITHDRAWN: "×",
}


SPACES = {" ": "␣", NBSP: "·"}

# What it means that the saved words are newer than those which are public, or planned to be.
AHEAD = {
    State.SCHEDULED: gettext_lazy("newer edits not scheduled"),
    State.LIVE: gettext_lazy("edits not published yet"),
    State.OUTDATED: gettext_lazy("edits not published yet"),
}


@register.filter
def initials(who: object) -> str:
    """A person in two letters: of the first two names, else of the one."""
    names = str(who).split()
    return "".join(name[0] for name in names[:2]) if len(names) > 1 else "".join(names)[:2]


@register.filter
def moment(value: datetime | None) -> str:
    """A time of today alone, else the date with it; in the desk's language and the paper's zone."""
    return dates.format_recent(value, timezone.now(), _language()) if value else ""


@register.filter
def full_moment(value: datetime | None) -> str:
    return dates.format_datetime(value, _language()) if value else ""


@register.filter
def age(value: datetime | None) -> str:
    """How old it is: “3 h”; empty within the first minute."""
    return dates.age(value, timezone.now(), _language()) if value else ""


@register.filter
def count(value: int) -> str:
    return format_number(value, _language())


@register.filter
def counted(number: int, model: str) -> str:
    """“69 stories”, of what a list of this model shows."""
    return str(COUNTED[model] % {"number": number, "shown": count(number)}) if model in COUNTED else count(number)


@register.filter
def state_badge(cell: Cell) -> SafeString:
    """Glyph, words and time of a language's state, and whether saved words wait to be published."""
    return format_html("{}{}{}", *badge_parts(cell))


def badge_parts(cell: Cell) -> tuple[SafeString, str, SafeString]:
    """The same in pieces, for who makes HTML of it and more."""
    before, after = _badge(cell.state, cell.is_ahead, _language())
    return before, moment(cell.at), after


@lru_cache(maxsize=512)
def _badge(state: State, is_ahead: bool, language: str) -> tuple[SafeString, SafeString]:
    """What stands before and after the time, the same in a hundred cells of a page. `language`: the desk's, which is active."""
    opened = (
        '<span class="state state--{}"><span class="state__name"><span aria-hidden="true">{}</span> {}</span> <small>'
    )
    ahead = format_html(' <small class="state__ahead">{}</small>', AHEAD[state]) if is_ahead and state in AHEAD else ""
    return format_html(opened, state.value, GLYPHS[state], state.label), format_html("</small>{}</span>", ahead)


@register.filter
def drawn(text: str) -> SafeString | str:
    """A changed piece of a text; spaces alone are drawn, for struck out or underlined they would be bars."""
    if text.strip("".join(SPACES)):
        return text
    name = gettext("no-break space") if NBSP in text else gettext("space")
    marks = "".join(SPACES[each] for each in text)
    return format_html('<span class="space" role="img" lang="{}" aria-label="{}">{}</span>', _language(), name, marks)


@register.filter
def status_name(value: str) -> str:
    """A stored state in words."""
    return str(Status(value).label)


register.filter("sparkline", sparkline)


@register.filter
def name_in(names: Any, language: str = "") -> str:
    """A section's name from its map; the key says nothing to a reader, so another language's name comes first."""
    language = language or _language()
    return names.get(language) or next(iter(names.values()), "")


def _language() -> str:
    return get_language() or "en"


@register.filter
def language_word(code: str) -> str:
    """The word of a language in addresses."""
    return LANGUAGES[code].word


@register.filter
def language_name(code: str) -> str:
    """As the desk calls it, in its own language."""
    return str(LANGUAGES[code].said)
