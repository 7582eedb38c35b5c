"""Two tags become one, two authors become one: names, stories, pages, addresses; nothing twice, nothing lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import merging, workflow
from articles.listings import facts_of
from articles.models import Author, AuthorListing, AuthorName, Redirect, Tag, TagListing, TagName
from articles.snapshots import Facts
from articles.vocabulary import save_tag
from search.models import SearchEntry
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def tags():
    trains = cast.tag("trains", en="Trains", ru="Поезда")
    TagName.objects.create(tag=trains, language="en", text="Rolling stock", folded="rolling stock", is_synonym=True)
    return trains, cast.tag("railways", en="Railways", hy="Երկաթուղի")


def names(of):
    return {(name.language, name.text, name.is_synonym) for name in of.names.all()}


def merge(old, into, by=None):
    return merging.merge_tags(user=by or cast.mariam(), now=NOW, tag_id=old.pk, into_id=into.pk)


def test_names_move_and_a_main_name_too_many_becomes_another_word():
    trains, railways = tags()
    merge(trains, railways)
    assert names(railways) == {
        ("en", "Railways", False), ("hy", "Երկաթուղի", False), ("ru", "Поезда", False),
        ("en", "Trains", True), ("en", "Rolling stock", True),
    }  # fmt: skip
    assert list(Tag.objects.all()) == [railways]


def test_stories_carry_the_tag_once_and_are_listed_once():
    trains, railways = tags()
    only, both = cast.live(), cast.live(headline="Both of them")
    cast.arrange(only, tags=("trains",))
    cast.arrange(both, tags=("railways", "trains"))
    before = only.article.revision
    told = merging.plan(merging.TAGS, trains, railways)
    assert (told.stories, told.shared, told.old_words) == (2, 1, ["trains"])
    assert {(name.text, name.is_synonym) for name in told.names if name.language == "en"} == {
        ("Railways", False), ("Trains", True), ("Rolling stock", True),
    }  # fmt: skip
    merge(trains, railways)
    for variant in (only, both):
        variant.article.refresh_from_db()
        assert facts_of(variant.article).tags == ("railways",)
    assert sorted(TagListing.objects.values_list("variant", "tag")) == [(only.pk, railways.pk), (both.pk, railways.pk)]
    assert only.article.revision == before + 1


def test_a_form_that_was_open_meanwhile_is_told_and_an_old_state_brings_the_new_tag():
    trains, railways = tags()
    variant = cast.draft()
    cast.arrange(variant, tags=("trains",))
    old = Facts(section="region", tags=("trains",), is_breaking=True)
    stale = variant.article.revision
    merge(trains, railways)
    save = {"user": cast.mariam(), "now": NOW, "article_id": variant.article_id, "facts": old}
    with pytest.raises(workflow.StaleRevision):
        workflow.save_facts(expected_revision=stale, **save)
    workflow.save_facts(expected_revision=stale + 1, **save)
    variant.article.refresh_from_db()
    assert facts_of(variant.article).tags == ("railways",)


def test_addresses_lead_on_in_one_step_without_chains_and_circles():
    a, b, c = (cast.tag(slug, en=slug) for slug in ("one", "two", "three"))
    merge(a, b)
    merge(b, c)
    assert dict(Redirect.objects.values_list("old_slug", "new_slug")) == {"one": "three", "two": "three"}
    # A word that led away is the word of a tag again (an import may do that), and everything is merged into it.
    again = cast.tag("one", en="One again")
    merge(c, again)
    assert dict(Redirect.objects.values_list("old_slug", "new_slug")) == {"two": "one", "three": "one"}


def test_the_address_word_of_a_tag_that_was_merged_is_not_given_away():
    trains, railways = tags()
    merge(trains, railways)
    with pytest.raises(ValidationError, match="is taken"):
        save_tag(user=cast.mariam(), tag=None, names={"en": "Something else"}, synonyms={}, slug="trains")


def test_the_search_knows_the_new_names_of_what_is_public(django_capture_on_commit_callbacks):
    trains, railways = tags()
    with django_capture_on_commit_callbacks(execute=True):
        variant = cast.live()
        cast.arrange(variant, tags=("trains",))
    assert "երկաթուղի" not in SearchEntry.objects.get(pk=variant.pk).name_terms
    with django_capture_on_commit_callbacks(execute=True):
        merge(trains, railways)
    assert "երկաթուղի" in SearchEntry.objects.get(pk=variant.pk).name_terms


def test_merging_needs_the_right_to_name_and_two_different_tags():
    trains, railways = tags()
    for person in (cast.anna(), cast.tigran(), cast.oscar()):
        with pytest.raises(PermissionDenied):
            merge(trains, railways, by=person)
    with pytest.raises(ValidationError):
        merge(trains, trains)
    gone = Tag(pk=2**40)
    with pytest.raises(Tag.DoesNotExist):
        merge(gone, railways)
    assert Tag.objects.count() == 2 and not Redirect.objects.exists()


def test_an_author_keeps_one_byline_a_story_and_takes_over_what_the_other_lacks():
    old = cast.author("n-vale", en="N. Vale", ru="Н. Вейл")
    Author.objects.filter(pk=old.pk).update(about={"en": "Old line", "ru": "Пишет о дорогах"}, user=cast.anna())
    into = cast.author("nora-vale", en="Nora Vale", hy="Նորա Վեյլ")
    AuthorName.objects.create(author=into, language="en", text="n. vale", folded="n. vale", is_synonym=True)
    Author.objects.filter(pk=into.pk).update(about={"en": "Writes about rail"})
    both, only = cast.live(), cast.live(headline="Only the old name")
    cast.arrange(both, authors=("n-vale", "nora-vale"))
    cast.arrange(only, authors=("n-vale",))
    merging.merge_authors(user=cast.mariam(), now=NOW, author_id=old.pk, into_id=into.pk)
    into.refresh_from_db()
    assert into.about == {"en": "Writes about rail", "ru": "Пишет о дорогах"}
    assert into.user == cast.anna()
    assert names(into) == {
        ("en", "Nora Vale", False), ("en", "n. vale", True), ("hy", "Նորա Վեյլ", False), ("ru", "Н. Вейл", False),
    }  # fmt: skip
    assert AuthorListing.objects.filter(author=into).count() == 2
    for variant in (both, only):
        variant.article.refresh_from_db()
        assert facts_of(variant.article).authors == ("nora-vale",)
    assert Redirect.objects.get().kind == Redirect.Kind.AUTHOR


def test_a_big_tag_is_merged_with_a_fixed_number_of_queries(django_assert_max_num_queries):
    trains, railways = tags()
    for number in range(12):
        cast.arrange(cast.live(headline=f"Story {number}"), tags=("trains",))
    by = cast.mariam()
    with django_assert_max_num_queries(35):
        merge(trains, railways, by=by)
