"""News that travels upward: whoever listens and fails takes nothing back, and nobody's answer away."""

import pytest

from articles import merging
from articles.events import send_all, variant_changed
from articles.models import Tag
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broken_listener():
    def break_down(**news):
        raise RuntimeError("the search is away")

    variant_changed.connect(break_down)
    yield
    variant_changed.disconnect(break_down)


def test_a_listener_that_fails_does_not_fail_a_publication(broken_listener, caplog):
    assert cast.live().is_live(cast.NOW)
    assert "the search is away" in caplog.text


def test_a_task_that_cannot_be_asked_for_does_not_fail_a_merge(monkeypatch, caplog):
    variant = cast.live()
    old, into = cast.tag("rail", en="Rail"), cast.tag()
    cast.arrange(variant, tags=(old.slug,))

    def break_down(*whatever):
        raise RuntimeError("the queue is away")

    monkeypatch.setattr(type(send_all), "enqueue", break_down)
    merging.merge_tags(user=cast.mariam(), now=cast.NOW, tag_id=old.pk, into_id=into.pk)
    assert [tag.slug for tag in Tag.objects.all()] == [into.slug]
    assert "the queue is away" in caplog.text
