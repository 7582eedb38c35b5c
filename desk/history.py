"""What was saved when, by whom; any two states compared; an old one brought back as a new one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.models import Article, Revision
from articles.permissions import Verb, may
from articles.snapshots import Facts, Text
from articles.workflow import Refusal
from desk.base import number, person
from desk.comparing import compare_facts, compare_texts
from desk.workspace import BY_LANGUAGE, answer, around, find_story

PAGE = 60


def history(request: HttpRequest, article_id: int) -> HttpResponse:
    """Every saved state of a story, the newest first: all languages and the shared facts."""
    story = find_story(person(request), article_id)
    revisions = story.revisions.select_related("variant", "created_by").defer("data").order_by("-pk")
    if before := number(request.GET.get("before", "")):
        revisions = revisions.filter(pk__lt=before)
    rows = list(revisions[: PAGE + 1])
    for row in rows:
        row.language = BY_LANGUAGE[row.variant.language] if row.variant else None  # type: ignore[attr-defined]
        row.is_head = row.variant is not None and row.variant.head_id == row.pk  # type: ignore[attr-defined]
        row.is_public = row.variant is not None and row.variant.published_revision_id == row.pk  # type: ignore[attr-defined]
        row.may_write = may(person(request), Verb.WRITE, row.variant or story)  # type: ignore[attr-defined]
    context = {"rows": rows[:PAGE], "before": rows[PAGE - 1].pk if len(rows) > PAGE else None, "is_history": True}
    return answer(request, "desk/history.html", {**around(request, story), **context})


def compare(request: HttpRequest, article_id: int) -> HttpResponse:
    """Two states of one language, or of the shared facts."""
    story = find_story(person(request), article_id)
    old, new = (find(story, request.GET.get(side, "")) for side in ("old", "new"))
    if old.pk > new.pk:
        old, new = new, old
    if old.variant_id != new.variant_id:
        messages.error(request, _("Choose two states of the same language."))
        return redirect("admin:articles_article_history", story.pk)
    differences = (
        compare_texts(Text.from_json(old.data), Text.from_json(new.data))
        if old.variant_id
        else compare_facts(Facts.from_json(old.data), Facts.from_json(new.data))
    )
    language = BY_LANGUAGE[old.variant.language] if old.variant else None
    context = {"old": old, "new": new, "differences": differences, "language": language, "is_history": True}
    return answer(request, "desk/compare.html", {**around(request, story), **context})


def restore(request: HttpRequest, article_id: int) -> HttpResponse:
    """An old state as the newest one. Nothing public changes, and other languages stay as they are."""
    user, now = person(request), timezone.now()
    story = find_story(user, article_id)
    revision = find(story, request.POST.get("revision", ""))
    expected = number(request.POST.get("expected", ""))
    try:
        if revision.variant is None:
            workflow.save_facts(
                user=user,
                now=now,
                article_id=story.pk,
                expected_revision=expected,
                facts=Facts.from_json(revision.data),
            )
        else:
            workflow.restore_revision(
                user=user,
                now=now,
                variant_id=revision.variant.pk,
                expected_head=expected,
                revision_id=revision.pk,
            )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Restored as a new state. Nothing was published.") if revision.variant else _("Saved.")
        )
    return redirect("admin:articles_article_history", story.pk)


def name(request: HttpRequest, article_id: int) -> HttpResponse:
    """Give a state a name; it is kept for good."""
    story = find_story(person(request), article_id)
    revision = find(story, request.POST.get("revision", ""))
    workflow.name_revision(
        user=person(request), now=timezone.now(), revision_id=revision.pk, name=request.POST.get("name", "")[:120]
    )
    return redirect("admin:articles_article_history", story.pk)


def find(story: Article, key: Any) -> Revision:
    """A revision of this story; 404 for anything else."""
    pk = number(key)
    if not pk:
        raise Http404
    return get_object_or_404(story.revisions.select_related("variant", "created_by"), pk=pk)
