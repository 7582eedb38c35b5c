from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.models import Article, ArticleVariant, Correction, LogEntry, PhotoUse, Revision, Status, TagListing
from articles.permissions import Verb, verb_for_facts
from articles.snapshots import Text
from articles.states import is_outdated
from articles.workflow import Refusal, StaleRevision
from tests import cast
from tests.cast import HOUR, NOW

pytestmark = pytest.mark.django_db


def row(variant):
    return ArticleVariant.objects.filter(pk=variant.pk).values().get()


def test_a_story_may_be_born_in_any_language_and_has_no_other_variant():
    variant = cast.draft("hy")
    assert variant.article.original_language == "hy"
    assert list(variant.article.variants.values_list("language", flat=True)) == ["hy"]


def test_the_same_form_sent_twenty_times_makes_one_story():
    from uuid import uuid4

    key, section, user = uuid4(), cast.section(), cast.mariam()
    made = [
        workflow.start_article(user=user, now=NOW, section=section, language="en", headline="Rain", form_key=key)
        for _ in range(20)
    ]
    assert len({variant.pk for variant in made}) == 1
    assert Article.objects.count() == 1


def test_a_story_without_a_headline_is_refused():
    with pytest.raises(Refusal):
        workflow.start_article(user=cast.mariam(), now=NOW, section=cast.section(), language="en", headline=" \0 ")
    assert not Article.objects.exists()


def test_starting_a_translation_twice_gives_the_same_variant():
    variant = cast.draft()
    first = workflow.start_translation(user=cast.tigran(), now=NOW, article_id=variant.article_id, language="ru")
    again = workflow.start_translation(user=cast.tigran(), now=NOW, article_id=variant.article_id, language="ru")
    assert first.pk == again.pk


def test_a_draft_over_a_live_text_changes_nothing_public():
    variant = cast.live()
    before = row(variant)
    cast.write(variant, headline="Quite another headline", body="<p>New.</p>")
    after = row(variant)
    assert {key for key in before if before[key] != after[key]} == {"head_id", "desk_text"}


def test_publishing_again_shows_the_new_text_and_keeps_its_place():
    variant = cast.live()
    cast.write(variant, headline="Quite another headline")
    again = cast.publish(variant, at=NOW)
    assert again.headline == "Quite another headline"
    assert again.visible_from == variant.visible_from
    assert again.updated_at == NOW


def test_a_stale_save_is_refused_and_writes_nothing():
    variant = cast.draft()
    seen = variant.head_id
    cast.write(variant, headline="Elena was first")
    count = Revision.objects.count()
    with pytest.raises(StaleRevision):
        workflow.save_draft(
            user=cast.elena(), now=NOW, variant_id=variant.pk, expected_head=seen, text=Text(headline="Too late")
        )
    assert Revision.objects.count() == count
    assert row(variant)["headline"] == "Elena was first"


def test_a_stale_publish_is_refused():
    variant = cast.draft()
    seen = variant.head_id
    cast.write(variant, headline="Not what you saw")
    with pytest.raises(StaleRevision):
        workflow.publish(user=cast.mariam(), now=NOW, variant_id=variant.pk, expected_head=seen)
    assert row(variant)["status"] == Status.DRAFT


def test_saving_the_same_words_makes_no_revision():
    variant = cast.draft()
    count = Revision.objects.count()
    cast.write(variant, headline=variant.headline)
    assert Revision.objects.count() == count


def test_saving_or_publishing_one_language_never_changes_anothers_row():
    english = cast.live()
    russian = cast.translate(english, "ru")
    before = row(english)
    cast.write(russian, headline="Другой заголовок")
    cast.publish(russian, at=NOW)
    cast.withdraw(russian, now=NOW + HOUR)
    assert row(english) == before


def test_a_scheduled_story_is_public_at_its_minute_with_no_job_running():
    variant = cast.schedule(cast.draft(), at=NOW + HOUR)
    live = ArticleVariant.objects.live
    assert not live("en", NOW + HOUR - timedelta(seconds=1)).exists()
    assert live("en", NOW + HOUR).get() == variant


def test_a_draft_saved_over_a_schedule_does_not_change_what_will_appear():
    variant = cast.schedule(cast.draft(), at=NOW + HOUR)
    cast.write(variant, headline="Not approved")
    assert row(variant)["headline"] == cast.HEADLINES["en"]


def test_a_schedule_in_the_past_is_refused():
    with pytest.raises(Refusal):
        cast.schedule(cast.draft(), at=NOW - HOUR)


