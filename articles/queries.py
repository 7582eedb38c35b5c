"""What each public page shows: one function a page, which returns just what its template needs and says its queries.

Everything starts from `live()`; `now` is an argument; no list loads a body.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.bodies import MEDIA_KEY, keys_in
from articles.cards import Card, ListingPages, ListPages, Page, cards, is_breaking
from articles.cursors import Cursor
from articles.json_rows import json_rows, moment_of
from articles.models import (
    ArticleVariant,
    Author,
    AuthorListing,
    AuthorName,
    Correction,
    Section,
    SiteSettings,
    SiteState,
    Tag,
    TaggedArticle,
    TagListing,
    WireSource,
)
from articles.models.status import Status
from articles.models.variant import VariantQuerySet
from articles.prepared import Prepared
from articles.reach import in_each, languages_of
from photos.models import Photo
from photos.pictures import Picture
from text.html import without_pictures
from text.languages import LANGUAGES

BAND_SIZE = 5
LATEST_PAGES = ListPages(lambda language, now: ArticleVariant.objects.live(language, now))
SECTION_PAGES = ListPages(lambda language, section, now: ArticleVariant.objects.live(language, now).in_section(section))
SOURCE_PAGES = ListPages(lambda language, source, now: ArticleVariant.objects.live(language, now).from_wire(source))
TAG_PAGES = ListingPages(lambda tag, language: TagListing.objects.filter(tag=tag, language=language))
AUTHOR_PAGES = ListingPages(lambda author, language: AuthorListing.objects.filter(author=author, language=language))


@dataclass(frozen=True)
class Chrome:
    """What stands around every page. `next_due`: when the next scheduled story, in any language, appears."""

    settings: SiteSettings
    sections: list[Section]
    next_due: datetime | None


def chrome(language: str, now: datetime, sections: QuerySet[Section] | None = None) -> Chrome:
    """Two queries. Only sections that have a name in the language; `sections` may bring annotations."""
    settings = SiteSettings.objects.annotate(next_due=Subquery(_next_due(now))).first()
    named = [one for one in (Section.objects.all() if sections is None else sections) if one.name(language)]
    return Chrome(settings or SiteSettings(pk=1), named, getattr(settings, "next_due", None))


def site_state(now: datetime) -> tuple[int, datetime | None]:
    """How often the public site has changed, and when the next scheduled story appears. One query."""
    return next(iter(SITE_STATE(now=now)), (0, None))


def _next_due(now: datetime) -> QuerySet[Any]:
    return ArticleVariant.objects.filter(visible_from__gt=now).order_by("visible_from").values("visible_from")[:1]


SITE_STATE = Prepared(
    lambda now: SiteState.objects.annotate(next_due=Subquery(_next_due(now))).values_list("generation", "next_due")
)


@dataclass(frozen=True)
class Signature:
    """Who signs, as signed: `language` differs from the page's when the person has no name in it."""

    slug: str
    name: str
    language: str


@dataclass(frozen=True)
class Topic:
    slug: str
    name: str


@dataclass(frozen=True)
class CorrectionNote:
    kind: str
    text: str
    is_on_top: bool
    corrected_at: datetime

    @property
    def kind_label(self) -> str:
        return str(Correction.Kind(self.kind).label)


@dataclass
class ArticlePage:
    """One live variant with everything around it. `elsewhere`: slug by language, of the story's live variants, in the order
    of the languages; `withdrawn`: the languages in which it was public once.

    `body` is the text without pictures whose rights are over; `lacks_pictures` says that there were any.
    """

    variant: ArticleVariant
    body: str
    picture: Picture | None
    caption: str
    alt: str
    is_breaking: bool
    elsewhere: dict[str, str] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    signatures: list[Signature] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    corrections: list[CorrectionNote] = field(default_factory=list)
    lacks_pictures: bool = False


