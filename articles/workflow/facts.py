"""What all languages of a story share."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import listings
from articles.events import announce
from articles.models import Act, Article, Section, Status
from articles.permissions import require, verb_for_facts
from articles.snapshots import Facts
from articles.states import is_outdated
from articles.workflow.rows import Refusal, StaleRevision, ended_among, log, refuse_binned, touch, update
from articles.workflow.translation import said_by
from photos.models import Photo


@transaction.atomic
def save_facts(*, user: User, now: datetime, article_id: int, expected_revision: int, facts: Facts) -> Article:
    """Save what all languages share. No variant's text, dates or revision is touched.

    Once something of the story is public or scheduled, this needs the right to publish.
    """
    article = Article.objects.select_for_update().select_related("section").get(pk=article_id)
    variants = list(article.variants.filter(status=Status.PUBLISHED))
    require(user, verb_for_facts(article, variants), article)
    refuse_binned(article)
    if listings.facts_of(article) == facts:
        return article  # a form sent twice
    if article.revision != expected_revision:
        raise StaleRevision(article)
    embargo = facts.embargo()
    if embargo and embargo > now and any(variant.is_live(now) for variant in variants):
        raise Refusal(_("The story is public already: withdraw it before you set an embargo."))
    section = Section.objects.filter(key=facts.section).first()
    if section is None:
        raise Refusal(_("The section “%(key)s” no longer exists. Choose another.") % {"key": facts.section})
    _refuse_twice(article, facts)
    if facts.lead_photo and not Photo.objects.filter(pk=facts.lead_photo).exists():
        raise Refusal(_("The lead picture is no longer in the library. Choose another."))
    chosen = facts.lead_photo if facts.lead_photo != article.lead_photo_id else None
    if chosen and (words := ended_among(Photo.objects.filter(pk=chosen), now)):
        raise Refusal(words)
    moved: dict[str, Any] = {}
    if section.pk != article.section_id:
        moved = {"old": article.section_id, "new": section.pk}
        require(user, verb_for_facts(article, variants), section)  # a public story appears there at once
        Article.objects.filter(pk=article.pk).update(section=section, changed_at=now)
        article.variants.update(section=section)  # addresses stay: they do not name the section
    listings.write_facts(article, facts, now=now)
    kept = listings.remember_facts(article, user=user, now=now)
    listings.relist(article, variants, now)
    for variant in variants:
        announce(variant.pk)
    log(user, now, Act.FACTS, article, revision=kept, **moved)
    return article


def _refuse_twice(article: Article, facts: Facts) -> None:
    """A report of an agency is made into one story; the message names the other."""
    if not (facts.wire_source and facts.wire_id):
        return
    same = Article.objects.filter(wire_source__slug=facts.wire_source, wire_id=facts.wire_id).exclude(pk=article.pk)
    if other := same.first():
        raise Refusal(
            _("Story %(number)d already uses this report. Open it, or enter another number.") % {"number": other.pk}
        )


@transaction.atomic
def change_original_language(*, user: User, now: datetime, article_id: int, expected: str, language: str) -> None:
    """From now on the story's other languages are translations of this one. No text, date or publication is touched.

    What is up to date stays so, confirmed against the new original; what is outdated stays outdated. `expected`: the
    original language the person saw. Raises StaleRevision when it was changed meanwhile.
    """
    article = Article.objects.select_for_update().get(pk=article_id)
    variants = {
        variant.language: variant
        for variant in article.variants.select_for_update(of=("self",)).select_related(
            "published_revision", "confirmed_source"
        )
    }
    public = [variant for variant in variants.values() if variant.status == Status.PUBLISHED]
    require(user, verb_for_facts(article, public), article)
    refuse_binned(article)
    if article.original_language == language:
        return  # a form sent twice
    if article.original_language != expected:
        raise StaleRevision(article)
    if language not in variants:
        raise Refusal(_("The story does not exist in that language yet. Begin it there first."))
    new, old = variants.pop(language), variants.get(expected)
    outdated = {
        variant.pk for variant in [new, *variants.values()] if old and variant != old and is_outdated(variant, old)
    }
    if new.pk in outdated:
        raise Refusal(_("That language is outdated itself. Bring it up to date and confirm it first."))
    update(new, confirmed_source_id=None)
    said = said_by(new)
    for variant in variants.values():
        if variant.pk not in outdated:
            update(variant, confirmed_source_id=said)
    Article.objects.filter(pk=article_id).update(original_language=language)
    touch(article, now)
    for variant in public:
        announce(variant.pk)
    log(user, now, Act.ORIGINAL, article, old=expected, new=language)
