"""Takes text in: every field of a variant cleaned, limited and completed, whoever sends it."""

import re
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles.models import ArticleVariant
from articles.snapshots import Text
from photos.models import Photo
from text.folding import words
from text.html import as_paragraphs, clean_html, reading_minutes, summarise
from text.intake import clean_text
from text.slugs import slugify

MEDIA_KEY = re.compile(r"/media/([0-9a-f]{32})/")
BODY_LIMIT = 400_000
TYPED_LIMIT = 20_000  # of a field that was not saved yet
PLAIN_FIELDS = ("headline", "kicker", "standfirst", "dateline", "byline_override", "photo_caption", "photo_alt")


def clean(text: Text) -> Text:
    """The text as it may be stored; one query when the body has pictures. Raises ValidationError, by field."""
    errors: dict[str, ValidationError] = {}
    values: dict[str, str] = {}
    for name in PLAIN_FIELDS:
        limit: int = ArticleVariant._meta.get_field(name).max_length  # type: ignore[union-attr, assignment]
        try:
            values[name] = clean_text(getattr(text, name), limit=limit)
        except ValidationError as error:
            errors[name] = error
    try:
        values["body"] = clean_body(text.body)
    except ValidationError as error:
        errors["body"] = error
    if errors:
        raise ValidationError(errors)
    values["slug"] = slugify(text.slug)  # empty: made from the headline as it is at the first publication
    return replace(text, **values)  # type: ignore[arg-type]


def clean_body(html: str) -> str:
    """Clean HTML in which only pictures of our own library are left."""
    html = clean_text(html, limit=BODY_LIMIT, multiline=True)
    known = set(photos_in(html).values_list("key", flat=True)) if "/media/" in html else set()

    def is_own_media(address: str) -> bool:
        match = MEDIA_KEY.match(address)
        return match is not None and match[1] in known

    return clean_html(html, is_own_media=is_own_media)


def clean_anyhow(text: Text) -> Text:
    """Cleaned with nobody there to put it right: what is too long is cut, a body that is refused becomes plain lines."""
    values: dict[str, str] = {}
    for name in PLAIN_FIELDS:
        limit: int = ArticleVariant._meta.get_field(name).max_length  # type: ignore[union-attr, assignment]
        values[name] = clean_text(clean_text(getattr(text, name))[:limit])
    try:
        values["body"] = clean_body(text.body)
    except ValidationError:
        words = as_paragraphs(text.body[: BODY_LIMIT // 2])
        values["body"] = words if len(words) <= BODY_LIMIT else words[:BODY_LIMIT].rpartition("<p>")[0]
    values["slug"] = slugify(text.slug)
    return replace(text, **values)  # type: ignore[arg-type]


def photos_in(html: str) -> QuerySet[Photo]:
    """The library's pictures that a body shows, told by their addresses: what `data-photo` says is not trusted."""
    return Photo.objects.filter(key__in=keys_in(html))


def keys_in(html: str) -> set[str]:
    """The keys of the pictures that a body shows."""
    return set(MEDIA_KEY.findall(html))


def desk_text(text: Text) -> str:
    """What the desk looks for stories in: the folded words of headline and standfirst, a space before and after each, so
    that the beginning of a word and a whole one can be asked for.
    """
    return f" {' '.join(words(f'{text.headline} {text.standfirst}'))} "


def public_columns(text: Text) -> dict[str, object]:
    """The columns of ArticleVariant that show this text, the derived ones included."""
    return {
        **{name: getattr(text, name) for name in (*PLAIN_FIELDS, "body", "photo_is_decorative")},
        "slug": text.slug or slugify(text.headline),
        "summary": text.standfirst[:300] or summarise(text.body, limit=200),
        "reading_minutes": reading_minutes(text.body),
    }


def as_typed(text: Text) -> Text:
    """The text with nothing taken away but what a database cannot hold: limits and markup are judged when it is saved.

    Raises ValidationError for a text beyond all measure.
    """
    values = {name: clean_text(getattr(text, name), limit=TYPED_LIMIT) for name in (*PLAIN_FIELDS, "slug")}
    return replace(text, body=clean_text(text.body, limit=2 * BODY_LIMIT, multiline=True), **values)  # type: ignore[arg-type]
