"""Which story leads the front."""

from datetime import timedelta

import pytest

from articles.fronts import FRONT_SIZE, front
from articles.models import ArticleVariant
from photos.uploads import take_in
from tests import cast

pytestmark = pytest.mark.django_db


def lead():
    return front("en", cast.NOW, {}).lead


def with_picture(variant):
    photo = take_in(cast.jpeg(), user=None, now=cast.NOW, credit="Nora Vale")
    cast.arrange(variant, lead_photo=photo.pk)
    return variant


def test_the_newest_story_with_a_picture_leads_however_many_newer_ones_have_none(media):
    pictured = with_picture(cast.live(at=cast.NOW - timedelta(days=9)))
    newer = cast.live(at=cast.NOW - cast.HOUR)
    assert lead().variant_id == pictured.pk
    for _story in range(FRONT_SIZE):
        newer = cast.live(at=cast.NOW - cast.HOUR)
    assert ArticleVariant.objects.count() > FRONT_SIZE
    assert lead().variant_id == pictured.pk
    cast.arrange(newer, is_breaking=True)
    assert lead().variant_id == newer.pk


def test_without_any_picture_the_newest_story_leads():
    cast.live(at=cast.NOW - 2 * cast.HOUR)
    newest = cast.live(at=cast.NOW - cast.HOUR)
    assert lead().variant_id == newest.pk
