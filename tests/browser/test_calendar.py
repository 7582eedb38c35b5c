"""The calendar in the browser: dragged by mouse, moved by keyboard, one day on a phone."""

from datetime import UTC, datetime, timedelta

from articles.models import ArticleVariant
from tests import cast

AHEAD = datetime(2099, 5, 6, 14, 30, tzinfo=UTC)  # a Wednesday, 18:30 in Yerevan
CALENDAR = "/admin/calendar/?day=2099-05-06"


def planned(variant):
    return ArticleVariant.objects.values_list("published_at", flat=True).get(pk=variant.pk)


def slot(page, day, hour, language):
    return page.locator(f'[data-slot="{day}T{hour:02d}"][data-language={language}]')


def test_dragging_moves_the_time_and_keeps_the_minutes(visitor):
    variant = cast.schedule(cast.draft(), at=AHEAD)
    page = visitor(viewport={"width": 1440, "height": 1800}).sign_in(cast.elena()).open(CALENDAR).page
    with page.expect_navigation():
        page.locator(f"#item-{variant.pk}").drag_to(slot(page, "2099-05-08", 20, "en"))
    assert planned(variant) == AHEAD + timedelta(days=2, hours=2)
    assert page.get_by_text("appears on 8 May 2099, 20:30").is_visible()


def test_a_story_of_several_languages_asks_once_where_it_is_dropped(visitor):
    variant = cast.schedule(cast.draft(), at=AHEAD)
    other = cast.schedule(cast.translate(variant, "ru"), at=AHEAD + timedelta(hours=1))
    editor = visitor(viewport={"width": 1440, "height": 1800}).sign_in(cast.elena())
    page = editor.open(CALENDAR).page
    page.locator(f"#item-{variant.pk}").drag_to(slot(page, "2099-05-08", 20, "en"))
    page.wait_for_selector(f"#item-{variant.pk} [name=others]:focus")
    assert page.is_checked(f"#item-{variant.pk} [name=others]") and editor.violations() == []
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert (planned(variant), planned(other)) == (
        AHEAD + timedelta(days=2, hours=2),
        AHEAD + timedelta(days=2, hours=3),
    )
    assert page.get_by_text("Moved with it: Russian – 8 May 2099, 21:30.").is_visible()


def test_a_story_dropped_on_another_languages_lane_stays_in_its_own(visitor):
    variant = cast.schedule(cast.draft(), at=AHEAD)
    page = visitor(viewport={"width": 1440, "height": 1800}).sign_in(cast.elena()).open(CALENDAR).page
    with page.expect_navigation():
        page.locator(f"#item-{variant.pk}").drag_to(slot(page, "2099-05-08", 20, "ru"))
    assert planned(variant) == AHEAD + timedelta(days=2, hours=2)
    assert slot(page, "2099-05-08", 20, "en").locator(".calendar-item").count() == 1


def test_a_story_dropped_where_it_was_asks_nothing(visitor):
    variant = cast.schedule(cast.draft(), at=AHEAD)
    editor = visitor(viewport={"width": 1440, "height": 1800}).sign_in(cast.elena())
    page = editor.open(CALENDAR).page
    page.locator(f"#item-{variant.pk}").drag_to(slot(page, "2099-05-06", 18, "hy"))
    assert planned(variant) == AHEAD and not [request for request in editor.requests if request.url.endswith("/move/")]


def test_a_refused_drop_says_why(visitor):
    variant = cast.schedule(cast.draft(), at=AHEAD)
    page = visitor(viewport={"width": 1440, "height": 1800}).sign_in(cast.elena()).open(CALENDAR).page
    cast.write(variant, headline="Somebody saved meanwhile")
    with page.expect_navigation():
        page.locator(f"#item-{variant.pk}").drag_to(slot(page, "2099-05-08", 20, "en"))
    assert page.get_by_text("Somebody saved this before you").is_visible()
    assert planned(variant) == AHEAD


def test_a_reporter_drags_nothing(visitor):
    variant = cast.schedule(cast.draft(), at=AHEAD)
    page = visitor(viewport={"width": 1440, "height": 1800}).sign_in(cast.anna()).open(CALENDAR).page
    assert page.locator(f"#item-{variant.pk}").get_attribute("draggable") is None
    assert page.locator(".calendar-item__move").count() == 0


def test_the_keyboard_moves_it_too(visitor):
    variant = cast.schedule(cast.draft(), at=AHEAD)
    editor = visitor(viewport={"width": 1440, "height": 1000}).sign_in(cast.elena())
    page = editor.open(CALENDAR).page
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".calendar-item__move input[name=at]").fill("2099-05-07T09:15")
    assert editor.violations() == []
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert planned(variant) == datetime(2099, 5, 7, 5, 15, tzinfo=UTC)


def test_it_works_without_scripts(visitor):
    variant = cast.schedule(cast.draft(), at=AHEAD)
    page = visitor(java_script_enabled=False).sign_in(cast.elena()).open(CALENDAR).page
    page.click(".calendar-item__move summary")
    page.fill(".calendar-item__move input[name=at]", "2099-05-07T09:15")
    with page.expect_navigation():
        page.click(".calendar-item__move button")
    assert planned(variant) == datetime(2099, 5, 7, 5, 15, tzinfo=UTC)


def test_a_phone_shows_one_day_and_leads_to_the_others(visitor):
    cast.schedule(cast.draft(headline="On Wednesday"), at=AHEAD)
    cast.schedule(cast.draft("hy", headline="Հինգշաբթի"), at=AHEAD + timedelta(days=1))
    page = visitor(viewport={"width": 390, "height": 800}).sign_in(cast.mariam()).open(CALENDAR).page
    wednesday, thursday = (page.locator(".calendar-item a", has_text=words) for words in ("On Wednesday", "Հինգշաբթի"))
    assert wednesday.is_visible() and not thursday.is_visible()
    with page.expect_navigation():
        page.locator(".calendar-days a", has_text="7").first.click()
    assert thursday.is_visible() and not wednesday.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
