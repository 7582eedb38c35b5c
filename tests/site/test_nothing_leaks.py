"""What is not public is nowhere: every public address is walked before and after secret stories exist, byte for byte."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from audience.counting import fold, record
from audience.models import ViewHour, ViewTotal
from audience.queries import FEW, count_most_read
from photos.renditions import make_renditions
from photos.uploads import take_in
from reader.urls import urlpatterns
from reader.views import short_word
from search.index import rebuild
from tests import cast
from tests.site.routes import BROWSER, addresses, body

pytestmark = pytest.mark.django_db
SECRET = {"en": "Secret train plan", "ru": "Секретный план поезда", "hy": "Գաղտնի գնացքի ծրագիր"}
QUESTION = {"en": "train", "ru": "поезд", "hy": "գնացք"}
# Where each public story must be found before anything is hidden: an empty list hides everything.
EVERY_LIST = [
    lambda one: f"/{cast.WORDS[one.language]}/search/?q={QUESTION[one.language]}",
    lambda one: f"/{cast.WORDS[one.language]}/search/suggest/?q={QUESTION[one.language]}",
    *(lambda one, path=path: f"/{cast.WORDS[one.language]}/{path}" for path in (
        "", "latest/", "most-read/", "corrections/", "region/", "tag/railways/", "author/nora-vale/", "source/caspian-wire/",
        "feed.rss", "feed.json", "region/feed.atom", "tag/railways/feed.rss", "author/nora-vale/feed.atom",
    )),
    lambda one: f"/news-sitemap-{cast.WORDS[one.language]}.xml",
]  # fmt: skip


@pytest.fixture
def moment(monkeypatch):
    """The clock stands still, so that equal pages are equal bytes."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def secret_story(now, photo):
    """A story in three languages that has everything in common with the public one: section, tag, author, source."""
    facts = {"tags": ("railways",), "authors": ("nora-vale",), "wire_source": "caspian-wire", "lead_photo": photo.pk}
    variant = cast.draft(now=now - timedelta(hours=5), headline=SECRET["en"], standfirst=SECRET["en"], slug="secret")
    cast.arrange(variant, now=now, **facts)
    return [variant, *(cast.translate(variant, code, headline=SECRET[code], slug="secret") for code in ("ru", "hy"))]


def seen_by_some(variant, now):
    """As many readers as make a story one of the most read."""
    readers = [f"203.0.113.{number}" for number in range(FEW)]
    return all(record(variant_id=variant.pk, address=one, user_agent=BROWSER, now=now) for one in readers) and fold(now)


def make_it_busy(paper, now):
    """Readers and a correction for each public language, so that no list the walk compares is empty."""
    for variant in paper:
        assert seen_by_some(variant, now)
        workflow.correct(
            user=cast.mariam(), now=now, variant_id=variant.pk, kind="update", text=f"Put right: {variant.pk}"
        )
    count_most_read(now)
    rebuild()  # the commit that would write the entries never comes in a test


def make_secrets(now):
    photo = take_in(cast.jpeg((900, 600), colour=(1, 2, 3)), user=None, now=now, credit="Secret")
    make_renditions.func(photo.pk)
    stories = {
        kind: secret_story(now, photo)
        for kind in ("draft", "review", "ready", "scheduled", "far", "embargoed", "changed")
    }
    for variant in stories["review"]:
        workflow.submit_for_review(user=cast.mariam(), now=now, variant_id=variant.pk, expected_head=variant.head_id)
    for variant in stories["ready"]:
        workflow.approve(user=cast.mariam(), now=now, variant_id=variant.pk, expected_head=variant.head_id)
    for variant in stories["scheduled"]:
        cast.schedule(variant, at=now + timedelta(minutes=5), now=now)
    for variant in stories["far"]:  # in a month that no public story has
        cast.schedule(variant, at=now + timedelta(days=40), now=now)
    cast.arrange(stories["embargoed"][0], now=now, embargo_until=(now + timedelta(hours=1)).isoformat())
    for variant in stories["embargoed"]:
        variant.article.refresh_from_db()
        cast.publish(variant, at=now - timedelta(minutes=1))
    return photo, stories


def test_nothing_that_is_not_public_is_at_any_public_address(paper, moment, client):
    make_it_busy(paper, moment)
    found = addresses(paper, paper[0].photo)
    places = [place for group in found.values() for place in group]
    before = {place: answer(client, place) for place in places}
    assert all(status in (200, 301, 302) for status, _bytes in before.values())
    assert all(cast.address(one).encode() in before[lists(one)][1] for one in paper for lists in EVERY_LIST)

    photo, stories = make_secrets(moment)
    # The public story gets new words that nobody has published.
    cast.write(paper[0], now=moment, headline=SECRET["en"], body=f"<p>{SECRET['en']}</p>")
    # Readers' counts that somebody could have forged for what is not public.
    for variants in stories.values():
        for variant in variants:
            ViewTotal.objects.create(variant=variant, views=9999)
            ViewHour.objects.create(variant=variant, hour=moment.replace(minute=0, second=0, microsecond=0), views=9999)
    count_most_read(moment)
    rebuild()

    for place in places:
        assert answer(client, place) == before[place], place
    for kind, variants in stories.items():
        for variant in variants:
            for address in (cast.address(variant), f"/{cast.WORDS[variant.language]}/{variant.article_id}/"):
                response = client.get(address)
                assert response.status_code == 404, (kind, address)
                assert not any(word in response.content.decode() for word in SECRET.values()), (kind, address)
    assert client.get(f"/media/{photo.key}/c480.jpg").status_code == 404
    assert client.get(f"/media/{photo.key}/original.jpg").status_code == 404


