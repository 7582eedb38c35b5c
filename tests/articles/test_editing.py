"""Presence and unsaved words: the verbs by themselves, and many of them at the same instant."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from articles import bodies, workflow
from articles.models import Act, Autosave, EditLock, LogEntry, Revision
from articles.models.editing import LOCK_LIFETIME
from articles.snapshots import Text
from articles.workflow import Refusal
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def keep(variant, user, headline="Typed", *, base=None, now=NOW):
    return workflow.autosave(
        user=user, now=now, variant_id=variant.pk, base_id=base or variant.head_id, text=Text(headline=headline, body="<p>x")
    )  # fmt: skip


def lock(variant, user, now=NOW):
    return workflow.keep_lock(user=user, now=now, variant_id=variant.pk)


def test_a_lock_is_kept_by_its_holder_and_free_after_a_minute_of_silence():
    variant = cast.draft()
    first = lock(variant, cast.elena())
    assert lock(variant, cast.mariam(), NOW + LOCK_LIFETIME - SECOND).user == cast.elena()
    kept = lock(variant, cast.elena(), NOW + LOCK_LIFETIME - SECOND)
    assert (kept.user, kept.since) == (cast.elena(), first.since)
    taken = lock(variant, cast.mariam(), NOW + 2 * LOCK_LIFETIME)
    assert (taken.user, taken.since) == (cast.mariam(), NOW + 2 * LOCK_LIFETIME)
    assert EditLock.objects.count() == 1


def test_somebody_who_was_away_for_longer_writes_since_they_are_back():
    variant = cast.draft()
    lock(variant, cast.elena())
    assert lock(variant, cast.elena(), NOW + 2 * LOCK_LIFETIME).since == NOW + 2 * LOCK_LIFETIME


def test_who_may_not_write_takes_no_lock_and_keeps_no_words():
    variant = cast.draft()
    for verb in (lock, keep):
        with pytest.raises(PermissionDenied):
            verb(variant, cast.tigran())
    with pytest.raises(PermissionDenied):
        workflow.take_over(user=cast.tigran(), now=NOW, variant_id=variant.pk)
    assert not EditLock.objects.exists() and not Autosave.objects.exists()


def test_a_story_in_the_bin_takes_no_lock_and_keeps_the_words():
    variant = cast.draft()
    workflow.move_to_bin(user=cast.elena(), now=NOW, article_id=variant.article_id)
    with pytest.raises(Refusal):
        lock(variant, cast.elena())
    assert keep(variant, cast.elena())


def test_taking_over_is_logged_and_names_the_words_it_kept():
    variant = cast.draft()
    lock(variant, cast.elena())
    keep(variant, cast.elena())
    held = workflow.take_over(user=cast.mariam(), now=NOW + SECOND, variant_id=variant.pk)
    line = LogEntry.objects.get(act=Act.TAKEN_OVER)
    rescued = Revision.objects.get(pk=line.revision_id)
    assert (held.user, line.user, line.details) == (cast.mariam(), cast.mariam(), {"before": "elena"})
    assert (rescued.created_by, rescued.data["headline"], rescued.data["body"]) == (cast.elena(), "Typed", "<p>x</p>")
    variant.refresh_from_db()
    assert variant.head_id != rescued.pk


def test_taking_over_from_nobody_or_from_oneself_is_taking_the_lock():
    variant = cast.draft()
    for _time in range(2):
        assert workflow.take_over(user=cast.elena(), now=NOW, variant_id=variant.pk).user == cast.elena()
    assert not LogEntry.objects.filter(act=Act.TAKEN_OVER).exists()


def test_the_first_whose_lock_was_taken_goes_on_keeping_words_and_is_still_offered_them():
    variant = cast.draft()
    lock(variant, cast.elena())
    keep(variant, cast.elena())
    workflow.take_over(user=cast.mariam(), now=NOW, variant_id=variant.pk)
    assert keep(variant, cast.elena())
    assert keep(variant, cast.elena(), "Typed, and a word more")
    assert Autosave.objects.get().data["headline"] == "Typed, and a word more"


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<blockquote>" * 150 + "deep", "<p>deep</p>"),
        ("<blockquote>" * 150, ""),
        ("<p>abc</p>" * 50_000, "<p>abc</p>" * 20_000),
        ("&amp;" * 150_000, "<p>" + "&amp;" * 40_000 + "</p>"),
    ],
)
def test_a_body_that_could_not_be_saved_is_rescued_as_its_words(body, kept):
    rescued = bodies.clean_anyhow(Text(headline="x" * 300, body=body))
    assert (rescued.headline, rescued.body) == ("x" * 200, kept)
    assert bodies.clean(rescued) == rescued


def test_words_undone_are_no_unsaved_words():
    variant = cast.draft()
    head = Text.from_json(variant.head.data)
    keep(variant, cast.elena())
    assert not workflow.autosave(user=cast.elena(), now=NOW, variant_id=variant.pk, base_id=variant.head_id, text=head)
    assert not Autosave.objects.exists()


def test_a_request_that_arrives_after_the_save_it_came_before_brings_nothing_back():
    variant = cast.draft()
    before = variant.head_id
    text = Text(headline="Saved", body="<p>x</p>")
    save = {"user": cast.elena(), "now": NOW, "variant_id": variant.pk}
    saved = workflow.save_draft(**save, expected_head=before, text=text)
    workflow.save_draft(**save | {"user": cast.mariam()}, expected_head=saved.pk, text=Text(headline="Mariam's"))
    assert not keep(variant, cast.elena(), "Saved", base=before)
    assert keep(variant, cast.mariam(), "Saved", base=before)  # to her these words are her own


def test_a_state_of_another_variant_is_no_beginning():
    with pytest.raises(Revision.DoesNotExist):
        keep(cast.draft(), cast.elena(), base=cast.draft("ru").head_id)


def test_keeping_costs_four_queries_however_long_the_history_is():
    variant, user = cast.draft(), cast.elena()
    lock(variant, user)
    for number in range(30):
        cast.write(variant, headline=f"State {number}", by=cast.mariam())
    keep(variant, user)  # the rights are remembered on the person
    with CaptureQueriesContext(connection) as asked:
        keep(variant, user, "More")
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 4


@pytest.mark.django_db(transaction=True)
def test_forty_requests_at_one_instant_end_in_one_copy_a_person_and_one_lock():
    variant, people = cast.draft(), [cast.elena(), cast.mariam()]
    start = threading.Barrier(8)

    def write(user):
        start.wait()
        try:
            for number in range(5):
                keep(variant, user, f"{user} {number}")
                lock(variant, user)
                if number == 2:
                    workflow.leave(user=user, variant_id=variant.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, people * 4))
    assert sorted(str(copy.user) for copy in Autosave.objects.all()) == ["elena", "mariam"]
    assert EditLock.objects.count() == 1
