"""Side by side: what of the source stands where in the translation, what changed in it since, and who may do what there."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import ArticleVariant, LogEntry, Revision
from articles.snapshots import Text
from desk.beside import Mark, line_of, rows, told
from tests import cast
from tests.desk.screens import fields, press, said, signed_in, story, tab
from text.paragraphs import blocks

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PICTURE = '<figure><img src="/media/0f/w1440.jpg" alt=""></figure>'
LIST = "<ul><li>one<ul><li>two</li></ul></li></ul>"
TABLE = "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>"
M = Mark


@pytest.mark.parametrize(
    ("old", "new", "target", "marks"),
    [
        ("<p>One thing.</p><p>Two things.</p>", None, "", [M.MISSING, M.MISSING]),
        ("<p>One thing.</p><p>Two things.</p>", None, "<p>Одно дело.</p>", [M.TRANSLATED, M.MISSING]),
        ("<p>One thing.</p>", None, "<p>One thing.</p>", [M.SAME]),
        ("<p>One thing.</p>", None, "<p>One <strong>thing</strong>.</p>", [M.SAME]),
        ("<p>One thing.</p>", None, "<p>Одно дело.</p><p>И другое.</p><p>И третье.</p>", [M.TRANSLATED]),
        ("<p>One thing.</p>", "<p>One thing more.</p>", "<p>Одно дело.</p>", [M.CHANGED]),
        ("<p>One thing.</p>", "<p>One thing more.</p>", "", [M.MISSING]),
        ("<p>One thing.</p>", "<p>One thing.</p><p>Quite new words.</p>", "<p>Одно дело.</p>", [M.TRANSLATED, M.MISSING]),
        ("<p>One thing.</p><p>Two things.</p>", "<p>One thing.</p>", "<p>Одно дело.</p><p>Два дела.</p>", [M.TRANSLATED, M.REMOVED]),
        ("<p>One thing.</p><p>Two things.</p>", "<p>One thing.</p>", "<p>Одно дело.</p>", [M.TRANSLATED, None]),
        (f"<p>One thing.</p>{PICTURE}", None, f"<p>Одно дело.</p>{PICTURE}", [M.TRANSLATED, None]),
        (f"<p>One thing.</p>{PICTURE}", None, "<p>Одно дело.</p>", [M.TRANSLATED, M.MISSING]),
        ("<p>One thing.</p><hr><p>Two things.</p>", None, "<p>Одно дело.</p><hr><p>Два дела.</p>", [M.TRANSLATED, None, M.TRANSLATED]),
        (LIST, None, "<ul><li>раз<ul><li>два</li></ul></li></ul>", [M.TRANSLATED]),
        (LIST, LIST.replace("two", "three"), "<ul><li>раз<ul><li>два</li></ul></li></ul>", [M.CHANGED]),
        (TABLE, None, "", [M.MISSING]),
        (TABLE, None, TABLE, [M.SAME]),
        ("", None, "<p>Одно дело.</p>", []),
    ],
)  # fmt: skip
def test_each_paragraph_of_the_source_says_where_it_stands(old, new, target, marks):
    found = rows(blocks(old), blocks(old if new is None else new), blocks(target))
    assert [row.mark for row in found] == marks


@pytest.mark.parametrize(
    ("old", "now", "there", "mark"),
    [
        ("Rain", "Rain", "", M.MISSING),
        ("Rain", "Rain", "Rain", M.SAME),
        ("Rain", "Rain", "Дождь", M.TRANSLATED),
        ("Rain", "Heavy rain", "Дождь", M.CHANGED),
        ("Rain", "", "Дождь", M.REMOVED),
    ],
)
def test_each_field_of_the_source_says_where_it_stands(old, now, there, mark):
    line = line_of("headline", Text(headline=old), Text(headline=now), Text(headline=there))
    assert line.mark == mark and line.is_changed == (old != now)


def test_a_field_that_never_said_anything_is_not_shown():
    assert line_of("kicker", Text(headline="a"), Text(headline="b"), Text(headline="c", kicker="d")) is None


@pytest.mark.parametrize(
    "sent",
    ["", "{}", "null", "[1]", '[["p"]]', '[["p", "a", "b"]]', '[["p", 1, []]]', '[["p", "a", [1]]]', "[" * 100_000,
     "[" + "9" * 10_000 + "]", json.dumps([["p", "a", []]] * 5_001), json.dumps([["p", "a" * 1_000_000, []]])],
)  # fmt: skip
def test_paragraphs_that_are_none_are_refused(sent):
    with pytest.raises(ValueError):
        told(sent)


def pair():
    """A live English story and its live Russian translation, which confirmed it."""
    source = cast.live(at=timezone.now() - 3 * HOUR)
    return source, cast.publish(cast.translate(source, "ru"), at=timezone.now() - 2 * HOUR)


def change(source, **text):
    return cast.publish(cast.write(source, **text), at=timezone.now() - HOUR)


def open_beside(client, variant, source="en"):
    return client.get(f"{tab(variant)}?beside={source}")


def test_a_translator_reads_the_source_there_and_writes_only_their_own_language():
    source, target = pair()
    client = signed_in(cast.tigran())
    page = open_beside(client, target)
    text = page.content.decode()
    assert page.status_code == 200
    assert "The first carriages left at dusk." in text and 'lang="en"' in text
    assert (
        client.post(f"{tab(target)}?beside=en", {**fields(page), "headline": "Другой", "do": "save"}).status_code == 302
    )
    other = open_beside(client, source, "ru")
    assert "Первые вагоны отошли в сумерках." in other.content.decode()
    assert (
        client.post(f"{tab(source)}?beside=ru", {**fields(other), "headline": "Mine", "do": "save"}).status_code == 403
    )
    assert "data-copy" not in other.content.decode()


def test_the_map_of_modules_stands_before_the_first_of_them():
    """Some browsers take no map once a module was asked for: the text would have no editor."""
    source, target = pair()
    client = signed_in(cast.tigran())
    for page in (client.get(tab(target)), open_beside(client, target)):
        before, _map, after = page.content.decode().partition('<script type="importmap"')
        assert 'type="module"' not in before and 'type="module"' in after and "keys.js" in after


def test_who_may_not_see_the_story_does_not_see_it_there():
    _source, target = pair()
    client = signed_in(cast.oscar())
    assert open_beside(client, target).status_code == 404
    assert client.post(f"{tab(target)}marks/", {"beside": "en", "blocks": "[]"}).status_code == 404


def test_only_what_changed_since_the_confirmation_is_told_word_by_word():
    source, target = pair()
    client = signed_in(cast.tigran())
    side = open_beside(client, target).context["beside"]
    assert side.is_compared and side.changed == 0
    change(source, body="<p>The first carriages left at dawn.</p><p>Tickets were sold out.</p>")
    page = open_beside(client, target)
    text = page.content.decode()
    assert "<del>dusk</del><ins>dawn</ins>" in text
    assert "1 change in the source since this translation was made from it" in text
    assert [row.mark for row in page.context["beside"].rows] == [Mark.CHANGED, Mark.TRANSLATED]


def test_words_of_the_source_that_are_not_public_are_not_compared():
    source, target = pair()
    cast.write(source, body="<p>Unfinished thoughts.</p>")
    page = open_beside(signed_in(cast.tigran()), target)
    assert page.context["beside"].changed == 0 and "Unfinished thoughts." not in page.content.decode()
    assert "The source has newer saved changes" in page.content.decode()


def test_what_nobody_confirmed_is_not_called_confirmed():
    _source, target = pair()
    text = open_beside(signed_in(cast.tigran()), target).content.decode()
    assert "The source has not changed since this translation was made from it." in text
    assert "confirmed" not in text


def test_a_source_that_was_withdrawn_says_so_and_what_to_decide():
    source, target = pair()
    client = signed_in(cast.tigran())
    assert "The source was withdrawn" not in open_beside(client, target).content.decode()
    cast.withdraw(source, now=timezone.now())
    text = open_beside(client, target).content.decode()
    assert "The source was withdrawn" in text and "decide whether it may stand alone" in text
    cast.withdraw(target, now=timezone.now())
    assert "Find out why before this translation is published." in open_beside(client, target).content.decode()


def test_the_tab_of_an_outdated_translation_says_why_and_leads_to_the_change():
    source, target = pair()
    other = cast.publish(cast.translate(source, "hy"), at=timezone.now() - 2 * HOUR)
    client = signed_in(cast.mariam())
    changed = "The source has changed since this translation was last checked against it."
    assert changed not in client.get(tab(target)).content.decode()
    change(source, headline="Another headline")
    text = client.get(tab(target)).content.decode()
    assert changed in text and '<a href="?beside=en">See what changed</a>' in text
    assert changed in open_beside(client, target, cast.WORDS[other.language]).content.decode()
    assert changed not in open_beside(client, target).content.decode()
    assert changed not in client.get(tab(source)).content.decode()


def test_a_language_that_is_begun_opens_beside_its_source():
    variant = cast.live()
    client = signed_in(cast.mariam())
    for word, url, do in (
        ("ru", f"/admin/board/{variant.article_id}/ru/", "begin"),
        ("arm", f"{story(variant)}arm/", ""),
    ):
        answer = client.post(url, {"do": do})
        assert answer.headers["Location"] == f"{story(variant)}{word}/?beside=en"
        assert "The first carriages left at dusk." in client.get(answer.headers["Location"]).content.decode()


def test_nothing_confirmed_yet_makes_no_difference_to_show():
    source = cast.draft()
    target = cast.translate(source, "ru", body="")
    page = open_beside(signed_in(cast.tigran()), target)
    side = page.context["beside"]
    assert not side.is_compared and side.changed == 0
    assert "<ins>" not in page.content.decode()
    assert {row.mark for row in side.rows} == {Mark.MISSING}


def test_another_language_than_the_original_may_be_the_source_and_is_not_compared():
    source, target = pair()
    third = cast.publish(cast.translate(source, "hy"), at=timezone.now() - HOUR)
    change(source, body="<p>Another text.</p>")
    page = open_beside(signed_in(cast.mariam()), third, "ru")
    side = page.context["beside"]
    assert side.language.code == "ru" and not side.is_compared and side.changed == 0
    assert [language.code for language in side.others] == ["en", "ru"]
    assert "Первые вагоны" in page.content.decode() and target.headline in page.content.decode()


@pytest.mark.parametrize("wanted", ["", "1", "de", "ru", "x" * 5000, "99999999999999999999"])
def test_an_odd_source_is_the_original(wanted):
    _source, target = pair()
    page = open_beside(signed_in(cast.tigran()), target, wanted)
    assert page.status_code == 200 and page.context["beside"].language.code == "en"


def test_a_story_of_one_language_has_nothing_to_lay_beside():
    page = open_beside(signed_in(cast.mariam()), cast.draft())
    assert page.status_code == 200 and "beside" not in page.context
    assert 'href="?beside=' not in page.content.decode()


def test_the_source_stays_beside_the_form_after_a_button_was_pressed():
    _source, target = pair()
    client = signed_in(cast.tigran())
    url = f"{tab(target)}?beside=en"
    assert press(client, url, "save", headline="Другой").headers["Location"] == url
    refused = press(client, url, "save", headline="x" * 3000)
    assert refused.status_code == 422 and refused.context["beside"].language.code == "en"


def test_a_refused_text_that_is_hostile_is_laid_beside_the_source_and_breaks_nothing():
    _source, target = pair()
    hostile = {"headline": "x" * 3000, "body": "<p>" * 3000 + "<script>alert(1)</script>\x00" + "<a " * 5000}
    page = press(signed_in(cast.tigran()), f"{tab(target)}?beside=en", "save", **hostile)
    assert page.status_code == 422 and page.context["beside"].rows


def test_marked_up_words_of_a_source_stay_words():
    source, target = pair()
    change(source, headline="<script>alert(1)</script>", body="<p>a &lt;img src=x onerror=alert(2)&gt; b</p>")
    text = open_beside(signed_in(cast.tigran()), target).content.decode()
    assert "<script>alert" not in text and "<img src=x" not in text and "&lt;img src=x" in text


def test_a_confirmation_clears_the_marks_and_touches_no_text():
    source, target = pair()
    change(source, body="<p>Another text.</p>")
    client = signed_in(cast.tigran())
    url = f"{tab(target)}?beside=en"
    before = ArticleVariant.objects.filter(pk=target.pk).values("body", "head", "updated_at", "visible_from").get()
    press(client, url, "confirm")
    page = client.get(url)
    assert (
        page.context["beside"].changed == 0 and "Nothing has changed since it was confirmed." in page.content.decode()
    )
    change(source, body="<p>A third text.</p>")
    assert "1 change since it was confirmed" in client.get(url).content.decode()
    cast.publish(cast.write(source, body="<p>Another text.</p>"), at=timezone.now())
    assert (
        ArticleVariant.objects.filter(pk=target.pk).values("body", "head", "updated_at", "visible_from").get() == before
    )


def test_a_translation_that_was_never_live_can_be_confirmed_there():
    source = cast.live(at=timezone.now() - 3 * HOUR)
    target = cast.translate(source, "ru")
    change(source, body="<p>Another text.</p>")
    client = signed_in(cast.tigran())
    assert "Confirm: it matches" not in client.get(tab(target)).content.decode()
    assert "Confirm: it matches" in open_beside(client, target).content.decode()
    press(client, f"{tab(target)}?beside=en", "confirm")
    assert "Confirm: it matches" not in open_beside(client, target).content.decode()


def test_what_was_published_while_somebody_read_is_not_confirmed_unseen():
    source, target = pair()
    change(source, body="<p>Another text.</p>")
    client = signed_in(cast.tigran())
    url = f"{tab(target)}?beside=en"
    seen = fields(client.get(url))
    cast.publish(cast.write(source, body="<p>Yet another text.</p>"), at=timezone.now())
    answer = client.post(url, {**seen, "do": "confirm"})
    assert said(client, answer)[-1].startswith("The source was published again while you were reading.")
    assert client.get(url).context["beside"].is_outdated
    press(client, url, "confirm")
    assert not client.get(url).context["beside"].is_outdated


def marks(client, target, typed, **more):
    data = {"beside": "en", "blocks": json.dumps(typed), "headline": target.headline, **more}
    return client.post(f"{tab(target)}marks/", data)


def test_the_marks_follow_what_is_typed_and_nothing_is_kept():
    _source, target = pair()
    client = signed_in(cast.tigran())
    counts = [model.objects.count() for model in (Revision, LogEntry)]
    answer = marks(client, target, [["p", "The first carriages left at dusk.", []], ["p", "", []]], headline="").json()
    assert [row["mark"] for row in answer["rows"]] == ["same", "missing"]
    assert answer["lines"]["headline"]["mark"] == "missing"
    typed = [["p", "Первые вагоны отошли в сумерках.", []], ["p", "Билетов не осталось.", []]]
    assert [row["place"] for row in marks(client, target, typed).json()["rows"]] == [0, 1]
    assert [model.objects.count() for model in (Revision, LogEntry)] == counts
    assert not target.autosaves.exists()


def test_marks_are_asked_for_and_never_linked_to():
    _source, target = pair()
    client = signed_in(cast.tigran())
    assert client.get(f"{tab(target)}marks/").status_code == 405
    assert client.post(f"{tab(target)}marks/", {"blocks": "["}).status_code == 400
    assert client.post(f"{tab(target).replace('/ru/', '/de/')}marks/").status_code == 404
    assert client.post("/admin/articles/article/99999999999999999999/ru/marks/").status_code == 404


def test_the_source_costs_two_queries_more_than_the_tab(django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    source, target = pair()
    change(source, body="<p>Another text.</p>" * 60)
    client = signed_in(cast.tigran())
    client.get(tab(target))
    with CaptureQueriesContext(
        connection,
    ) as plain:
        client.get(tab(target))
    with django_assert_max_num_queries(len(plain) + 2):
        open_beside(client, target)


def test_publishing_and_confirming_is_both_or_neither():
    variant = cast.draft()  # an original: there is nothing to confirm
    client = signed_in(cast.mariam())
    response = press(client, tab(variant), "publish_and_confirm")
    assert response.status_code == 409
    variant.refresh_from_db()
    assert not variant.is_live(timezone.now()) and variant.published_revision_id is None


def test_confirming_without_a_new_word_claims_no_publication():
    source, target = pair()
    change(source, headline="Another headline")
    client = signed_in(cast.mariam())
    beside = f"{tab(target)}?beside=en"
    assert said(client, press(client, beside, "publish_and_confirm")) == [
        "Confirmed: this language matches the original."
    ]
    change(source, headline="A third headline")
    told = said(client, press(client, beside, "publish_and_confirm", headline="Третий"))
    assert told == ["Published. Readers see it now."]
