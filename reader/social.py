"""The social card of a story: what a network shows of a link. Made by the worker, served by the rules of pictures.

Its address holds a digest of all that the card says, so it changes when the card does and needs no row of its own.
"""

import hashlib
import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tasks import task

from articles.models import ArticleVariant, SiteSettings, Status
from photos.models import Photo
from photos.renditions import original_name, remove_files
from reader.addresses import path_to
from reader.drawing import Words, card
from text.labels import label

LAYOUT = 2  # raise it when reader/drawing.py draws otherwise: all addresses change, and the cards are made anew
PATIENCE = 600  # seconds until a card that is missed is asked for again
# Stories whose cards a new name of the paper draws anew; the others' are drawn when they are shared.
MOST_RENAMED = 1000
LAST = -100  # what is published meanwhile does not wait for them


def paper_name(names: dict[str, str], language: str) -> str:
    return label(names, language) or settings.SITE_URL.partition("://")[2]


def words_of(variant: ArticleVariant, names: dict[str, str]) -> Words:
    section = variant.section
    return Words(
        language=variant.language,
        headline=variant.headline,
        section=section.name(variant.language) or "",
        ink=section.ink,
        paper=paper_name(names, variant.language),
    )


def photo_of(variant: ArticleVariant, now: datetime) -> Photo | None:
    """The lead picture, while its rights last."""
    photo = variant.article.lead_photo
    return photo if photo and not photo.is_ended(now) else None


def digest_of(words: Words, photo: Photo | None) -> str:
    shown = [photo.key, photo.focal_x, photo.focal_y] if photo else []
    told = json.dumps([LAYOUT, *vars(words).values(), *shown])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def drawn_card(variant: ArticleVariant, now: datetime) -> bytes:
    """The card that a variant will have, drawn while somebody waits, once in PATIENCE. One query; its section and lead picture are loaded."""
    told = words_of(variant, _names()), photo_of(variant, now)
    return cache.get_or_set(f"drawn-card:{digest_of(*told)}", lambda: _drawn(*told), PATIENCE)  # type: ignore[return-value]


def card_path(variant: ArticleVariant, names: dict[str, str], now: datetime) -> str:
    """Where the public finds the card of a variant as it is now. No query; its section and lead picture are loaded."""
    digest = digest_of(words_of(variant, names), photo_of(variant, now))
    return path_to("social_card", variant.language, variant.article_id, digest)


@require_safe
def social_card(
    request: HttpRequest, language: str, article_id: int, digest: str
) -> HttpResponse | FileResponse:  # fmt: skip
    """The card of a live variant; two queries. An older address leads to the card of today, so that a shared link keeps one.

    A card that is not made yet is asked for, and the paper's own is shown meanwhile, which nobody is to keep.
    """
    now = timezone.now()
    variant = _with_surroundings().live(language, now).filter(article_id=article_id).first()
    if variant is None:
        raise Http404
    words, photo = words_of(variant, _names()), photo_of(variant, now)
    current = digest_of(words, photo)
    if digest != current:
        return _elsewhere(path_to("social_card", language, article_id, current), "public, max-age=60")
    try:
        response: Any = FileResponse(default_storage.open(_file_name(variant.pk, current)))
        response["Cache-Control"] = "public, max-age=60"  # a withdrawal reaches every cache within a minute
    except FileNotFoundError:
        if cache.add(f"social:{variant.pk}:{current}", True, PATIENCE):
            make_card.enqueue(variant.pk)
        response = HttpResponse(papers_card(language, words.paper))
        response["Cache-Control"] = "no-store"
    response["Content-Type"] = "image/jpeg"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response  # type: ignore[no-any-return]


def _elsewhere(address: str, cache_control: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = cache_control
    return response


@lru_cache(maxsize=8)
def papers_card(language: str, name: str) -> bytes:
    """The paper's own card, with its name alone; drawn once a process."""
    return card(Words(language, name, "", "", ""), None)


def on_change(variant_id: int, **_signal: Any) -> None:
    """What the public sees, or when, has changed: the worker makes the card, or takes it away."""
    make_card.enqueue(variant_id)


@task()
def make_card(variant_id: int) -> None:
    """The card of a published variant, a scheduled one too; nothing is left of one that was withdrawn. Safe to repeat."""
    told = _told(variant_id)
    if told is not None and not default_storage.exists(_file_name(variant_id, digest_of(*told))):
        default_storage.save(_file_name(variant_id, digest_of(*told)), ContentFile(_drawn(*told)))
        told = _told(variant_id)  # somebody may have published meanwhile: then that task's card stays, and not this one
    if told is None:
        remove_files(_folder(variant_id))
        return
    current = _file_name(variant_id, digest_of(*told))
    for name in default_storage.listdir(_folder(variant_id))[1]:
        if f"{_folder(variant_id)}/{name}" != current:
            default_storage.delete(f"{_folder(variant_id)}/{name}")


def on_rename(**_signal: Any) -> None:
    """The paper has another name, which stands on every card."""
    make_newest.enqueue()


@task()
def make_newest() -> None:
    """Ask for the cards of the newest stories, one by one."""
    published = ArticleVariant.objects.filter(status=Status.PUBLISHED).newest_first()
    for variant_id in published.values_list("pk", flat=True)[:MOST_RENAMED]:
        make_card.using(priority=LAST).enqueue(variant_id)


def _told(variant_id: int) -> tuple[Words, Photo | None] | None:
    """What the card of a variant says now; None without one. Two queries."""
    variant = _with_surroundings().filter(pk=variant_id, status=Status.PUBLISHED).first()
    return None if variant is None else (words_of(variant, _names()), photo_of(variant, timezone.now()))


def _drawn(words: Words, photo: Photo | None) -> bytes:
    from PIL import Image  # as in photos/renditions.py

    if photo is None or not default_storage.exists(original_name(photo.key)):
        return card(words, None)
    with default_storage.open(original_name(photo.key)) as source, Image.open(source) as picture:
        return card(words, picture, (photo.focal_x, photo.focal_y))


def _with_surroundings() -> Any:
    return ArticleVariant.objects.select_related("section", "article__lead_photo").defer("body")


def _names() -> dict[str, str]:
    return SiteSettings.objects.values_list("names", flat=True).first() or {}


def _folder(variant_id: int) -> str:
    return f"cards/{variant_id}"


def _file_name(variant_id: int, digest: str) -> str:
    return f"{_folder(variant_id)}/{digest}.jpg"
