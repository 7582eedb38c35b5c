"""A change for many stories: what its preview promises is what happens; it is done once, and taken back with care."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import bulk, merging, workflow
from articles.bulk import Plan, ask, ask_undo, preview
from articles.models import Article, ArticleVariant, BulkChange, BulkKind, LogEntry, Membership, Tag
from tests import cast
from tests.cast import HOUR, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Asks, and lets the task run as the commit would."""

    def run(user, plan, ids, key=None):
        with django_capture_on_commit_callbacks(execute=True):
            change = ask(user=user, now=NOW, plan=plan, article_ids=ids, key=key or uuid4())
        change.refresh_from_db()
        return change

    return run


@pytest.fixture
def take_back(django_capture_on_commit_callbacks):
    def take_back(user, change):
        with django_capture_on_commit_callbacks(execute=True):
            ask_undo(user=user, now=NOW, change_id=change.pk)
        change.refresh_from_db()
        return change

    return take_back


def binned():
    variant = cast.draft()
    workflow.move_to_bin(user=cast.mariam(), now=NOW, article_id=variant.article_id)
    return variant


def tagged():
    variant = cast.draft()
    cast.arrange(variant, tags=(cast.tag().slug,))
    return variant


def many_kinds_of_story():
    """Stories in every state that a change could meet, in two sections."""
    cast.section("politics")
    stories = [
        cast.draft(), cast.draft("hy", by=cast.anna()), cast.draft(in_section="politics"), cast.live(), tagged(), binned(),
        cast.schedule(cast.draft(), at=NOW + HOUR), cast.withdraw(cast.live()), cast.live(in_section="politics"),
    ]  # fmt: skip
    return [variant.article_id for variant in stories]


def plans():
    cast.section("politics")
    return {
        BulkKind.SECTION: Plan(BulkKind.SECTION, section=cast.section("politics")),
        BulkKind.ADD_TAG: Plan(BulkKind.ADD_TAG, tag=cast.tag()),
        BulkKind.DROP_TAG: Plan(BulkKind.DROP_TAG, tag=cast.tag()),
        BulkKind.BIN: Plan(BulkKind.BIN),
        BulkKind.UNBIN: Plan(BulkKind.UNBIN),
    }


def outcome(row):
    return "changed" if "undo" in row else row.get("refusal", "same")


@pytest.mark.parametrize("name", ["anna", "tigran", "elena", "mariam", "ada"])
@pytest.mark.parametrize("kind", list(BulkKind))
def test_the_preview_promises_what_then_happens(run, name, kind):
    ids, user = many_kinds_of_story(), getattr(cast, name)()
    promised = {
        row.article_id: row.refusal or ("same" if row.is_same else "changed")
        for row in preview(user, plans()[kind], ids)
    }
    change = run(user, plans()[kind], ids)
    assert {row["article"]: outcome(row) for row in change.results} == promised
    assert change.state == BulkChange.State.DONE


def test_what_one_may_not_see_is_neither_previewed_nor_reached(run):
    mine, other = cast.draft(), cast.draft(in_section="politics", headline="A secret headline")
    plan = Plan(BulkKind.ADD_TAG, tag=cast.tag())
    ids = [mine.article_id, other.article_id, 2**63 - 1]
    assert [row.article_id for row in preview(cast.anna(), plan, ids)] == [mine.article_id]
    change = run(cast.anna(), plan, ids)
    assert change.article_ids == [mine.article_id]
    assert not other.article.tagged_articles.exists()


def test_somebody_without_rights_begins_nothing():
    with pytest.raises(PermissionDenied):
        ask(user=cast.oscar(), now=NOW, plan=Plan(BulkKind.BIN), article_ids=[], key=uuid4())
    assert not BulkChange.objects.exists()


def test_rights_count_as_they_are_when_a_story_is_reached(django_capture_on_commit_callbacks):
    variant, user = cast.draft(), cast.elena()
    with django_capture_on_commit_callbacks(execute=True):
        change = ask(user=user, now=NOW, plan=Plan(BulkKind.BIN), article_ids=[variant.article_id], key=uuid4())
        Membership.objects.filter(user=user).update(role="reporter")
    change.refresh_from_db()
    assert [outcome(row) for row in change.results] == ["You may not do this"]
    assert Article.objects.get().binned_at is None


