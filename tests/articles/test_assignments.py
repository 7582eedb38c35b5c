"""Who makes which language: taken, given, given back, not needed."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import workflow
from articles.models import Act, LogEntry, TranslationTask
from tests import cast
from tests.cast import HOUR, NOW

pytestmark = pytest.mark.django_db


def assign(story, language, to, by, now=NOW):
    workflow.assign_translation(user=by, now=now, article_id=story.article_id, language=language, assignee=to)


def waive(story, language, by, is_waived=True):
    workflow.waive_translation(user=by, now=NOW, article_id=story.article_id, language=language, is_waived=is_waived)


def test_a_translator_takes_a_language_and_gives_it_back():
    story = cast.live()
    assign(story, "ru", cast.tigran(), by=cast.tigran())
    task = TranslationTask.objects.get()
    assert (task.assignee, task.assigned_at) == (cast.tigran(), NOW)
    assign(story, "ru", None, by=cast.tigran())
    task.refresh_from_db()
    assert (task.assignee, task.assigned_at) == (None, None)
    log = LogEntry.objects.filter(act=Act.ASSIGNED).order_by("pk")
    assert [entry.details for entry in log] == [{"to": "tigran", "into": "ru"}, {"to": "", "into": "ru"}]


def test_nobody_takes_a_language_they_may_not_write():
    with pytest.raises(PermissionDenied):
        assign(cast.live(), "hy", cast.tigran(), by=cast.tigran())
    assert not TranslationTask.objects.exists()


def test_an_editor_gives_it_to_who_may_do_it_and_to_nobody_else():
    story = cast.live()
    assign(story, "ru", cast.tigran(), by=cast.elena())
    with pytest.raises(workflow.Refusal, match="may not translate"):
        assign(story, "hy", cast.tigran(), by=cast.elena())
    assert TranslationTask.objects.get().assignee == cast.tigran()


def test_a_translator_gives_nothing_to_a_colleague():
    with pytest.raises(PermissionDenied):
        assign(cast.live(), "ru", cast.elena(), by=cast.tigran())


def test_what_a_colleague_has_is_taken_from_them_by_an_editor_only():
    story = cast.live()
    lia = cast.person("lia", role="translator", languages=("ru",))
    assign(story, "ru", cast.tigran(), by=cast.tigran())
    for to in (lia, None):
        with pytest.raises(workflow.Refusal, match="tigran has it already"):
            assign(story, "ru", to, by=lia)
    assign(story, "ru", lia, by=cast.elena())
    assert TranslationTask.objects.get().assignee == lia


def test_the_same_again_changes_nothing_and_logs_nothing():
    story = cast.live()
    for hours in (0, 1):
        assign(story, "ru", cast.tigran(), by=cast.tigran(), now=NOW + hours * HOUR)
    assert TranslationTask.objects.get().assigned_at == NOW
    for _time in range(2):
        waive(story, "hy", by=cast.elena())
    assert LogEntry.objects.filter(act__in=[Act.ASSIGNED, Act.WAIVED]).count() == 2


def test_what_is_not_needed_is_nobodys_task_until_it_is_needed_again():
    story = cast.live()
    assign(story, "ru", cast.tigran(), by=cast.tigran())
    waive(story, "ru", by=cast.elena())
    assert TranslationTask.objects.get().assignee is None
    with pytest.raises(workflow.Refusal, match="not needed"):
        assign(story, "ru", cast.tigran(), by=cast.tigran())
    waive(story, "ru", by=cast.elena(), is_waived=False)
    assign(story, "ru", cast.tigran(), by=cast.tigran())
    assert not TranslationTask.objects.get().is_waived


def test_only_an_editor_says_that_a_language_is_not_needed():
    with pytest.raises(PermissionDenied):
        waive(cast.live(), "ru", by=cast.tigran())


def test_a_language_that_exists_cannot_be_not_needed():
    with pytest.raises(workflow.Refusal, match="exists"):
        waive(cast.live(), "en", by=cast.mariam())


def test_a_language_that_was_not_needed_is_begun_by_who_may_need_it_again():
    story = cast.live()
    waive(story, "ru", by=cast.elena())
    with pytest.raises(workflow.Refusal, match="not needed"):
        cast.translate(story, "ru", by=cast.tigran())
    assert TranslationTask.objects.get().is_waived
    cast.translate(story, "ru", by=cast.elena())
    assert not TranslationTask.objects.get().is_waived


def test_the_paper_has_no_other_languages():
    for verb, options in ((workflow.assign_translation, {"assignee": None}), (workflow.waive_translation, {"is_waived": True})):  # fmt: skip
        with pytest.raises(workflow.Refusal, match="does not publish"):
            verb(user=cast.mariam(), now=NOW, article_id=cast.live().article_id, language="de", **options)
