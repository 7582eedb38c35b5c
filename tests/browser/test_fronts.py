"""Lists that grow in place, and the bars around every page: by keys, by thumb, without scripts."""

from datetime import timedelta

import pytest

from demo.archive import seed_archive
from tests import cast

COUNT = "document.querySelectorAll('.list-item').length"
PHONE = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}  # a fade cut short is a complaint


def until(page, question):
    """Asks until it is so: the policy lets no test wait inside the page."""
    for _try in range(200):
        if page.evaluate(question):
            return
        page.wait_for_timeout(50)
    raise AssertionError(question)


def test_earlier_stories_come_into_the_page_and_back_finds_the_place_again(visitor, paper):
    list(seed_archive(90, cast.NOW - timedelta(days=1)))  # two pages in English and more
    page = visitor(reduced_motion="reduce").open("/en/latest/").page
    page.focus("[data-more]")
    page.keyboard.press("Enter")
    until(page, f"{COUNT} === 40")
    assert page.locator("body > [role=status]").inner_text() == "20 more stories"
    assert page.evaluate("[...document.querySelectorAll('h3 a')].indexOf(document.activeElement)") == 20
    days = page.locator(".day").evaluate_all("(days) => days.map((day) => day.dataset.day)")
    assert len(days) == len(set(days))
    address = page.url
    assert "?before=" in address
    link = page.locator("h3 a").nth(33)
    link.scroll_into_view_if_needed()
    place, headline = page.evaluate("scrollY"), link.inner_text()
    with page.expect_navigation():
        link.click()
    page.go_back()
    until(page, f"{COUNT} === 40 && Math.abs(scrollY - {place}) < 4")
    assert page.locator("h3 a").nth(33).inner_text() == headline and page.url == address
    # The same address is a page of its own, also for who has no scripts.
    plain = visitor(java_script_enabled=False).open(address).page
    assert plain.locator(".list-item").count() == 20
    with plain.expect_navigation():
        plain.click("[data-more]")
    assert plain.locator(".list-item").count() and plain.url != address
    plain.click(".pagination a[href='./']")
    plain.wait_for_url("**/en/latest/")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_thin_bar_comes_back_and_never_lies_over_what_has_the_focus(visitor, paper, theme):
    list(seed_archive(20, cast.NOW - timedelta(days=1)))
    reader = visitor(reduced_motion="reduce", color_scheme=theme).open("/en/latest/")
    page, bar = reader.page, reader.page.locator("[data-bar]")
    assert not bar.is_visible()
    page.mouse.wheel(0, 1500)
    until(page, "scrollY > 1400")
    assert not bar.is_visible()
    page.mouse.wheel(0, -200)
    page.wait_for_selector("[data-bar][data-shown]")
    assert bar.bounding_box()["y"] == 0 and 48 <= bar.bounding_box()["height"] <= 50
    assert reader.violations() == []
    page.locator("h3 a").last.focus()
    covered = """() => { const bar = document.querySelector("[data-bar]").getBoundingClientRect(), one = document.activeElement.getBoundingClientRect();
      return !document.activeElement.closest("header") && document.querySelector("[data-shown]") && one.top < bar.bottom; }"""
    for _press in range(25):  # backwards: the page scrolls up, and the bar comes
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(covered), page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


@pytest.mark.parametrize("word", ["en", "ru", "arm"])
def test_the_bottom_bar_opens_sections_and_reading_tools_under_a_thumb(visitor, paper, word):
    cast.section("politics")
    for options in ({}, {"java_script_enabled": False}):
        reader = visitor(**PHONE, **options).open(f"/{word}/region/")
        page = reader.page
        assert page.locator("[popovertarget=all-sections]").is_visible()
        page.click("[popovertarget=all-sections]")
        assert page.locator("#all-sections a").first.is_visible()
        if not options:
            assert reader.violations() == []
        page.click("#all-sections a[href$='/politics/']")
        page.wait_for_url("**/politics/")
        page.click(".bottom-bar [popovertarget=reading-tools]")
        assert page.locator("#reading-tools").bounding_box()["y"] > 422
        assert page.locator("#reading-tools").get_by_role("button").count() == (0 if options else 5)
    # What has the focus is not under the bar either.
    page = visitor(**PHONE).open(f"/{word}/region/").page
    edge = page.locator(".bottom-bar").bounding_box()["y"]
    for _press in range(30):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "Boolean(document.activeElement.closest('.bottom-bar')) || document.activeElement === document.body"
        )
        assert inside or page.evaluate("document.activeElement.getBoundingClientRect().top") < edge


def test_the_moon_turns_day_into_night_with_one_tap_and_the_panel_agrees(visitor, paper):
    page = visitor(color_scheme="dark", reduced_motion="reduce").open("/en/").page
    moon = page.locator("[data-moon]")
    assert moon.get_attribute("aria-pressed") == "true"
    moon.click()
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert moon.get_attribute("aria-pressed") == "false"
    assert page.locator("[data-theme-choice] [value=light]").get_attribute("aria-pressed") == "true"
    assert page.locator("meta[name=theme-color]").last.get_attribute("content") == "#F7F5EF"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "light"