def test_a_schedule_taken_back_leaves_a_story_that_was_never_public():
    variant = cast.schedule(cast.draft(), at=NOW + HOUR)
    workflow.unschedule(user=cast.mariam(), now=NOW, variant_id=variant.pk, expected_head=variant.head_id)
    variant.refresh_from_db()
    assert (variant.status, variant.published_at, variant.visible_from) == (Status.READY, None, None)


def test_a_withdrawn_story_may_come_back_to_its_old_place():
    variant = cast.live()
    place = variant.visible_from
    cast.withdraw(variant)
    assert row(variant)["visible_from"] is None
    assert cast.bring_back(variant, at=NOW + HOUR).visible_from == place


def test_what_is_not_public_cannot_be_withdrawn():
    with pytest.raises(Refusal):
        cast.withdraw(cast.schedule(cast.draft(), at=NOW + HOUR))


def test_an_embargo_holds_back_what_is_published_before_it():
    variant = cast.draft()
    cast.arrange(variant, embargo_until=(NOW + 2 * HOUR).isoformat())
    variant = cast.publish(variant, at=NOW)
    assert variant.visible_from == NOW + 2 * HOUR
    cast.arrange(variant, embargo_until=(NOW + 3 * HOUR).isoformat())
    assert row(variant)["visible_from"] == NOW + 3 * HOUR


def test_an_embargo_on_a_public_story_is_refused():
    variant = cast.live()
    with pytest.raises(Refusal):
        cast.arrange(variant, embargo_until=(NOW + HOUR).isoformat())


def test_facts_saved_over_somebody_elses_are_refused():
    variant = cast.draft()
    cast.arrange(variant, is_breaking=True)
    from articles.snapshots import Facts

    with pytest.raises(StaleRevision):
        workflow.save_facts(
            user=cast.mariam(),
            now=NOW,
            article_id=variant.article_id,
            expected_revision=1,
            facts=Facts(section="region"),
        )


def test_moving_a_story_moves_its_variants_copies_and_bumps_no_revision():
    variant = cast.live()
    head = variant.head_id
    cast.section("politics")
    cast.arrange(variant, section="politics")
    assert (variant.section.key, variant.head_id) == ("politics", head)


def test_tags_list_a_story_in_each_live_language_and_withdrawal_unlists_it():
    variant = cast.live()
    cast.arrange(variant, tags=(cast.tag().slug,))
    assert TagListing.objects.get().variant == variant
    cast.withdraw(variant)
    assert not TagListing.objects.exists()


def test_a_reporter_may_not_publish_nor_write_in_a_language_not_theirs():
    variant = cast.draft(by=cast.anna())
    with pytest.raises(PermissionDenied):
        cast.publish(variant, by=cast.anna())
    with pytest.raises(PermissionDenied):
        workflow.start_translation(user=cast.anna(), now=NOW, article_id=variant.article_id, language="ru")
    assert row(variant)["status"] == Status.DRAFT


def test_a_reporter_may_not_rearrange_what_is_public():
    variant = cast.live()
    with pytest.raises(PermissionDenied):
        cast.arrange(variant, by=cast.anna(), is_breaking=True)


def test_what_is_public_or_scheduled_in_one_language_needs_the_right_to_publish_for_its_facts():
    draft, scheduled = cast.draft(), cast.schedule(cast.draft(), at=NOW + HOUR)
    half_public = cast.translate(cast.live(), "ru")
    for variant, verb in ((draft, Verb.ARRANGE), (scheduled, Verb.PUBLISH), (half_public, Verb.PUBLISH)):
        assert verb_for_facts(variant.article) == verb
        assert verb_for_facts(variant.article, list(variant.article.variants.all())) == verb


def test_nothing_is_done_by_somebody_without_a_role():
    with pytest.raises(PermissionDenied):
        cast.draft(by=cast.oscar())


def test_the_steps_of_the_desk():
    variant = cast.draft(by=cast.anna())
    step = {"now": NOW, "variant_id": variant.pk, "expected_head": variant.head_id}
    workflow.submit_for_review(user=cast.anna(), **step)
    with pytest.raises(PermissionDenied):
        workflow.approve(user=cast.anna(), **step)
    workflow.approve(user=cast.elena(), **step)
    assert row(variant)["status"] == Status.READY
    workflow.send_back(user=cast.elena(), **step)
    assert row(variant)["status"] == Status.DRAFT
    cast.publish(variant)
    with pytest.raises(Refusal):
        workflow.submit_for_review(user=cast.elena(), **step)


