"""Social cards: what they say, that they fit, and that they are public exactly as long as their story is."""

import io
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageFont

from articles.paper import fingerprint, said_in, save_settings
from photos.models import Photo
from reader import drawing, social
from reader.drawing import LARGEST, SMALLEST, Words, balanced, bound, card, ems, fitted, runs
from tests import cast
from tests.site.routes import body

LONG = {
    "en": "Why the rebuilt railway bridge over the gorge will open a year before the road that should lead to it does",
    "ru": "Почему восстановленный железнодорожный мост через ущелье откроют на год раньше дороги, которая должна к нему вести",
    "hy": "Ինչո՞ւ կիրճի վրայի վերականգնված երկաթուղային կամուրջը կբացվի մեկ տարի շուտ, քան դեպի այն տանող ճանապարհը",
}


def named(client, variant):
    """The address of the card that the page of a story names."""
    page = client.get(cast.address(variant)).content.decode()
    return re.search(r'<meta property="og:image" content="http://testserver([^"]+)"', page)[1]


def rows(image, colour):
    """In which rows of a picture some pixel has nearly this colour."""
    wanted = tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
    bands = [band.point(lambda value, want=want: 255 * (abs(value - want) < 12)) for band, want in zip(image.split(), wanted, strict=True)]  # fmt: skip
    box = Image.merge("RGB", bands).convert("L", matrix=(1 / 3, 1 / 3, 1 / 3, 0)).point(lambda value: 255 * (value > 250)).getbbox()  # fmt: skip
    return (box[1], box[3]) if box else None


@pytest.mark.parametrize("language", cast.LANGUAGES)
@pytest.mark.parametrize("width", [1072, 658])
def test_every_headline_fits_in_few_lines_of_nearly_one_length(language, width):
    for headline in (cast.HEADLINES[language], LONG[language], (LONG[language] + " ") * 2):
        size, lines = fitted(headline[:200], language, width, 328)
        assert SMALLEST <= size <= LARGEST
        assert max(map(ems, lines)) * size <= width
        assert len(lines) * size * drawing.LEADING[language] <= 328
        assert " ".join(lines).replace("\u00a0", " ") == headline[:200].strip()


def test_a_short_headline_is_large_and_a_longer_one_smaller():
    sizes = [fitted(text, "ru", 658, 328)[0] for text in ("Мост открыт", cast.HEADLINES["ru"] * 2, LONG["ru"] * 2)]
    assert sizes[0] == LARGEST
    assert all(first > second for first, second in pairwise(sizes)), sizes


def test_lines_are_balanced_and_not_just_filled():
    words = bound(LONG["en"], "en").split(" ")
    lines = balanced(words, 16)
    assert len(lines) == len(drawing.wrapped(words, 16))
    assert min(map(ems, lines)) > 0.6 * max(map(ems, lines))


def test_no_line_begins_with_a_dash_or_ends_with_a_preposition():
    for text in ("Поезд вернулся к морю — и в горы", "The end of a road – to be or not"):
        for width in range(4, 30):
            for line in drawing.wrapped(bound(text, "ru").split(" "), width)[:-1]:
                assert line.endswith(("—", "–")) or len(line.replace("\u00a0", " ").split(" ")[-1]) > 2, line
                assert not line.startswith(("—", "–"))


def test_a_word_longer_than_a_line_goes_on_in_the_next():
    size, lines = fitted("ա" * 120, "hy", 600, 328)
    assert size == SMALLEST
    assert "".join(lines) == "ա" * 120
    assert max(map(ems, lines)) * size <= 600
    cut = fitted("ա" * 300, "hy", 600, 328)[1]
    assert cut[-1].endswith("ա…") and max(map(ems, cut)) * size <= 600


def test_every_letter_of_ours_has_a_font_and_a_foreign_one_is_romanised():
    for text in (*LONG.values(), *cast.NAMES["region"].values(), "«Мегри» — № 5, 20 € … Ինչո՞ւ․ և"):
        assert "".join(run.text for run in runs(text, 40, 700)) == text
    assert "".join(run.text for run in runs("ღვინო", 40, 700)) == "ghvino"
    assert runs("\u0000\ufffe", 40, 700) == []