def test_sent_twice_is_done_once(run):
    ids, key, user = [cast.draft().article_id, cast.draft().article_id], uuid4(), cast.mariam()
    plan = Plan(BulkKind.ADD_TAG, tag=cast.tag())
    first = run(user, plan, ids, key)
    again = run(user, plan, ids, key)
    assert first.pk == again.pk
    assert LogEntry.objects.filter(act="facts").count() == 2


def test_a_task_that_runs_twice_reaches_every_story_once(run):
    ids = [cast.draft().article_id for _ in range(3)]
    change = run(cast.mariam(), Plan(BulkKind.ADD_TAG, tag=cast.tag()), ids)
    count, results = LogEntry.objects.count(), change.results
    bulk.make_change.call(change.pk)
    change.refresh_from_db()
    assert (LogEntry.objects.count(), change.results) == (count, results)


def test_what_a_killed_worker_left_is_taken_up(settings, django_capture_on_commit_callbacks):
    ids = [cast.draft().article_id for _ in range(3)]
    plan = Plan(BulkKind.BIN)
    change = ask(user=cast.mariam(), now=NOW, plan=plan, article_ids=ids, key=uuid4())  # its task never ran
    bulk._reach(change.pk, ids[0])
    bulk.resume(now=NOW)
    change.refresh_from_db()
    assert len(change.results) == 1  # it may still be at work
    bulk.resume(now=NOW + bulk.STUCK)
    change.refresh_from_db()
    assert [row["article"] for row in change.results] == ids
    assert change.state == BulkChange.State.DONE
    assert Article.objects.filter(binned_at__isnull=False).count() == 3


def test_an_undo_is_taken_up_by_when_it_was_asked_and_not_by_its_change(run):
    variant, asked = cast.draft(), NOW + 10 * bulk.STUCK
    change = run(cast.mariam(), Plan(BulkKind.BIN), [variant.article_id])
    ask_undo(user=cast.mariam(), now=asked, change_id=change.pk)  # its task never ran
    bulk.resume(now=asked)
    change.refresh_from_db()
    assert change.state == BulkChange.State.UNDOING  # it may still be at work
    bulk.resume(now=asked + bulk.STUCK)
    change.refresh_from_db()
    assert change.state == BulkChange.State.UNDONE
    assert Article.objects.get().binned_at is None


def test_one_refused_story_does_not_hold_the_others(run):
    stories = [cast.draft(), cast.live(), cast.draft()]
    change = run(cast.mariam(), Plan(BulkKind.BIN), [variant.article_id for variant in stories])
    assert [outcome(row)[:7] for row in change.results] == ["changed", "A story", "changed"]


@pytest.mark.parametrize("kind", list(BulkKind))
def test_undo_brings_everything_back(run, take_back, kind):
    ids = many_kinds_of_story()

    # What a story holds, without the moments and counters that every step moves on.
    def held():
        rows = Article.objects.in_bulk(ids)
        return {
            pk: (row.section_id, row.binned_at is None, sorted(row.tagged_articles.values_list("tag__slug", flat=True)))
            for pk, row in rows.items()
        }

    before = held()
    change = run(cast.mariam(), plans()[kind], ids)
    changed = [row["article"] for row in change.results if "undo" in row]
    assert changed and held() != before
    take_back(cast.mariam(), change)
    assert held() == before
    assert change.state == BulkChange.State.UNDONE
    assert [row["article"] for row in change.results if row.get("undone")] == changed


def test_a_story_changed_meanwhile_is_left_alone_and_named(run, take_back):
    quiet, busy = cast.draft(), cast.draft()
    cast.section("politics")
    change = run(cast.mariam(), plans()[BulkKind.SECTION], [quiet.article_id, busy.article_id])
    cast.write(busy, headline="Somebody works on it", now=timezone.now())
    take_back(cast.mariam(), change)
    sections = dict(Article.objects.values_list("pk", "section__key"))
    assert sections == {quiet.article_id: "region", busy.article_id: "politics"}
    left = {row["article"]: row["left"] for row in change.results if "left" in row}
    assert left == {busy.article_id: "It has been changed since, so it was left as it is."}


