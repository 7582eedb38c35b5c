"""The log: every verb writes its one line with what it did, what was refused writes none, and no line is ever changed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles import merging, workflow
from articles.models import Act, Article, LogEntry, Section
from articles.models.log import AppendOnly
from articles.paper import Said, fingerprint, save_settings
from articles.snapshots import Text
from tests import cast
from tests.cast import HOUR, NOW

pytestmark = pytest.mark.django_db


def head(variant):
    variant.refresh_from_db()
    return {"variant_id": variant.pk, "expected_head": variant.head_id}


def facts(variant, **changes):
    from dataclasses import replace

    from articles.listings import facts_of

    article = Article.objects.select_related("section", "wire_source").get(pk=variant.article_id)
    return {
        "article_id": article.pk, "expected_revision": article.revision, "facts": replace(facts_of(article), **changes)
    }  # fmt: skip


def in_review():
    variant = cast.draft()
    workflow.submit_for_review(user=cast.mariam(), now=NOW, **head(variant))
    return variant


def waiting():
    return cast.schedule(cast.draft(), at=NOW + HOUR)


def in_two_languages():
    return cast.translate(cast.live(), "ru")


def translated():
    source = cast.live()
    target = cast.translate(source, "ru")
    cast.publish(cast.write(source, body="<p>Other words.</p>"), at=NOW)
    return target


def with_link():
    variant = cast.draft()
    workflow.make_preview_link(user=cast.mariam(), now=NOW, revision_id=variant.head_id)
    return variant


def held_by_anna():
    variant = cast.draft()
    workflow.keep_lock(user=cast.anna(), now=NOW, variant_id=variant.pk)
    return variant


def binned():
    variant = cast.draft()
    workflow.move_to_bin(user=cast.mariam(), now=NOW, article_id=variant.article_id)
    return variant


def only_begun():
    return workflow.start_translation(user=cast.mariam(), now=NOW, article_id=cast.draft().article_id, language="ru")


def restorable():
    variant = cast.draft(headline="First")
    variant.old = variant.head_id
    return cast.write(variant, headline="Second")


def two_tags():
    return cast.tag("rail", en="Rail"), cast.tag()


def two_authors():
    return cast.author("n-vale", en="N. Vale"), cast.author()


# (the act, what there is before, the verb, what it is called with)
VERBS = [
    (Act.STARTED, cast.section, workflow.start_article, lambda it: {"section": it, "language": "en", "headline": "Rain"}),
    (Act.STARTED, cast.draft, workflow.start_translation, lambda it: {"article_id": it.article_id, "language": "ru"}),
    (Act.UNBEGUN, only_begun, workflow.take_beginning_back, lambda it: {"variant_id": it.pk}),
    (Act.SAVED, cast.draft, workflow.save_draft, lambda it: {**head(it), "text": Text(headline="Other")}),
    (Act.RESTORED, restorable, workflow.restore_revision, lambda it: {**head(it), "revision_id": it.old}),
    (Act.NAMED, cast.draft, workflow.name_revision, lambda it: {"revision_id": it.head_id, "name": "Before the cut"}),
    (Act.SUBMITTED, cast.draft, workflow.submit_for_review, head),
    (Act.SENT_BACK, in_review, workflow.send_back, head),
    (Act.APPROVED, cast.draft, workflow.approve, head),
    (Act.PUBLISHED, cast.draft, workflow.publish, head),
    (Act.SCHEDULED, cast.draft, workflow.schedule, lambda it: {**head(it), "at": NOW + HOUR}),
    (Act.RESCHEDULED, waiting, workflow.reschedule, lambda it: {**head(it), "at": NOW + 2 * HOUR}),
    (Act.UNSCHEDULED, waiting, workflow.unschedule, head),
    (Act.WITHDRAWN, cast.live, workflow.withdraw, head),
    (Act.CORRECTED, cast.live, workflow.correct, lambda it: {"variant_id": it.pk, "kind": "correction", "text": "Put right."}),
    (Act.CONFIRMED, translated, workflow.confirm_translation, lambda it: {"variant_id": it.pk}),
    (Act.ASSIGNED, cast.draft, workflow.assign_translation, lambda it: {"article_id": it.article_id, "language": "ru", "assignee": cast.tigran()}),
    (Act.WAIVED, cast.draft, workflow.waive_translation, lambda it: {"article_id": it.article_id, "language": "ru", "is_waived": True}),
    (Act.FACTS, cast.draft, workflow.save_facts, lambda it: facts(it, is_breaking=True)),
    (Act.FACTS, cast.draft, workflow.save_facts, lambda it: facts(it, section=cast.section("politics").key, is_breaking=True)),
    (Act.ORIGINAL, in_two_languages, workflow.change_original_language, lambda it: {"article_id": it.article_id, "expected": "en", "language": "ru"}),
    (Act.BINNED, cast.draft, workflow.move_to_bin, lambda it: {"article_id": it.article_id}),
    (Act.UNBINNED, binned, workflow.take_out_of_bin, lambda it: {"article_id": it.article_id}),
    (Act.TAKEN_OVER, held_by_anna, workflow.take_over, lambda it: {"variant_id": it.pk}),
    (Act.PREVIEWED, cast.draft, workflow.make_preview_link, lambda it: {"revision_id": it.head_id}),
    (Act.UNPREVIEWED, with_link, workflow.revoke_preview_links, lambda it: {"variant_id": it.pk}),
    (Act.SETTINGS, cast.paper, save_settings, lambda it: {"seen": fingerprint(it), "said": {"en": Said({"names": "Another"})}, "clocks": [], "has_full_feeds": True}),
    (Act.MERGED_TAGS, two_tags, merging.merge_tags, lambda it: {"tag_id": it[0].pk, "into_id": it[1].pk}),
    (Act.MERGED_AUTHORS, two_authors, merging.merge_authors, lambda it: {"author_id": it[0].pk, "into_id": it[1].pk}),
]  # fmt: skip
IDS = [f"{verb.__name__}-{place}" for place, (_act, _before, verb, _how) in enumerate(VERBS)]


def test_the_table_of_verbs_has_every_act_of_a_person():
    assert {act for act, *_rest in VERBS} == set(Act) - {Act.DELETED}


@pytest.mark.parametrize(("act", "before", "verb", "how"), VERBS, ids=IDS)
def test_every_verb_writes_its_one_line(act, before, verb, how):
    asked = how(before())
    last = LogEntry.objects.count()
    user = cast.mariam()
    verb(user=user, now=NOW, **asked)
    assert LogEntry.objects.count() == last + 1
    line = LogEntry.objects.order_by("-pk").first()
    assert (line.act, line.user, line.at) == (act, user, NOW)
    if act in (Act.MERGED_TAGS, Act.MERGED_AUTHORS, Act.SETTINGS):  # no one story's
        assert line.article_id is None
    else:
        assert Article.objects.filter(pk=line.article_id).exists()


@pytest.mark.parametrize(("act", "before", "verb", "how"), VERBS, ids=IDS)
def test_a_verb_that_is_not_ones_own_writes_no_line(act, before, verb, how):
    asked = how(before())
    count = LogEntry.objects.count()
    with pytest.raises(PermissionDenied):
        verb(user=cast.oscar(), now=NOW, **asked)
    assert LogEntry.objects.count() == count


@pytest.mark.parametrize(("act", "before", "verb", "how"), VERBS, ids=IDS)
def test_the_line_and_what_it_tells_are_kept_together_or_not_at_all(act, before, verb, how):
    asked = how(before())
    count = LogEntry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        verb(user=cast.mariam(), now=NOW, **asked)
        raise ZeroDivisionError
    assert LogEntry.objects.count() == count


@pytest.mark.parametrize(
    "asked",
    [
        lambda it: workflow.save_draft(user=cast.mariam(), now=NOW, variant_id=it.pk, expected_head=1, text=Text(headline="Stale")),
        lambda it: workflow.schedule(user=cast.mariam(), now=NOW, **head(it), at=NOW - HOUR),
        lambda it: workflow.withdraw(user=cast.mariam(), now=NOW, **head(it)),
        lambda it: workflow.reschedule(user=cast.mariam(), now=NOW, **head(it), at=NOW + HOUR),
        lambda it: workflow.save_facts(user=cast.mariam(), now=NOW, **{**facts(it, is_breaking=True), "expected_revision": 99}),
        lambda it: workflow.waive_translation(user=cast.mariam(), now=NOW, article_id=it.article_id, language="en", is_waived=True),
    ],
)  # fmt: skip
def test_a_refused_step_writes_no_line(asked):
    variant = cast.write(cast.draft(), headline="Somebody was first")
    count = LogEntry.objects.count()
    with pytest.raises(workflow.Refusal):
        asked(variant)
    assert LogEntry.objects.count() == count


def test_presence_and_autosaves_write_no_line():
    variant = cast.draft()
    user, count = cast.anna(), LogEntry.objects.count()
    for second in range(20):
        now = NOW + timedelta(seconds=second)
        workflow.keep_lock(user=user, now=now, variant_id=variant.pk)
        text = Text(headline=f"Typed {second}")
        workflow.autosave(user=user, now=now, variant_id=variant.pk, base_id=variant.head_id, text=text)
    workflow.leave(user=user, variant_id=variant.pk)
    assert LogEntry.objects.count() == count


def test_saving_what_is_saved_already_writes_no_line():
    variant = cast.draft()
    count = LogEntry.objects.count()
    cast.write(variant, headline=variant.headline)
    assert LogEntry.objects.count() == count


def test_no_line_is_changed_or_deleted():
    cast.draft()
    line = LogEntry.objects.first()
    line.reason = "Never happened"
    for attempt in (
        line.save,
        line.delete,
        lambda: LogEntry.objects.update(reason="x"),
        lambda: LogEntry.objects.filter(pk=line.pk).delete(),
        lambda: LogEntry.objects.bulk_update([line], ["reason"]),
        lambda: LogEntry.objects.update_or_create(pk=line.pk, defaults={"reason": "x"}),
    ):
        with pytest.raises(AppendOnly), transaction.atomic():
            attempt()
    line.refresh_from_db()
    assert line.reason == ""


def test_a_deleted_story_leaves_its_lines_and_a_last_one_by_nobody():
    variant = binned()
    before = list(LogEntry.objects.filter(article=variant.article_id).values_list("pk", flat=True))
    assert workflow.empty_bin(now=NOW + timedelta(days=31)) == 1
    lines = LogEntry.objects.filter(article=variant.article_id).order_by("pk")
    assert [line.pk for line in lines[: len(before)]] == sorted(before)
    assert (lines.last().act, lines.last().user) == (Act.DELETED, None)
    assert not Article.objects.exists()


def test_a_story_that_moves_with_other_facts_says_both_in_its_line():
    variant = cast.draft()
    old = variant.article.section_id
    cast.section("politics")
    cast.arrange(variant, section="politics", is_breaking=True)
    line = LogEntry.objects.order_by("-pk").first()
    assert (line.act, line.details) == (Act.FACTS, {"old": old, "new": Section.objects.get(key="politics").pk})