def test_no_letter_that_a_file_is_said_to_have_is_drawn_as_a_box():
    letters = [chr(code) for code in range(0x21, 0x2300)]
    for place, (said, name, _scale) in enumerate(drawing.FONT_FILES):
        font = ImageFont.truetype(str(drawing.FONTS / name), 40)
        box = bytes(font.getmask("\ue000"))
        ours = [char for char in letters if said.match(char) and drawing._file_of(char) == place and char.isprintable()]
        assert len(ours) > 20
        assert [char for char in ours if bytes(font.getmask(char)) == box] == [], name
    words = "Café Noël · Diyarbakır, Łódź: 30 m² № 5"
    assert "".join(run.text for run in runs(words, 40, 700)) == words


@pytest.mark.parametrize("language", cast.LANGUAGES)
def test_a_card_has_its_size_its_sections_colour_and_its_own_thread_thick(language):
    words = Words(language, LONG[language], cast.NAMES["politics"][language], "politics", "Three Threads")
    image = Image.open(io.BytesIO(card(words, None)))
    assert (image.size, image.format) == ((1200, 630), "JPEG")
    colours = drawing.colours()
    assert image.getpixel((70, 5)) == pytest.approx(
        tuple(int(colours["politics"][place : place + 2], 16) for place in (1, 3, 5)), abs=8
    )
    top, bottom = rows(image, colours["indigo"])
    assert 4 <= bottom - top <= 8
    place = cast.LANGUAGES.index(language)
    assert top == pytest.approx(630 - 132 + 6 * place, abs=2)


def test_a_picture_stands_at_the_end_and_the_headline_beside_it():
    words = Words("en", LONG["en"], "Region", "region", "Three Threads")
    image = Image.open(io.BytesIO(card(words, Image.new("RGB", (900, 600), (160, 60, 40)))))
    assert image.getpixel((1000, 300)) == pytest.approx((160, 60, 40), abs=6)
    assert image.getpixel((780 - 20, 300)) == pytest.approx((247, 245, 239), abs=6)


def test_a_page_names_its_card_and_the_card_is_there(paper, client):
    for variant in paper:
        place = named(client, variant)
        response = client.get(place)
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
        assert "max-age=60" in response.headers["Cache-Control"]
        assert Image.open(io.BytesIO(body(response))).size == (1200, 630)
    assert len({named(client, variant) for variant in paper}) == 3


def test_a_new_headline_has_a_new_card_and_the_old_address_leads_to_it(paper, client):
    before = named(client, paper[0])
    folder = f"cards/{paper[0].pk}"
    old = default_storage.listdir(folder)[1]
    cast.publish(cast.write(paper[0], headline="The coast has its night train back"), at=timezone.now())
    after = named(client, paper[0])
    assert after != before
    response = client.get(before)
    assert (response.status_code, response.headers["Location"]) == (302, after)
    social.make_card.func(paper[0].pk)
    assert client.get(after).status_code == 200
    assert len(default_storage.listdir(folder)[1]) == 1 and default_storage.listdir(folder)[1] != old


def test_words_that_no_card_shows_leave_its_address_alone(paper, client):
    before = named(client, paper[0])
    cast.publish(cast.write(paper[0], body="<p>All other words.</p>", slug="other-words"), at=timezone.now())
    assert named(client, paper[0]) == before


def test_a_new_name_of_the_section_or_of_the_paper_changes_the_card(paper, client):
    seen = {named(client, paper[1])}
    section, row = paper[1].section, cast.paper()
    section.names = section.names | {"ru": "Край"}
    section.save()
    seen.add(named(client, paper[1]))
    row.names = row.names | {"ru": "Три дороги"}
    row.save()
    seen.add(named(client, paper[1]))
    assert len(seen) == 3


def test_a_missing_card_is_asked_for_once_and_the_papers_own_is_shown_meanwhile(paper, client, monkeypatch):
    place = named(client, paper[0])
    default_storage.delete(f"cards/{paper[0].pk}/{place.rpartition('/')[2]}")
    asked = []
    monkeypatch.setattr(social.make_card.__class__, "enqueue", lambda task, variant_id: asked.append(variant_id))
    for _time in range(3):
        response = client.get(place)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
        assert response.headers["Content-Type"] == "image/jpeg"
        assert Image.open(io.BytesIO(body(response))).size == (1200, 630)  # as the page's head promises
    assert asked == [paper[0].pk]


