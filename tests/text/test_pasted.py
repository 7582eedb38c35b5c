import random
import re

import pytest

from tests import pasted
from text.html import clean_html
from text.pasted import emoji_of, straight
from text.tree import MOST_DEEP


def clean(html):
    return clean_html(html, is_own_media=lambda address: address.startswith("/media/"))


@pytest.mark.parametrize("language", pasted.STORY)
@pytest.mark.parametrize("source", pasted.SOURCES)
def test_the_server_alone_keeps_what_was_meant_and_drops_how_it_was_dressed(source, language):
    once = clean(pasted.html(source, language))
    assert pasted.is_kept(once, source, language)
    assert clean(once) == once


ITEM = "<p style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>{}&nbsp;</span>{}</p>"
MEANT = [
    ("<span style='font-weight:700'>a</span>", "<strong>a</strong>"),
    ("<span style='FONT-WEIGHT: Bold; font-style: italic'>a</span>", "<strong><em>a</em></strong>"),
    ("<span style='font-weight:400;font-style:normal'>a</span>", "a"),
    ("<span style='font-weight:99999999999'>a</span>", "a"),
    ("<span style='text-decoration:line-through'>a</span>", "<s>a</s>"),
    ("H<span style='vertical-align:sub'>2</span>O m<span style='vertical-align:super'>2</span>", "H<sub>2</sub>O m<sup>2</sup>"),
    ("<span lang=fr style='font-style:italic'>a</span>", '<span lang="fr"><em>a</em></span>'),
    ("<b style='font-weight:normal'><i style='font-style:normal'>a</i></b>", "a"),
    ("<b><span style='font-weight:bold'>a</span></b>", "<strong>a</strong>"),
    ("<h2><span style='font-weight:700'>a</span></h2>", "<h2>a</h2>"),
    ("<p style='font-weight:bold'>a</p>", "<p>a</p>"),
    ("<p><span lang=EN-US>Слово</span></p><p lang=RU>слово</p>", "<p>Слово</p><p>слово</p>"),
    ("<p><span lang=en>word</span></p>", '<p><span lang="en">word</span></p>'),
    ("<p class=MsoQuote>a</p><p class=MsoIntenseQuote>b</p><p>c</p>", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"),
    (ITEM.format(1, "·", "a") + "\n" + ITEM.format(2, "o", "b") + ITEM.format(1, "·", "c"), "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    (ITEM.format(1, "1.", "a") + ITEM.format(2, "·", "b") + ITEM.format(2, "a)", "c"), "<ol><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ol>"),
    (ITEM.format(3, "·", "a") + ITEM.format(1, "·", "b"), "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    (ITEM.format(1, "·", "a") + "<p>b</p>" + ITEM.format(2, "·", "c"), "<ul><li>a</li></ul><p>b</p><ul><li>c</li></ul>"),
    ("<p style='mso-list:none'>a</p>", "<p>a</p>"),
    ("<ul><li>a</li><ul><li>b</li><ol><li>c</li></ol></ul><li>d</li></ul>", "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>"),
    ("<p>a</p><br><p>b</p><br>", "<p>a</p><p>b</p>"),
    ("a<br>b", "a<br>b"),
    ("<p>a <img src='https://example.org/1f525.png' alt='🔥'></p>", "<p>a 🔥</p>"),
    ("<p>a<img src='https://example.org/x.png' alt='Nora'></p>", "<p>a</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), MEANT)
def test_markup_of_others_says_what_they_mean(given, expected):
    assert clean(given) == expected
    assert clean(expected) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/?a=1&utm_source=x&b=2", "https://example.org/?a=1&b=2"),
        ("https://example.org/?utm_source=x&fbclid=y#part", "https://example.org/#part"),
        ("https://example.org/?q=%D0%B0+b&amp", "https://example.org/?q=%D0%B0+b&amp"),
        ("https://www.google.com/url?q=https://example.org/%3Fa%3D1%26gclid%3D2&sa=D", "https://example.org/?a=1"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://www.google.com/search?q=train", "https://www.google.com/search?q=train"),
        ("/ru/1/?utm_source=x", "/ru/1/"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://[::1", "https://[::1"),
    ],
)
def test_a_link_goes_straight_to_its_end(address, expected):
    assert straight(address) == expected


def test_a_detour_to_an_odd_address_stays_what_it_is():
    given = '<a href="https://www.google.com/url?q=https://example.org/a%20b">a</a>'
    assert clean(given) == '<a href="https://www.google.com/url?q=https://example.org/a%20b" rel="noopener">a</a>'


@pytest.mark.parametrize(
    ("alt", "expected"), [("❤️", "❤️"), ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"), ("", ""), ("a", ""), ("🔥" * 13, ""), ("5", "")]
)
def test_an_emoji_is_told_from_the_words_of_a_picture(alt, expected):
    assert emoji_of(alt) == expected


def test_styles_however_deep_cost_no_more_than_the_elements_they_stand_on():
    style = "font-weight:bold;font-style:italic;text-decoration:line-through;vertical-align:super"
    deep = f"<span lang='fr' style='{style}'>" * (MOST_DEEP - 8)
    assert clean(deep + "a").count("<strong>") == 1


def test_no_mixture_of_pieces_changes_when_cleaned_again():
    samples = (
        "".join(given for given, _expected in MEANT) + pasted.html("word", "ru") + pasted.html("google-docs", "hy")
    )
    pieces = re.findall(r"<[^>]*>|[^<>]+", samples)
    chance = random.Random(2024)
    for _round in range(800):
        html = "".join(chance.choices(pieces, k=12))
        once = clean(html)
        assert clean(once) == once, html
