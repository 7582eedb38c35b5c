"""The week by day and hour, a lane a language: what appears when, where two meet, and which hours are empty."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from articles import workflow
from articles.models import ArticleVariant
from articles.permissions import Verb, may, seen_by
from articles.workflow import Refusal
from desk.base import person
from desk.fields import YEARS, MomentField, paper_time
from desk.numbers import LARGEST, number
from desk.workspace import answer
from text import dates
from text.languages import LANGUAGES, Language

CLASH = timedelta(minutes=10)  # two of one language within this are one too many
MOST = 2000  # items of a week; more than any paper has
WEEK = timedelta(days=7)


@dataclass
class Item:
    """A variant at its time. `may_move`: scheduled, and this person's to publish."""

    variant: ArticleVariant
    at: datetime  # in the paper's zone
    is_scheduled: bool
    may_move: bool
    is_clash: bool = False

    @property
    def time(self) -> str:
        return dates.format_time(self.at)

    @property
    def value(self) -> str:
        """The planned time as the form's field wants it. An embargo may hold the item back for longer."""
        return f"{timezone.localtime(self.variant.published_at):%Y-%m-%dT%H:%M}"


@dataclass
class Day:
    day: date
    name: str
    is_today: bool
    is_chosen: bool


@dataclass
class Lane:
    """One hour of one language, a cell a day."""

    language: Language
    cells: list[tuple[Day, list[Item]]] = field(default_factory=list)


@dataclass
class Hour:
    hour: int
    lanes: list[Lane]
    is_first_seen: bool = False  # where the page opens

    @property
    def is_empty(self) -> bool:
        return not any(items for lane in self.lanes for _day, items in lane.cells)


class MoveForm(forms.Form):
    variant = forms.IntegerField(min_value=1, max_value=LARGEST)
    expected_head = forms.IntegerField(min_value=1, max_value=LARGEST)
    at = MomentField()

    def clean_at(self) -> datetime:
        at: datetime | None = self.cleaned_data["at"]
        if at is None:
            raise forms.ValidationError(_("Choose the date and time first."))
        return at


def calendar(request: HttpRequest) -> HttpResponse:
    """The week of a day (`?day=`), the day itself on a phone; five queries."""
    user, now = person(request), timezone.now()
    if not may(user, Verb.SEE):
        raise PermissionDenied
    chosen = asked_day(request.GET.get("day", ""))
    first = chosen - timedelta(days=chosen.weekday())
    today = timezone.localdate(now)
    days = [
        Day(day, dates.format_weekday(day, get_language() or "en"), day == today, day == chosen)
        for day in (first + timedelta(days=number) for number in range(7))
    ]
    items = items_between(user, midnight(first), midnight(first + WEEK), now)
    context: dict[str, Any] = {
        "title": _("Calendar"),
        "days": days,
        "hours": opened_at(now, days, hours(days, items)),
        "chosen": chosen,
        "before": chosen - WEEK,
        "after": chosen + WEEK,
        "today": today,
        "clashes": sum(item.is_clash for item in items),
        "span": f"{dates.format_short(first, get_language() or 'en')} – {dates.format_date(days[-1].day, get_language() or 'en')}",
        "zone": paper_time(),
        "languages_here": LANGUAGES.values(),
    }  # fmt: skip
    return answer(request, "desk/calendar.html", context)


def asked_day(value: str) -> date:
    """Today when none is asked for; 404 for what is no day of ours."""
    if not value:
        return timezone.localdate()
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Http404 from None
    if day.year not in YEARS:
        raise Http404
    return day


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def items_between(user: User, begin: datetime, end: datetime, now: datetime) -> list[Item]:
    """What was or will be published then, of what this person may see, in order; one query.

    It looks a little beyond both ends: a clash does not stop at midnight.
    """
    variants: QuerySet[ArticleVariant] = (
        seen_by(user, ArticleVariant.objects.filter(article__binned_at=None))
        .filter(visible_from__gte=begin - CLASH, visible_from__lt=end + CLASH)
        .only("article_id", "language", "headline", "section_id", "head_id", "visible_from", "published_at", "status")
        .order_by("visible_from", "pk")
    )
    found: list[Item] = []
    last: dict[str, Item] = {}
    for variant in variants[:MOST]:
        at = variant.visible_from
        assert at is not None
        is_scheduled = at > now
        item = Item(variant, timezone.localtime(at), is_scheduled, is_scheduled and may(user, Verb.PUBLISH, variant))
        earlier = last.get(variant.language)
        if earlier and is_scheduled and item.at - earlier.at <= CLASH:  # what is out already cannot be helped
            item.is_clash, earlier.is_clash = True, earlier.is_clash or earlier.is_scheduled
        last[variant.language] = item
        found.append(item)
    return [item for item in found if begin <= item.at < end]


def hours(days: list[Day], items: list[Item]) -> list[Hour]:
    """All 24 hours, the empty ones too. The hour that a change of clocks repeats stands once, with the items of both."""
    placed: dict[tuple[int, str, date], list[Item]] = {}
    for item in items:
        placed.setdefault((item.at.hour, item.variant.language, item.at.date()), []).append(item)
    return [
        Hour(
            hour,
            [
                Lane(language, [(day, placed.get((hour, language.code, day.day), [])) for day in days])
                for language in LANGUAGES.values()
            ],
        )
        for hour in range(24)
    ]


def opened_at(now: datetime, days: list[Day], found: list[Hour]) -> list[Hour]:
    """The page opens at this hour in the week of today, else at the first that is not empty."""
    current = timezone.localtime(now).hour if any(day.is_today for day in days) else None
    first = next((one for one in found if one.hour == current or (current is None and not one.is_empty)), found[0])
    first.is_first_seen = True
    return found


def move(request: HttpRequest) -> HttpResponse:
    """Another time for a scheduled variant: by dragging it, or by the little form it carries."""
    user, now = person(request), timezone.now()
    pk = number(request.POST.get("variant", ""))
    variant = seen_by(user, ArticleVariant.objects.all()).filter(pk=pk).first()
    if variant is None:
        raise Http404
    form = MoveForm(request.POST)
    shown = variant.visible_from
    if not form.is_valid():
        wrong = form["at"].errors or [_("Choose the date and time first.")]
        messages.error(request, str(wrong[0]))
        return back(shown, variant.pk)
    data = form.cleaned_data
    try:
        workflow.reschedule(
            user=user, now=now, variant_id=variant.pk, expected_head=data["expected_head"], at=data["at"]
        )
    except Refusal as refusal:
        messages.error(request, f"{variant.headline} · {refusal}")
        return back(shown, variant.pk)
    variant.refresh_from_db()
    moment = dates.format_datetime(variant.visible_from or data["at"], get_language() or "en")
    words = _("“%(headline)s” appears on %(moment)s.") % {"headline": variant.headline, "moment": moment}
    if variant.visible_from and variant.visible_from > data["at"]:
        words = _("“%(headline)s” waits for the end of its embargo: %(moment)s.") % {
            "headline": variant.headline,
            "moment": moment,
        }
    messages.success(request, words)
    return back(variant.visible_from, variant.pk)


def back(shown: datetime | None, variant_id: int) -> HttpResponseRedirect:
    day = timezone.localdate(shown) if shown else timezone.localdate()
    return HttpResponseRedirect(f"{reverse('admin:calendar')}?day={day:%Y-%m-%d}#item-{variant_id}")