def test_a_card_that_was_missed_is_there_the_next_time(paper, client):
    place = named(client, paper[0])
    default_storage.delete(f"cards/{paper[0].pk}/{place.rpartition('/')[2]}")
    client.get(place)
    assert client.get(place).status_code == 200


def test_no_card_is_public_before_its_story(paper, client, monkeypatch):
    now = timezone.now()
    draft = cast.draft(headline="A plan that nobody knows", now=now)
    at = now + timedelta(minutes=5)
    assert client.get(social.card_path(draft, cast.paper().names, now)).status_code == 404
    social.make_card.func(draft.pk)
    assert not default_storage.exists(f"cards/{draft.pk}")
    scheduled = cast.schedule(draft, at=at, now=now)
    social.make_card.func(scheduled.pk)
    place = social.card_path(scheduled, cast.paper().names, now)
    assert client.get(place).status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert client.get(place).status_code == 200


def test_a_withdrawn_story_takes_its_card_along_and_the_other_languages_keep_theirs(paper, client):
    places = [named(client, variant) for variant in paper]
    cast.withdraw(paper[0], now=timezone.now())
    assert [client.get(place).status_code for place in places] == [404, 200, 200]
    social.make_card.func(paper[0].pk)
    assert not default_storage.exists(f"cards/{paper[0].pk}")


def test_a_task_that_was_overtaken_leaves_the_newer_card_alone(paper, client, monkeypatch):
    draw = social.card

    def slowly(*arguments):
        monkeypatch.setattr(social, "card", draw)
        cast.publish(cast.write(paper[0], headline="A newer headline", now=timezone.now()), at=timezone.now())
        social.make_card.func(paper[0].pk)
        return draw(*arguments)

    Photo.objects.filter(pk=paper[0].photo.pk).update(focal_x=0.2)  # another card is due
    monkeypatch.setattr(social, "card", slowly)
    social.make_card.func(paper[0].pk)
    assert len(default_storage.listdir(f"cards/{paper[0].pk}")[1]) == 1
    assert client.get(named(client, paper[0])).status_code == 200


def test_a_picture_whose_rights_are_over_is_on_no_card(paper, client):
    before = named(client, paper[0])
    Photo.objects.filter(pk=paper[0].photo.pk).update(expires_on=timezone.localdate())
    after = named(client, paper[0])
    assert after != before
    assert client.get(before).headers["Location"] == after
    client.get(after)
    image = Image.open(io.BytesIO(body(client.get(after))))
    assert image.getpixel((1000, 250)) != pytest.approx((160, 60, 40), abs=30)


@pytest.mark.django_db(transaction=True)
def test_publishing_makes_the_card_and_withdrawing_takes_it_away(media, client):
    variant = cast.live("hy", at=timezone.now() - timedelta(minutes=1))
    assert client.get(named(client, variant)).status_code == 200
    cast.withdraw(variant, now=timezone.now())
    assert not default_storage.exists(f"cards/{variant.pk}")


@pytest.mark.django_db(transaction=True)
def test_a_new_name_of_the_paper_draws_the_cards_of_the_newest_stories_anew(media, monkeypatch):
    older, *newer = [cast.live(at=timezone.now() - timedelta(minutes=minutes)) for minutes in (3, 2, 1)]
    before = {variant.pk: default_storage.listdir(f"cards/{variant.pk}")[1] for variant in (older, *newer)}
    monkeypatch.setattr(social, "MOST_RENAMED", 2)
    row = cast.paper()
    said = {code: said_in(row, code) for code in cast.LANGUAGES}
    said["en"].words["names"] = "Four Threads"
    save_settings(
        user=cast.mariam(), now=timezone.now(), seen=fingerprint(row), said=said, clocks=[], has_full_feeds=False
    )
    for variant in (older, *newer):
        current = social.card_path(variant, {"en": "Four Threads"}, timezone.now()).rpartition("/")[2]
        [file] = default_storage.listdir(f"cards/{variant.pk}")[1]
        assert (file == current) == (variant in newer) and ([file] == before[variant.pk]) == (variant == older)


def test_odd_addresses_of_cards_lead_nowhere(paper, client):
    for place in ("en/99999999999999999999/0123.jpg", f"de/{paper[0].article_id}/0123.jpg", f"en/{paper[0].article_id}/..%2f.jpg", "en/x/1.jpg"):  # fmt: skip
        assert client.get(f"/media/card/{place}").status_code == 404
