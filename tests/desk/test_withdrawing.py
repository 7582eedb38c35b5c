"""Withdrawing at the desk: readers may be told why, and words meant for them are never dropped."""

import pytest
from django.utils import timezone

from articles.models import Act, LogEntry
from search.index import rebuild
from tests import cast
from tests.desk.screens import press, said, signed_in, tab

pytestmark = pytest.mark.django_db
WHY = "Агентство отозвало своё сообщение."


@pytest.fixture
def live():
    return cast.live("ru", at=timezone.now() - cast.HOUR)


def test_the_reason_reaches_readers_the_log_and_the_tab(client, live):
    editor = signed_in(cast.elena())
    assert 'name="withdrawn_because"' in editor.get(tab(live)).content.decode()
    assert press(editor, tab(live), "withdraw", withdrawn_because=WHY).status_code == 302
    answer = client.get(cast.address(live))
    assert answer.status_code == 410 and WHY in answer.content.decode()
    assert LogEntry.objects.get(act=Act.WITHDRAWN).reason == WHY
    page = editor.get(tab(live)).content.decode()
    assert WHY in page and 'name="withdrawn_because"' not in page


def test_no_reason_is_needed(client, live):
    assert press(signed_in(cast.elena()), tab(live), "withdraw").status_code == 302
    assert client.get(cast.address(live)).status_code == 410


def test_another_button_does_not_drop_it(client, live):
    response = press(signed_in(cast.elena()), tab(live), "save", withdrawn_because=WHY)
    assert response.status_code == 422 and "withdrawn_because" in response.context["form"].errors
    assert client.get(cast.address(live)).status_code == 200


def test_one_that_is_too_long_withdraws_nothing(client, live):
    response = press(signed_in(cast.elena()), tab(live), "withdraw", withdrawn_because="x" * 301)
    assert response.status_code == 422
    assert client.get(cast.address(live)).status_code == 200


def test_who_may_not_withdraw_is_not_asked_for_a_reason(live):
    assert 'name="withdrawn_because"' not in signed_in(cast.tigran()).get(tab(live)).content.decode()


def translated(live):
    """The same story's English, live as well."""
    return cast.publish(cast.translate(live, "en", now=live.visible_from), at=timezone.now() - cast.HOUR / 2)


def test_who_withdraws_is_told_in_which_languages_readers_see_the_story_still_or_will(live):
    other = translated(live)
    planned = cast.schedule(cast.translate(live, "hy"), at=timezone.now() + cast.HOUR, now=timezone.now())
    editor, gone = signed_in(cast.mariam()), "Withdrawn. Readers no longer see it in this language."
    assert said(editor, press(editor, tab(live), "withdraw")) == [
        f"{gone} Still on the site: in English. Still scheduled: in Armenian."
    ]
    press(editor, tab(planned), "unschedule")
    assert said(editor, press(editor, tab(other), "withdraw")) == [gone]


def test_the_tab_of_a_translation_that_outlives_its_source_says_so(live):
    other = translated(live)
    planned = cast.schedule(cast.translate(live, "hy"), at=timezone.now() + cast.HOUR, now=timezone.now())
    editor = signed_in(cast.mariam())
    said, of_live, of_planned = "The source was withdrawn", "decide whether it may stand alone", "Find out why before"

    def told(variant, beside=""):
        page = editor.get(tab(variant) + beside).content.decode()
        assert page.count(said) == page.count(of_live) + page.count(of_planned) <= 1
        return of_live if of_live in page else of_planned if of_planned in page else ""

    assert [told(each) for each in (live, other, planned)] == ["", "", ""]
    press(editor, tab(live), "withdraw")
    assert [told(each) for each in (live, other, planned)] == ["", of_live, of_planned]
    assert [told(other, beside) for beside in ("?beside=ru", "?beside=arm")] == [of_live, of_live]
    press(editor, tab(other), "withdraw")
    assert [told(each) for each in (live, other, planned)] == ["", "", of_planned]


def test_readers_of_a_withdrawn_story_are_offered_it_in_no_other_language(client, live):
    other = translated(live)
    near = cast.publish(cast.draft("en", headline="Another cable car over the gorge"), at=timezone.now() - cast.HOUR)
    rebuild()
    address = cast.address(other)
    cast.withdraw(other, now=timezone.now())
    for words, expected in ((near.slug, [near.pk]), (live.slug, [])):
        offered = client.get(address.replace(other.slug, words)).context["near"]
        assert [card.variant_id for _language, card in offered] == expected
