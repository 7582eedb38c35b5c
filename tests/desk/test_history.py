import pytest

from articles import workflow
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


def test_a_space_that_became_no_break_is_drawn_and_no_bar():
    variant = cast.draft(headline="№ 5 goes")
    old = variant.head_id
    cast.write(variant, headline="№\u00a05 goes")
    page = signed_in(cast.mariam()).get(f"{story(variant)}compare/?old={old}&new={variant.head_id}").content.decode()
    assert '<del><span class="space" role="img" lang="en" aria-label="space">␣</span></del>' in page
    assert '<ins><span class="space" role="img" lang="en" aria-label="no-break space">·</span></ins>' in page


def test_facts_are_compared_too():
    variant = cast.draft()
    cast.arrange(variant, tags=(cast.tag().slug,))
    old, new = variant.article.revisions.filter(variant=None).order_by("pk")
    page = signed_in(cast.elena()).get(f"{story(variant)}compare/?old={new.pk}&new={old.pk}").content.decode()
    assert "<ins>Railways · " in page


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
    assert said(client, response) == ["Choose two revisions of the same language."]


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


@pytest.mark.parametrize("query", ["", "?old=x&new=y", "?old=99999999999999999999&new=1", "?old=1"])
def test_states_that_are_not_there_answer_404(query):
    assert signed_in(cast.elena()).get(f"{story(cast.draft())}compare/{query}").status_code == 404


def test_a_state_of_another_story_answers_404():
    mine, other = cast.draft(), cast.draft(in_section="politics")
    response = signed_in(cast.anna()).get(f"{story(mine)}compare/?old={other.head_id}&new={other.head_id}")
    assert response.status_code == 404


def test_facts_are_shown_by_name_and_the_picture_with_them(media):
    from django.core.files.base import ContentFile

    from photos.uploads import take_in

    photo = take_in(
        ContentFile(cast.jpeg().read()),
        user=None,
        now=cast.NOW,
        credit="Nora Vale",
        captions={"en": "A bridge"},
        alts={},
    )
    variant = cast.draft()
    cast.section("politics")
    cast.arrange(
        variant, section="politics", authors=(cast.author().slug,), lead_photo=photo.pk, wire_source=cast.wire().slug
    )
    old, new = variant.article.revisions.filter(variant=None).order_by("pk")
    page = signed_in(cast.elena()).get(f"{story(variant)}compare/?old={old.pk}&new={new.pk}").content.decode()
    for words in ("Politics", "Nora Vale · ", "A bridge · Nora Vale", "Caspian Wire"):
        assert words in page
    assert f"/admin/photos/photo/file/{photo.key}/c240.jpg" in page
    for key in ("caspian-wire", "nora-vale", f">{photo.pk}<"):
        assert key not in page


def test_a_text_is_compared_with_the_shared_facts_of_its_time():
    variant = cast.draft(headline="First")
    first = variant.head_id
    cast.arrange(variant, tags=(cast.tag().slug,))
    second = cast.write(variant, headline="Second").head_id
    cast.arrange(variant, tags=())
    page = signed_in(cast.elena()).get(f"{story(variant)}compare/?old={first}&new={second}").content.decode()
    assert "<ins>Second</ins>" in page
    assert "<ins>Railways · " in page
    third = cast.write(variant, headline="Third").head_id
    page = signed_in(cast.elena()).get(f"{story(variant)}compare/?old={first}&new={third}").content.decode()
    assert "Railways" not in page


def shown_runs(client, variant, query=""):
    response = client.get(f"{story(variant)}history/{query}")
    assert response.status_code == 200
    return response.context["runs"]


def test_publications_and_named_states_stand_out_and_plain_saves_are_folded():
    variant = cast.live()
    for number in range(3):
        cast.write(variant, headline=f"Try {number}")
    client = signed_in(cast.elena())
    client.post(f"{story(variant)}name/", {"revision": states(variant)[-2].pk, "name": "Before the cut"})
    cast.write(variant, headline="Newest")
    kinds = [(run.is_folded, len(run.states)) for run in shown_runs(client, variant, "?language=en")]
    # newest, one save, the named one, one save, the publication, what came before it
    assert kinds == [(False, 1), (True, 1), (False, 1), (True, 1), (False, 1), (True, 1)]


