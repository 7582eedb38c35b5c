"""The language board, the desk's first screen: its filters, and what this person may do in each of its cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from articles.board import Filters, Period, Row, board, languages_of, to_do, waiting
from articles.cursors import BadCursor, Cursor
from articles.models import Section
from articles.permissions import Verb, may
from desk.base import person
from desk.fields import LongSelect
from desk.slots import Slot, people, slots
from text.languages import LANGUAGES, Language, language_names

Choices = list[tuple[str, Any]]


class FilterForm(forms.Form):
    """What the board is asked for, in an address that can be kept. What it does not know is not asked."""

    period = forms.ChoiceField(label=gettext_lazy("Time"), choices=Period.choices, required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Person"), required=False, widget=LongSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    live = forms.ChoiceField(label=gettext_lazy("Live in"), required=False)
    missing = forms.ChoiceField(label=gettext_lazy("Missing in"), required=False)
    outdated = forms.MultipleChoiceField(
        label=gettext_lazy("Outdated in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    mine_to_do = forms.BooleanField(label=gettext_lazy("Only what I may translate"), required=False)

    def __init__(self, asked: QueryDict, *, sections: list[Section], persons: Choices) -> None:
        super().__init__(asked, auto_id="filter_%s")
        for name in ("language", "live", "missing"):
            self.choose(name, list(language_names()))
        self.choose("section", [(one.key, one.name(get_language() or "en") or one.key) for one in sections])
        self.choose("person", persons)
        self.fields["outdated"].choices = language_names()  # type: ignore[attr-defined]

    def choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = [("", "–"), *choices]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        self.is_valid()
        data = self.cleaned_data
        return Filters(
            period=Period(data.get("period") or Period.DAY),
            section=data.get("section", ""),
            person=int(data.get("person") or 0) or None,
            language=data.get("language", ""),
            live=data.get("live", ""),
            missing=data.get("missing", ""),
            outdated=tuple(data.get("outdated", ())),
            is_mine_to_do=data.get("mine_to_do", False),
        )


@dataclass(frozen=True)
class Line:
    row: Row
    slots: list[Slot]


@dataclass(frozen=True)
class Shortcut:
    """A filter in one click. `words` are (text, its language)."""

    words: list[tuple[str, str]]
    title: str
    query: str
    is_on: bool


def page(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """What the board's template needs; five queries beside the person's rights."""
    user = person(request)
    assigns = may(user, Verb.APPROVE)
    persons = people() if assigns else []
    named = [(str(one.pk), str(one)) for one in persons] or [(str(user.pk), str(user))]
    form = FilterForm(request.GET, sections=list(Section.objects.all()), persons=named)
    filters = form.filters()
    found = board(user, filters, now, cursor(request.GET.get("before", "")), language=get_language() or "")
    slots_of = slots(user)
    lines = [Line(row, [slots_of(row.article.section, cell) for cell in row.cells]) for row in found.rows]
    asked = {key: values for key, values in request.GET.lists() if key in form.fields}
    return {
        "form": form,
        "is_filtered": any(value and key != "period" for key, values in asked.items() for value in values),
        "shortcuts": list(shortcuts(user, filters)),
        "lines": lines,
        "older": urlencode({**asked, "before": str(found.before)}, doseq=True) if found.before else "",
        "is_later": bool(request.GET.get("before")),
        "newest": urlencode(asked, doseq=True),
        "languages": LANGUAGES.values(),
        "people": persons,
        "may_release": any(slot.may_release for line in lines for slot in line.slots),
        "here": request.get_full_path(),
    }


def cursor(text: str) -> Cursor | None:
    try:
        return Cursor.parse(text) if text else None
    except BadCursor as error:
        raise Http404 from error


def shortcuts(user: User, filters: Filters) -> Iterator[Shortcut]:
    """Everything of the day, mine, and for each language I may translate into: what it lacks, what in it is outdated."""
    yield shortcut([(_("All of 24 hours"), "")], "", filters, {})
    yield shortcut([(_("Mine"), "")], "", filters, {"person": user.pk, "period": Period.WEEK})
    own = languages_of(user)
    for live, missing in permutations(LANGUAGES.values(), 2):
        if missing.code in own:
            words = [(live.label, live.code), ("→", ""), (missing.label, missing.code)]
            title = _("Live %(in_live)s, missing %(in_missing)s") % {
                "in_live": live.inside,
                "in_missing": missing.inside,
            }
            yield shortcut(words, title, filters, {"live": live.code, "missing": missing.code})
    for language in (LANGUAGES[code] for code in own):
        words = [("△", ""), (language.label, language.code)]
        title = _("Outdated %(in_language)s") % {"in_language": language.inside}
        yield shortcut(words, title, filters, {"outdated": (language.code,), "period": Period.WEEK})


def shortcut(words: list[tuple[str, str]], title: str, filters: Filters, asked: dict[str, Any]) -> Shortcut:
    return Shortcut(words, title, urlencode(asked, doseq=True), filters == Filters(**asked))


# ------------------------------------------------------------------------------------------- the navigation's numbers


@dataclass(frozen=True)
class Counter:
    number: int
    query: str
    language: Language | None = None


def counters(user: User, now: datetime) -> dict[str, Any]:
    """“ru 4 · arm 7 · outdated 2”, each with the filters that list it; one query beside the person's rights."""
    numbers = waiting(user, now)
    missing = [
        Counter(count, query_of(to_do(), missing=code), LANGUAGES[code])
        for code, count in numbers.missing.items()
        if count
    ]
    behind = Counter(numbers.outdated, query_of(to_do(Period.WEEK), outdated=list(numbers.missing)))
    return {"missing": missing, "outdated": behind, "mine": numbers.mine}


def query_of(filters: Filters, **asked: Any) -> str:
    return urlencode({"period": filters.period.value, "mine_to_do": "on", **asked}, doseq=True)
