"""What was saved when, by whom; any two states compared; an old one brought back as a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.models import Act, Article, LogEntry, Revision
from articles.permissions import Verb, may, verb_for_facts
from articles.snapshots import Facts, Text
from articles.workflow import Refusal
from desk.base import person
from desk.comparing import Difference, compare_facts, compare_texts
from desk.forms import language_or_none
from desk.numbers import number
from desk.workspace import answer, around, find_story
from text.languages import LANGUAGES, Language

PAGE = 60
STORY = "story"  # instead of a language: the shared facts


@dataclass
class State:
    """A revision in the history. What may be done with it is offered, and nothing else."""

    revision: Revision
    language: Language | None
    is_newest: bool
    is_public: bool
    due: datetime | None  # when readers will see it
    is_rescued: bool
    may_change: bool
    expected: int | None  # what a restoration is made knowing

    @property
    def is_kept(self) -> bool:
        """Shown at once: a publication, a named state, unsaved words that were rescued, the newest state."""
        return bool(self.revision.published_at or self.revision.name or self.is_newest)


@dataclass
class Run:
    """States that follow each other: one that is kept, or plain saves folded into a line."""

    states: list[State]

    @property
    def is_folded(self) -> bool:
        return not self.states[0].is_kept

    @property
    def people(self) -> str:
        return ", ".join(dict.fromkeys(str(state.revision.created_by or "–") for state in self.states))


def history(request: HttpRequest, article_id: int) -> HttpResponse:
    """The saved states of a story, the newest first: publications and named ones, the saves between them folded."""
    story = find_story(person(request), article_id)
    asked = request.GET.get("language", "")
    revisions = only(asked, story.revisions.select_related("variant", "created_by").defer("data").order_by("-pk"))
    if before := number(request.GET.get("before", "")):
        revisions = revisions.filter(pk__lt=before)
    rows = list(revisions[: PAGE + 1])
    states = states_of(request, story, rows[:PAGE])
    chosen = states[0].revision if states else None
    context = {
        "runs": runs(states),
        "asked": asked,
        "newer": chosen and chosen.pk,
        "older": next((row.pk for row in rows[1:PAGE] if chosen and row.variant_id == chosen.variant_id), None),
        "before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "is_history": True,
    }
    return answer(request, "desk/history.html", {**around(request, story, language_or_none(asked)), **context})


def only(asked: str, revisions: Any) -> Any:
    """Those of one language (its word in addresses), or of the shared facts; 404 for anything else."""
    if not asked:
        return revisions
    if asked == STORY:
        return revisions.filter(variant=None)
    language = language_or_none(asked)
    if language is None:
        raise Http404
    return revisions.filter(variant__language=language.code)


def states_of(request: HttpRequest, story: Article, rows: Iterable[Revision]) -> list[State]:
    """Revisions with what this person may do with them; three queries."""
    user, now = person(request), timezone.now()
    rows = list(rows)
    rescues = LogEntry.objects.filter(article=story, act=Act.TAKEN_OVER).values_list("revision_id", "details")
    rescued = {pk for newest, details in rescues for pk in [newest, *details.get("rescued", ())]}
    newest_facts = story.revisions.filter(variant=None).order_by("-pk").values_list("pk", flat=True).first()
    may_facts = may(user, verb_for_facts(story), story)
    found = []
    for row in rows:
        variant = row.variant
        found.append(
            State(
                row,
                language=LANGUAGES[variant.language] if variant else None,
                is_newest=row.pk == (variant.head_id if variant else newest_facts),
                is_public=variant is not None and variant.published_revision_id == row.pk and variant.is_live(now),
                due=variant.visible_from
                if variant and variant.published_revision_id == row.pk and variant.is_scheduled(now)
                else None,
                is_rescued=row.pk in rescued,
                may_change=not story.binned_at and (may(user, Verb.WRITE, variant) if variant else may_facts),
                expected=variant.head_id if variant else story.revision,
            )
        )  # fmt: skip
    return found


def runs(states: Iterable[State]) -> list[Run]:
    """Neighbours that are plain saves go together."""
    found: list[Run] = []
    for state in states:
        if found and found[-1].is_folded and not state.is_kept:
            found[-1].states.append(state)
        else:
            found.append(Run([state]))
    return found


def compare(request: HttpRequest, article_id: int) -> HttpResponse:
    """Two states of one language with the shared facts of their times, or two states of the shared facts."""
    story = find_story(person(request), article_id)
    old, new = (find(story, request.GET.get(side, "")) for side in ("old", "new"))
    if old.pk > new.pk:
        old, new = new, old
    if old.variant_id != new.variant_id:
        messages.error(request, _("Choose two revisions of the same language."))
        return redirect("admin:articles_article_history", story.pk)
    differences, shared = differences_between(story, old, new)
    language = LANGUAGES[old.variant.language] if old.variant else None
    context = {
        "old": old, "new": new, "differences": differences, "shared": shared, "language": language, "is_history": True,
    }  # fmt: skip
    return answer(request, "desk/compare.html", {**around(request, story, language), **context})


def differences_between(story: Article, old: Revision, new: Revision) -> tuple[list[Difference], list[Difference]]:
    """What differs in the text, and in the facts that all languages shared when each state was saved."""
    if old.variant_id is None:
        return compare_facts(Facts.from_json(old.data), Facts.from_json(new.data)), []
    shared = [story.revisions.filter(variant=None, pk__lt=state.pk).order_by("-pk").first() for state in (old, new)]
    before, after = (Facts.from_json(facts.data) if facts else None for facts in shared)
    texts = compare_texts(Text.from_json(old.data), Text.from_json(new.data))
    return texts, compare_facts(before, after) if before and after else []


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
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("Restored as a new revision. Nothing was published.")
            if revision.variant
            else _("Restored. Where the story is public, readers see it now."),
        )
    return redirect("admin:articles_article_history", story.pk)


def name(request: HttpRequest, article_id: int) -> HttpResponse:
    """Give a state a name; it is kept for good."""
    story = find_story(person(request), article_id)
    revision = find(story, request.POST.get("revision", ""))
    words = request.POST.get("name", "")
    try:
        workflow.name_revision(user=person(request), now=timezone.now(), revision_id=revision.pk, name=words)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:articles_article_history", story.pk)


def find(story: Article, key: Any) -> Revision:
    """A revision of this story; 404 for anything else."""
    pk = number(key)
    if not pk:
        raise Http404
    return get_object_or_404(story.revisions.select_related("variant", "created_by"), pk=pk)
