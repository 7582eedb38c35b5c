"""One change for many stories: what it would do, done by a task story by story, and taken back the same way.

Every story is a transaction of its own, through the workflow's verbs, with the rights that the person has at that moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from articles import workflow
from articles.listings import facts_of, tag_now
from articles.models import Article, ArticleVariant, BulkChange, BulkKind, Section, Tag, TaggedArticle
from articles.permissions import Verb, may, require, seen_by, verb_for_facts
from articles.workflow import Refusal

LIMIT = 500
STUCK = timedelta(minutes=10)  # a change that is not done by then lost its worker
IN_FACTS = (BulkKind.SECTION, BulkKind.ADD_TAG, BulkKind.DROP_TAG)


@dataclass(frozen=True)
class Plan:
    """What is asked: a kind, and the section or tag it needs."""

    kind: BulkKind
    section: Section | None = None
    tag: Tag | None = None

    def options(self) -> dict[str, str]:
        return {"section": self.section.key} if self.section else {"tag": self.tag.slug} if self.tag else {}


@dataclass(frozen=True)
class Outlook:
    """What would happen to one story: `refusal` says why not; `is_same`: it is so already."""

    article_id: int
    language: str
    headline: str
    refusal: str = ""
    is_same: bool = False


@dataclass(frozen=True)
class _Story:
    article: Article
    variants: list[ArticleVariant]
    has_tag: bool

    def named(self) -> tuple[str, str]:
        first = self.article.named_by(self.variants, get_language() or "")
        return (first.language, first.headline) if first else ("", "")


def preview(user: User, plan: Plan, article_ids: Iterable[int]) -> list[Outlook]:
    """What the plan would do to each story that this person may see; four queries, however many. Changes nothing."""
    articles = list(
        seen_by(user, Article.objects.filter(pk__in=list(article_ids)[:LIMIT])).order_by("-changed_at", "-pk")
    )
    ids = [article.pk for article in articles]
    variants: dict[int, list[ArticleVariant]] = {pk: [] for pk in ids}
    columns = ("article_id", "language", "headline", "status", "published_at")
    for variant in ArticleVariant.objects.filter(article__in=ids).only(*columns).order_by("pk"):
        variants[variant.article_id].append(variant)
    tagged = set(
        TaggedArticle.objects.filter(tag=plan.tag, content_object__in=ids).values_list("content_object", flat=True)
        if plan.tag
        else ()
    )
    stories = [_Story(article, variants[article.pk], article.pk in tagged) for article in articles]
    return [
        Outlook(story.article.pk, *story.named(), refusal=_refusal(user, plan, story), is_same=_is_same(plan, story))
        for story in stories
    ]


def _refusal(user: User, plan: Plan, story: _Story) -> str:
    """What the verb would say, asked of rows at hand; tests hold the two together."""
    article = story.article
    if plan.kind in IN_FACTS:
        verb = verb_for_facts(article, story.variants)
        if not may(user, verb, article):
            return _("You may not do this")
        if article.binned_at:
            return _("The story is in the bin. Restore it first.")
        moves = plan.section is not None and plan.section.pk != article.section_id
        return _("You may not do this") if moves and not may(user, verb, plan.section) else ""
    if not may(user, Verb.BIN, article):
        return _("You may not do this")
    if plan.kind == BulkKind.BIN and any(variant.published_at for variant in story.variants):
        return _("A story that has been public or is scheduled cannot be deleted: withdraw it, or cancel its schedule.")
    return ""


def _is_same(plan: Plan, story: _Story) -> bool:
    return {
        BulkKind.SECTION: plan.section is not None and story.article.section_id == plan.section.pk,
        BulkKind.ADD_TAG: story.has_tag,
        BulkKind.DROP_TAG: not story.has_tag,
        BulkKind.BIN: story.article.binned_at is not None,
        BulkKind.UNBIN: story.article.binned_at is None,
    }[plan.kind]


@transaction.atomic
def ask(*, user: User, now: datetime, plan: Plan, article_ids: Iterable[int], key: UUID) -> BulkChange:
    """Begin the change; a task makes it after the commit. The same `key` again gives the same change back."""
    require(user, Verb.SEE)
    User.objects.select_for_update().get(pk=user.pk)  # a double click waits here for its first half
    if same := BulkChange.objects.filter(asked_by=user, options__key=str(key)).first():
        return same
    seen = set(seen_by(user, Article.objects.filter(pk__in=list(article_ids)[:LIMIT])).values_list("pk", flat=True))
    change = BulkChange.objects.create(
        kind=plan.kind,
        options={**plan.options(), "key": str(key), "language": get_language() or settings.LANGUAGE_CODE},
        article_ids=[pk for pk in article_ids if pk in seen],
        asked_at=now,
        asked_by=user,
    )
    transaction.on_commit(partial(make_change.enqueue, change.pk))
    return change


@transaction.atomic
def ask_undo(*, user: User, now: datetime, change_id: int) -> None:
    """Begin to take a finished change back; asked twice it begins once. One's own alone."""
    mine = BulkChange.objects.filter(pk=change_id, asked_by=user, state=BulkChange.State.DONE)
    if mine.update(state=BulkChange.State.UNDOING, undo_asked_at=now):
        transaction.on_commit(partial(undo_change.enqueue, change_id))


