"""What the home page and the sections' pages show besides their lists."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, JSONField, OuterRef, Q, QuerySet, When

from articles.cards import Card, as_cards, card_rows, cards
from articles.json_rows import json_rows
from articles.models import ArticleVariant, Section, SectionTag, TagListing
from articles.models.variant import VariantQuerySet
from articles.prepared import Prepared
from articles.queries import BAND_SIZE, Topic

FRONT_SIZE = 30
SPARE = 5  # of a section's newest: three may stand at the head of the front, and related stories take some


@dataclass(frozen=True)
class Front:
    """The home page of a language: lead, two seconds, the day's rail, and a band of newest stories a section."""

    lead: Card | None
    seconds: list[Card]
    today: list[Card]
    bands: dict[str, list[Card]]  # by section key


def front(language: str, now: datetime, bands: dict[str, list[Card]]) -> Front:
    """One query, two when none of the newest has a picture. `bands`: the newest of each section (`by_section`).

    The lead is the newest breaking story of the day, else the newest with a picture.
    """
    newest = as_cards(NEWEST(language=language, now=now), now)
    fresh = [card for card in newest if card.is_breaking]
    pictured = [card for card in newest if card.picture]
    if newest and not fresh and not pictured:
        live = ArticleVariant.objects.live(language, now)
        pictured = cards(live.filter(article__lead_photo__isnull=False).newest_first()[:1], now)
    lead = next(iter(fresh or pictured or newest), None)
    others = [card for card in newest if card is not lead]
    seconds = [card for card in others if card.picture][:2] or others[:2]
    shown = {card.variant_id for card in [*seconds, *([lead] if lead else [])]}
    unseen = {key: [card for card in band if card.variant_id not in shown][:BAND_SIZE] for key, band in bands.items()}
    return Front(lead, seconds, others[:9], unseen)


NEWEST = Prepared(
    lambda language, now: card_rows(ArticleVariant.objects.live(language, now).newest_first()[:FRONT_SIZE], now)
)


def newest_in(sections: list[Section], live: VariantQuerySet) -> Q:
    """The condition of each section's newest stories; a few more than a band shows, because the front shows some elsewhere."""
    chosen = Q(pk__in=[])
    for section in sections:
        chosen |= Q(pk__in=live.in_section(section).newest_first().values("pk")[: BAND_SIZE + SPARE])
    return chosen


def by_section(sections: list[Section], newest: list[Card]) -> dict[str, list[Card]]:
    """Of cards, newest first, those of each section, by its key."""
    found: dict[str, list[Card]] = {section.key: [] for section in sections}
    for card in newest:
        band = found.get(card.section_key)
        if band is not None and len(band) < BAND_SIZE + SPARE:
            band.append(card)
    return found


@dataclass(frozen=True)
class SectionFront:
    """How the first page of a section begins: a lead, two seconds, and the rest of the list."""

    lead: Card | None
    seconds: list[Card]
    rest: list[Card]


def section_front(newest: list[Card]) -> SectionFront:
    """Of the three newest stories the first with a picture leads. No query."""
    lead = next((card for card in newest[:3] if card.picture), next(iter(newest), None))
    seconds = [card for card in newest[:3] if card is not lead]
    return SectionFront(lead, seconds, newest[3:])


def with_chips(key: str, language: str, now: datetime) -> QuerySet[Section]:
    """All sections, one of them with its `chips`: rows of the tags that have a page in the language. No query more."""
    shown = TagListing.objects.filter(tag=OuterRef("tag"), language=language, visible_from__lte=now)
    chosen = SectionTag.objects.filter(
        Exists(shown), section=OuterRef("pk"), tag__names__language=language, tag__names__is_synonym=False
    )
    rows = json_rows(chosen, "section", "position", "tag__slug", "tag__names__text")
    return Section.objects.annotate(chip_rows=Case(When(key=key, then=rows), output_field=JSONField()))


def chips(section: Section) -> list[Topic]:
    """The tags at the head of the section's page, as `with_chips` brought them, in the editor's order."""
    rows: list[tuple[int, str, str]] = getattr(section, "chip_rows", None) or []
    return [Topic(slug, name) for _place, slug, name in sorted(rows)]
