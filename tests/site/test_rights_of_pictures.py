"""A picture whose rights are over is nowhere in public from that day on, and the day before it is where it was."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles import workflow
from photos.models import Photo
from photos.renditions import make_renditions
from photos.uploads import take_in
from tests import cast
from tests.site.routes import addresses, body

pytestmark = pytest.mark.django_db
YEREVAN = ZoneInfo("Asia/Yerevan")


@pytest.fixture
def pictured(paper):
    """The paper's story with a second picture in its text, between two paragraphs."""
    inside = take_in(cast.jpeg((800, 600), colour=(9, 90, 9)), user=None, now=timezone.now(), credit="Ari Mo")
    make_renditions.func(inside.pk)
    figure = (
        f'<figure><img src="/media/{inside.key}/w1440.jpg" alt=""><figcaption>Sheep on the pass</figcaption></figure>'
    )
    for variant in paper:
        cast.write(variant, now=timezone.now(), body=f"<p>Before.</p>{figure}<p>After.</p>")
        cast.publish(variant, at=timezone.now() - timedelta(seconds=1))
    return paper, paper[0].photo, inside


def end_rights(day, *photos):
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).update(expires_on=day)


def places_that_name(client, found, photo):
    return {
        address for group in found.values() for address in group
        if photo.key.encode() in address.encode() + body(client.get(address))
    }  # fmt: skip


def test_no_public_address_names_a_picture_from_the_day_its_rights_end(pictured, client):
    paper, lead, inside = pictured
    found = addresses(paper)
    assert len(places_that_name(client, found, lead)) > 10
    assert "A bridge" in client.get(cast.address(paper[0])).content.decode()
    assert {cast.address(one) for one in paper} <= places_that_name(client, found, inside)
    end_rights(timezone.localdate(), lead, inside)
    for photo in (lead, inside):
        assert places_that_name(client, found, photo) == set()
        for name in ("c480.jpg", "c240.avif", "wide.jpg", "w1440.jpg"):
            assert client.get(f"/media/{photo.key}/{name}").status_code == 404
    page = client.get(cast.address(paper[0])).content.decode()
    assert "Sheep on the pass" not in page and "A bridge" not in page
    assert "<p>Before.</p><p>After.</p>" in page
    # What is left is the story's card, drawn without the picture.
    assert page.count('property="og:image" content="http://testserver/media/card/en/') == 1
    assert page.count('"image":["http://testserver/media/card/en/') == 1


def test_the_last_day_shows_it_and_midnight_in_the_papers_zone_ends_it(pictured, client, monkeypatch):
    paper, lead, inside = pictured
    day = timezone.localdate() + timedelta(days=3)
    end_rights(day, lead, inside)
    midnight = datetime.combine(day, datetime.min.time(), tzinfo=YEREVAN)
    for moment, is_shown in ((midnight - timedelta(seconds=1), True), (midnight, False)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        response = client.get(cast.address(paper[0]))
        assert (lead.key in response.content.decode()) is is_shown
        assert (inside.key in response.content.decode()) is is_shown
        assert (lead.key in client.get("/en/latest/").content.decode()) is is_shown
        assert client.get(f"/media/{inside.key}/w720.jpg").status_code == (200 if is_shown else 404)
        kept = response.headers["Cache-Control"].partition("s-maxage=")[2].partition(",")[0]
        assert int(kept) <= 60


def test_a_preview_says_that_a_picture_is_not_shown(pictured, client):
    paper, lead, inside = pictured
    token = workflow.make_preview_link(user=cast.mariam(), now=timezone.now(), revision_id=paper[0].head_id)
    marked = "the rights to it are over"
    assert marked not in client.get(f"/preview/{token}/").content.decode()
    assert client.get(f"/preview/{token}/media/{inside.key}/w720.jpg").status_code == 200
    end_rights(timezone.localdate(), inside)
    page = client.get(f"/preview/{token}/").content.decode()
    assert marked in page and inside.key not in page and lead.key in page
    assert client.get(f"/preview/{token}/media/{inside.key}/w720.jpg").status_code == 404


def test_a_story_whose_lead_picture_is_over_asks_no_more_questions(pictured, client, django_assert_num_queries):
    paper, lead, inside = pictured
    with django_assert_num_queries(6):
        client.get(cast.address(paper[0]))
    end_rights(timezone.localdate(), lead, inside)
    with django_assert_num_queries(6):
        client.get(cast.address(paper[0]))
