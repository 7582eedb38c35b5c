"""What the language board lists, and what the navigation counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.board import Filters, Period, board, my_tasks, stories, to_do, waiting
from articles.models import Article, ArticleVariant, Membership
from articles.states import State, cells, outdated
from tests import cast
from tests.cast import HOUR, NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def listed(user, now=NOW, **filters):
    return [row.article.pk for row in board(user, Filters(**filters), now).rows]


def states(row):
    return [str(cell.state.value) for cell in row.cells]


def assign(variant, language, to, by=None, now=NOW):
    workflow.assign_translation(
        user=by or cast.mariam(), now=now, article_id=variant.article_id, language=language, assignee=to
    )


def waive(variant, language, is_waived=True, by=None):
    workflow.waive_translation(
        user=by or cast.mariam(), now=NOW, article_id=variant.article_id, language=language, is_waived=is_waived
    )


def behind():
    """A live story of which the Russian tells an older state."""
    english = cast.live(at=NOW - 3 * HOUR)
    russian = cast.publish(cast.translate(english, "ru"), at=NOW - 2 * HOUR)
    cast.publish(cast.write(english, body="<p>Something else happened.</p>"), at=NOW - HOUR)
    return russian


def test_a_row_has_a_cell_for_every_language_and_says_who_and_since_when():
    english = cast.live(at=NOW - 3 * HOUR)
    cast.translate(english, "ru", by=cast.tigran())
    waive(english, "hy")
    [row] = board(cast.mariam(), Filters(), NOW).rows
    assert states(row) == ["live", "draft", "waived"]
    assert row.cells[1].person == cast.tigran()
    assert row.waits_since == NOW - 3 * HOUR
    assert row.named == english


def test_a_story_nobody_has_begun_in_a_language_is_listed_with_whom_it_was_given_to():
    english = cast.live()
    assign(english, "ru", cast.tigran())
    [row] = board(cast.mariam(), Filters(), NOW).rows
    assert states(row) == ["live", "missing", "missing"]
    assert (row.cells[1].person, row.cells[2].person) == (cast.tigran(), None)


def test_a_story_born_in_armenian_needs_no_english_one():
    armenian = cast.live("hy")
    [row] = board(cast.mariam(), Filters(missing="en", live="hy"), NOW).rows
    assert row.named == armenian and states(row) == ["missing", "missing", "live"]


def test_the_board_is_of_the_last_day_unless_another_time_is_asked_for():
    today, week, old = (cast.live(at=NOW - age) for age in (2 * HOUR, 3 * DAY, 30 * DAY))
    everything = [today.article_id, week.article_id, old.article_id]
    assert listed(cast.mariam()) == everything[:1]
    assert listed(cast.mariam(), period=Period.WEEK) == everything[:2]
    assert listed(cast.mariam(), period=Period.ALL) == everything


def test_what_appeared_by_its_schedule_today_is_of_today_and_comes_first():
    scheduled = cast.schedule(cast.draft(now=NOW - 4 * DAY), at=NOW - HOUR, now=NOW - 4 * DAY)
    other = cast.draft(now=NOW - 2 * HOUR)
    assert listed(cast.mariam()) == [scheduled.article_id, other.article_id]
    assert listed(cast.mariam(), now=NOW - 2 * HOUR) == [other.article_id]


def test_live_in_one_language_and_missing_in_another():
    wanted = cast.live()
    begun = cast.live()
    cast.translate(begun, "hy")
    not_needed = cast.live()
    waive(not_needed, "hy")
    cast.draft()
    cast.live("ru")
    assert listed(cast.mariam(), live="en", missing="hy") == [wanted.article_id]
    waive(not_needed, "hy", is_waived=False)
    assert set(listed(cast.mariam(), live="en", missing="hy")) == {wanted.article_id, not_needed.article_id}


def test_the_other_filters():
    english = cast.live(by=cast.mariam())
    russian = cast.live("ru", in_section="politics", by=cast.elena())
    given = cast.live(by=cast.mariam())
    assign(given, "ru", cast.tigran())
    assert listed(cast.mariam(), section="politics") == [russian.article_id]
    assert listed(cast.mariam(), person=cast.elena().pk) == [russian.article_id]
    assert listed(cast.mariam(), person=cast.tigran().pk) == [given.article_id]
    assert set(listed(cast.mariam(), language="ru")) == {russian.article_id, given.article_id}
    assert set(listed(cast.mariam(), live="en")) == {english.article_id, given.article_id}


def test_outdated_in_a_list_is_outdated_in_a_cell():
    """The database's rule and the cell's are one, whatever happened to the story."""
    behind(), behind()
    confirmed = behind()
    workflow.confirm_translation(user=cast.mariam(), now=NOW, variant_id=confirmed.pk)
    cast.withdraw(behind())
    current = cast.live()
    cast.publish(cast.translate(current, "hy"))
    cast.publish(cast.write(current, body="<p>A comma.</p>"), is_minor=True)
    early = cast.live(
        "ru", at=NOW - 3 * HOUR
    )  # translated while the source was scheduled, and again before there was one
    cast.schedule(cast.translate(early, "en"), at=NOW + HOUR)
    source_later = cast.draft("en")
    cast.publish(cast.translate(source_later, "ru"), at=NOW - 2 * HOUR)
    cast.publish(source_later, at=NOW - HOUR)
    unheard = cast.translate(
        cast.draft("en"), "ru"
    )  # as an import may leave it: nothing was said, and nothing confirmed
    cast.publish(unheard)
    ArticleVariant.objects.filter(pk=unheard.pk).update(confirmed_source=None)
    told = {
        cell.variant.pk
        for row in cells(Article.objects.all(), NOW).values()
        for cell in row
        if cell.state == State.OUTDATED
    }
    assert set(outdated(ArticleVariant.objects.all(), NOW).values_list("pk", flat=True)) == told
    assert len(told) == 2
    assert len(listed(cast.mariam(), outdated=("ru",))) == 2
    assert listed(cast.mariam(), outdated=("hy",)) == []


def test_nobody_lists_what_they_may_not_see():
    mine = cast.live(in_section="region")
    cast.live(in_section="politics")
    assert listed(cast.anna()) == [mine.article_id]
    assert listed(cast.oscar()) == []
    assert len(listed(cast.ada())) == 2


def test_the_bin_is_not_on_the_board():
    draft = cast.draft()
    workflow.move_to_bin(user=cast.mariam(), now=NOW, article_id=draft.article_id)
    assert listed(cast.mariam(), period=Period.ALL) == []


@pytest.mark.parametrize("period", Period)
def test_pages_follow_each_other_without_gap_or_repetition(period):
    for age in (1, 1, 1, 2, 2, 3, 4):
        cast.draft(now=NOW - age * HOUR)
    cast.schedule(cast.draft(now=NOW - 6 * HOUR), at=NOW - 2 * HOUR, now=NOW - 6 * HOUR)
    seen, before = [], None
    for _page in range(4):
        page = board(cast.mariam(), Filters(period=period), NOW, before, size=2)
        seen += [row.article.pk for row in page.rows]
        before = page.before
    assert before is None
    assert len(seen) == 8 and len(set(seen)) == 8
    assert seen == listed(cast.mariam(), period=period)


def test_the_navigation_counts_what_its_links_list():
    cast.live()
    cast.live(in_section="politics")
    behind()
    waive(cast.live(), "hy")
    cast.live(at=NOW - 3 * DAY)
    editor = cast.person("lia", role="translator", sections=("region",), languages=("ru", "hy"))
    Membership.objects.create(user=editor, role="reporter", section=cast.section("politics"), language="en")
    editor = cast.person("lia")
    numbers = waiting(editor, NOW)
    assert numbers.missing == {"en": 0, "ru": 2, "hy": 2}
    assert numbers.outdated == 1
    for code, count in numbers.missing.items():
        filters = Filters(**{**vars(to_do()), "missing": code})
        assert stories(editor, filters, NOW).count() == count
    filters = Filters(**{**vars(to_do(Period.WEEK)), "outdated": ("ru", "hy")})
    assert stories(editor, filters, NOW).count() == 1
    assert waiting(cast.person("tom", role="translator", languages=("en",)), NOW).outdated == 0


def test_my_queue_begins_with_what_readers_have_had_longest():
    new, old, unpublished = cast.live(at=NOW - HOUR), cast.live(at=NOW - 5 * HOUR), cast.draft()
    for story in (new, old, unpublished):
        assign(story, "ru", cast.tigran())
    done = cast.live()
    assign(done, "ru", cast.tigran())
    cast.publish(cast.translate(done, "ru"))
    other = cast.live()
    assign(other, "ru", cast.elena())
    queue = my_tasks(cast.tigran(), NOW, "en")
    assert [task.article_id for task in queue] == [old.article_id, new.article_id, unpublished.article_id]
    assert queue[0].headline == old.headline and queue[0].waits_since == NOW - 5 * HOUR
    assert waiting(cast.tigran(), NOW).mine == 3


def test_a_task_given_long_ago_still_counts():
    story = cast.live(at=NOW - 60 * DAY)
    assign(story, "ru", cast.tigran(), now=NOW - 60 * DAY)
    Article.objects.update(changed_at=NOW - 60 * DAY)
    assert waiting(cast.tigran(), NOW).mine == 1


def test_board_and_numbers_ask_the_same_few_questions_whatever_the_rights():
    for _number in range(3):
        cast.live()
    editor = cast.elena()

    def asked():
        user = cast.person(editor.username)
        with CaptureQueriesContext(connection) as queries:
            assert len(board(user, Filters(), NOW).rows) == 3
            waiting(user, NOW)
        return len(queries)

    assert asked() == 5
    Membership.objects.bulk_create(
        Membership(user=editor, role="reporter", section=cast.section(f"s{number}"), language=language)
        for number in range(667)
        for language in cast.LANGUAGES
    )
    for _number in range(3):
        cast.live(at=NOW - 2 * DAY)
    assert asked() == 5
