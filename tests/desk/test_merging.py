from functools import partial

import pytest
from django.utils import timezone

from articles import merging
from articles.models import Author, Tag
from tests import cast
from tests.desk.screens import fields, said, signed_in, story

pytestmark = pytest.mark.django_db


def page(row, kind="tag"):
    return f"/admin/articles/{kind}/{row.pk}/merge/"


def two_tags():
    old, into = cast.tag("trains", en="Trains", ru="Поезда"), cast.tag()
    cast.arrange(cast.live(), tags=("trains",))
    return old, into


def test_an_editor_finds_the_other_sees_what_will_happen_and_merges():
    old, into = two_tags()
    client = signed_in(cast.elena())
    assert page(old) in client.get(f"/admin/articles/tag/{old.pk}/change/").content.decode()
    assert page(old) in client.get("/admin/articles/tag/").content.decode()
    assert [row for row, _name in client.get(page(old), {"q": "дороги"}).context["offered"]] == [into]
    shown = client.get(page(old), {"into": into.pk}).content.decode()
    assert "1 story moves." in shown and "Поезда" in shown
    assert "<code>trains</code> → <code>railways</code>" in shown
    assert Tag.objects.count() == 2
    response = client.post(page(old), {"into": into.pk})
    assert response.headers["Location"] == f"/admin/articles/tag/{into.pk}/change/"
    assert "is part of" in said(client, response)[0]
    assert list(Tag.objects.all()) == [into]


def test_an_author_is_merged_the_same_way():
    old, into = cast.author("n-vale", en="N. Vale"), cast.author()
    client = signed_in(cast.mariam())
    assert client.get(page(old, "author"), {"into": into.pk}).status_code == 200
    client.post(page(old, "author"), {"into": into.pk})
    assert list(Author.objects.all()) == [into]


@pytest.mark.parametrize("bad", ["", "x", "0", "99999999999999999999", "\x00", "2\ud800", "own"])
def test_what_is_no_other_tag_is_refused_in_words(bad):
    old, _into = two_tags()
    client = signed_in(cast.elena())
    bad = str(old.pk) if bad == "own" else bad.encode("utf-8", "replace").decode()
    response = client.post(page(old), {"into": bad})
    assert response.status_code == 200
    assert len(said(client, response)) == 1
    assert Tag.objects.count() == 2


def test_a_tag_that_is_not_there_is_404_and_one_without_the_right_is_403():
    old, into = two_tags()
    assert signed_in(cast.elena()).get("/admin/articles/tag/99999999999999999999/merge/").status_code == 404
    for person in (cast.anna(), cast.tigran(), cast.oscar()):
        client = signed_in(person)
        assert client.get(page(old)).status_code == 403
        assert client.post(page(old), {"into": into.pk}).status_code == 403
        assert "Merge" not in client.get("/admin/articles/tag/").content.decode()
    assert Tag.objects.count() == 2


def facts_after(user, story, meanwhile):
    """The page that answers a save of the facts, when something happened while the form was open."""
    client = signed_in(user)
    page = client.get(story)
    sent = {**fields(page), "base": page.context["base"], "is_breaking": "on", "do": "save", "tags": [], "authors": []}
    meanwhile()
    return client.post(story, sent)


@pytest.mark.parametrize("kind", ["tag", "author"])
def test_who_merged_is_named_by_the_facts_that_grew_old_and_not_who_saved_them_before(kind):
    old, into = (
        (cast.tag("rail", en="Rail"), cast.tag()) if kind == "tag" else (cast.author("n", en="N. V."), cast.author())
    )
    variant = cast.draft()
    cast.arrange(variant, by=cast.mariam(), **{f"{kind}s": (old.slug,)})
    merge = merging.merge_tags if kind == "tag" else merging.merge_authors
    merged = partial(merge, user=cast.elena(), now=timezone.now(), into_id=into.pk, **{f"{kind}_id": old.pk})
    answer = facts_after(cast.person("lia", role="chief"), story(variant), merged)
    assert answer.status_code == 409
    heading = answer.content.decode().split("<h2>")[1].split("</h2>")[0]
    assert heading.startswith("elena merged two names at") and "mariam" not in heading
    assert ("“Rail” → “Railways”" if kind == "tag" else "“N. V.” → “Nora Vale”") in heading


def test_who_saved_the_facts_is_named_also_when_a_merge_went_before():
    old, into = cast.tag("rail", en="Rail"), cast.tag()
    variant = cast.draft()
    cast.arrange(variant, tags=(old.slug,))

    def meanwhile():
        merging.merge_tags(user=cast.elena(), now=timezone.now(), tag_id=old.pk, into_id=into.pk)
        cast.arrange(variant, by=cast.mariam(), now=timezone.now(), wire_source=cast.wire().slug)

    answer = facts_after(cast.person("lia", role="chief"), story(variant), meanwhile)
    heading = answer.content.decode().split("<h2>")[1].split("</h2>")[0]
    assert answer.status_code == 409 and heading.startswith("mariam saved this at")


@pytest.mark.parametrize("kind", ["tag", "author"])
def test_a_form_that_names_what_was_merged_away_meanwhile_saves_what_it_became(kind):
    rows = {"tag": cast.tag, "author": cast.author}[kind]
    first, second, into = rows("one", en="One"), rows("two", en="Two"), rows("three", en="Three")
    variant, client = cast.draft(), signed_in(cast.mariam())
    gone, page = first.pk, client.get(story(variant))
    merge = merging.merge_tags if kind == "tag" else merging.merge_authors
    for old, new in ((first, second), (second, into)):
        merge(user=cast.elena(), now=timezone.now(), into_id=new.pk, **{f"{kind}_id": old.pk})
    sent = {**fields(page), "base": page.context["base"], "do": "save", f"{kind}s": [gone, into.pk]}
    assert client.post(story(variant), {**sent, f"{kind}s": [gone, 999_999]}).status_code == 422
    assert client.post(story(variant), sent).status_code == 302
    assert list(getattr(variant.article, f"{kind}s").all()) == [into]
