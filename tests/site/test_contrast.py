"""Whether every colour of words can be read on every ground it stands on: computed from the token file, in both themes."""

import re
from itertools import product

import pytest

from newsroom.joined_static import SOURCE
from reader.furniture import PAPER

TOKENS = (SOURCE / "css" / "tokens.css").read_text(encoding="utf-8")
PAIR = re.compile(r"--([a-z0-9-]+): light-dark\(#([0-9A-F]{6}), #([0-9A-F]{6})\)")
SINGLE = re.compile(r"--([a-z0-9-]+): #([0-9A-F]{6});")
GROUNDS = {"paper", "card", "sunk"}
WORDS = {"ink", "ink-2", "ink-3", "indigo", "madder", "leaf", "visited"}
SECTIONS = set(re.findall(r"\.ink-([a-z]+) ", (SOURCE / "css" / "parts.css").read_text(encoding="utf-8")))
CONTROLS = {"rule-2", "indigo", "ink"}  # edges of buttons and fields, the focus ring
ON_FILLS = [("on-weld", "weld"), ("paper", "ink"), ("paper", "indigo"), ("white", "madder-fill")]
DECORATION = {"rule"}


def told(theme):
    """{token: colour} of a theme; what both share stands once."""
    plain = dict(SINGLE.findall(TOKENS)) | {"white": "FFFFFF"}
    return plain | {name: colours[theme] for name, *colours in PAIR.findall(TOKENS)}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG's ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_rule():
    assert contrast("000000", "FFFFFF") == 21
    assert round(contrast("777777", "FFFFFF"), 2) == 4.48


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "night"])
def test_words_are_read_on_every_ground_and_controls_seen(theme):
    colours = told(theme)
    assert len(SECTIONS) == 9
    words = [*product(WORDS | SECTIONS, GROUNDS), *ON_FILLS]
    found = {(one, ground): contrast(colours[one], colours[ground]) for one, ground in words}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}
    found = {(one, ground): contrast(colours[one], colours[ground]) for one, ground in product(CONTROLS, GROUNDS)}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 3} == {}


def test_a_browsers_frame_has_the_colour_of_the_paper():
    assert [colour.removeprefix("#") for colour in PAPER.values()] == [told(theme)["paper"] for theme in (0, 1)]


def test_every_colour_has_its_place_in_these_tests():
    known = GROUNDS | WORDS | SECTIONS | CONTROLS | DECORATION | {name for pair in ON_FILLS for name in pair}
    assert {name for name in told(0) if not name.startswith("tint-")} == known


def test_a_browser_without_light_dark_sees_the_day():
    day = {name: light for name, light, _dark in PAIR.findall(TOKENS)}
    plain = dict(SINGLE.findall(TOKENS))
    assert {name: plain[name] for name in day} == day


def test_a_colour_is_named_only_among_the_tokens():
    for sheet in (SOURCE / "css").glob("*.css"):
        if sheet.name != "tokens.css":
            literals = re.findall(r"(?<![\w&])#[0-9A-Fa-f]{3,8}\b(?!\")", sheet.read_text(encoding="utf-8"))
            assert {one for one in literals if one != "#000"} == set(), (
                sheet.name
            )  # black where a mask keeps what it covers
