"""When a translation is out of date: a table of what may happen to a story, and what the desk says of the Russian then."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import workflow
from articles.models import Article, LogEntry, Revision
from articles.states import State, cells
from articles.workflow import Refusal, StaleRevision
from tests import cast
from tests.cast import HOUR, NOW

pytestmark = pytest.mark.django_db
PICTURE = '<figure><img src="/media/{}/w{}.jpg" alt="{}"><figcaption>{}</figcaption></figure>'
BODY = cast.BODIES["en"]


class Desk:
    """An English story, live since an hour, and its Russian, live since; an hour passes with every publication."""

    def __init__(self):
        self.now = NOW
        self.en = cast.live(body=BODY, standfirst="A line comes back.")
        self.ru = cast.publish(cast.translate(self.en, "ru"), at=NOW)

    def tick(self):
        self.now += HOUR
        return self.now

    def say(self, variant=None, *, is_minor=False, **text):
        """Save these words and publish them."""
        return cast.publish(cast.write(variant or self.en, now=self.now, **text), at=self.tick(), is_minor=is_minor)

    def confirm(self):
        workflow.confirm_translation(user=cast.tigran(), now=self.tick(), variant_id=self.ru.pk)

    def change_original(self, language="ru", **options):
        expected = Article.objects.get(pk=self.en.article_id).original_language
        given = {
            "user": cast.elena(),
            "now": self.tick(),
            "article_id": self.en.article_id,
            "expected": expected,
            **options,
        }
        workflow.change_original_language(language=language, **given)

    def state(self, language="ru"):
        article = Article.objects.get(pk=self.en.article_id)
        return {cell.language.code: cell.state for cell in cells([article], self.tick())[article.pk]}[language]


def picture(key="0" * 32, width=720, alt="A bridge", caption="The bridge"):
    return BODY + PICTURE.format(key, width, alt, caption)


@pytest.fixture
def _library():
    from photos.models import Photo

    for digit in "01":
        Photo.objects.create(key=digit * 32, digest=digit, width=6, height=4, credit="Nora Vale", created_at=NOW)


def begin_before(desk):
    """The Russian was begun and published before the English was public."""
    desk.en = cast.draft(body=BODY)
    desk.ru = cast.publish(cast.translate(desk.en, "ru"), at=desk.tick())


def begin_before_and_publish_same(desk):
    begin_before(desk)
    cast.publish(desk.en, at=desk.tick())


def begin_before_and_publish_other(desk):
    begin_before(desk)
    desk.say(body="<p>Quite another text.</p>")


def write_beside_each_other(desk):
    """Both are drafts; the English goes first, changed, and the Russian follows."""
    desk.en = cast.draft(body="<p>A note.</p>")
    desk.ru = cast.translate(desk.en, "ru")
    desk.say(body=BODY)
    desk.ru = cast.publish(desk.ru, at=desk.tick())


def change_between_beginning_and_publishing(desk):
    desk.en = cast.live(body=BODY)
    desk.ru = cast.translate(desk.en, "ru")
    desk.say(body="<p>Quite another text.</p>")
    desk.ru = cast.publish(desk.ru, at=desk.tick())


def schedule_source(desk, **text):
    begin_before(desk)
    cast.schedule(cast.write(desk.en, now=desk.now, **text), at=desk.now + 99 * HOUR, now=desk.tick())


def unschedule_source(desk):
    schedule_source(desk, body="<p>Quite another text.</p>")
    desk.en.refresh_from_db()
    workflow.unschedule(user=cast.elena(), now=desk.tick(), variant_id=desk.en.pk, expected_head=desk.en.head_id)


def set_no_break_spaces(desk):
    desk.say(body=BODY.replace(" ", "\u00a0"), standfirst="A line\u00a0comes back.")


def outdated_by_text(desk):
    desk.say(body="<p>Quite another text.</p>")


def then(*steps):
    def all_of_them(desk):
        for step in steps:
            step(desk)

    return all_of_them


def say(**text):
    return lambda desk: desk.say(**text)


def confirm(desk):
    desk.confirm()


def correct(body=BODY, **options):
    """Tell the readers, and publish this text in the same step."""

    def happens(desk):
        head = cast.write(desk.en, now=desk.now, body=body).head_id
        workflow.correct(
            user=cast.elena(), now=desk.tick(), variant_id=desk.en.pk, kind="correction", text="Put right.", with_head=head, **options
        )  # fmt: skip

    return happens


def withdraw(desk):
    cast.withdraw(desk.en, now=desk.tick())


def publish_once_more(desk):
    cast.publish(desk.en, at=desk.tick())


def publish_again(desk):
    cast.bring_back(desk.en, at=desk.tick())


def publish_other_words_again(desk):
    cast.bring_back(cast.write(desk.en, now=desk.now, body="<p>Quite another text.</p>"), at=desk.tick())


def say_in_russian(desk):
    desk.say(desk.ru, headline="Ночной поезд пришёл")


def change_original(desk):
    desk.change_original()


SAME, OLD = State.LIVE, State.OUTDATED
TABLE = {
    "nothing happened": (then(), SAME),
    "text edited": (outdated_by_text, OLD),
    "headline edited": (say(headline="The train is back"), OLD),
    "standfirst edited": (say(standfirst="A line is back."), OLD),
    "text edited and not published": (lambda desk: cast.write(desk.en, body="<p>Waits.</p>"), SAME),
    "caption of the lead picture edited": (say(photo_caption="The coast"), OLD),
    "words of the lead picture edited": (say(photo_alt="A coast"), OLD),
    "link edited": (say(body=BODY.replace("dusk", '<a href="https://example.org/">dusk</a>')), OLD),
    "embed added": (say(body=BODY + '<figure data-embed="youtube" data-id="abcdefghijk"></figure>'), OLD),
    "minor edit": (say(headline="Night train returns to a coast", is_minor=True), SAME),
    "minor edit after an edit nobody confirmed": (then(outdated_by_text, say(headline="Typo", is_minor=True)), OLD),
    "edit, minor, confirmed, minor": (then(outdated_by_text, say(kicker="a", is_minor=True), confirm, say(kicker="b", is_minor=True)), SAME),
    "edit, minor, confirmed, edit": (then(outdated_by_text, say(kicker="a", is_minor=True), confirm, say(kicker="b")), OLD),
    "edit, minor, edit": (then(outdated_by_text, say(kicker="a", is_minor=True), say(kicker="b")), OLD),
    "edited and put back": (then(outdated_by_text, say(body=BODY)), SAME),
    "corrected in words alone": (correct(), SAME),
    "corrected with the text": (correct("<p>Ten carriages left.</p>"), OLD),
    "corrected with a text that is marked as minor": (correct("<p>The first carriage left.</p>", is_minor=True), SAME),
    "tagged": (lambda desk: cast.arrange(desk.en, tags=(cast.tag().slug,)), SAME),
    "moved to another section": (lambda desk: cast.arrange(desk.en, section=cast.section("politics").key), SAME),
    "signed otherwise in one language": (say(byline_override="Nora Vale"), SAME),
    "address word changed": (say(slug="another-address"), SAME),
    "published again": (publish_once_more, SAME),
    "saved with the same words and published": (say(body=BODY), SAME),
    "layout only": (say(body=BODY.replace("<p>The first", "<p>The <strong>first</strong>").replace("<p>Tickets", "<h2>Tickets").replace("out.</p>", "out.</h2>")), SAME),
    "no-break spaces only": (set_no_break_spaces, SAME),
    "withdrawn": (withdraw, SAME),
    "withdrawn and published again": (then(withdraw, publish_again), SAME),
    "withdrawn and published again with other words": (then(withdraw, publish_other_words_again), OLD),
    "outdated, then withdrawn": (then(outdated_by_text, withdraw), OLD),
    "confirmed": (then(outdated_by_text, confirm), SAME),
    "confirmed, then edited": (then(outdated_by_text, confirm, say(body="<p>A third text.</p>")), OLD),
    "Russian edited and published": (then(outdated_by_text, say_in_russian), OLD),
    "Russian edited while up to date": (say_in_russian, SAME),
    "English without publication": (begin_before, SAME),
    "English published later with the words the Russian knew": (begin_before_and_publish_same, SAME),
    "English published later with other words": (begin_before_and_publish_other, OLD),
    "both written at once, the English first": (write_beside_each_other, SAME),
    "English changed between beginning and publishing the Russian": (change_between_beginning_and_publishing, OLD),
    "English scheduled with the same words": (schedule_source, SAME),
    "English scheduled with other words": (lambda desk: schedule_source(desk, body="<p>Other.</p>"), OLD),
    "English scheduled and taken back": (unschedule_source, SAME),
    "original language changed to Russian": (change_original, SAME),
    "original language changed while confirmed": (then(outdated_by_text, confirm, change_original), SAME),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_what_makes_a_translation_outdated(case):
    happens, state = TABLE[case]
    desk = Desk()
    happens(desk)
    assert desk.state() == state


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"caption": "An old bridge"}, OLD),
        ({"alt": "An arch"}, OLD),
        ({"key": "1" * 32}, OLD),
        ({"width": 1440}, SAME),
        ({}, SAME),
    ],
)
def test_what_a_change_of_a_picture_in_the_text_means(change, state):
    desk = Desk()
    desk.say(body=picture())
    desk.confirm()
    desk.say(body=picture(**change))
    assert desk.state() == state


def test_a_picture_put_into_the_text_is_seen_and_its_going_too(_library):
    desk = Desk()
    desk.say(body=picture(caption=""))
    assert desk.state() == OLD
    desk.confirm()
    desk.say(body=BODY)
    assert desk.state() == OLD


def test_after_a_change_of_the_original_language_the_others_follow_the_new_one():
    desk = Desk()
    desk.change_original()
    before = {row["id"]: row["body"] for row in desk.en.article.variants.values("id", "body")}
    assert (desk.state("en"), desk.state("ru")) == (SAME, SAME)
    desk.say(desk.ru, headline="Ночной поезд пришёл", body=cast.BODIES["ru"])
    assert (desk.state("en"), desk.state("ru")) == (OLD, SAME)
    outdated_by_text(desk)
    assert desk.state("ru") == SAME
    assert before[desk.ru.pk] == cast.BODIES["ru"]


def test_what_was_outdated_stays_so_after_a_change_of_the_original_language():
    desk = Desk()
    armenian = cast.publish(cast.translate(desk.en, "hy"), at=desk.tick())
    outdated_by_text(desk)
    desk.confirm()
    desk.change_original()
    assert [desk.state(code) for code in ("en", "ru", "hy")] == [SAME, SAME, OLD]
    workflow.confirm_translation(user=cast.mariam(), now=desk.tick(), variant_id=armenian.pk)
    assert desk.state("hy") == SAME


def test_a_language_that_is_outdated_or_missing_does_not_become_the_original():
    desk = Desk()
    outdated_by_text(desk)
    with pytest.raises(Refusal, match="outdated itself"):
        desk.change_original()
    with pytest.raises(Refusal, match="Begin it there first"):
        desk.change_original("hy")
    with pytest.raises(Refusal):
        desk.change_original("xx")
    assert Article.objects.get(pk=desk.en.article_id).original_language == "en"


def test_a_draft_may_become_the_original_and_says_nothing_until_it_is_public():
    desk = Desk()
    armenian = cast.translate(desk.en, "hy")
    desk.change_original("hy")
    assert [desk.state(code) for code in ("en", "ru", "hy")] == [SAME, SAME, State.DRAFT]
    cast.publish(armenian, at=desk.tick())
    assert [desk.state(code) for code in ("en", "ru", "hy")] == [SAME, SAME, SAME]
    desk.say(armenian, body="<p>Ուրիշ տեքստ։</p>")
    assert [desk.state(code) for code in ("en", "ru", "hy")] == [OLD, OLD, SAME]


def test_the_original_language_is_changed_by_who_may_publish_and_stands_in_the_log():
    desk = Desk()
    for somebody in (cast.anna(), cast.tigran(), cast.oscar()):
        with pytest.raises(PermissionDenied):
            desk.change_original(user=somebody)
    with pytest.raises(StaleRevision):
        desk.change_original(expected="hy")
    revisions = Revision.objects.count()
    desk.change_original()
    desk.change_original()
    lines = LogEntry.objects.filter(article=desk.en.article_id, act="original")
    assert [(line.user, line.details) for line in lines] == [(cast.elena(), {"old": "en", "new": "ru"})]
    assert Revision.objects.count() == revisions


def test_a_reporter_changes_the_original_language_of_a_draft():
    variant = cast.draft(by=cast.anna())
    cast.translate(variant, "hy", by=cast.anna())
    workflow.change_original_language(
        user=cast.anna(), now=NOW, article_id=variant.article_id, expected="en", language="hy"
    )
    variant.article.refresh_from_db()
    assert variant.article.original_language == "hy"
