"""The week by day and hour, a lane a language: what appears when, where two meet, and which hours are empty."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from articles import workflow
from articles.models import ArticleVariant, Status
from articles.permissions import Verb, may, seen_by
from articles.workflow import Moved, Refusal
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
    others: list["Item"] = field(default_factory=list)  # the story's scheduled ones that this person may move as well

    @property
    def language(self) -> Language:
        return LANGUAGES[self.variant.language]

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
    others = forms.BooleanField(required=False)

    def clean_at(self) -> datetime:
        at: datetime | None = self.cleaned_data["at"]
        if at is None:
            raise forms.ValidationError(_("Choose the date and time first."))
        return at


def calendar(request: HttpRequest) -> HttpResponse:
    """The week of a day (`?day=`), the day itself on a phone; six queries."""
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
    items = with_others(user, items_between(user, midnight(first), midnight(first + WEEK), now), now)
    context: dict[str, Any] = {
        "title": _("Calendar"),
        "days": days,
        "hours": opened_at(now, days, hours(days, items)),
        "chosen": chosen,
        "before": chosen - WEEK,
        "after": chosen + WEEK,
        "today": today,
        "clashes": sum(item.is_clash for item in items),
        "span": dates.format_span(first, days[-1].day, get_language() or "en"),
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


def with_others(user: User, items: list[Item], now: datetime) -> list[Item]:
    """The same items; those that may be moved know what of their story may move with them, in any week. One query."""
    movable = [item for item in items if item.may_move]
    scheduled = ArticleVariant.objects.filter(
        article__in={item.variant.article_id for item in movable}, status=Status.PUBLISHED, visible_from__gt=now
    ).only("article_id", "language", "section_id", "head_id", "published_at").order_by("published_at", "pk")  # fmt: skip
    by_story: dict[int, list[Item]] = {}
    for variant in scheduled:
        if variant.published_at is not None and may(user, Verb.PUBLISH, variant):
            item = Item(variant, timezone.localtime(variant.published_at), is_scheduled=True, may_move=True)
            by_story.setdefault(variant.article_id, []).append(item)
    for item in movable:
        item.others = [
            other for other in by_story.get(item.variant.article_id, []) if other.variant.pk != item.variant.pk
        ]
    return items


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
    """Another time for a scheduled variant, by dragging it or by the little form it carries; with `others`, for its story."""
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
    heads = heads_of_others(request.POST) | {variant.pk: data["expected_head"]}
    verb = workflow.reschedule_together if data["others"] else alone
    try:
        moved = verb(user=user, now=now, variant_id=variant.pk, heads=heads, at=data["at"])
    except Refusal as refusal:
        messages.error(request, f"{variant.headline} · {refusal}")
        return back(shown, variant.pk)
    variant.refresh_from_db()
    tell(request, variant, data["at"], moved)
    return back(variant.visible_from, variant.pk)


def alone(*, user: User, now: datetime, variant_id: int, heads: dict[int, int], at: datetime) -> Moved:
    """Only this variant, whatever else of its story is scheduled."""
    workflow.reschedule(user=user, now=now, variant_id=variant_id, expected_head=heads[variant_id], at=at)
    return Moved([], [])


def heads_of_others(sent: QueryDict) -> dict[int, int]:
    """{variant id: expected head}, as the little form names them. What is no number is no variant's."""
    named = [name for name in sent if name.startswith("head-")]
    return {number(name.removeprefix("head-")): number(sent.get(name, "")) for name in named}


def tell(request: HttpRequest, variant: ArticleVariant, at: datetime, moved: Moved) -> None:
    """Say when it appears now, what moved with it, and what of the story was left."""
    moment = moment_of(variant) or dates.format_datetime(at, get_language() or "en")
    words = _("“%(headline)s” appears on %(moment)s.") % {"headline": variant.headline, "moment": moment}
    if variant.visible_from and variant.visible_from > at:
        words = _("“%(headline)s” waits for the end of its embargo: %(moment)s.") % {
            "headline": variant.headline,
            "moment": moment,
        }
    others = [f"{LANGUAGES[one.language].said} – {moment_of(one)}" for one in moved.moved if one.pk != variant.pk]
    if others:
        words = f"{words} " + _("Moved with it: %(languages)s.") % {"languages": "; ".join(others)}
    messages.success(request, words)
    if moved.left:
        languages = "; ".join(f"{LANGUAGES[one.language].said} – {moment_of(one)}" for one in moved.left)
        words = _("Left where it was, because you may not publish it: %(languages)s.") % {"languages": languages}
        messages.warning(request, words)


def moment_of(variant: ArticleVariant) -> str:
    at = variant.visible_from
    return dates.format_datetime(at, get_language() or "en") if at else ""


def back(shown: datetime | None, variant_id: int) -> HttpResponseRedirect:
    day = timezone.localdate(shown) if shown else timezone.localdate()
    return HttpResponseRedirect(f"{reverse('admin:calendar')}?day={day:%Y-%m-%d}#item-{variant_id}")
