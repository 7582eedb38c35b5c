"""Tells a WebSub hub which feeds have changed, from the worker: no reader and no editor waits for it."""

import logging
import urllib.request
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from articles.models import ArticleVariant, Author, Tag
from reader.addresses import path_to
from reader.feed_formats import FORMATS

logger = logging.getLogger(__name__)
TIMEOUT = 10  # seconds
RECENT = timedelta(hours=1)  # what changed longer ago is no news, such as an old story whose tag has a new name
RETRIES = [timedelta(minutes=minutes) for minutes in (1, 5, 25, 120)]


def on_change(variant_id: int, **_signal: Any) -> None:
    """What the public sees, or when, has changed."""
    if settings.WEBSUB_HUB:
        tell.enqueue(variant_id)


@task()
def tell(variant_id: int, attempt: int = 0) -> None:
    """Name the variant's feeds to the hub; again, later and later, when it does not answer well. Safe to repeat.

    A scheduled variant waits for its time. Feeds that a new story has left, such as those of its old section, hear of it too.
    """
    variant = ArticleVariant.objects.select_related("section").defer("body").filter(pk=variant_id).first()
    if variant is None or not settings.WEBSUB_HUB:
        return
    now = timezone.now()
    if variant.is_scheduled(now) and variant.visible_from:
        _later(variant.visible_from, variant_id, 0)
        return
    changed, feeds, key = _changed_at(variant), feeds_of(variant), f"websub:{variant_id}"
    before = cache.get(key)  # when it had changed and in which feeds it was, when that was last told
    if not attempt and (changed is None or now - changed > RECENT or before == (changed, feeds)):
        return
    left = [path for path in before[1] if path not in feeds] if before else []
    try:
        post(settings.WEBSUB_HUB, [settings.SITE_URL + path for path in feeds + left])
        cache.set(key, (changed, feeds), RECENT.total_seconds())
    except (OSError, HTTPException) as error:
        logger.warning("The WebSub hub did not take the news of story %s: %s", variant.article_id, error)
        if attempt < len(RETRIES):
            _later(now + RETRIES[attempt], variant_id, attempt + 1)


def _later(at: datetime, variant_id: int, attempt: int) -> None:
    if tell.get_backend().supports_defer:
        tell.using(run_after=at).enqueue(variant_id, attempt)


def _changed_at(variant: ArticleVariant) -> datetime | None:
    """When readers saw it change: it appeared, changed in substance, or went."""
    moments = (variant.visible_from, variant.visible_from and variant.updated_at, variant.withdrawn_at)
    return max((moment for moment in moments if moment), default=None)


def feeds_of(variant: ArticleVariant) -> list[str]:
    """The paths of every feed that holds this variant; two queries."""
    language, story = variant.language, variant.article_id
    tags = Tag.objects.filter(tagged_articles__content_object=story)
    authors = Author.objects.filter(bylines__article=story)
    lists = [("feed", [language])]
    if variant.section.name(language):
        lists.append(("section_feed", [language, variant.section.key]))
    named = tags.filter(names__language=language, names__is_synonym=False)
    lists += [("tag_feed", [language, slug]) for slug in named.values_list("slug", flat=True)]
    lists += [("author_feed", [language, slug]) for slug in authors.values_list("slug", flat=True)]
    return sorted(path_to(route, *arguments, form) for route, arguments in lists for form in FORMATS)


def post(hub: str, topics: list[str]) -> None:
    """Raises OSError or HTTPException when the hub does not take it."""
    told = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)])
    request = urllib.request.Request(hub, data=told.encode(), method="POST")  # noqa: S310 - settings checked its scheme
    with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
        return