def whole(variants: VariantQuerySet, now: datetime) -> VariantQuerySet:
    """With everything that a story's own page shows, and with lists of what is around it for `surround`; no query."""
    article, variant = OuterRef("article"), OuterRef("pk")
    in_languages = ArticleVariant.objects.filter(Q(visible_from__lte=now) | Q(status=Status.WITHDRAWN), article=article)
    signed = AuthorName.objects.filter(is_synonym=False, author__bylines__article=article)
    tagged = TaggedArticle.objects.filter(
        content_object=article, tag__names__language=OuterRef("language"), tag__names__is_synonym=False
    )
    corrected = Correction.objects.filter(variant=variant)
    return variants.select_related("article__lead_photo", "section", "wire_source").annotate(
        in_languages=json_rows(in_languages, "article", "language", "status", "slug"),
        signed_by=json_rows(signed, "author__bylines__article", "author__bylines__order", "author__slug", "language", "text"),
        tagged_with=json_rows(tagged, "content_object", "pk", "tag__slug", "tag__names__text"),
        corrected_by=json_rows(corrected, "variant", "corrected_at", "kind", "text", "is_on_top"),
    )  # fmt: skip


def surround(variant: ArticleVariant, now: datetime, media_base: str = "/media") -> ArticlePage:
    """Everything small around a variant that `whole` brought: languages, bylines, tags, corrections, and what its text
    may no longer show.

    No query; one when the text has pictures.
    """
    lead = variant.article.lead_photo
    photo = lead if lead and not lead.is_ended(now) else None
    around: Any = variant
    states = around.in_languages or []
    slugs = {language: slug for language, status, slug in states if status != Status.WITHDRAWN}
    names: dict[str, dict[str, str]] = {}
    for _order, slug, language, name in sorted(around.signed_by or []):
        names.setdefault(slug, {})[language] = name
    page = ArticlePage(
        variant=variant,
        body=variant.body,
        lacks_pictures=lead != photo,
        picture=picture_of(photo, media_base) if photo else None,
        caption=(variant.photo_caption or photo.caption(variant.language)) if photo else "",
        alt="" if not photo or variant.photo_is_decorative else variant.photo_alt or photo.alt(variant.language),
        is_breaking=is_breaking(variant.article.is_breaking, variant.visible_from, now),
        elsewhere={code: slugs[code] for code in LANGUAGES if code in slugs},
        withdrawn={language for language, status, _slug in states if status == Status.WITHDRAWN},
        signatures=[_signature(slug, known, variant.language) for slug, known in names.items()],
        topics=[Topic(slug, name) for _place, slug, name in sorted(around.tagged_with or [])],
        corrections=sorted(
            (
                CorrectionNote(kind, text, bool(on_top), moment_of(at))
                for at, kind, text, on_top in around.corrected_by or []
            ),
            key=lambda note: note.corrected_at,
        ),
    )
    if ended := _ended(sorted(keys_in(variant.body)), now):
        page.body = without_pictures(variant.body, lambda address: not ended.isdisjoint(MEDIA_KEY.findall(address)))
        page.lacks_pictures = True
    return page


def picture_of(photo: Photo, base: str = "/media") -> Picture:
    return Picture(photo.key, photo.width, photo.height, photo.colour, bool(photo.rendered_at), photo.credit, base)


def _ended(keys: list[str], now: datetime) -> set[str]:
    """Those of these pictures whose rights are over; one query, none without pictures."""
    if not keys:
        return set()
    named = {f"key_{place}": key for place, key in enumerate(keys)}
    return {key for (key,) in _ended_of(len(keys))(today=timezone.localdate(now), **named)}


@lru_cache(maxsize=32)
def _ended_of(pictures: int) -> Prepared:
    """The query for so many pictures."""

    def build(today: date, **keys: str) -> QuerySet[Any]:
        return Photo.objects.filter(key__in=list(keys.values()), expires_on__lte=today).values_list("key")

    return Prepared(build)


def _signature(slug: str, names: dict[str, str], language: str) -> Signature:
    """The name in the page's language; else the one there is, marked with its own."""
    known = language if language in names else next(iter(names))
    return Signature(slug, names[known], known)


def gone_variant(article_id: int, language: str) -> ArticleVariant | None:
    """A variant that was public and is withdrawn: 410. One query."""
    return (
        ArticleVariant.objects.filter(article_id=article_id, language=language, status="withdrawn")
        .only("article_id", "language", "section_id", "withdrawn_because")
        .first()
    )


def withdrawn_lately(language: str, limit: int = 500) -> list[int]:
    """The numbers of the stories withdrawn last in this language; one query."""
    gone = ArticleVariant.objects.filter(language=language, withdrawn_at__isnull=False, status="withdrawn")
    return list(gone.order_by("-withdrawn_at").values_list("article_id", flat=True)[:limit])


