"""A large synthetic archive by bulk insert, for benchmarks: the demo's own words, shuffled, at the demo's language ratio.

A story has about 3,500 characters, five tags, an author, a picture and a name that few others have: something to search for.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

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
SYLLABLES = {
    "en": "ba den fol gar hem kil lor mun nes pol quin ram sel tor vin wex zan ost ard mir",
    "ru": "ба ден фол гар хем кил лор мун нес пол чин рам сел тор вин шек зан ост ард мир",
    "hy": "բա դեն ֆոլ գար հեմ կիլ լոր մուն նես պոլ չին րամ սել տոր վին շեկ զան ոստ արդ միր",
}


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
        self.syllables = {code: SYLLABLES[code].split() for code in LANGUAGES}
        self.share = {code: len(self.headlines[code]) / max(len(told), 1) for code in LANGUAGES}

    def languages(self) -> list[str]:
        chosen = [code for code in LANGUAGES if self.chance.random() < self.share[code]]
        return chosen or [self.chance.choice(list(LANGUAGES))]

    def name(self, language: str) -> str:
        """One of 8,000 place names of nowhere."""
        return "".join(self.chance.choices(self.syllables[language], k=3)).capitalize()

    def text(self, language: str, number: int) -> Text:
        name = self.name(language)
        body = f"<p>{name}, {self.name(language)}.</p>"
        while len(body) < BODY_LENGTH:
            body += self.chance.choice(self.paragraphs[language]).strip()
        headline = f"{self.chance.choice(self.headlines[language])} · {name} {number}"
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
    languages = [pool.languages() for _number in numbers]
    articles = Article.objects.bulk_create(
        Article(
            section=chance.choice(sections), original_language=first, lead_photo=chance.choice(photos or [None]),
            created_at=at, changed_at=at,
        )
        for at, (first, *_others) in zip(moments, languages, strict=True)
    )  # fmt: skip
    variants = [
        variant(article, language, pool.text(language, number), at)
        for article, number, at, chosen in zip(articles, numbers, moments, languages, strict=True)
        for language in chosen
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
    only = Subquery(Revision.objects.filter(variant=OuterRef("pk")).values("pk")[:1])
    ids = [row.pk for row in variants]
    ArticleVariant.objects.filter(pk__in=ids).update(head=only, published_revision=only)


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
