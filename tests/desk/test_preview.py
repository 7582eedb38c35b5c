"""The preview wall, the cards of other sites and the screen of preview links, at the desk."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from articles import workflow
from articles.models import Act, ArticleVariant, Autosave, LogEntry, PreviewLink, Revision
from photos.renditions import original_name
from photos.uploads import take_in
from reader.social import drawn_card
from tests import cast
from tests.desk.screens import fields, press, said, signed_in, story, tab

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def wall(variant):
    return f"{tab(variant)}wall/"


def links(variant):
    return f"{tab(variant)}links/"


def make(client, variant, hours="48"):
    return client.post(links(variant), {"do": "make", "hours": hours})


def path(answer):
    return answer.context["made"].removeprefix("http://testserver")


# ------------------------------------------------------------------------------------------------------------- the wall


def test_pressing_preview_shows_what_was_typed_and_saves_nothing(client):
    variant = cast.draft()
    editor = signed_in(cast.elena())
    counts = [model.objects.count() for model in (Revision, LogEntry)]
    response = press(editor, tab(variant), "wall", headline="Not saved yet", body="<p>Nor this.</p>")
    assert response.headers["Location"] == wall(variant)
    page = editor.get(wall(variant))
    assert "with your unsaved words" in page.content.decode()
    pane = page.context["panes"][0]
    assert pane.card.title == "Not saved yet" and pane.card.summary == "Nor this."
    seen = client.get(pane.windows[0].address).content.decode()
    assert "Not saved yet" in seen and "Nor this." in seen
    assert [model.objects.count() for model in (Revision, LogEntry)] == counts
    variant.refresh_from_db()
    assert variant.headline == cast.HEADLINES["en"]


def test_the_wall_shows_the_words_of_the_window_it_was_opened_from_and_of_no_other(client):
    variant = cast.draft(headline="Saved words")
    editor = signed_in(cast.elena())
    form, opened = fields(editor.get(tab(variant))), {}
    for window, headline in (("a" * 32, "In the first"), ("b" * 32, "In the second"), ("c" * 32, "Saved words")):
        sent = {**form, "window": window, "headline": headline, "do": "wall"}
        opened[headline] = editor.post(tab(variant), sent).headers["Location"]
    for headline, address in opened.items():
        pane = editor.get(address).context["panes"][0]
        assert (pane.card.title, pane.is_unsaved) == (headline, headline != "Saved words")
        seen = client.get(pane.windows[0].address).content.decode()
        assert [one for one in opened if one in seen] == [headline]
        other = pane.windows[0].address.replace("a" * 32, "b" * 32).replace("~" + "c" * 32, "~" + "a" * 32)
        assert client.get(other).status_code == (200 if headline == "In the second" else 404)


def test_the_wall_shows_of_the_other_languages_what_the_person_typed_last(client):
    variant = cast.draft()
    other = cast.translate(variant, "ru")
    editor = signed_in(cast.elena())
    form = fields(editor.get(tab(other)))
    for window, headline in (("d" * 32, "Раньше"), ("e" * 32, "Позже")):
        assert (
            editor.post(f"{tab(other)}autosave/", {**form, "window": window, "headline": headline}).status_code == 200
        )
    sent = {**fields(editor.get(tab(variant))), "window": "a" * 32, "headline": "Now", "do": "wall"}
    panes = editor.get(editor.post(tab(variant), sent).headers["Location"]).context["panes"]
    assert [(pane.card.title, pane.is_unsaved) for pane in panes] == [("Now", True), ("Позже", True)]
    assert "Позже" in client.get(panes[1].windows[0].address).content.decode()


def test_pressing_preview_with_nothing_typed_keeps_no_unsaved_words():
    variant = cast.draft()
    press(signed_in(cast.elena()), tab(variant), "wall")
    assert not Autosave.objects.exists()


def test_pressing_preview_with_another_languages_state_is_refused():
    variant = cast.draft()
    other = cast.translate(variant, "ru")
    response = press(signed_in(cast.elena()), tab(variant), "wall", headline="New", expected_head=other.head_id)
    assert response.status_code == 404 and not Autosave.objects.exists()


def test_the_wall_has_every_screen_by_day_and_night_in_every_language():
    variant = cast.draft()
    cast.translate(variant, "ru"), cast.translate(variant, "hy")
    page = signed_in(cast.elena()).get(wall(variant))
    panes = page.context["panes"]
    assert [pane.language.code for pane in panes] == ["en", "ru", "hy"]
    assert {(window.size, window.theme) for window in panes[2].windows} == {
        (size, theme) for size in ("phone", "tablet", "desktop") for theme in ("light", "dark")
    }
    text = page.content.decode()
    assert text.count("<iframe") == text.count('loading="lazy" sandbox="allow-same-origin"') == 18
    assert page.headers["Content-Security-Policy"].count("frame-ancestors 'none'") == 1


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Phone, night, Russian"), ("ru", "Телефон, ночь, русский"), ("hy", "Հեռախոս, գիշեր, ռուսերեն")],
)
def test_only_the_first_word_above_a_window_is_capital(language, title):
    variant = cast.draft("ru")
    chief = cast.mariam()
    chief.interface_language = language
    chief.save()
    assert f">{title}</a>" in signed_in(chief).get(wall(variant)).content.decode()


def test_the_wall_begins_with_the_language_it_was_opened_from():
    variant = cast.draft()
    other = cast.translate(variant, "hy")
    assert [pane.language.code for pane in signed_in(cast.elena()).get(wall(other)).context["panes"]] == ["hy", "en"]


def test_a_translator_sees_the_wall_and_has_nothing_of_it_kept():
    variant = cast.draft()
    client = signed_in(cast.tigran())
    assert client.get(wall(variant)).status_code == 200
    assert press(client, tab(variant), "wall", headline="Mine").status_code == 403
    assert not Autosave.objects.exists()


def test_who_may_not_see_the_story_has_no_wall():
    variant = cast.draft(in_section="politics")
    client = signed_in(cast.anna())
    assert client.get(wall(variant)).status_code == 404
    assert client.get(f"{story(variant)}de/wall/").status_code == 404
    assert not PreviewLink.objects.exists()


def test_a_story_in_the_bin_has_no_wall_and_says_why():
    variant = cast.draft()
    workflow.move_to_bin(user=cast.elena(), now=timezone.now(), article_id=variant.article_id)
    client = signed_in(cast.elena())
    assert said(client, client.get(wall(variant))) == ["The story is in the bin. Restore it first."]
    assert "wall/" not in client.get(tab(variant)).content.decode()


def test_other_sites_cards_have_title_summary_picture_and_domain(client, media, settings):
    from photos.renditions import make_renditions

    settings.SITE_URL = "https://paper.example"
    photo = take_in(cast.jpeg((900, 600)), user=None, now=timezone.now(), credit="N", alts={"en": "An arch"})
    make_renditions.func(photo.pk)
    variant = cast.draft(standfirst="What happened, in a sentence.")
    cast.translate(variant, "ru")
    cast.arrange(variant, lead_photo=photo.pk)
    page = signed_in(cast.elena()).get(wall(variant))
    cards = [pane.card for pane in page.context["panes"]]
    assert [card.title for card in cards] == [cast.HEADLINES["en"], cast.HEADLINES["ru"]]
    assert (cards[0].summary, cards[0].domain) == ("What happened, in a sentence.", "paper.example")
    assert [card.site for card in cards] == ["Three Threads", "Три нити"]
    for card, language in zip(cards, ("en", "ru"), strict=True):
        answer = client.get(card.picture)
        assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/jpeg", "no-store")
        drawn = Image.open(BytesIO(answer.content))
        assert drawn.size == (1200, 630) and drawn.getpixel((1000, 300)) == pytest.approx((160, 60, 40), abs=8)
        shown = ArticleVariant.objects.select_related("section", "article__lead_photo").get(language=language)
        assert answer.content == drawn_card(shown, timezone.now())  # the card that readers' networks will be given
    text = page.content.decode()
    assert all(name in text for name in ("Telegram", "card--x", "Facebook"))


def test_the_card_of_unsaved_words_says_them_and_a_story_without_a_picture_has_one_too(client):
    variant, elena = cast.draft(), signed_in(cast.elena())
    first = client.get(elena.get(wall(variant)).context["panes"][0].card.picture).content
    press(elena, tab(variant), "wall", headline="Another headline altogether")
    typed = client.get(elena.get(wall(variant)).context["panes"][0].card.picture).content
    assert Image.open(BytesIO(first)).size == (1200, 630) and typed != first


def test_a_card_whose_picture_is_lost_is_drawn_without_it(client, media):
    photo = cast.photo()
    variant = cast.draft()
    cast.arrange(variant, lead_photo=photo.pk)
    default_storage.delete(original_name(photo.key))
    answer = client.get(signed_in(cast.elena()).get(wall(variant)).context["panes"][0].card.picture)
    assert answer.status_code == 200 and Image.open(BytesIO(answer.content)).size == (1200, 630)


def test_a_card_of_a_preview_ends_with_its_link(client):
    place = signed_in(cast.elena()).get(wall(cast.draft())).context["panes"][0].card.picture
    assert client.get(place).status_code == 200
    PreviewLink.objects.update(revoked_at=timezone.now())
    assert client.get(place).status_code == 404


def test_hostile_unsaved_words_stay_words_on_the_wall():
    variant = cast.draft()
    client = signed_in(cast.elena())
    press(
        client, tab(variant), "wall", headline="<script>alert(1)</script>", standfirst='"><img src=x onerror=alert(2)>'
    )
    text = client.get(wall(variant)).content.decode()
    assert "<script>alert" not in text and "<img src=x" not in text and "&lt;script&gt;" in text


# ------------------------------------------------------------------------------------------------------- links to send


@pytest.mark.parametrize(("hours", "days"), [("1", 1 / 24), ("48", 2), ("168", 7)])
def test_a_link_opens_as_long_as_was_chosen(client, hours, days):
    variant = cast.draft(body="<p>Not public.</p>")
    answer = make(signed_in(cast.elena()), variant, hours)
    assert answer.status_code == 201 and "no-store" in answer.headers["Cache-Control"]
    assert "Not public." in client.get(path(answer)).content.decode()
    kept = PreviewLink.objects.get()
    assert kept.expires_at - kept.created_at == timedelta(days=days)


@pytest.mark.parametrize("hours", ["", "0", "2", "-1", "x", "99999999999999999999", "1\x00"])
def test_another_time_than_those_offered_is_refused(hours):
    answer = make(signed_in(cast.elena()), cast.draft(), hours)
    assert answer.status_code == 422 and "errorlist" in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_open_links_are_listed_with_who_and_until_when_and_never_with_their_address(client):
    variant = cast.draft()
    made = path(make(signed_in(cast.elena()), variant))
    workflow.make_preview_link(
        user=cast.elena(), now=timezone.now() - 3 * HOUR, revision_id=variant.head_id, lifetime=HOUR
    )
    workflow.open_wall(user=cast.elena(), now=timezone.now(), article_id=variant.article_id, language="en")
    page = signed_in(cast.mariam()).get(links(variant))
    (listed,) = page.context["open_links"]
    assert listed.created_by == cast.elena()
    assert made.split("/")[2] not in page.content.decode()


def test_one_link_is_ended_and_the_other_stays(client):
    variant = cast.draft()
    editor = signed_in(cast.elena())
    first, second = path(make(editor, variant)), path(make(editor, variant))
    oldest = PreviewLink.objects.order_by("pk").first()
    assert said(editor, editor.post(links(variant), {"link": oldest.pk})) == ["The link no longer works."]
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert said(editor, editor.post(links(variant), {"do": "end_all"})) == ["The preview links no longer work."]
    assert client.get(second).status_code == 404
    assert LogEntry.objects.filter(act=Act.UNPREVIEWED).count() == 2


@pytest.mark.parametrize("sent", ["", "x", "0", "99999999999999999999", "١", "-1", "1\x00"])
def test_a_link_that_is_none_is_not_ended(sent):
    assert signed_in(cast.elena()).post(links(cast.draft()), {"link": sent}).status_code == 404


def test_a_link_of_another_language_is_not_ended_from_here(client):
    variant = cast.draft()
    other = cast.translate(variant, "ru")
    made = path(make(signed_in(cast.elena()), other))
    assert signed_in(cast.elena()).post(links(variant), {"link": PreviewLink.objects.get().pk}).status_code == 404
    assert client.get(made).status_code == 200


def test_only_those_who_write_a_language_have_its_links():
    variant = cast.draft()
    translator = signed_in(cast.tigran())
    assert translator.get(links(variant)).status_code == 403
    assert make(translator, variant).status_code == 403
    assert translator.post(links(variant), {"do": "end_all"}).status_code == 403
    assert signed_in(cast.oscar()).get(links(variant)).status_code == 404
    assert signed_in(cast.elena()).get(f"{story(variant)}ru/links/").status_code == 404
    assert not PreviewLink.objects.exists()


def test_a_story_in_the_bin_gets_no_link():
    variant = cast.draft()
    workflow.move_to_bin(user=cast.elena(), now=timezone.now(), article_id=variant.article_id)
    client = signed_in(cast.elena())
    assert said(client, make(client, variant)) == ["The story is in the bin. Restore it first."]
    assert not PreviewLink.objects.exists()
