"""Two tags that are one idea, two authors who are one person: the one becomes part of the other, and old addresses lead on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from articles.events import announce_all
from articles.models import (
    Act,
    Article,
    ArticleVariant,
    Author,
    AuthorListing,
    AuthorName,
    Byline,
    Redirect,
    SectionTag,
    Status,
    Tag,
    TaggedArticle,
    TagListing,
    TagName,
)
from articles.models.names import Name
from articles.permissions import Verb, require
from articles.workflow.rows import log


@dataclass(frozen=True)
class Kind:
    """The tables of tags, or of authors. `owner`: the key to a tag or author in all of them; `story`: to the article."""

    word: Redirect.Kind
    act: Act
    owner: str
    story: str
    model: type[Any]
    names: type[Any]
    uses: type[Any]
    listings: type[Any]
    places: tuple[tuple[type[Any], str], ...] = ()  # where else it stands, and in what once


TAGS = Kind(Redirect.Kind.TAG, Act.MERGED_TAGS, "tag", "content_object", Tag, TagName, TaggedArticle, TagListing,
            ((SectionTag, "section"),))  # fmt: skip
AUTHORS = Kind(
    Redirect.Kind.AUTHOR, Act.MERGED_AUTHORS, "author", "article", Author, AuthorName, Byline, AuthorListing
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What a merge will do, before it is done. `shared`: how many of the `stories` have both already."""

    stories: int
    shared: int
    names: list[Name]  # as they will be: main names first
    old_words: list[str]  # address words that will lead to the other's


def plan(kind: Kind, old: Any, into: Any) -> Plan:
    """Four queries."""
    uses = kind.uses.objects.filter(**{kind.owner: old})
    both = kind.uses.objects.filter(**{kind.owner: into}).values(kind.story)
    counts = uses.aggregate(
        stories=models.Count("pk"), shared=models.Count("pk", filter=models.Q(**{f"{kind.story}__in": both}))
    )
    merged = [*kind.names.objects.filter(**{kind.owner: into}), *_moving(kind, old, into)]
    earlier = Redirect.objects.filter(kind=kind.word, new_slug=old.slug).values_list("old_slug", flat=True)
    return Plan(
        counts["stories"],
        counts["shared"],
        sorted(merged, key=lambda name: (name.is_synonym, name.language)),
        [old.slug, *(word for word in earlier if word != into.slug)],
    )


def merge_tags(*, user: User, now: datetime, tag_id: int, into_id: int) -> Tag:
    """The first tag becomes part of the second: names, stories, pages, addresses. Cannot be undone. See `_merge`."""
    into: Tag = _merge(TAGS, user, now, tag_id, into_id)
    return into


@transaction.atomic
def merge_authors(*, user: User, now: datetime, author_id: int, into_id: int) -> Author:
    """The first author becomes part of the second, who keeps their own lines and account where there are any."""
    old = Author.objects.filter(pk=author_id).first()
    into: Author = _merge(AUTHORS, user, now, author_id, into_id)
    if old is not None:
        into.about = old.about | into.about
        into.user_id = into.user_id or old.user_id
        into.save(update_fields=["about", "user"])
    return into


@transaction.atomic
def _merge(kind: Kind, user: User, now: datetime, old_id: int, into_id: int) -> Any:
    """One transaction, whatever the number of stories; search and whoever else listens follow in tasks.

    Raises ValidationError for the same row twice, and the model's DoesNotExist. Forms of these stories that are open
    just now have grown old: the next save of their shared facts shows what is new.
    """
    require(user, Verb.NAME)
    if old_id == into_id:
        raise ValidationError(_("Choose another one: this is the one you came from."))
    old, into = _locked(kind, old_id, into_id)
    mine = {kind.owner: old}
    told = {"old": _main_names(kind, old), "old_word": old.slug, "new": _main_names(kind, into), "new_word": into.slug}
    changed = list(
        ArticleVariant.objects.filter(
            article__in=kind.uses.objects.filter(**mine).values(kind.story), status=Status.PUBLISHED
        ).values_list("pk", flat=True)
    )
    Article.objects.filter(pk__in=kind.uses.objects.filter(**mine).values(kind.story)).update(
        revision=F("revision") + 1
    )
    for name in _moving(kind, old, into):
        kind.names.objects.filter(pk=name.pk).update(is_synonym=name.is_synonym, **{kind.owner: into})
    kind.names.objects.filter(**mine).delete()  # what the other is called already
    for rows_of, once in ((kind.uses, kind.story), (kind.listings, "variant"), *kind.places):
        there = rows_of.objects.filter(**{kind.owner: into}).values(once)
        rows_of.objects.filter(**mine, **{f"{once}__in": there}).delete()
        rows_of.objects.filter(**mine).update(**{kind.owner: into})
    _lead_on(kind, old, into)
    old.delete()
    log(user, now, kind.act, None, **told)
    announce_all(changed)
    return into


def _locked(kind: Kind, old_id: int, into_id: int) -> tuple[Any, Any]:
    """The two rows, and the stories that carry them. Raises DoesNotExist.

    Stories before names, as everybody takes them: who saves a story's facts waits here, and never we for each other.
    """
    uses = kind.uses.objects.filter(**{f"{kind.owner}_id__in": [old_id, into_id]}).values(kind.story)
    list(Article.objects.select_for_update().filter(pk__in=uses).order_by("pk").values_list("pk"))
    held = kind.model.objects.select_for_update().filter(pk__in=[old_id, into_id]).order_by("pk")
    rows = {row.pk: row for row in held}
    if len(rows) < 2:
        raise kind.model.DoesNotExist
    return rows[old_id], rows[into_id]


def _main_names(kind: Kind, row: Any) -> dict[str, str]:
    """{language: name}; one query."""
    return dict(kind.names.objects.filter(is_synonym=False, **{kind.owner: row}).values_list("language", "text"))


def _moving(kind: Kind, old: Any, into: Any) -> list[Name]:
    """The names that go over: where the other has a main name, mine becomes one of its other words. Two queries."""
    there = list(kind.names.objects.filter(**{kind.owner: into}))
    known = {(name.language, name.folded) for name in there}
    main = {name.language for name in there if not name.is_synonym}
    moving: list[Name] = []
    for name in kind.names.objects.filter(**{kind.owner: old}).order_by("is_synonym", "pk"):
        if (name.language, name.folded) in known:
            continue
        known.add((name.language, name.folded))
        name.is_synonym = name.is_synonym or name.language in main
        moving.append(name)
    return moving


def _lead_on(kind: Kind, old: Any, into: Any) -> None:
    """The old address word leads to the new one, and so do those that led to the old: one step, never a circle."""
    mine = Redirect.objects.filter(kind=kind.word)
    mine.filter(old_slug=into.slug).delete()
    mine.filter(new_slug=old.slug).update(new_slug=into.slug)
    mine.update_or_create(old_slug=old.slug, defaults={"kind": kind.word, "new_slug": into.slug, "old_id": old.pk})
