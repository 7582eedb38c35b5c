"""Several languages, of one story or of many, become public at one moment, or none of them does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from articles import workflow
from articles.checklist import Finding, check
from articles.models import ArticleVariant
from articles.permissions import Verb, may, seen_by
from articles.snapshots import Text
from articles.states import Cell, cells
from articles.subjects import subject_of
from articles.workflow import NotTogether, Refusal
from desk.base import person
from desk.fields import PAPER_TIME, MomentField
from desk.numbers import number
from desk.workspace import answer

MOST = 30


class ReleaseForm(forms.Form):
    at = MomentField(
        label=gettext_lazy("Publish at"),
        help_text=format_lazy("{} {}", gettext_lazy("Empty: at once."), PAPER_TIME),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=300,
        help_text=gettext_lazy("Only needed to publish what the checklist blocks. It is kept in the log."),
    )  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One variant to be released. `problem`: why it was not, when that was tried."""

    variant: ArticleVariant
    cell: Cell
    headline: str
    findings: list[Finding]
    problem: str = ""


def release(request: HttpRequest) -> HttpResponse:
    """GET: what was ticked, as it stands; POST: all of it at once. What is not public may still be looked at and mended."""
    user, now = person(request), timezone.now()
    sent = request.POST if request.method == "POST" else request.GET
    variants = find(user, {number(value) for value in sent.getlist("variant")})
    if not 0 < len(variants) <= MOST:
        messages.error(request, _("Tick at least one language, and at most %(most)d.") % {"most": MOST})
        return redirect("admin:index")
    form = ReleaseForm(request.POST if request.method == "POST" else None, initial={"at": shared_time(variants, now)})
    if request.method != "POST" or not form.is_valid():
        return page(request, variants, form, now, status=422 if form.errors else 200)
    heads = {variant.pk: number(request.POST.get(f"head-{variant.pk}", "")) for variant in variants}
    try:
        workflow.release_together(user=user, now=now, heads=heads, **form.cleaned_data)
    except NotTogether as refusal:
        problems = {problem.variant.pk: problem.message for problem in refusal.problems}
        messages.error(request, str(refusal))
        return page(request, variants, form, now, status=409, problems=problems)
    except Refusal as refusal:
        form.add_error("at", str(refusal))
        return page(request, variants, form, now, status=422)
    messages.success(request, done(len(variants), is_now=form.cleaned_data["at"] is None))
    return redirect("admin:index")


def find(user: User, keys: Iterable[int]) -> list[ArticleVariant]:
    """These variants, with what the checklist looks at: 404 if one may not be seen, 403 if one may not be published."""
    keys = {key for key in keys if key}
    seen = seen_by(user, ArticleVariant.objects.filter(pk__in=list(keys)[: MOST + 1]), "article__section")
    related = seen.select_related("head", "section", "article__section", "article__lead_photo")
    found = related.prefetch_related("article__tagged_articles", "article__bylines").defer("body")
    variants = list(found.order_by("article", "pk"))
    if len(variants) < min(len(keys), MOST + 1):
        raise Http404
    if not all(may(user, Verb.PUBLISH, variant) for variant in variants):
        raise PermissionDenied
    return variants


def shared_time(variants: list[ArticleVariant], now: datetime) -> datetime | None:
    """The moment for which all of them are scheduled already; None when they are not, or not for the same one."""
    planned = {variant.published_at if variant.is_scheduled(now) else None for variant in variants}
    [at] = planned if len(planned) == 1 else [None]
    return at if at and at > now else None


def page(
    request: HttpRequest,
    variants: list[ArticleVariant],
    form: ReleaseForm,
    now: datetime,
    *,
    status: int,
    problems: dict[int, str] | None = None,
) -> HttpResponse:
    """The screen; two queries, and one more a translation for its source."""
    states = cells({variant.article for variant in variants}, now)
    context: dict[str, Any] = {
        "title": _("Release together"),
        "form": form,
        "publishes": ngettext("Publish %(count)d language now", "Publish %(count)d languages now", len(variants))
        % {"count": len(variants)},
        "schedules": ngettext("Schedule %(count)d language", "Schedule %(count)d languages", len(variants))
        % {"count": len(variants)},
        "items": [
            item(variant, states[variant.article_id], (problems or {}).get(variant.pk, "")) for variant in variants
        ],
    }
    return answer(request, "desk/release.html", context, status=status)


def item(variant: ArticleVariant, row: list[Cell], problem: str) -> Item:
    assert variant.head is not None
    text = Text.from_json(variant.head.data)
    cell = next(cell for cell in row if cell.language.code == variant.language)
    found = check(subject_of(variant, text), variant.section.checklist)
    findings = [finding for finding in found if finding.message not in problem]  # what is said once is enough
    return Item(variant, cell, text.headline, findings, problem)


def done(count: int, *, is_now: bool) -> str:
    if is_now:
        return ngettext("%(count)d language was published.", "%(count)d languages were published at the same moment.", count) % {"count": count}  # fmt: skip
    return ngettext("%(count)d language is scheduled.", "%(count)d languages are scheduled for the same moment.", count) % {"count": count}  # fmt: skip