def test_the_server_cleans_every_field():
    variant = cast.draft()
    cast.write(
        variant,
        headline="A\0 head\ud800line",
        body='<p onclick="x()">Text<script>alert(1)</script> <a href="javascript:x">here</a></p>',
    )
    assert (variant.headline, variant.body) == ("A headline", "<p>Text here</p>")


def test_a_headline_of_a_megabyte_is_refused_and_nothing_saved():
    variant = cast.draft()
    head = variant.head_id
    with pytest.raises(ValidationError) as refusal:
        cast.write(variant, headline="x" * 1_000_000)
    assert "headline" in refusal.value.message_dict
    assert row(variant)["head_id"] == head


def test_a_correction_is_dated_and_only_for_what_is_public():
    variant = cast.live()
    workflow.correct(
        user=cast.elena(), now=NOW, variant_id=variant.pk, kind="correction", text="The line has nine stations."
    )
    assert Correction.objects.get().corrected_at == NOW
    assert row(variant)["updated_at"] == NOW
    with pytest.raises(Refusal):
        workflow.correct(user=cast.elena(), now=NOW, variant_id=cast.draft("ru").pk, kind="correction", text="No.")


def outdated(variant, source):
    variant.refresh_from_db()
    source.refresh_from_db()
    return is_outdated(variant, source)


def test_outdated_follows_what_was_confirmed_and_never_a_date():
    source = cast.live()
    target = cast.publish(cast.translate(source, "ru"))
    assert not outdated(target, source)
    cast.write(source, standfirst="Same words, nothing else", slug="another-address")
    cast.publish(source, at=NOW)
    assert outdated(target, source)
    workflow.confirm_translation(user=cast.tigran(), now=NOW, variant_id=target.pk)
    assert not outdated(target, source)
    cast.write(source, headline="A typo mended")
    cast.publish(source, at=NOW + HOUR, is_minor=True)
    assert not outdated(target, source)
    cast.withdraw(source, now=NOW + 2 * HOUR)
    cast.bring_back(source, at=NOW + 3 * HOUR)
    assert not outdated(target, source)


def test_a_restored_revision_is_a_new_one_and_leaves_other_languages_alone():
    english = cast.draft()
    old = english.head_id
    cast.write(english, headline="Second thoughts")
    russian = row(cast.translate(english, "ru"))
    revision = workflow.restore_revision(
        user=cast.mariam(), now=NOW, variant_id=english.pk, expected_head=english.head_id, revision_id=old
    )
    assert revision.pk != old
    assert row(english)["headline"] == cast.HEADLINES["en"]
    assert row(ArticleVariant(pk=russian["id"])) == russian


def test_the_bin_takes_only_what_was_never_public_and_empties_after_its_days():
    variant = cast.draft()
    workflow.move_to_bin(user=cast.mariam(), now=NOW, article_id=variant.article_id)
    with pytest.raises(Refusal):
        cast.write(variant, headline="From the bin")
    assert workflow.empty_bin(now=NOW + timedelta(days=29)) == 0
    assert workflow.empty_bin(now=NOW + timedelta(days=31)) == 1
    assert not Article.objects.exists()
    with pytest.raises(Refusal):
        workflow.move_to_bin(user=cast.mariam(), now=NOW, article_id=cast.live().article_id)


def test_pictures_are_used_by_what_is_published(tmp_path, settings):
    from photos.models import Photo

    photo = Photo.objects.create(digest="d", width=600, height=400, credit="Nora Vale", created_at=NOW)
    other = Photo.objects.create(digest="e", width=600, height=400, credit="Nora Vale", created_at=NOW)
    variant = cast.draft(
        body=f'<p>See</p><figure><img src="/media/{other.key}/w720.jpg" alt="x" data-photo="{photo.pk}"></figure>'
    )
    assert not PhotoUse.objects.exists()
    cast.arrange(variant, lead_photo=photo.pk)
    cast.publish(variant)
    assert set(PhotoUse.objects.values_list("photo_id", "is_lead")) == {(photo.pk, True), (other.pk, False)}
    cast.withdraw(variant)
    assert not PhotoUse.objects.exists()


def test_layout_alone_makes_no_translation_outdated():
    source = cast.live(body="<p>One <strong>two</strong>.</p><ul><li>three</li></ul>")
    target = cast.publish(cast.translate(source, "ru"))
    cast.publish(cast.write(source, body="<p>One two.</p><ul><li><p>three</p></li></ul>"), at=NOW)
    assert not outdated(target, source)
    cast.publish(cast.write(source, body='<p>One <a href="https://example.org/">two</a>.</p><p>three</p>'), at=NOW)
    assert outdated(target, source)