def test_undo_is_for_the_one_who_asked_and_happens_once(run, take_back):
    variant = cast.draft()
    change = run(cast.mariam(), Plan(BulkKind.BIN), [variant.article_id])
    take_back(cast.elena(), change)
    assert change.state == BulkChange.State.DONE
    take_back(cast.mariam(), change)
    count = LogEntry.objects.count()
    take_back(cast.mariam(), change)
    assert (change.state, LogEntry.objects.count()) == (BulkChange.State.UNDONE, count)


def test_what_became_public_meanwhile_moves_only_with_the_right_to_publish(run):
    """A reporter asks while it is a draft; by the time it is reached an editor has published it."""
    variant = cast.draft(by=cast.anna())
    plan = Plan(BulkKind.ADD_TAG, tag=cast.tag())
    assert [row.refusal for row in preview(cast.anna(), plan, [variant.article_id])] == [""]
    cast.publish(variant)
    change = run(cast.anna(), plan, [variant.article_id])
    assert [outcome(row) for row in change.results] == ["You may not do this"]


def rail_becomes_railways():
    """A tag "rail" that is merged into "railways" after the change was asked and before it is made."""
    rail = cast.tag("rail", en="Rail")
    return rail, lambda: merging.merge_tags(user=cast.mariam(), now=NOW, tag_id=rail.pk, into_id=cast.tag().pk)


def test_a_tag_merged_meanwhile_is_added_as_what_it_became(django_capture_on_commit_callbacks):
    plain, has_it = cast.draft(), tagged()
    rail, merge = rail_becomes_railways()
    with django_capture_on_commit_callbacks(execute=True):
        ids = [plain.article_id, has_it.article_id]
        change = ask(user=cast.mariam(), now=NOW, plan=Plan(BulkKind.ADD_TAG, tag=rail), article_ids=ids, key=uuid4())
        merge()
    change.refresh_from_db()
    assert [outcome(row) for row in change.results] == ["changed", "same"]
    assert list(plain.article.tagged_articles.values_list("tag__slug", flat=True)) == ["railways"]


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_tag_that_is_gone_is_not_taken_away_and_nothing_counts_as_changed(
    django_capture_on_commit_callbacks, is_merged
):
    variant = tagged()
    rail, merge = rail_becomes_railways()
    with django_capture_on_commit_callbacks(execute=True):
        change = ask(
            user=cast.mariam(), now=NOW, plan=Plan(BulkKind.DROP_TAG, tag=rail), article_ids=[variant.article_id], key=uuid4()
        )  # fmt: skip
        merge() if is_merged else rail.delete()
    change.refresh_from_db()
    assert [outcome(row) for row in change.results] == ["The tag no longer exists."]
    assert list(variant.article.tagged_articles.values_list("tag__slug", flat=True)) == ["railways"]


def test_the_reasons_are_in_the_language_of_the_one_who_asked(run):
    from django.utils import translation

    variant = cast.live()
    with translation.override("ru"):
        change = run(cast.mariam(), Plan(BulkKind.BIN), [variant.article_id])
    assert change.results[0]["refusal"].startswith("Опубликованный")


def test_the_preview_of_five_hundred_stories_asks_four_queries(django_assert_num_queries):
    section, user = cast.section(), cast.mariam()
    stories = Article.objects.bulk_create(
        Article(section=section, original_language="en", created_at=NOW, changed_at=NOW) for _ in range(500)
    )
    ArticleVariant.objects.bulk_create(
        ArticleVariant(article=story, section=section, language=code, headline=f"{code} {story.pk}", slug="x")
        for story in stories for code in cast.LANGUAGES
    )  # fmt: skip
    plan = Plan(BulkKind.DROP_TAG, tag=cast.tag())
    with django_assert_num_queries(4):
        rows = preview(user, plan, [story.pk for story in stories])
    assert len(rows) == 500
    assert all(row.is_same and row.headline == f"en {row.article_id}" for row in rows)
    assert Tag.objects.count() == 1
