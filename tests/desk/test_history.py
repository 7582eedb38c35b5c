import pytest

from articles.models import Revision
from articles.snapshots import Text
from tests import cast
from tests.desk.screens import said, signed_in, story

pytestmark = pytest.mark.django_db


def states(variant):
    return list(Revision.objects.filter(variant=variant).order_by("pk"))


def head(variant):
    variant.refresh_from_db()
    return Text.from_json(variant.head.data)


def test_two_states_are_compared_word_by_word():
    variant = cast.draft(headline="The bridge opens in May", body="<p>It took four years.</p>")
    cast.write(variant, headline="The bridge opens in June", body="<p>It took five years.</p>")
    old, new = states(variant)[-2:]
    page = signed_in(cast.elena()).get(f"{story(variant)}compare/?old={old.pk}&new={new.pk}").content.decode()
    for gone, come in (("May", "June"), ("four", "five")):
        assert f"<del>{gone}</del>" in page and f"<ins>{come}</ins>" in page
    assert "opens in" in page


def test_facts_are_compared_too():
    variant = cast.draft()
    cast.arrange(variant, tags=(cast.tag().slug,))
    old, new = variant.article.revisions.filter(variant=None).order_by("pk")
    page = signed_in(cast.elena()).get(f"{story(variant)}compare/?old={new.pk}&new={old.pk}").content.decode()
    assert "<ins>railways</ins>" in page


def test_hostile_words_are_shown_as_words():
    variant = cast.draft(headline="Old")
    cast.write(variant, headline="<script>alert(1)</script>")
    old, new = states(variant)[-2:]
    page = signed_in(cast.elena()).get(f"{story(variant)}compare/?old={old.pk}&new={new.pk}").content.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page


def test_states_of_two_languages_are_not_compared():
    variant = cast.draft()
    other = cast.translate(variant, "ru")
    client = signed_in(cast.elena())
    response = client.get(f"{story(variant)}compare/?old={variant.head_id}&new={other.head_id}")
    assert said(client, response) == ["Choose two states of the same language."]


def test_restoring_makes_a_new_state_and_leaves_other_languages():
    variant = cast.draft(headline="First")
    first = variant.head_id
    other = cast.translate(variant, "ru")
    cast.write(variant, headline="Second")
    count = len(states(variant))
    signed_in(cast.elena()).post(f"{story(variant)}restore/", {"revision": first, "expected": variant.head_id})
    assert head(variant).headline == "First"
    assert len(states(variant)) == count + 1
    assert states(other)[-1].pk == other.head_id


def test_restoring_over_something_newer_is_refused():
    variant = cast.draft(headline="First")
    first = variant.head_id
    cast.write(variant, headline="Second")
    seen = variant.head_id
    cast.write(variant, headline="Third")
    client = signed_in(cast.elena())
    response = client.post(f"{story(variant)}restore/", {"revision": first, "expected": seen})
    assert said(client, response)[0].startswith("Somebody saved this before you")
    assert head(variant).headline == "Third"


def test_facts_are_restored_as_a_new_state():
    variant = cast.draft()
    bare = variant.article.revisions.get(variant=None)
    cast.arrange(variant, tags=(cast.tag().slug,))
    client = signed_in(cast.elena())
    stale = client.post(f"{story(variant)}restore/", {"revision": bare.pk, "expected": variant.article.revision - 1})
    assert said(client, stale)[0].startswith("Somebody saved this before you")
    client.post(f"{story(variant)}restore/", {"revision": bare.pk, "expected": variant.article.revision})
    assert not variant.article.tagged_articles.exists()
    assert variant.article.revisions.filter(variant=None).count() == 3


def test_a_state_gets_a_name():
    variant = cast.draft()
    signed_in(cast.elena()).post(f"{story(variant)}name/", {"revision": variant.head_id, "name": "Before the cut"})
    assert Revision.objects.get(pk=variant.head_id).name == "Before the cut"


@pytest.mark.parametrize("what", ["restore/", "name/"])
def test_a_translator_changes_no_state_of_another_language(what):
    variant = cast.draft()
    first = variant.head_id
    cast.write(variant, headline="Second")
    data = {"revision": first, "expected": variant.head_id, "name": "Mine"}
    assert signed_in(cast.tigran()).post(story(variant) + what, data).status_code == 403
    assert head(variant).headline == "Second"


@pytest.mark.parametrize("query", ["", "?old=x&new=y", "?old=99999999999999999999&new=1", "?old=1", "?old=%00&new=1"])
def test_states_that_are_not_there_answer_404(query):
    assert signed_in(cast.elena()).get(f"{story(cast.draft())}compare/{query}").status_code == 404


def test_a_state_of_another_story_answers_404():
    mine, other = cast.draft(), cast.draft(in_section="politics")
    response = signed_in(cast.anna()).get(f"{story(mine)}compare/?old={other.head_id}&new={other.head_id}")
    assert response.status_code == 404