def test_a_revision_keeps_letters_as_letters():
    from django.db.models import TextField
    from django.db.models.functions import Cast

    variant = cast.draft(headline="Երևանում")
    stored = Revision.objects.values_list(Cast("data", TextField()), flat=True).get(pk=variant.head_id)
    assert "Երևանում" in stored


def test_a_form_with_other_words_means_another_story_and_drops_none():
    from uuid import uuid4

    key, begin = uuid4(), {"user": cast.anna(), "now": cast.NOW, "section": cast.section(), "language": "en"}
    first = workflow.start_article(**begin, headline="One", form_key=key)
    with pytest.raises(Refusal, match=str(first.article_id)):
        workflow.start_article(**begin, headline="Another", form_key=key)


def test_a_public_story_moves_only_into_a_section_where_one_may_publish():
    variant = cast.live()
    elsewhere = cast.person("levon", role="editor", sections=("region",))
    from articles.models import Membership

    Membership.objects.create(user=elsewhere, role="reporter", section=cast.section("politics"))
    with pytest.raises(PermissionDenied):
        cast.arrange(variant, by=elsewhere, section="politics")


def test_one_report_of_an_agency_becomes_one_story():
    first, second = cast.draft(), cast.draft()
    report = {"wire_source": cast.wire().slug, "wire_id": "CW-17"}
    cast.arrange(first, **report)
    with pytest.raises(Refusal, match=str(first.article_id)):
        cast.arrange(second, **report)


def test_facts_that_name_what_is_no_longer_there_are_refused_in_words():
    variant = cast.draft()
    for gone in ({"section": "gone"}, {"lead_photo": 4711}):
        with pytest.raises(Refusal, match="no longer"):
            cast.arrange(variant, **gone)


def begun(by=None):
    """A Russian translation that somebody only opened, of a live story."""
    source = cast.live()
    return workflow.start_translation(
        user=by or cast.tigran(), now=NOW, article_id=source.article_id, language="ru"
    )  # fmt: skip


def take_back(variant, user):
    workflow.take_beginning_back(user=user, now=NOW, variant_id=variant.pk)


@pytest.mark.parametrize("who", ["tigran", "elena"])
def test_a_translation_that_was_only_begun_is_removed_by_who_began_it_or_may_approve(who):
    variant = begun()
    take_back(variant, getattr(cast, who)())
    assert list(variant.article.variants.values_list("language", flat=True)) == ["en"]
    line = LogEntry.objects.latest("pk")
    assert (line.act, line.language, line.user.username) == ("unbegun", "ru", who)
    again = workflow.start_translation(user=cast.tigran(), now=NOW, article_id=variant.article_id, language="ru")
    assert again.confirmed_source_id is not None


def test_a_beginning_that_somebody_else_has_open_stays_while_they_do():
    variant = begun()
    workflow.keep_lock(user=cast.elena(), now=NOW, variant_id=variant.pk)
    with pytest.raises(Refusal):
        take_back(variant, cast.tigran())
    workflow.leave(user=cast.elena(), variant_id=variant.pk)
    take_back(variant, cast.tigran())


def test_a_beginning_of_somebody_else_is_not_a_translators_to_remove():
    variant = begun(by=cast.mariam())
    with pytest.raises(PermissionDenied):
        take_back(variant, cast.tigran())
    with pytest.raises(PermissionDenied):
        take_back(begun(), cast.anna())


def written(variant):
    return cast.write(variant, standfirst="Слово", by=cast.tigran())


def typed(variant):
    text = Text(headline="Слово")
    workflow.autosave(user=cast.mariam(), now=NOW, variant_id=variant.pk, base_id=variant.head_id, text=text)


def emptied(variant):
    cast.write(written(variant), standfirst="")


@pytest.mark.parametrize("how", [written, typed, emptied])
def test_where_anybody_wrote_a_word_nothing_is_removed(how):
    variant = begun()
    how(variant)
    with pytest.raises(Refusal):
        take_back(variant, cast.tigran())
    assert variant.article.variants.count() == 2


def test_the_original_is_not_removed_and_nothing_in_the_bin():
    with pytest.raises(Refusal):
        take_back(cast.draft(), cast.mariam())
    draft = cast.draft()
    other = workflow.start_translation(user=cast.tigran(), now=NOW, article_id=draft.article_id, language="ru")
    workflow.move_to_bin(user=cast.mariam(), now=NOW, article_id=draft.article_id)
    with pytest.raises(Refusal):
        take_back(other, cast.tigran())
