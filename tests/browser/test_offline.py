"""Reading without a network, in Armenian: what was saved and what is kept opens, says how old it is, and goes when it is withdrawn."""

import re

import pytest
from django.utils import timezone

from audience.queries import count_most_read
from tests import cast

KEPT = "caches.open('offline:{}:/arm/').then((cache) => cache.keys()).then((keys) => keys.map((key) => decodeURI(new URL(key.url).pathname)))"
STATE = "navigator.serviceWorker.getRegistration('/arm/').then((found) => found?.active?.state ?? 'none')"


def until(page, question, wanted, seconds=40):
    """Asks the page until the answer is as wanted: what a worker does, it does in its own time."""
    answer = page.evaluate(question)
    for _half in range(seconds * 2):
        if wanted(answer):
            return answer
        page.wait_for_timeout(500)
        answer = page.evaluate(question)
    pytest.fail(f"{question}: {answer}")


@pytest.fixture
def kept(visitor, settings):
    """A visitor with the worker in place; two Armenian stories, one of them saved by hand, and one Russian."""
    settings.OFFLINE = True
    now = timezone.now()
    cast.paper()
    saved = cast.live("hy", at=now - 2 * cast.HOUR, headline="Ջրհորի ջուրը վերադարձել է")
    other = cast.live("hy", at=now - cast.HOUR, headline="Գրադարանը բացվում է կիրակի")
    cast.live("ru", at=now - cast.HOUR)
    cast.arrange(saved, lead_photo=cast.photo().pk, now=now)
    count_most_read(now)
    reader = visitor(viewport={"width": 390, "height": 844})
    page = reader.open(cast.address(saved)).page
    until(page, STATE, lambda state: state == "activated")
    page.click("[data-save] button")
    page.wait_for_selector("[data-save] button[aria-pressed=true]")
    assert page.inner_text("[data-save] button") == "Պահված է"
    until(page, KEPT.format("day"), lambda found: len(found) == 2)
    return reader, saved, other


def test_saved_and_kept_stories_are_read_without_a_network_and_leave_when_withdrawn(kept):
    reader, saved, other = kept
    page = reader.page
    assert page.evaluate(KEPT.format("saved")) == [cast.address(saved)]
    assert page.evaluate(KEPT.format("pictures")) == [cast.address(saved)]
    assert page.evaluate("caches.keys()") == page.evaluate(
        "caches.keys().then((names) => names.filter((name) => name.endsWith(':/arm/')))"
    )

    reader.context.set_offline(True)
    page.goto("/arm/")  # never opened while the worker was there
    assert page.locator("[data-kept]").count() == 0 and saved.headline in page.inner_text("main")
    page.goto("/arm/offline/")
    page.wait_for_selector("[data-kept=listed]")
    lists = page.locator("[data-kept] ul")
    assert saved.headline in lists.nth(0).inner_text() and other.headline not in lists.nth(0).inner_text()
    assert other.headline in lists.nth(1).inner_text()
    page.click(f'a[href="{cast.address(other)}"]')  # never opened before
    note = page.locator(".preview-note").inner_text()
    year = str(timezone.localdate().year)
    assert page.locator("h1").inner_text() == other.headline and year in note
    page.goto("/arm/region/")
    assert page.locator("h1").inner_text() == page.locator("title").text_content().split(" · ")[0]
    assert page.locator("html").get_attribute("lang") == "hy" and page.locator(".preview-note").count() == 1
    page.click('.languages a[hreflang="ru"]')  # of Russian the device has nothing
    page.wait_for_selector("[data-kept=listed]")
    assert page.url.endswith("/arm/offline/")
    reader.complaints.clear()  # the browser says of each request that it found no network

    cast.withdraw(other, now=timezone.now())
    cast.withdraw(saved, now=timezone.now())
    reader.context.set_offline(False)
    page.goto("/arm/latest/")
    assert page.locator(".preview-note").count() == 0
    for kind in ("saved", "pictures", "day"):
        until(page, KEPT.format(kind), lambda found: found == [])


def test_a_broken_server_is_as_none_and_what_was_added_to_an_address_leads_to_the_kept_page(kept, monkeypatch):
    reader, saved, other = kept
    page, shared = reader.page, "?utm_source=letter&fbclid=1"
    unknown = cast.live("hy", at=timezone.now() - cast.HOUR)
    with monkeypatch.context() as broken:
        broken.setattr("reader.views.live_story", lambda *_arguments: 1 / 0)
        for address in (cast.address(saved), cast.address(other) + shared):
            assert reader.open(address).response.status == 200
            assert "խափանում" in page.locator(".preview-note").inner_text()
        assert reader.open(cast.address(unknown)).response.status == 500  # of this one there is no copy
    reader.open("/arm/latest/")
    assert reader.open(cast.address(saved) + shared).response.status == 200
    assert page.locator(".preview-note").count() == 0

    reader.context.set_offline(True)
    page.goto(cast.address(saved) + shared)
    assert page.locator("h1").inner_text() == saved.headline and page.locator(".preview-note").count() == 1
    page.goto("/arm/latest/?before=1.1")  # a later page of a list is not its first one, which is kept
    assert page.locator("[data-kept]").count() == page.locator(".preview-note").count() == 1
    reader.complaints.clear()


PICTURES = "caches.open('offline:pictures:/arm/').then((cache) => cache.matchAll()).then((found) => found.map((one) => new URL(one.url).pathname))"
SEEN = "(({ complete, naturalWidth }) => complete && naturalWidth)(document.querySelector('.article__photo img'))"


def without_network(reader):
    """Not even what the browser itself has from before."""
    reader.context.new_cdp_session(reader.page).send("Network.clearBrowserCache")
    reader.context.set_offline(True)


def test_what_was_saved_has_its_lead_picture_in_the_size_shown_and_both_go_together(kept):
    reader, saved, other = kept
    page = reader.page
    first, second = saved.article.lead_photo, cast.photo(colour=(20, 90, 200))
    cast.arrange(other, lead_photo=second.pk, now=timezone.now())
    page.goto(cast.address(other))
    assert page.evaluate(SEEN) > 0
    (picture,) = page.evaluate(PICTURES)
    assert re.fullmatch(rf"/media/{first.key}/c\d+\.avif", picture)

    without_network(reader)
    page.goto(cast.address(other))
    assert page.locator(".preview-note").count() == 1 and page.evaluate(SEEN) == 0
    page.goto(cast.address(saved))
    assert page.locator(".preview-note").count() == 1 and page.evaluate(SEEN) > 0
    reader.complaints.clear()

    reader.context.set_offline(False)
    cast.arrange(saved, lead_photo=second.pk, now=timezone.now())  # another picture: the old one is not kept
    page.goto(cast.address(saved))
    until(page, PICTURES, lambda found: found == [picture.replace(first.key, second.key)])
    page.goto("/arm/offline/")
    page.click("[data-kept] button")
    until(page, PICTURES, lambda found: found == [])
    assert page.evaluate(KEPT.format("saved")) == []


def test_the_switch_takes_the_worker_and_everything_it_kept_away(kept, settings):
    reader, _saved, _other = kept
    settings.OFFLINE = False
    page = reader.open("/arm/").page
    assert page.locator("html[data-home]").count() == 0
    page.evaluate("navigator.serviceWorker.getRegistration('/arm/').then((found) => found?.update())")
    until(page, STATE, lambda state: state == "none")
    until(page, "caches.keys()", lambda names: names == [])
