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
    assert f"Story {first.article_id} is made from this report" in answer.content.decode()


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
    assert 'placeholder="the-real-headline"' in page and "data-kept" in page
