"""The log: who did what to which story, and when; the newest first, filtered, and as a table to take away."""

import csv
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Act, Article, LogEntry, Role
from articles.permissions import Verb, may, memberships, where_seen
from desk.base import person
from desk.fields import DayField, PersonField
from desk.log_words import Line, lines
from desk.numbers import LARGEST, number
from desk.workspace import answer
from text import dates

PAGE = 50
CHUNK = 500  # lines of an export read at a time
FEW = 2000  # stories
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet compute a cell


class LogFilter(forms.Form):
    """What one looks for; everything may stay empty."""

    person = PersonField(
        User.objects.filter(is_staff=True), label=gettext_lazy("Who"), required=False, empty_label=gettext_lazy("Everybody")
    )  # fmt: skip
    act = forms.ChoiceField(
        label=gettext_lazy("What"), required=False, choices=lambda: [("", _("Everything")), *Act.choices]
    )
    day = DayField(label=gettext_lazy("Date"))
    story = forms.IntegerField(label=gettext_lazy("Story number"), required=False, min_value=1, max_value=LARGEST)

    def chosen(self, entries: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        """The entries that the filter lets through; none while it cannot be read."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        if asked["person"]:
            entries = entries.filter(user=asked["person"])
        if asked["act"]:
            entries = entries.filter(act=asked["act"])
        if asked["story"]:
            entries = entries.filter(article=asked["story"])
        if asked["day"]:
            begin = timezone.make_aware(datetime.combine(asked["day"], time.min))
            entries = entries.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
        return entries


def of_stories_seen(user: User) -> Q:
    """The condition that a line is about a story that is there and that this person may see; one query at most.

    Who sees a few stories gets the lines of those. Everybody else's next line is near, wherever one reads in the log.
    """
    is_there = Q(article__section__isnull=False)
    sections = {line.section_id for line in memberships(user)}
    if user.is_superuser or None in sections:
        return is_there
    few = list(Article.objects.filter(section__in=sections).values_list("pk", flat=True)[: FEW + 1])
    return Q(article__in=few) if len(few) <= FEW else is_there & where_seen(user, section="article__section")


def entries_seen_by(user: User) -> QuerySet[LogEntry]:
    """Of stories one may see, and of no story at all: tags and authors are everybody's.

    Those of deleted stories are for administrators and for chief editors of the whole paper.
    """
    entries = LogEntry.objects.select_related("user").order_by("-pk")
    lines = memberships(user)
    if user.is_superuser or any(line.role == Role.CHIEF and not (line.section_id or line.language) for line in lines):
        return entries
    return entries.filter(Q(article=None) | of_stories_seen(user))


def log(request: HttpRequest) -> HttpResponse:
    """A page of the log; seven queries at most."""
    require_sight(request)
    form = LogFilter(request.GET or None) if request.GET else LogFilter({})
    entries = form.chosen(entries_seen_by(person(request)))
    if before := number(request.GET.get("before", "")):
        entries = entries.filter(pk__lt=before)
    rows = list(entries[: PAGE + 1])
    query = request.GET.copy()
    query.pop("before", None)
    context: dict[str, Any] = {
        "title": _("Log"),
        "form": form,
        "lines": lines(rows[:PAGE]),
        "before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "query": query.urlencode(),
    }
    return answer(request, "desk/log.html", context, status=200 if form.is_valid() else 422)


def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The same lines, all of them, as CSV for a spreadsheet; read CHUNK at a time."""
    require_sight(request)
    form = LogFilter(request.GET)
    if not form.is_valid():
        return log(request)
    rows = table(form.chosen(entries_seen_by(person(request))), get_language() or "en")
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="log-{timezone.localdate():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def require_sight(request: HttpRequest) -> None:
    if not may(person(request), Verb.SEE):
        raise PermissionDenied


class _Echo:
    """A file that gives back what is written to it: csv needs one."""

    def write(self, value: str) -> str:
        return value


def table(entries: QuerySet[LogEntry], language: str) -> Iterator[str]:
    """The rows of the export. It is read after the view has ended, so the language goes along."""
    writer = csv.writer(_Echo())
    with translation.override(language):
        head = [_("When"), _("Who"), _("What"), _("Story number"), _("Headline"), _("Language"), _("Details")]
    yield "\ufeff" + writer.writerow(head)  # type: ignore[operator] # the mark tells spreadsheets that this is UTF-8
    before = LARGEST
    while True:
        rows = list(entries.filter(pk__lt=before)[:CHUNK])
        if not rows:
            return
        before = rows[-1].pk
        with translation.override(language):
            cells = [cells_of(line) for line in lines(rows)]
        for row in cells:
            yield writer.writerow(row)  # type: ignore[misc]


def cells_of(line: Line) -> list[str]:
    entry = line.entry
    words = [str(entry.user or ""), line.act, str(entry.article_id or ""), line.headline, str(line.language.said) if line.language else "", line.details]  # fmt: skip
    return [dates.iso(entry.at), *map(harmless, words)]


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and does not compute."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell
