"""The search field and its page in a real browser: by keys, by pointer, on a telephone, by day and by night."""

import pytest


# Pages here fade into one another; a test that ends in between leaves a complaint.
def test_suggestions_are_walked_and_opened_by_keys(visitor, paper):
    page = visitor(reduced_motion="reduce").open("/en/search/").page
    page.click("#q")
    page.keyboard.type("rail")
    page.wait_for_selector(".offers li")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#q", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.get_attribute("#q", "aria-expanded") == "false" and page.input_value("#q") == "rail"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".offers li")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/en/tag/railways/")


def test_enter_without_a_choice_searches_for_what_was_typed(visitor, paper):
    page = visitor(reduced_motion="reduce").open("/ru/search/").page
    page.click("#q")
    page.keyboard.type("желез")
    page.wait_for_selector(".offers li")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("&section=&period=&sort=") and "/ru/search/?q=" in page.url


def test_the_form_works_without_scripts(visitor, paper):
    page = visitor(java_script_enabled=False).open("/en/search/").page
    page.fill("#q", "railways")
    page.click("summary")
    page.select_option("[name=section]", "region")
    with page.expect_navigation():
        page.click(".search-form button")
    assert page.locator(".list-item").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("word", "asked"), [("en", "railways"), ("ru", "Yerevan"), ("arm", "երկաթուղի"), ("en", "nothing of it")]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visitor, paper, theme, word, asked):
    reader = visitor(color_scheme=theme, viewport={"width": 390, "height": 844}).open(f"/{word}/search/?q={asked}")
    assert reader.violations() == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    reader.page.fill("#q", "")
    reader.page.click("#q")
    reader.page.keyboard.type({"en": "rail", "ru": "желез", "arm": "երկ"}[word])
    reader.page.wait_for_selector(".offers li")
    assert reader.violations() == []
