"""The desk's first screen as a person uses it: by mouse, by single keys, on a phone; a brief in six steps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import ArticleVariant
from tests import cast
from tests.desk.screens import tab


def live(**options):
    return cast.live(at=timezone.now() - timedelta(hours=3), **options)


@pytest.fixture
def stories():
    """Three: live and missing elsewhere; given to somebody and not needed; a draft."""
    wanted, given, draft = live(headline="One"), live(headline="Two"), cast.draft(headline="Three", now=timezone.now())
    here = {"user": cast.mariam(), "now": timezone.now(), "article_id": given.article_id}
    workflow.assign_translation(**here, language="ru", assignee=cast.tigran())
    workflow.waive_translation(**here, language="hy", is_waived=True)
    return wanted, given, draft


class Hands:
    """A page and how often somebody had to do something: a click, a key, a field filled."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def __getattr__(self, name):
        def act(*args, **options):
            self.count += 1
            return getattr(self.page, name)(*args, **options)

        return act


@pytest.mark.parametrize("place", ["/admin/", "/admin/articles/tag/", "/admin/translations/"])
def test_a_brief_is_live_after_at_most_six_interactions(visitor, place):
    cast.section("politics"), cast.section("region")
    page = visitor().sign_in(cast.elena()).open(place).page
    hands = Hands(page)
    hands.click("#header a[href$='/add/']")
    hands.select_option("[name=section]", label="Politics")
    hands.fill("[name=headline]", "Bridge reopens")
    hands.fill("[name=standfirst]", "After six years.")
    hands.fill("[name=body]", "Cars crossed it at noon.")
    hands.click("button[value=publish]")
    page.wait_for_url("**/articles/article/*/en/")
    assert hands.count <= 6
    variant = ArticleVariant.objects.get()
    assert variant.is_live(timezone.now()) and variant.section.key == "politics"
    assert visitor().open(cast.address(variant)).response.status == 200


def test_the_headline_is_where_the_typing_begins_and_publishing_is_offered_where_it_is_allowed(visitor):
    cast.section("politics"), cast.section("region")
    editor = cast.person("lia", role="editor", sections=("region",))
    cast.person("lia").memberships.create(role="reporter", section=cast.section("politics"))
    page = visitor().sign_in(editor).open("/admin/articles/article/add/").page
    page.wait_for_selector("[name=headline]:focus")
    page.keyboard.type("Typed at once")
    assert page.input_value("[name=headline]") == "Typed at once"
    page.select_option("[name=section]", label="Region")
    assert page.is_visible("button[value=publish]")
    page.select_option("[name=section]", label="Politics")
    assert not page.is_visible("button[value=publish]")


def test_one_click_finds_what_is_missing_and_one_more_opens_it(visitor, stories):
    page = visitor().sign_in(cast.mariam()).open("/admin/").page
    page.click("[title='Live in English, missing in Armenian']")
    assert page.locator(".board__story a").all_inner_texts() == ["One"]
    page.locator(".board__begin").last.click()
    page.wait_for_url("**/arm/?beside=en")
    assert page.locator(".tiptap").count() == 1
    assert stories[0].article.variants.filter(language="hy").exists()


def test_the_board_is_walked_and_opened_by_single_keys(visitor, stories):
    page = visitor().sign_in(cast.mariam()).open("/admin/").page
    focused = "document.activeElement.textContent"
    names = page.locator(".board__story a").all_inner_texts()
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert page.evaluate(focused) == names[place]
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/")
    assert page.locator("h1").inner_text() == names[1]


def test_single_keys_rest_in_a_field_with_a_modifier_and_when_they_are_switched_off(visitor, stories):
    user = cast.mariam()
    page = visitor().sign_in(user).open("/admin/?section=region").page
    page.focus("[name=section]")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.name") == "section"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+k")
    assert not page.evaluate("document.activeElement.closest('[data-row]') !== null")
    user.has_single_keys = False
    user.save()
    page.reload()
    page.keyboard.press("j")
    assert not page.evaluate("document.activeElement.closest('[data-row]') !== null")


def test_ticked_languages_are_released_together(visitor, stories):
    russian = cast.translate(stories[2], "ru", now=timezone.now())
    page = visitor().sign_in(cast.mariam()).open("/admin/").page
    for variant in (stories[2], russian):
        page.check(f".board__tick[value='{variant.pk}']")
    page.click("#release button")
    page.wait_for_url("**/release/**")
    page.click("button.desk-primary[type=submit]")
    page.wait_for_url("**/admin/")
    assert "2 languages were published at the same moment." in page.locator(".messagelist").inner_text()
    moments = {variant.visible_from for variant in stories[2].article.variants.all()}
    assert len(moments) == 1 and None not in moments


def test_an_editor_gives_a_language_away_from_the_boards_menu(visitor, stories):
    cast.tigran()
    page = visitor().sign_in(cast.elena()).open("/admin/?live=en&missing=ru&period=day").page
    page.locator("tr", has_text="One").locator(".board__menu summary").first.click()
    page.fill(".board__menu[open] [name=assignee]", "tigran")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("tr", has_text="One").get_by_text("tigran").count() == 1
    assert "missing=ru" in page.url


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visitor, stories, theme, width):
    wanted, _given, draft = stories
    editor = visitor(color_scheme=theme, viewport={"width": width, "height": 900}).sign_in(cast.mariam())
    places = ("/admin/?live=en&missing=ru", "/admin/translations/", f"/admin/release/?variant={draft.pk}", tab(wanted).replace("/en/", "/ru/"), "/admin/articles/article/add/")  # fmt: skip
    for place in places:
        page = editor.open(place).page
        if page.locator(".board__menu").count():
            page.locator(".board__menu summary").last.click()
        assert editor.violations() == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_the_button_of_a_release_follows_the_time_that_is_typed(visitor):
    variants = [cast.draft(), cast.draft("ru")]
    asked = "&".join(f"variant={variant.pk}" for variant in variants)
    one = visitor().sign_in(cast.elena()).open(f"/admin/release/?{asked}")
    button = one.page.locator("form.release .desk-primary")
    assert button.text_content() == "Publish 2 languages now"
    one.page.fill("[name=at]", "2030-01-01T10:00")
    assert button.text_content() == "Schedule 2 languages"
    one.page.fill("[name=at]", "")
    assert button.text_content() == "Publish 2 languages now"
    assert one.complaints == []
