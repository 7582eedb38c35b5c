"""Many stories at once, from the list: a screen that shows what will change, then the result, then the way back."""

from uuid import uuid4

import pytest

from articles.models import Article, BulkChange
from tests import cast
from tests.desk.screens import signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def chosen(client, action, *variants, **more):
    """Mark the rows, choose the action, press Go."""
    return client.post(LIST, {"action": action, "_selected_action": [one.article_id for one in variants], **more})


def hidden(response):
    form = response.context["form"]
    return {name: form[name].value() for name in ("kind", "ids", "key")}


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def send(client, url, data):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(url, data)
        return client.get(response.headers["Location"])

    return send


def test_stories_go_to_the_bin_and_come_back_and_the_public_one_is_refused(send):
    draft, public = cast.draft(headline="A quiet draft"), cast.live(headline="A public story")
    client = signed_in(cast.mariam())
    page = chosen(client, "bin", draft, public)
    assert [row.article_id for row in page.context["changing"]] == [draft.article_id]
    assert [row.article_id for row in page.context["refused"]] == [public.article_id]
    assert "cannot be deleted" in page.content.decode()
    assert not Article.objects.filter(binned_at__isnull=False).exists()  # nothing yet
    done = send(client, "/admin/bulk/", {**hidden(page), "do": "run"})
    text = done.content.decode()
    assert "1 story changed" in text and "1 story could not be changed" in text and "A public story" in text
    assert Article.objects.get(binned_at__isnull=False).pk == draft.article_id
    change = BulkChange.objects.get()
    undone = send(client, f"/admin/bulk/{change.pk}/undo/", {})
    assert "1 story restored" in undone.content.decode()
    assert not Article.objects.filter(binned_at__isnull=False).exists()


def test_a_tag_is_chosen_first_then_shown_then_added(send):
    draft, other = cast.draft(), cast.draft("ru")
    tag = cast.tag()
    client = signed_in(cast.elena())
    page = chosen(client, "add_tag", draft, other)
    assert page.status_code == 200 and "changing" not in page.context
    data = {**hidden(page), "tag": tag.pk}
    page = client.post("/admin/bulk/", {**data, "do": "preview"})
    assert {row.article_id for row in page.context["changing"]} == {draft.article_id, other.article_id}
    done = send(client, "/admin/bulk/", {**data, "do": "run"})
    assert "2 stories changed" in done.content.decode() and "Railways" in done.content.decode()
    assert list(draft.article.tagged_articles.values_list("tag", flat=True)) == [tag.pk]


def test_a_section_is_offered_only_where_one_may_arrange():
    cast.section("politics")
    page = chosen(signed_in(cast.anna()), "section", cast.draft(by=cast.anna()))
    assert [section.key for section in page.context["form"].fields["section"].queryset] == ["region"]
    data = {**hidden(page), "section": cast.section("politics").pk, "do": "run"}
    assert signed_in(cast.anna()).post("/admin/bulk/", data).status_code == 422
    assert not BulkChange.objects.exists()


def test_the_bin_is_an_editors_verb(send):
    draft = cast.draft(by=cast.anna())
    client = signed_in(cast.anna())
    page = chosen(client, "bin", draft)
    assert [row.refusal for row in page.context["refused"]] == ["You may not do this"]
    send(client, "/admin/bulk/", {**hidden(page), "do": "run"})
    assert not Article.objects.filter(binned_at__isnull=False).exists()


def test_a_second_click_changes_nothing_more(send):
    draft = cast.draft()
    client = signed_in(cast.mariam())
    page = chosen(client, "bin", draft)
    for _click in range(2):
        send(client, "/admin/bulk/", {**hidden(page), "do": "run"})
    assert BulkChange.objects.count() == 1


def test_the_result_is_for_the_one_who_asked(send):
    client = signed_in(cast.mariam())
    page = chosen(client, "bin", cast.draft())
    send(client, "/admin/bulk/", {**hidden(page), "do": "run"})
    change = BulkChange.objects.get()
    for other in (cast.elena(), cast.ada(), cast.oscar()):
        assert signed_in(other).get(f"/admin/bulk/{change.pk}/").status_code == 404
        assert signed_in(other).post(f"/admin/bulk/{change.pk}/undo/").status_code == 404
    change.refresh_from_db()
    assert change.state == BulkChange.State.DONE


def test_a_story_lost_from_sight_keeps_its_headline_to_itself(send):
    """A result read later, when the person no longer sees the section, names the number alone."""
    public = cast.live(headline="A secret headline")
    user = cast.elena()
    client = signed_in(user)
    page = chosen(client, "bin", public)
    done = send(client, "/admin/bulk/", {**hidden(page), "do": "run"})
    assert "A secret headline" in done.content.decode()
    user.memberships.exclude(section__key="politics").delete()
    again = client.get(f"/admin/bulk/{BulkChange.objects.get().pk}/").content.decode()
    assert "A secret headline" not in again and str(public.article_id) in again


def test_a_running_change_shows_how_far_it_is():
    client = signed_in(cast.mariam())
    page = chosen(client, "bin", cast.draft(), cast.draft())
    client.post("/admin/bulk/", {**hidden(page), "do": "run"})  # no commit here: the task waits
    text = client.get(f"/admin/bulk/{BulkChange.objects.get().pk}/").content.decode()
    assert "0 of 2 stories processed." in text and "data-running" in text
    assert "undo/" not in text


def test_more_than_five_hundred_are_too_many():
    section = cast.section()
    cast.draft()
    Article.objects.bulk_create(
        Article(section=section, original_language="en", created_at=cast.NOW, changed_at=cast.NOW) for _ in range(501)
    )
    client = signed_in(cast.mariam())
    data = {"action": "bin", "_selected_action": ["1"], "select_across": "1"}
    page = client.post(LIST, data, follow=True)
    assert "At most 500 stories at a time" in page.content.decode()
    assert not BulkChange.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"ids": ""}, {"ids": "x"}, {"ids": "1,-2"}, {"ids": "99999999999999999999"}, {"ids": "\0"}, {"ids": "1," * 9000},
        {"ids": ",".join(map(str, range(1, 502)))}, {"key": "x"}, {"key": ""}, {"kind": "explode"}, {"kind": ""}, {"kind": "\0"},
        {"kind": "section"}, {"kind": "section", "section": "99999999999999999999"}, {"kind": "add_tag", "tag": "x"}, {"kind": "add_tag", "tag": "\0"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("do", ["preview", "run"])
def test_what_cannot_be_read_changes_nothing_and_says_so(change, do):
    draft = cast.draft()
    data = {"kind": "bin", "ids": str(draft.article_id), "key": str(uuid4()), "do": do, **change}
    response = signed_in(cast.mariam()).post("/admin/bulk/", data)
    assert response.status_code == 422
    assert not BulkChange.objects.exists()


def test_addresses_of_no_change_answer_404():
    client = signed_in(cast.mariam())
    for pk in ("1", "99999999999999999999"):
        assert client.get(f"/admin/bulk/{pk}/").status_code == 404
        assert client.post(f"/admin/bulk/{pk}/undo/").status_code == 404
    assert client.get("/admin/bulk/").status_code == 405