def test_the_history_of_one_language_and_of_the_facts_is_read_alone():
    variant = cast.draft()
    other = cast.translate(variant, "ru")
    client = signed_in(cast.elena())
    for query, languages in (("?language=ru", {other.pk}), ("?language=en", {variant.pk}), ("?language=story", {None})):
        runs = shown_runs(client, variant, query)
        assert {state.revision.variant_id for run in runs for state in run.states} == languages
    assert client.get(f"{story(variant)}history/?language=hy").status_code == 404
    assert client.get(f"{story(variant)}history/?language=xx").status_code == 404


def test_the_field_for_a_name_is_folded_and_a_name_that_was_given_stands_there():
    variant = cast.draft()
    client = signed_in(cast.elena())
    page = client.get(f"/admin/articles/article/{variant.article_id}/history/").content.decode()
    assert page.count('<details class="history__name">') == page.count('name="name"') > 0
    workflow.name_revision(user=cast.elena(), now=cast.NOW, revision_id=variant.head_id, name="Before the cut")
    assert "“Before the cut”" in client.get(f"/admin/articles/article/{variant.article_id}/history/").content.decode()


def test_rescued_words_are_shown_as_such_and_are_not_the_newest_state():
    from articles import workflow

    variant = cast.draft()
    workflow.keep_lock(user=cast.anna(), now=cast.NOW, variant_id=variant.pk)
    text = Text(headline="Typed and not saved")
    workflow.autosave(user=cast.anna(), now=cast.NOW, variant_id=variant.pk, base_id=variant.head_id, text=text)
    workflow.take_over(user=cast.elena(), now=cast.NOW, variant_id=variant.pk)
    client = signed_in(cast.elena())
    rescued = [state for run in shown_runs(client, variant) for state in run.states if state.is_rescued]
    assert [(state.is_kept, state.is_newest, state.revision.name) for state in rescued] == [
        (True, False, "Unsaved words of anna")
    ]
    assert "rescued unsaved words" in client.get(f"{story(variant)}history/").content.decode()


def test_a_state_of_the_facts_is_named_by_who_may_change_them():
    variant = cast.live()
    facts = variant.article.revisions.get(variant=None)
    data = {"revision": facts.pk, "name": "As it was"}
    anna = signed_in(cast.anna())  # may arrange a draft, and not what is public
    assert anna.post(f"{story(variant)}name/", data).status_code == 403
    assert signed_in(cast.elena()).post(f"{story(variant)}name/", data).status_code == 302
    facts.refresh_from_db()
    assert facts.name == "As it was"


def test_a_translator_names_no_state_of_the_facts():
    variant = cast.draft()
    facts = variant.article.revisions.get(variant=None)
    response = signed_in(cast.tigran()).post(f"{story(variant)}name/", {"revision": facts.pk, "name": "Mine"})
    assert response.status_code == 403


@pytest.mark.parametrize("name", ["anna", "tigran", "elena"])
def test_the_history_offers_just_what_is_not_refused(name):
    """Every field and button that a person sees there does what it says; whoever sees none gets a 403."""
    variant = cast.live()
    cast.write(variant, headline="Second")
    cast.arrange(variant, is_breaking=True)
    client = signed_in(getattr(cast, name)())
    offered = {state.revision.pk: state for run in shown_runs(client, variant) for state in run.states}
    for pk, state in offered.items():
        named = client.post(f"{story(variant)}name/", {"revision": pk, "name": f"{name} {pk}"})
        assert named.status_code == (302 if state.may_change else 403)
        restored = client.post(f"{story(variant)}restore/", {"revision": pk, "expected": state.expected})
        assert (restored.status_code == 403) == (not state.may_change)


@pytest.mark.parametrize("name", ["\u0958" * 120, "x" * 10_000])
def test_a_name_that_is_too_long_is_said_so(name):
    variant = cast.draft()
    client = signed_in(cast.elena())
    response = client.post(f"{story(variant)}name/", {"revision": variant.head_id, "name": name})
    assert said(client, response) == ["Too long: at most 120 characters."]
    assert Revision.objects.get(pk=variant.head_id).name == ""


def test_a_long_history_costs_no_more_queries_than_a_short_one(django_assert_max_num_queries):
    variant = cast.live()
    for number in range(70):
        cast.write(variant, headline=f"Try {number}")
    client = signed_in(cast.elena())
    with django_assert_max_num_queries(14):
        response = client.get(f"{story(variant)}history/")
    assert response.context["before"]
    assert client.get(f"{story(variant)}history/?before={response.context['before']}").status_code == 200
