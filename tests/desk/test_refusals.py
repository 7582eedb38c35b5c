"""What the desk refuses keeps what was typed, says why, and changes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Correction
from tests import cast
from tests.desk.screens import fields, press, said, signed_in, story, tab

pytestmark = pytest.mark.django_db


def live(**options):
    return cast.live(at=timezone.now() - timedelta(hours=1), **options)


def test_an_old_tab_cannot_bring_back_what_was_taken_down():
    variant = live()
    client = signed_in(cast.elena())
    asleep = fields(client.get(tab(variant)))
    cast.withdraw(variant, now=timezone.now())
    answer = client.post(tab(variant), {**asleep, "headline": "Still here", "do": "publish"})
    assert "withdrawn meanwhile" in said(client, answer)[0]
    assert client.get(cast.address(variant)).status_code == 410
    page = client.get(tab(variant)).content.decode()
    assert 'value="publish_again"' in page and "Still here" in page
    press(client, tab(variant), "publish_again")
    assert client.get(cast.address(variant)).status_code == 200


def test_words_typed_in_a_story_that_went_into_the_bin_stay_on_the_page():
    variant = cast.draft()
    client = signed_in(cast.elena())
    mine = fields(client.get(tab(variant)))
    press(client, story(variant), "bin")
    answer = client.post(tab(variant), {**mine, "headline": "Typed meanwhile", "do": "save"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "in the bin" in page and "Typed meanwhile" in page


@pytest.mark.parametrize("do", ["save", "publish"])
def test_a_correction_that_was_typed_is_not_dropped_by_another_button(do):
    variant = live()
    client = signed_in(cast.elena())
    answer = press(client, tab(variant), do, correction_text="It was Tuesday.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "It was Tuesday." in page and "Not published yet" in page
    assert not Correction.objects.exists()


def test_a_report_that_another_story_is_made_from_is_refused_and_the_other_named():
    first, second = cast.draft(), cast.draft()
    client, source = signed_in(cast.elena()), cast.wire()
    press(client, story(first), "save", wire_source=source.pk, wire_id="CW-17")
    answer = press(client, story(second), "save", wire_source=source.pk, wire_id="CW-17", is_breaking="on")
    assert answer.status_code == 422
    assert f"Story {first.article_id} already uses this report" in answer.content.decode()


def test_only_a_chief_of_the_whole_paper_rules_it():
    client = signed_in(cast.person("karen", role="chief", sections=("region",)))
    assert client.get("/admin/articles/section/add/").status_code == 403
    assert signed_in(cast.mariam()).get("/admin/articles/section/add/").status_code == 200


def test_the_address_word_is_proposed_until_the_story_has_one():
    variant = cast.draft(headline="A working title")
    client = signed_in(cast.elena())
    press(client, tab(variant), "publish", headline="The real headline")
    variant.refresh_from_db()
    assert variant.slug == "the-real-headline"
    page = client.get(tab(variant)).content.decode()
    assert 'placeholder="the-real-headline"' in page and "data-has-address" in page


def test_a_time_that_was_refused_stays_to_be_put_right():
    variant = cast.draft()
    answer = press(signed_in(cast.elena()), tab(variant), "schedule", headline="Kept", schedule_at="2020-01-01T10:00")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "That time has passed" in page and 'value="2020-01-01T10:00"' in page and "Kept" in page


@pytest.mark.parametrize("with_text", [True, False])
def test_a_correction_takes_the_mended_text_along_unless_it_is_told_not_to(with_text):
    variant = live()
    client = signed_in(cast.elena())
    said_so = {"correction_kind": "correction", "correction_text": "It was Tuesday.", "headline": "On Tuesday"}
    press(client, tab(variant), "correct", correction_with_text="on" if with_text else "", **said_so)
    page = client.get(cast.address(variant)).content.decode()
    assert "It was Tuesday." in page
    assert ("On Tuesday" in page) is with_text


def test_a_withdrawn_text_with_newer_words_does_not_say_that_readers_see_it():
    variant = cast.withdraw(live(), now=timezone.now())
    client = signed_in(cast.elena())
    press(client, tab(variant), "save", headline="Newer words")
    page = client.get(tab(variant)).content.decode()
    assert "has never been public" in page and "readers still see" not in page


def test_the_history_says_when_a_scheduled_state_will_be_public_and_asks_before_facts_come_back():
    variant = cast.schedule(cast.draft(now=timezone.now()), at=timezone.now() + timedelta(days=1), now=timezone.now())
    cast.arrange(variant, is_breaking=True)
    page = signed_in(cast.elena()).get(story(variant) + "history/").content.decode()
    assert "state--scheduled" in page and ">public<" not in page
    assert "readers see them at once" in page


def test_a_line_may_be_longer_than_it_may_stay_and_is_refused_and_not_cut():
    variant = cast.draft()
    page = signed_in(cast.elena()).get(tab(variant)).content.decode()
    assert 'data-limit="200"' in page and "maxlength" not in page.partition("id_headline")[2][:200]


@pytest.mark.parametrize(("do", "field", "length"), [("correct", "correction_text", 1000), ("publish", "reason", 300)])
def test_words_that_grow_when_they_are_composed_are_refused_in_words(do, field, length):
    variant = live()
    answer = press(signed_in(cast.elena()), tab(variant), do, headline="Kept", **{field: "\u0958" * length})
    assert answer.status_code in (409, 302)
    variant.refresh_from_db()
    assert variant.head.data["headline"] == "Kept"


def test_an_embargo_is_named_when_somebody_publishes():
    variant = cast.draft(now=timezone.now())
    cast.arrange(variant, embargo_until=(timezone.now() + timedelta(days=1)).isoformat())
    client = signed_in(cast.elena())
    assert "when the embargo ends" in said(client, press(client, tab(variant), "publish"))[0]


def test_a_language_that_is_not_needed_is_begun_only_by_who_may_need_it_again():
    from articles import workflow
    from articles.models import TranslationTask

    variant = live()
    where = {"article_id": variant.article_id, "language": "ru"}
    workflow.waive_translation(user=cast.elena(), now=timezone.now(), is_waived=True, **where)
    url = story(variant) + "ru/"
    client = signed_in(cast.tigran())
    assert "Begin in" not in client.get(url).content.decode()
    client.post(url)
    assert TranslationTask.objects.get().is_waived and not variant.article.variants.filter(language="ru").exists()
    signed_in(cast.elena()).post(url)
    assert not TranslationTask.objects.get().is_waived and variant.article.variants.filter(language="ru").exists()


def test_a_text_that_has_its_address_has_one_place_where_the_desk_says_what_is_kept():
    variant = live()
    page = signed_in(cast.elena()).get(tab(variant)).content.decode()
    assert page.count("data-kept") == 1 and "data-has-address" in page
