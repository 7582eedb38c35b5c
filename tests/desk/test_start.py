"""A story begins on one screen; a brief is begun, written and public in one."""

import pytest
from django.utils import timezone

from articles.models import Article, ArticleVariant, Status
from tests import cast
from tests.desk.screens import fields, said, signed_in, tab

pytestmark = pytest.mark.django_db
URL = "/admin/articles/article/add/"


def send(client, page=None, **changes):
    page = page or client.get(URL)
    words = {"language": "en", "section": cast.section().pk, "headline": "Bridge reopens"}
    return client.post(URL, {**fields(page), **words, **changes})


def test_an_editor_publishes_a_brief_at_once():
    client = signed_in(cast.elena())
    response = send(
        client, do="publish", standfirst="After six years.", body="Cars <b>crossed</b>.\r\n\r\nIt was noon."
    )
    variant = ArticleVariant.objects.get()
    assert response.headers["Location"] == tab(variant)
    assert variant.is_live(timezone.now())
    assert variant.body == "<p>Cars &lt;b&gt;crossed&lt;/b&gt;.</p><p>It was noon.</p>"
    assert said(client, response) == ["Published. Readers see it now."]
    assert "Cars &lt;b&gt;crossed" in client.get(cast.address(variant)).content.decode()


def test_the_same_screen_begins_a_story_with_or_without_its_text():
    client = signed_in(cast.anna())
    send(client)
    send(client, body="One.")
    empty, told = ArticleVariant.objects.order_by("pk")
    assert (empty.status, empty.body, told.status, told.body) == (Status.DRAFT, "", Status.DRAFT, "<p>One.</p>")


def test_a_reporter_sees_no_publish_button_and_cannot_press_it():
    client = signed_in(cast.anna())
    assert 'value="publish"' not in client.get(URL).content.decode()
    assert send(client, do="publish").status_code == 403
    assert not Article.objects.exists()


def test_the_button_is_named_for_the_places_where_one_may_publish():
    editor = cast.person("lia", role="editor", sections=("region",), languages=("ru",))
    cast.section("politics")
    page = signed_in(editor).get(URL)
    assert page.context["publishes"] == [f"{cast.section().pk}:ru"]
    assert send(signed_in(editor), do="publish", language="en").status_code == 422  # English is not theirs to write


def test_sent_twice_it_is_one_story():
    client = signed_in(cast.elena())
    page = client.get(URL)
    first, again = (send(client, page, do="publish", body="One.") for _time in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert Article.objects.count() == 1


def test_it_proposes_the_section_and_language_of_ones_last_story():
    editor = cast.elena()
    client = signed_in(editor)
    cast.section("region")
    cast.draft("hy", in_section="politics", by=editor)
    form = client.get(URL).context["form"]
    assert (form["language"].value(), form["section"].value()) == ("hy", cast.section("politics").pk)


def test_what_the_checklist_blocks_is_said_and_nothing_is_kept():
    section = cast.section()
    section.checklist = {"tag": "block"}
    section.save()
    client = signed_in(cast.elena())
    response = send(client, do="publish", body="Cars crossed it at noon. " * 60)
    assert response.status_code == 422 and "no tag" in response.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": ""}, {"headline": "\0"}, {"headline": "x" * 10_000}, {"section": "99999999999999999999"},
        {"language": "de"}, {"form_key": ""}, {"form_key": "x"}, {"standfirst": "x" * 10_000}, {"body": "\0"},
        {"body": "word " * 200_000},
    ],
)  # fmt: skip
@pytest.mark.parametrize("do", ["", "publish"])
def test_what_cannot_be_a_story_is_shown_again_with_what_is_wrong(changes, do):
    client = signed_in(cast.elena())
    response = send(client, do=do, **changes)
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    assert not Article.objects.exists()