def resume(*, now: datetime) -> None:
    """Take up what a worker that was killed left half done. Safe at any time: a story is reached once."""
    long_ago = now - STUCK
    for change in BulkChange.objects.filter(state=BulkChange.State.WAITING, asked_at__lte=long_ago).only("pk"):
        make_change.enqueue(change.pk)
    is_stuck = Q(undo_asked_at__lte=long_ago) | Q(undo_asked_at=None)  # None: asked before the moment was kept
    for change in BulkChange.objects.filter(is_stuck, state=BulkChange.State.UNDOING).only("pk"):
        undo_change.enqueue(change.pk)


@task()
def make_change(change_id: int) -> None:
    """Reach every story that was not reached yet."""
    change = BulkChange.objects.get(pk=change_id)
    with translation.override(change.options["language"]):
        for article_id in change.article_ids:
            _reach(change_id, article_id)
    BulkChange.objects.filter(pk=change_id, state=BulkChange.State.WAITING).update(state=BulkChange.State.DONE)


@task()
def undo_change(change_id: int) -> None:
    """Bring back every story that was changed by this and by nothing since."""
    change = BulkChange.objects.get(pk=change_id)
    with translation.override(change.options["language"]):
        for place in range(len(change.results)):
            _take_back(change_id, place)
    BulkChange.objects.filter(pk=change_id, state=BulkChange.State.UNDOING).update(state=BulkChange.State.UNDONE)


@transaction.atomic
def _reach(change_id: int, article_id: int) -> None:
    """One story, and the line in the results that says so, in one transaction."""
    change = _locked(change_id)
    if change.state != BulkChange.State.WAITING or any(row["article"] == article_id for row in change.results):
        return
    try:
        with transaction.atomic():
            row = _change(change, article_id, timezone.now())
    except (Refusal, PermissionDenied) as error:
        row = {"refusal": _said(error)}
    change.results.append({"article": article_id, **row})
    change.save(update_fields=["results"])


@transaction.atomic
def _take_back(change_id: int, place: int) -> None:
    change = _locked(change_id)
    row = change.results[place]
    if change.state != BulkChange.State.UNDOING or "undo" not in row or "undone" in row or "left" in row:
        return
    try:
        with transaction.atomic():
            _undo(change, row, timezone.now())
    except (Refusal, PermissionDenied) as error:
        row["left"] = _said(error)
    else:
        row["undone"] = True
    change.save(update_fields=["results"])


def _change(change: BulkChange, article_id: int, now: datetime) -> dict[str, Any]:
    """What is written down of a story: nothing when it was so already, else what brings it back."""
    user, kind = change.asked_by, BulkKind(change.kind)
    article = _seen(user, article_id)
    common: dict[str, Any] = {"user": user, "now": now, "article_id": article_id}
    if kind not in IN_FACTS:
        was_binned = article.binned_at is not None
        (workflow.move_to_bin if kind == BulkKind.BIN else workflow.take_out_of_bin)(**common)
        return {} if was_binned == (kind == BulkKind.BIN) else {"undo": {}, "at": now.isoformat()}
    old = facts_of(article)
    wanted = "" if kind == BulkKind.SECTION else _tag_of(change)
    new = {
        BulkKind.SECTION: replace(old, section=change.options.get("section", old.section)),
        BulkKind.ADD_TAG: replace(old, tags=tuple(dict.fromkeys([*old.tags, wanted]))),
        BulkKind.DROP_TAG: replace(old, tags=tuple(slug for slug in old.tags if slug != wanted)),
    }[kind]
    workflow.save_facts(**common, expected_revision=article.revision, facts=new)
    undo = {"section": old.section} if kind == BulkKind.SECTION else {"tags": list(old.tags)}
    return {} if new == old else {"undo": undo, "at": now.isoformat()}


def _tag_of(change: BulkChange) -> str:
    """The address word of the tag to add or take away. One that was merged meanwhile is added as what it became, and not
    taken away: its stories were not looked at. Raises Refusal.
    """
    asked = change.options["tag"]
    tag = tag_now(asked)
    if tag is None or (tag.slug != asked and change.kind == BulkKind.DROP_TAG):
        raise Refusal(_("The tag no longer exists."))
    return tag.slug


def _undo(change: BulkChange, row: dict[str, Any], now: datetime) -> None:
    user, kind = change.asked_by, BulkKind(change.kind)
    article = _seen(user, row["article"])
    if article.changed_at != datetime.fromisoformat(row["at"]):
        raise Refusal(_("It has been changed since, so it was left as it is."))
    common: dict[str, Any] = {"user": user, "now": now, "article_id": article.pk}
    if kind in IN_FACTS:
        facts = replace(facts_of(article), **row["undo"])
        workflow.save_facts(**common, expected_revision=article.revision, facts=facts)
    else:
        (workflow.take_out_of_bin if kind == BulkKind.BIN else workflow.move_to_bin)(**common)


def _locked(change_id: int) -> BulkChange:
    return BulkChange.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=change_id)


def _seen(user: User, article_id: int) -> Article:
    stories = Article.objects.select_for_update(of=("self",)).select_related("section", "wire_source")
    article = seen_by(user, stories).filter(pk=article_id).first()
    if article is None:
        raise Refusal(_("The story no longer exists."))
    return article


def _said(error: Exception) -> str:
    return _("You may not do this") if isinstance(error, PermissionDenied) else str(error)
