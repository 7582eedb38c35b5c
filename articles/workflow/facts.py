"""What all languages of a story share."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import listings
from articles.events import announce
from articles.models import Act, Article, Section, Status
from articles.permissions import Verb, require
from articles.snapshots import Facts
from articles.workflow.rows import Refusal, StaleRevision, ended_among, log, refuse_binned
from photos.models import Photo


@transaction.atomic
def save_facts(*, user: User, now: datetime, article_id: int, expected_revision: int, facts: Facts) -> Article:
    """Save what all languages share. No variant's text, dates or revision is touched.

    Once something of the story is public or scheduled, this needs the right to publish.
    """
    article = Article.objects.select_for_update().select_related("section").get(pk=article_id)
    variants = list(article.variants.filter(status=Status.PUBLISHED))
    require(user, Verb.PUBLISH if variants else Verb.ARRANGE, article)
    refuse_binned(article)
    if listings.facts_of(article) == facts:
        return article  # a form sent twice
    if article.revision != expected_revision:
        raise StaleRevision(article)
    embargo = facts.embargo()
    if embargo and embargo > now and any(variant.is_live(now) for variant in variants):
        raise Refusal(_("The story is public already: withdraw it before you set an embargo."))
    chosen = facts.lead_photo if facts.lead_photo != article.lead_photo_id else None
    if chosen and (words := ended_among(Photo.objects.filter(pk=chosen), now)):
        raise Refusal(words)
    section = Section.objects.get(key=facts.section)
    if section.pk != article.section_id:
        require(user, Verb.ARRANGE, section)
        change_section(user=user, now=now, article_id=article_id, section=section)
    listings.write_facts(article, facts, now=now)
    kept = listings.remember_facts(article, user=user, now=now)
    listings.relist(article, variants)
    for variant in variants:
        announce(variant.pk)
    log(user, now, Act.FACTS, article, revision=kept)
    return article


@transaction.atomic
def change_section(*, user: User, now: datetime, article_id: int, section: Section) -> None:
    """Move a story; the variants' copies follow in the same transaction. Addresses stay: they do not name the section."""
    article = Article.objects.select_for_update().get(pk=article_id)
    has_public = article.variants.filter(status=Status.PUBLISHED).exists()
    require(user, Verb.PUBLISH if has_public else Verb.ARRANGE, article)
    require(user, Verb.ARRANGE, section)
    if article.section_id == section.pk:
        return
    Article.objects.filter(pk=article_id).update(section=section, changed_at=now)
    article.variants.update(section=section)
    for variant_id in article.variants.filter(status=Status.PUBLISHED).values_list("pk", flat=True):
        announce(variant_id)
    log(user, now, Act.MOVED, article, old=article.section_id, new=section.pk)
