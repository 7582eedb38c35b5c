"""What each public page shows: one function a page, which returns just what its template needs and says its queries.

Everything starts from `live()`; `now` is an argument; no list loads a body.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from articles.bodies import MEDIA_KEY, keys_in
from articles.cards import Card, ListingPages, ListPages, Page, cards, is_breaking
from articles.cursors import Cursor
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
from articles.models.variant import VariantQuerySet
from articles.prepared import Prepared
from articles.reach import in_each, languages_of
from photos.models import Photo
from photos.pictures import Picture
from text.html import without_pictures

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
    states = SiteState.objects.annotate(next_due=Subquery(_next_due(now)))
    return states.values_list("generation", "next_due").first() or (0, None)


def _next_due(now: datetime) -> QuerySet[Any]:
    return ArticleVariant.objects.filter(visible_from__gt=now).order_by("visible_from").values("visible_from")[:1]


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
    """One live variant with everything around it. `elsewhere`: slug by language, of the story's live variants; `withdrawn`:
    the languages in which it was public once.

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


def whole(variants: VariantQuerySet) -> VariantQuerySet:
    """With everything that a story's own page shows of it; no query."""
    return variants.select_related("article__lead_photo", "section", "wire_source")


def surround(variant: ArticleVariant, now: datetime, media_base: str = "/media") -> ArticlePage:
    """Everything small around a variant: languages, bylines, tags, corrections, what its text may no longer show.

    One query.
    """
    lead = variant.article.lead_photo
    photo = lead if lead and not lead.is_ended(now) else None
    page = ArticlePage(
        variant=variant,
        body=variant.body,
        lacks_pictures=lead != photo,
        picture=picture_of(photo, media_base) if photo else None,
        caption=(variant.photo_caption or photo.caption(variant.language)) if photo else "",
        alt="" if not photo or variant.photo_is_decorative else variant.photo_alt or photo.alt(variant.language),
        is_breaking=is_breaking(variant.article.is_breaking, variant.visible_from, now),
    )
    names: dict[str, dict[str, str]] = {}
    ended: set[str] = set()
    for kind, key, language, words, flag, moment in _surroundings(variant, now):
        if kind == "variant":
            page.elsewhere[language] = key
        elif kind == "withdrawn":
            page.withdrawn.add(language)
        elif kind == "author":
            names.setdefault(key, {})[language] = words
        elif kind == "tag":
            page.topics.append(Topic(key, words))
        elif kind == "ended":
            ended.add(key)
        else:
            page.corrections.append(CorrectionNote(key, words, bool(flag), moment))
    page.signatures = [_signature(slug, known, variant.language) for slug, known in names.items()]
    page.corrections.sort(key=lambda note: note.corrected_at)
    if ended:
        page.body = without_pictures(variant.body, lambda address: not ended.isdisjoint(MEDIA_KEY.findall(address)))
        page.lacks_pictures = True
    return page


def picture_of(photo: Photo, base: str = "/media") -> Picture:
    return Picture(photo.key, photo.width, photo.height, photo.colour, bool(photo.rendered_at), photo.credit, base)


def _surroundings(variant: ArticleVariant, now: datetime) -> list[Any]:
    """Rows (kind, slug, key or kind of correction, language, words, order or flag, moment) in one query."""
    keys = {f"key_{place}": key for place, key in enumerate(sorted(keys_in(variant.body)))}
    rows = _surroundings_with(len(keys))(
        variant=variant.pk,
        article=variant.article_id,
        language=variant.language,
        now=now,
        today=timezone.localdate(now),
        **keys,
    )
    return sorted(rows, key=lambda row: (row[0], row[4]))


@lru_cache(maxsize=32)
def _surroundings_with(pictures: int) -> Prepared:
    """Of a text with so many pictures."""

    def word(value: str) -> Cast:
        return Cast(Value(value), CharField(max_length=20))

    def build(variant: int, article: int, language: str, now: datetime, today: date, **keys: str) -> QuerySet[Any]:
        no_moment: Any = Cast(Value(None), DateTimeField())
        text = TextField()
        siblings = ArticleVariant.objects.visible(now).filter(article_id=article)
        authors = AuthorName.objects.filter(is_synonym=False, author__bylines__article_id=article)
        tags = TaggedArticle.objects.filter(
            content_object_id=article, tag__names__language=language, tag__names__is_synonym=False
        )
        corrections = Correction.objects.filter(variant=variant)
        withdrawn = ArticleVariant.objects.filter(article_id=article, status="withdrawn")
        ended = Photo.objects.filter(key__in=list(keys.values()), expires_on__lte=today)
        nothing = Cast(Value(""), text)
        shapes: list[Any] = [
            (siblings, "variant", Cast("slug", text), F("language"), Cast("headline", text), Value(0), no_moment),
            (authors, "author", Cast("author__slug", text), F("language"), Cast("text", text), F("author__bylines__order"), no_moment),
            (tags, "tag", Cast("tag__slug", text), F("tag__names__language"), Cast("tag__names__text", text), Cast("id", IntegerField()), no_moment),
            (corrections, "correction", Cast("kind", text), F("language"), Cast("text", text), Cast("is_on_top", IntegerField()), F("corrected_at")),
            (withdrawn, "withdrawn", nothing, F("language"), nothing, Value(0), no_moment),
        ]  # fmt: skip
        if keys:
            shapes.append(
                (
                    ended,
                    "ended",
                    Cast("key", text),
                    Cast(Value(""), CharField(max_length=8)),
                    nothing,
                    Value(0),
                    no_moment,
                )
            )
        rows = [
            query.order_by().values_list(word(kind), key, language, words, Cast(order, IntegerField()), moment)
            for query, kind, key, language, words, order, moment in shapes
        ]
        found: QuerySet[Any] = rows[0].union(*rows[1:], all=True)
        return found

    return Prepared(build)


def _signature(slug: str, names: dict[str, str], language: str) -> Signature:
    """The name in the page's language; else the one there is, marked with its own."""
    known = language if language in names else next(iter(names))
    return Signature(slug, names[known], known)


def gone_variant(article_id: int, language: str) -> ArticleVariant | None:
    """A variant that was public and is withdrawn: 410. One query."""
    return (
        ArticleVariant.objects.filter(article_id=article_id, language=language, status="withdrawn")
        .only("language", "section_id", "withdrawn_because")
        .first()
    )


def withdrawn_lately(language: str, limit: int = 500) -> list[int]:
    """The numbers of the stories withdrawn last in this language; one query."""
    gone = ArticleVariant.objects.filter(language=language, withdrawn_at__isnull=False, status="withdrawn")
    return list(gone.order_by("-withdrawn_at").values_list("article_id", flat=True)[:limit])


def live_elsewhere(article_id: int, now: datetime) -> list[Card]:
    """The story's live variants in every language, for the page that says it is not in this one. One query."""
    return cards(ArticleVariant.objects.visible(now).filter(article_id=article_id), now)


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
