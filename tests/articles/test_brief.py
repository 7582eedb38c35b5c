"""A short story at one stroke: begun, written and published, all of it or nothing."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from articles import workflow
from articles.models import Act, Article, LogEntry, Status
from articles.snapshots import Text
from tests import cast
from tests.cast import HOUR, NOW

pytestmark = pytest.mark.django_db
WORDS = Text(headline="Bridge reopens", standfirst="After six years.", body="<p>Cars crossed it at noon.</p>")


def brief(by, *, text=WORDS, now=NOW, **options):
    options = {"is_public": True, "form_key": uuid4(), "language": "en", **options}
    return workflow.write_brief(user=by, now=now, section=cast.section(), text=text, **options)


def test_an_editors_brief_is_public_at_once():
    variant = brief(cast.elena())
    variant.refresh_from_db()
    assert variant.is_live(NOW) and variant.visible_from == NOW
    assert (variant.headline, variant.standfirst, variant.body) == (WORDS.headline, WORDS.standfirst, WORDS.body)
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True)) == [
        Act.STARTED,
        Act.SAVED,
        Act.PUBLISHED,
    ]


def test_it_may_stay_a_draft_with_its_words():
    variant = brief(cast.anna(), is_public=False)
    assert (variant.status, variant.body, variant.visible_from) == (Status.DRAFT, WORDS.body, None)


def test_who_may_not_publish_leaves_nothing_behind():
    with pytest.raises(PermissionDenied):
        brief(cast.anna())
    assert not Article.objects.exists() and not LogEntry.objects.exists()


def test_what_the_checklist_blocks_leaves_nothing_behind():
    section = cast.section()
    section.checklist = {"tag": "block"}
    section.save()
    long = Text(headline="Bridge", body="<p>" + "Cars crossed it at noon. " * 40 + "</p>")
    with pytest.raises(workflow.Blocked, match="tag"):
        brief(cast.elena(), text=long)
    assert not Article.objects.exists()
    assert brief(cast.elena()).is_live(NOW)  # a brief is warned and not blocked


def test_the_form_sent_twice_is_one_story_published_once():
    key = uuid4()
    first = brief(cast.elena(), form_key=key)
    again = brief(cast.elena(), form_key=key, now=NOW + HOUR)
    assert first.pk == again.pk and again.published_at == NOW
    assert LogEntry.objects.filter(act=Act.PUBLISHED).count() == 1


def test_begun_then_back_then_published_says_what_was_typed_last():
    key = uuid4()
    brief(cast.elena(), text=Text(headline="Bridge"), form_key=key, is_public=False)
    variant = brief(cast.elena(), form_key=key, now=NOW + HOUR)
    variant.refresh_from_db()
    assert variant.is_live(NOW + HOUR) and variant.body == WORDS.body


def test_what_was_written_in_its_tab_meanwhile_is_not_overwritten():
    key = uuid4()
    begun = brief(cast.elena(), text=Text(headline="Bridge"), form_key=key, is_public=False)
    cast.write(begun, body="<p>Written in the tab.</p>", now=NOW)
    with pytest.raises(workflow.StaleRevision):
        brief(cast.elena(), form_key=key, now=NOW + HOUR)
    begun.refresh_from_db()
    assert begun.body == "<p>Written in the tab.</p>" and begun.published_at is None


def test_a_form_that_published_one_story_does_not_swallow_another():
    key = uuid4()
    first = brief(cast.elena(), form_key=key)
    with pytest.raises(workflow.Refusal, match=str(first.article_id)):
        brief(cast.elena(), text=Text(headline="Another story", body="<p>Of its own.</p>"), form_key=key)
    first.refresh_from_db()
    assert first.body == WORDS.body


def test_a_form_that_began_in_one_language_does_not_write_another_over_it():
    key = uuid4()
    begun = brief(cast.mariam(), text=Text(headline="Bridge"), form_key=key, is_public=False)
    with pytest.raises(workflow.Refusal, match=str(begun.article_id)):
        brief(cast.mariam(), text=Text(headline="Мост"), form_key=key, language="ru")
    begun.refresh_from_db()
    assert begun.visible_from is None and begun.headline == "Bridge"
