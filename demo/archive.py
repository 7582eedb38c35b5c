"""A large synthetic archive by bulk insert, for benchmarks: the demo's own words, shuffled, at the demo's language ratio."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from articles.models import (
    Article,
    ArticleVariant,
    Author,
    AuthorListing,
    Byline,
    PhotoUse,
    Revision,
    Section,
    Status,
    Tag,
    TaggedArticle,
    TagListing,
)
from articles.snapshots import Text
from audience.models import ViewTotal
from demo.seeding import stories
from photos.models import Photo
from search.index import add_entries
from text.folding import fold
from text.html import reading_minutes
from text.languages import LANGUAGES
from text.slugs import slugify

BATCH = 500
BODY_LENGTH = 3500
TAGS_A_STORY = 5


class Pool:
    """What stories are made of: per language the demo's headlines, standfirsts and paragraphs."""

    def __init__(self, chance: Random) -> None:
        told = stories()
        self.chance = chance
        self.headlines = {code: [s[code]["headline"] for s in told if code in s] for code in LANGUAGES}
        self.standfirsts = {code: [s[code].get("standfirst", "") for s in told if code in s] for code in LANGUAGES}
        self.paragraphs = {
            code: [part + "</p>" for s in told if code in s for part in s[code]["body"].split("</p>") if part.strip().startswith("<p>")]
            for code in LANGUAGES
        }  # fmt: skip
        self.share = {code: len(self.headlines[code]) / max(len(told), 1) for code in LANGUAGES}

    def languages(self) -> list[str]:
        chosen = [code for code in LANGUAGES if self.chance.random() < self.share[code]]
        return chosen or [self.chance.choice(list(LANGUAGES))]

    def text(self, language: str, number: int) -> Text:
        body = ""
        while len(body) < BODY_LENGTH:
            body += self.chance.choice(self.paragraphs[language]).strip()
        headline = f"{self.chance.choice(self.headlines[language])} · {number}"
        return Text(
            headline=headline, standfirst=self.chance.choice(self.standfirsts[language]), body=body, slug=slugify(headline)
        )  # fmt: skip


def seed_archive(count: int, now: datetime) -> Iterator[int]:
    """Make `count` articles in the past twenty years; yields how many there are after each batch, one transaction each."""
    chance = Random(count)
    pool = Pool(chance)
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        with transaction.atomic():
            insert(numbers, count, pool, now)
        yield numbers.stop
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what autovacuum would come to do: plans made blind took seconds a page


def insert(numbers: range, count: int, pool: Pool, now: datetime) -> None:
    sections, tags, authors = list(Section.objects.all()), list(Tag.objects.all()), list(Author.objects.all())
    photos = list(Photo.objects.all())
    chance = pool.chance
    span = timedelta(days=20 * 365)
    moments = [now - timedelta(hours=1) - span * (count - number) / count for number in numbers]
    articles = Article.objects.bulk_create(
        Article(
            section=chance.choice(sections), original_language="en", lead_photo=chance.choice([None, *photos]),
            created_at=at, changed_at=at,
        )
        for at in moments
    )  # fmt: skip
    variants = [
        variant(article, language, pool.text(language, number), at)
        for article, number, at in zip(articles, numbers, moments, strict=True)
        for language in pool.languages()
    ]
    ArticleVariant.objects.bulk_create(variants)
    add_revisions(variants)
    of_article = {
        article.pk: (chance.sample(tags, min(TAGS_A_STORY, len(tags))), chance.choice(authors)) for article in articles
    }
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object_id=pk, tag=tag) for pk, (chosen, _author) in of_article.items() for tag in chosen
    )
    Byline.objects.bulk_create(Byline(article_id=pk, author=author) for pk, (_chosen, author) in of_article.items())
    add_listings(variants, of_article)


def variant(article: Article, language: str, text: Text, at: datetime) -> ArticleVariant:
    return ArticleVariant(
        article=article, language=language, section_id=article.section_id, headline=text.headline, slug=text.slug,
        standfirst=text.standfirst, summary=text.standfirst, body=text.body, reading_minutes=reading_minutes(text.body),
        status=Status.PUBLISHED, published_at=at, visible_from=at, desk_text=fold(f"{text.headline} {text.standfirst}"),
    )  # fmt: skip


def add_revisions(variants: list[ArticleVariant]) -> None:
    revisions = []
    for row in variants:
        text = Text(headline=row.headline, standfirst=row.standfirst, body=row.body, slug=row.slug)
        revisions.append(
            Revision(
                article_id=row.article_id,
                variant=row,
                data=text.to_json(),
                created_at=row.article.created_at,
                published_at=row.published_at,
                content_key=text.content_key(),
            )  # fmt: skip
        )
    Revision.objects.bulk_create(revisions)
    for row, revision in zip(variants, revisions, strict=True):
        row.head = row.published_revision = revision
    ArticleVariant.objects.bulk_update(variants, ["head", "published_revision"])


def add_listings(variants: list[ArticleVariant], of_article: dict[int, tuple[list[Tag], Author]]) -> None:
    here = [{"variant": row, "language": row.language, "visible_from": row.visible_from} for row in variants]
    TagListing.objects.bulk_create(
        TagListing(tag=tag, **place)
        for row, place in zip(variants, here, strict=True)
        for tag in of_article[row.article_id][0]
    )
    AuthorListing.objects.bulk_create(
        AuthorListing(author=of_article[row.article_id][1], **place) for row, place in zip(variants, here, strict=True)
    )
    PhotoUse.objects.bulk_create(
        PhotoUse(variant=row, photo_id=row.article.lead_photo_id, is_lead=True)
        for row in variants
        if row.article.lead_photo_id
    )
    ViewTotal.objects.bulk_create(ViewTotal(variant=row, views=row.pk % 997) for row in variants)
    add_entries([row.pk for row in variants])