def answer(client, place):
    response = client.get(place)
    return response.status_code, body(response)


def test_what_was_withdrawn_is_gone_from_everywhere_but_its_own_address(paper, moment, client):
    make_it_busy(paper, moment)
    places = [place for group in addresses(paper, paper[0].photo).values() for place in group]
    before = {place: answer(client, place) for place in places}
    photo = take_in(cast.jpeg((900, 600), colour=(9, 9, 9)), user=None, now=moment, credit="Secret")
    make_renditions.func(photo.pk)
    variants = secret_story(moment, photo)
    for variant in variants:
        cast.publish(variant, at=moment - timedelta(minutes=2))
        assert seen_by_some(variant, moment)
        workflow.correct(user=cast.mariam(), now=moment, variant_id=variant.pk, kind="retraction", text=SECRET["en"])
    count_most_read(moment)
    rebuild()
    assert any(answer(client, place) != before[place] for place in places)
    assert client.get(f"/media/{photo.key}/c480.jpg").status_code == 200
    for variant in variants:
        cast.withdraw(variant, now=moment)
    rebuild()
    for place in places:
        assert answer(client, place) == before[place], place
    for variant in variants:
        response = client.get(cast.address(variant))
        assert response.status_code == 410
        assert not any(word in response.content.decode() for word in SECRET.values())
    assert client.get(f"/media/{photo.key}/c480.jpg").status_code == 404


def test_a_story_that_is_not_public_answers_just_as_one_that_never_was(paper, moment, client):
    _photo, stories = make_secrets(moment)
    never = 2**40
    for kind, variants in stories.items():
        for variant in variants:
            word = cast.WORDS[variant.language]
            for here, nowhere in (
                (cast.address(variant), f"/{word}/{never}/{variant.slug}/"),
                (f"/{word}/{variant.article_id}/", f"/{word}/{never}/"),
                (f"/s/{short_word(variant.pk)}", f"/s/{short_word(never)}"),
            ):
                found, missing = client.get(here), client.get(nowhere)
                assert (found.status_code, found.content) == (404, missing.content), (kind, here)
                assert found.headers == missing.headers, (kind, here)
            counted = client.post(
                f"/v/{variant.article_id}/{word}", headers={"origin": "http://testserver", "user-agent": BROWSER}
            )
            assert (counted.status_code, counted.content) == (200, b""), (kind, variant.language)


def test_a_name_used_only_by_what_is_not_public_has_no_page(paper, moment, client):
    cast.tag("merger", en="Merger", ru="Слияние", hy="Միաձուլում")
    cast.author("deep-throat", en="Deep Source", ru="Источник", hy="Աղբյուր")
    cast.wire("quiet-wire", "Quiet Wire")
    facts = {"tags": ("merger",), "authors": ("deep-throat",), "wire_source": "quiet-wire"}
    variant = cast.draft(now=moment - timedelta(hours=1), headline="Two banks become one")
    cast.arrange(variant, now=moment, **facts)
    lists = ("tag/merger/", "author/deep-throat/", "source/quiet-wire/")
    places = [f"/en/{name}" for name in (*lists, "tag/merger/feed.json", "author/deep-throat/feed.json")]

    def statuses():
        return {client.get(place).status_code for place in places}

    assert statuses() == {404}
    cast.schedule(variant, at=moment + timedelta(minutes=1), now=moment)
    assert statuses() == {404}
    cast.publish(variant, at=moment)
    assert statuses() == {200}
    assert {client.get(f"/ru/{name}").status_code for name in lists} == {404}
    cast.withdraw(variant, now=moment)
    assert statuses() == {404}


def test_the_readers_side_has_no_address_outside_the_walk():
    from newsroom.urls import urlpatterns as whole

    assert [str(pattern.pattern) for pattern in whole] == ["admin/", "accounts/", ""]
    assert whole[-1].url_patterns == urlpatterns


def test_a_scheduled_story_appears_at_its_minute_with_nothing_running(paper, monkeypatch, client):
    now = timezone.now()
    variant = cast.schedule(cast.draft(now=now), at=now + timedelta(minutes=5), now=now)
    assert client.get(cast.address(variant)).status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=5))
    assert client.get(cast.address(variant)).status_code == 200
    assert cast.address(variant) in client.get("/en/").content.decode()


def test_shared_caches_never_keep_a_page_past_the_next_due_story(paper, monkeypatch, client):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert "s-maxage=60" in client.get("/en/").headers["Cache-Control"]
    cast.schedule(cast.draft("ru", now=now), at=now + timedelta(seconds=20), now=now)
    for address in ("/en/", cast.address(paper[0]), "/arm/region/"):
        kept = client.get(address).headers["Cache-Control"]
        assert "s-maxage=20" in kept or "s-maxage=19" in kept, (address, kept)