def live_elsewhere(article_id: int, now: datetime) -> list[Card]:
    """The story's live variants in the order of the languages, for the page that says it is not in this one. One query."""
    live = {
        card.language: card for card in cards(ArticleVariant.objects.visible(now).filter(article_id=article_id), now)
    }
    return [live[code] for code in LANGUAGES if code in live]


def section_page(section: Section, language: str, now: datetime, before: Cursor | None = None) -> Page:
    """One query."""
    return SECTION_PAGES.page(now, before, language=language, section=section.pk)


def latest_page(language: str, now: datetime, before: Cursor | None = None) -> Page:
    """One query."""
    return LATEST_PAGES.page(now, before, language=language)


def find_tag(slug: str, language: str, now: datetime) -> Tag | None:
    """The tag with its `words` in this language, and all `languages` in which it has a page; one query.

    None where it has no name, or nothing public to show.
    """
    found: Tag | None = next(iter(TAG(slug=slug, language=language, now=now)), None)
    if found:
        found.languages = languages_of(found)
    return found


def _tag(slug: str, language: str, now: datetime) -> QuerySet[Any]:
    shown = TagListing.objects.filter(tag=OuterRef("pk"), visible_from__lte=now)
    tags = Tag.objects.filter(
        Exists(shown.filter(language=language)), slug=slug, names__language=language, names__is_synonym=False
    )
    named = shown.filter(tag__names__language=F("language"), tag__names__is_synonym=False)
    found: QuerySet[Any] = tags.annotate(words=F("names__text"), **in_each(named))  # taggit has no types
    return found


TAG = Prepared(_tag)


def tag_page(tag: Tag, language: str, now: datetime, before: Cursor | None = None) -> Page:
    """One query."""
    return TAG_PAGES.page(now, before, tag=tag.pk, language=language)


def find_author(slug: str, language: str, now: datetime) -> tuple[Author, Signature] | None:
    """The author, with all `languages` of their stories, and how they sign in this one; one query.

    None for an author with nothing public in this language.
    """
    rows = AUTHOR(slug=slug, language=language, now=now)
    if not rows:
        return None
    author: Any = rows[0].author
    author.languages = languages_of(rows[0])
    return author, _signature(slug, {row.language: row.text for row in rows}, language)


def _author(slug: str, language: str, now: datetime) -> QuerySet[Any]:
    shown = AuthorListing.objects.filter(author=OuterRef("author"), visible_from__lte=now)
    names = AuthorName.objects.filter(Exists(shown.filter(language=language)), author__slug=slug, is_synonym=False)
    return names.select_related("author").annotate(**in_each(shown))


AUTHOR = Prepared(_author)


def author_page(author: Author, language: str, now: datetime, before: Cursor | None = None) -> Page:
    """One query."""
    return AUTHOR_PAGES.page(now, before, author=author.pk, language=language)


def find_source(slug: str, language: str, now: datetime) -> WireSource | None:
    """The agency, with all `languages` of its reports; None for one with nothing public in this language. One query."""
    found: WireSource | None = next(iter(SOURCE(slug=slug, language=language, now=now)), None)
    if found:
        found.languages = languages_of(found)  # type: ignore[attr-defined]
    return found


def _source(slug: str, language: str, now: datetime) -> QuerySet[Any]:
    shown = ArticleVariant.objects.visible(now).filter(wire_source=OuterRef("pk"))
    return WireSource.objects.filter(Exists(shown.filter(language=language)), slug=slug).annotate(**in_each(shown))


SOURCE = Prepared(_source)


def source_page(wire_source: WireSource, language: str, now: datetime, before: Cursor | None = None) -> Page:
    """One query."""
    return SOURCE_PAGES.page(now, before, language=language, source=wire_source.pk)


@dataclass(frozen=True)
class CorrectionEntry:
    note: CorrectionNote
    card: Card


def corrections_page(language: str, now: datetime, limit: int = 50) -> list[CorrectionEntry]:
    """The newest corrections to live stories; two queries."""
    found = list(
        Correction.objects.filter(language=language, variant__visible_from__lte=now).order_by("-corrected_at", "-id")[
            :limit
        ]
    )
    live = ArticleVariant.objects.visible(now).filter(pk__in={correction.variant_id for correction in found})
    by_id = {card.variant_id: card for card in cards(live, now)}
    return [
        CorrectionEntry(CorrectionNote(row.kind, row.text, row.is_on_top, row.corrected_at), by_id[row.variant_id])
        for row in found
        if row.variant_id in by_id
    ]
