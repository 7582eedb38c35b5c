"""The rows derived from a story's facts: its tags and bylines, where it is listed, which pictures it shows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F

from accounts.models import User
from articles import bodies
from articles.models import (
    Article,
    ArticleVariant,
    Author,
    AuthorListing,
    Byline,
    PhotoUse,
    Redirect,
    Revision,
    Status,
    Tag,
    TaggedArticle,
    TagListing,
    WireSource,
)
from articles.snapshots import Facts


def facts_of(article: Article) -> Facts:
    """The shared facts as they stand; four queries."""
    return Facts(
        section=article.section.key,
        tags=tuple(article.tagged_articles.order_by("pk").values_list("tag__slug", flat=True)),
        authors=tuple(article.bylines.values_list("author__slug", flat=True)),
        lead_photo=article.lead_photo_id,
        wire_source=article.wire_source.slug if article.wire_source else "",
        wire_id=article.wire_id,
        embargo_until=article.embargo_until.isoformat() if article.embargo_until else "",
        is_breaking=article.is_breaking,
    )


def remember_facts(article: Article, *, user: User, now: datetime) -> Revision:
    """A revision of the shared facts."""
    fresh = Article.objects.select_related("section", "wire_source").get(pk=article.pk)
    return Revision.objects.create(article=article, data=facts_of(fresh).to_json(), created_at=now, created_by=user)


def write_facts(article: Article, facts: Facts, *, now: datetime) -> None:
    """Store everything but the section; tags and bylines keep their order. The variants' copy of the source follows."""
    wire_source = WireSource.objects.filter(slug=facts.wire_source).first() if facts.wire_source else None
    Article.objects.filter(pk=article.pk).update(
        lead_photo_id=facts.lead_photo,
        wire_source=wire_source,
        wire_id=facts.wire_id if wire_source else "",
        embargo_until=facts.embargo(),
        is_breaking=facts.is_breaking,
        revision=F("revision") + 1,
        changed_at=now,
    )
    article.variants.update(wire_source=wire_source)
    tags = _named(Tag, Redirect.Kind.TAG, facts.tags)
    article.tagged_articles.all().delete()
    TaggedArticle.objects.bulk_create(TaggedArticle(content_object=article, tag=tag) for tag in tags)
    authors = _named(Author, Redirect.Kind.AUTHOR, facts.authors)
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author=author, order=order) for order, author in enumerate(authors)
    )
    article.refresh_from_db()


def _named(model: type[Any], kind: Redirect.Kind, slugs: Iterable[str]) -> list[Any]:
    """The tags or authors of these address words, in order, each once; what was merged away is what it became."""
    found = {row.slug: row for row in model.objects.filter(slug__in=slugs)}
    if lost := [slug for slug in slugs if slug not in found]:
        became = dict(Redirect.objects.filter(kind=kind, old_slug__in=lost).values_list("old_slug", "new_slug"))
        later = {row.slug: row for row in model.objects.filter(slug__in=became.values())}
        found |= {old: later[new] for old, new in became.items() if new in later}
    return list(dict.fromkeys(found[slug] for slug in slugs if slug in found))


def tag_now(slug: str) -> Tag | None:
    """The tag of this address word, or what it was merged into; None when neither is there. Three queries at most."""
    found: list[Tag] = _named(Tag, Redirect.Kind.TAG, [slug])
    return found[0] if found else None


def relist(article: Article, variants: Iterable[ArticleVariant], now: datetime) -> None:
    """Write anew where these variants are listed and which pictures they show. Visible times follow the embargo.

    What an embargo held back and no longer does appears now, as new, and not among the news of some hours ago. What is
    live stays where readers first met it, whatever becomes of its embargo.
    """
    tag_ids = list(article.tagged_articles.values_list("tag_id", flat=True))
    author_ids = list(article.bylines.values_list("author_id", flat=True))
    for variant in variants:
        TagListing.objects.filter(variant=variant).delete()
        AuthorListing.objects.filter(variant=variant).delete()
        PhotoUse.objects.filter(variant=variant).delete()
        if variant.status != Status.PUBLISHED or variant.published_at is None:
            continue
        published_at = variant.published_at
        visible_from = max(published_at, article.embargo_until or published_at)
        if variant.is_live(now) and variant.visible_from:
            published_at = visible_from = variant.visible_from
        elif variant.is_scheduled(now) and visible_from < now:
            published_at = visible_from = now
        if (published_at, visible_from) != (variant.published_at, variant.visible_from):
            variant.published_at, variant.visible_from = published_at, visible_from
            variant.save(update_fields=["visible_from", "published_at"])
        here = {"variant": variant, "language": variant.language, "visible_from": visible_from}
        TagListing.objects.bulk_create(TagListing(tag_id=tag_id, **here) for tag_id in tag_ids)
        AuthorListing.objects.bulk_create(AuthorListing(author_id=author_id, **here) for author_id in author_ids)
        uses = [PhotoUse(variant=variant, photo=photo) for photo in bodies.photos_in(variant.body)]
        if article.lead_photo_id:
            uses.append(PhotoUse(variant=variant, photo_id=article.lead_photo_id, is_lead=True))
        PhotoUse.objects.bulk_create(uses)
