"""When readers see what: schedules beside embargoes, what was taken down, addresses, corrections."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from articles import workflow
from articles.models import ArticleVariant, Correction, LogEntry
from articles.queries import surround
from articles.workflow import NotTogether, Refusal, StaleRevision
from audience.queries import live_story
from tests import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def embargoed(until):
    variant = cast.draft()
    cast.arrange(variant, embargo_until=until.isoformat())
    return variant


def test_a_new_time_counts_though_an_embargo_held_the_story_back():
    variant = cast.publish(embargoed(cast.NOW + cast.HOUR), at=cast.NOW)
    assert variant.visible_from == cast.NOW + cast.HOUR
    cast.schedule(variant, at=cast.NOW + 7 * DAY)
    assert variant.visible_from == cast.NOW + 7 * DAY


def test_a_story_whose_embargo_is_lifted_appears_now_and_not_among_older_news():
    variant = cast.publish(embargoed(cast.NOW + DAY), at=cast.NOW - 5 * cast.HOUR)
    cast.arrange(variant, now=cast.NOW, embargo_until="")
    assert variant.visible_from == variant.published_at == cast.NOW


def test_a_story_stays_where_it_appeared_whatever_becomes_of_its_embargo():
    appeared = cast.NOW - DAY
    variant = cast.publish(embargoed(appeared), at=cast.NOW - 3 * DAY)
    cast.arrange(variant, now=cast.NOW, embargo_until="")
    assert variant.visible_from == variant.published_at == appeared
    cast.publish(cast.write(variant, body="<p>More.</p>"), at=cast.NOW)
    assert variant.visible_from == appeared


def test_a_story_comes_back_to_where_it_appeared_though_its_embargo_is_no_more():
    appeared = cast.NOW - DAY
    variant = cast.withdraw(cast.publish(embargoed(appeared), at=cast.NOW - 3 * DAY))
    cast.arrange(variant, now=cast.NOW, embargo_until="")
    assert cast.bring_back(variant, at=cast.NOW + DAY).visible_from == appeared


def test_an_embargo_that_was_over_when_it_was_set_moves_no_story():
    appeared = cast.NOW - DAY
    variant = cast.live(at=appeared)
    cast.arrange(variant, now=cast.NOW, embargo_until=(cast.NOW - 2 * cast.HOUR).isoformat())
    cast.publish(cast.write(variant, body="<p>More.</p>"), at=cast.NOW)
    assert variant.visible_from == variant.published_at == appeared
    cast.withdraw(variant)
    assert cast.bring_back(variant, at=cast.NOW + DAY).visible_from == appeared


def test_what_was_withdrawn_comes_back_only_by_its_own_verb():
    variant = cast.withdraw(cast.live())
    with pytest.raises(Refusal, match="withdrawn meanwhile"):
        cast.publish(variant, at=cast.NOW)
    variant.refresh_from_db()
    assert variant.visible_from is None
    workflow.publish_again(user=cast.mariam(), now=cast.NOW, variant_id=variant.pk, expected_head=variant.head_id)
    variant.refresh_from_db()
    assert variant.is_live(cast.NOW)


def test_what_was_not_withdrawn_cannot_be_brought_back():
    variant = cast.draft()
    with pytest.raises(Refusal, match="was not withdrawn"):
        workflow.publish_again(user=cast.mariam(), now=cast.NOW, variant_id=variant.pk, expected_head=variant.head_id)


def test_the_address_is_made_of_the_headline_that_was_published_and_not_of_the_working_one():
    variant = cast.draft(headline="Is the minister a thief")
    cast.publish(cast.write(variant, headline="Minister denies report"))
    assert variant.slug == "minister-denies-report"
    cast.publish(cast.write(variant, headline="Minister resigns"), at=cast.NOW)
    assert variant.slug == "minister-denies-report"
    cast.publish(cast.write(variant, slug="minister-resigns"), at=cast.NOW)
    assert variant.slug == "minister-resigns"


def test_a_correction_sent_twice_is_one():
    variant = cast.live()
    for _click in range(2):
        workflow.correct(user=cast.elena(), now=cast.NOW, variant_id=variant.pk, kind="correction", text="On Tuesday.")
    assert Correction.objects.count() == 1
    workflow.correct(user=cast.elena(), now=cast.NOW, variant_id=variant.pk, kind="correction", text="On Wednesday.")
    assert Correction.objects.count() == 2


def test_a_scheduled_story_moves_to_another_time_with_the_words_that_were_scheduled():
    variant = cast.schedule(cast.draft(), at=cast.NOW + cast.HOUR)
    scheduled = variant.published_revision_id
    cast.write(variant, now=cast.NOW, headline="Words of later")
    workflow.reschedule(
        user=cast.elena(), now=cast.NOW, variant_id=variant.pk, expected_head=variant.head_id, at=cast.NOW + DAY
    )
    variant.refresh_from_db()
    assert (variant.visible_from, variant.published_revision_id) == (cast.NOW + DAY, scheduled)
    assert variant.headline == cast.HEADLINES["en"]


def test_only_what_is_scheduled_is_moved_and_only_to_a_time_to_come():
    live, waiting = cast.live(), cast.schedule(cast.draft(), at=cast.NOW + cast.HOUR)
    for variant, at in ((live, cast.NOW + DAY), (waiting, cast.NOW - DAY)):
        with pytest.raises(Refusal):
            workflow.reschedule(
                user=cast.elena(), now=cast.NOW, variant_id=variant.pk, expected_head=variant.head_id, at=at
            )
    with pytest.raises(StaleRevision):
        workflow.reschedule(user=cast.elena(), now=cast.NOW, variant_id=waiting.pk, expected_head=1, at=cast.NOW + DAY)


def three(at):
    """A story that is scheduled in three languages, an hour apart."""
    first = cast.schedule(cast.draft(), at=at)
    others = [cast.translate(first, code) for code in ("ru", "hy")]
    return [first, *(cast.schedule(one, at=at + n * cast.HOUR) for n, one in enumerate(others, 1))]


def move_together(first, variants, **options):
    return workflow.reschedule_together(
        user=options.pop("user", None) or cast.elena(), now=cast.NOW, variant_id=first.pk,
        heads={variant.pk: variant.head_id for variant in variants}, **options,
    )  # fmt: skip


def times(variants):
    planned = dict(ArticleVariant.objects.values_list("pk", "published_at"))
    return [planned[variant.pk] for variant in variants]


def test_a_story_moves_in_all_its_languages_by_as_much_and_each_has_its_line_in_the_log():
    variants = three(cast.NOW + DAY)
    live = cast.live("ru")
    moved, left = move_together(variants[1], variants, at=cast.NOW + 2 * DAY)  # a day less an hour later
    assert {variant.pk for variant in moved} == {variant.pk for variant in variants} and left == []
    assert times(variants) == [cast.NOW + 2 * DAY + n * cast.HOUR for n in (-1, 0, 1)]
    assert LogEntry.objects.filter(act="rescheduled").count() == 3
    assert times([live]) == [cast.NOW - cast.HOUR]
    move_together(variants[1], variants, at=cast.NOW + 2 * DAY)  # a button pressed twice moves nothing further
    assert times(variants) == [cast.NOW + 2 * DAY + n * cast.HOUR for n in (-1, 0, 1)]


def test_a_storys_move_leaves_what_is_not_ones_to_publish():
    variants = three(cast.NOW + DAY)
    editor = cast.person("nare", role="editor", sections=("region",), languages=("en", "hy"))
    _moved, left = move_together(variants[0], variants, at=cast.NOW + 2 * DAY, user=editor)
    assert [variant.language for variant in left] == ["ru"]
    assert times(variants) == [cast.NOW + 2 * DAY, cast.NOW + DAY + cast.HOUR, cast.NOW + 2 * DAY + 2 * cast.HOUR]
    with pytest.raises(PermissionDenied):
        move_together(variants[1], variants, at=cast.NOW + 3 * DAY, user=editor)


def test_a_storys_move_is_refused_whole_when_one_language_was_saved_meanwhile_or_would_be_in_the_past():
    variants = three(cast.NOW + DAY)
    before = times(variants)
    with pytest.raises(Refusal, match="English · That time has passed"):
        move_together(variants[2], variants, at=cast.NOW + cast.HOUR)
    cast.write(ArticleVariant.objects.get(pk=variants[1].pk), headline="Сохранено другим")
    with pytest.raises(Refusal, match="Russian · Somebody saved"):
        move_together(variants[0], variants, at=cast.NOW + 2 * DAY)
    assert times(variants) == before and not LogEntry.objects.filter(act="rescheduled").exists()


def six():
    stories = [cast.draft(now=cast.NOW - DAY) for _story in range(2)]
    return [one for story in stories for one in (story, cast.translate(story, "ru"), cast.translate(story, "hy"))]


def release(variants, **options):
    heads = {variant.pk: variant.head_id for variant in variants}
    return workflow.release_together(user=cast.mariam(), now=cast.NOW, heads=heads, **options)


def test_six_variants_appear_at_one_moment_or_none_does():
    variants = six()
    cast.write(variants[4], headline="")
    with pytest.raises(NotTogether) as refused:
        release(variants)
    assert [(problem.variant, problem.message) for problem in refused.value.problems] == [
        (variants[4], "Give the story a headline.")
    ]
    for variant in variants:
        variant.refresh_from_db()
        assert (variant.visible_from, variant.status) == (None, "draft")
    assert not LogEntry.objects.filter(act="published").exists()
    cast.write(variants[4], headline="There now")
    release(variants)
    for variant in variants:
        variant.refresh_from_db()
        assert variant.visible_from == cast.NOW


def test_several_are_scheduled_for_one_moment():
    variants = six()
    release(variants, at=cast.NOW + cast.HOUR)
    for variant in variants:
        variant.refresh_from_db()
        assert variant.visible_from == cast.NOW + cast.HOUR


def test_what_was_public_never_becomes_a_schedule_that_can_be_taken_back_into_the_bin():
    variant = cast.withdraw(cast.live())
    cast.arrange(variant, embargo_until=(cast.NOW + DAY).isoformat())
    with pytest.raises(Refusal, match="embargo"):
        cast.bring_back(variant)
    variant.refresh_from_db()
    assert (variant.status, variant.visible_from) == ("withdrawn", None)
    with pytest.raises(Refusal):
        workflow.move_to_bin(user=cast.mariam(), now=cast.NOW, article_id=variant.article_id)


def test_a_button_pressed_three_times_publishes_and_logs_once():
    variant = cast.live()
    for _press in range(3):
        cast.publish(variant, at=cast.NOW)
    assert LogEntry.objects.filter(act="published").count() == 1
    assert variant.published_at == cast.NOW - cast.HOUR


def test_corrections_stand_in_the_order_of_their_times():
    variant = cast.live()
    for seconds in (1, 0, 0.5):
        at = cast.NOW + timedelta(seconds=seconds)
        workflow.correct(
            user=cast.elena(), now=at, variant_id=variant.pk, kind="correction", text=f"After {seconds} s."
        )
    story = live_story("en", variant.article_id, cast.NOW + timedelta(hours=1))
    told = surround(story, cast.NOW).corrections
    assert [note.text for note in told] == ["After 0 s.", "After 0.5 s.", "After 1 s."]
    assert told[1].corrected_at == cast.NOW + timedelta(seconds=0.5)
