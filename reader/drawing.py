"""Draws a social card: a headline in its own script on the paper's ground, with its section, its threads, its picture."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from anyascii import anyascii
from django.conf import settings

from photos.renditions import crop
from text.languages import LANGUAGES

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont  # as in photos/renditions.py

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN, PICTURE_WIDTH, GAP = 64, 430, 48
LARGEST, SMALLEST, STEP = 88, 34, 2
HEADLINE_TOP, HEADLINE_BOTTOM = 150, 478  # between the section's name and the threads
LEADING = {"en": 1.12, "ru": 1.16, "hy": 1.26}  # Armenian letters reach further up and down
FONTS = settings.BASE_DIR / "static" / "fonts"
# The letters of each file (deploy/build_fonts.py); a smaller Armenian beside the Latin, as on the site.
FONT_FILES = (
    (re.compile("[\u0531-\u0556\u0559-\u058a\u058f\u2024]"), "noto-serif-armenian.woff2", 0.91),
    (re.compile("[\u0401\u0410-\u044f\u0451\u2116]"), "source-serif-cyrillic.woff2", 1.0),
    (re.compile("[\u0100-\u012b\u012e-\u0130\u0134-\u0151\u0154-\u0165\u0168-\u017f\u0218-\u021b\u01e6\u01e7]"), "source-serif-latin-ext.woff2", 1.0),
    (re.compile("[\u00ae\u00b2\u00b3\u00b9\u00bc-\u00be\u00df-\u00ff\u0131\u0152\u0153]"), "source-serif-accents.woff2", 1.0),
    (re.compile("[\u00a1\u00a2\u00a4-\u00a6\u00a8\u00aa\u00ac\u00af\u00b4-\u00b6\u00b8\u00ba\u00bf-\u00d6\u00d8-\u00de]"), "source-serif-capitals.woff2", 1.0),
    (re.compile("[\u0020-\u007e\u00a0-\u00be\u00d7\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u20ac\u2122\u2212]"), "source-serif-latin.woff2", 1.0),
)  # fmt: skip
NO_BREAK = "\u00a0"
BEFORE_DASH = re.compile(r" (?=[—–])")
AFTER_SHORT_WORD = re.compile(r"(?<!\S)([^\W\d_]{1,2}) (?=\S)")  # в, на, a, of: never the last word of a line


@dataclass(frozen=True)
class Words:
    """What one card says. `section` and its `ink` may be empty; `ink` is the name of a colour of tokens.css."""

    language: str
    headline: str
    section: str
    ink: str
    paper: str


class Run(NamedTuple):
    """Neighbouring letters of one font file."""

    text: str
    font: "ImageFont.FreeTypeFont"


def card(words: Words, picture: "Image.Image | None", focal: tuple[float, float] = (0.5, 0.5)) -> bytes:
    """The card as JPEG, 1200 × 630. `picture` stands at its right end, cut about the focal point."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", SIZE, colours()["paper"])
    draw = ImageDraw.Draw(sheet)
    right = WIDTH - MARGIN
    if picture is not None:
        right = WIDTH - PICTURE_WIDTH - GAP
        part = crop(picture.convert("RGB"), (PICTURE_WIDTH, HEIGHT), focal)
        sheet.paste(part.resize((PICTURE_WIDTH, HEIGHT), Image.Resampling.LANCZOS), (WIDTH - PICTURE_WIDTH, 0))
    ink = colours().get(words.ink, colours()["indigo"])
    draw.rectangle((MARGIN, 0, MARGIN + 72, 10), fill=ink)
    write(draw, words.section, (MARGIN, 92), _within(words.section, 34, right - MARGIN), 600, ink)
    _headline(draw, words, right)
    _threads(draw, words.language, right)
    write(draw, words.paper, (MARGIN, HEIGHT - 56), _within(words.paper, 38, right - MARGIN), 700, colours()["ink"])
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=88, subsampling=0, optimize=True)
    return buffer.getvalue()


def _within(text: str, size: int, width: int) -> int:
    """The size, or a smaller one at which the line fits."""
    return min(size, int(width / max(ems(text), 1)))


def _headline(draw: "ImageDraw.ImageDraw", words: Words, right: int) -> None:
    """As large as it fits, in lines of nearly one length, in the middle of its room."""
    size, lines = fitted(words.headline, words.language, right - MARGIN, HEADLINE_BOTTOM - HEADLINE_TOP)
    leading = size * LEADING[words.language]
    top = HEADLINE_TOP + (HEADLINE_BOTTOM - HEADLINE_TOP - leading * len(lines)) / 2
    for number, line in enumerate(lines):
        write(draw, line, (MARGIN, top + leading * number + size * 0.86), size, 700, colours()["ink"])


def _threads(draw: "ImageDraw.ImageDraw", language: str, right: int) -> None:
    """The rule of three threads; the thick one is the card's own language."""
    top = HEIGHT - 132
    for code in LANGUAGES:
        height = 6 if code == language else 2
        draw.rectangle(
            (MARGIN, top, right, top + height - 1), fill=colours()["indigo" if code == language else "rule-2"]
        )
        top += height + 4


def fitted(text: str, language: str, width: int, height: int) -> tuple[int, list[str]]:
    """The largest size at which the text fits into the room, and its lines at that size.

    What does not fit at the smallest size has its words cut, and its end.
    """
    words = bound(text, language).split(" ")
    for size in range(LARGEST, SMALLEST - 1, -STEP):
        lines = balanced(words, width / size)
        if max(map(ems, lines)) <= width / size and len(lines) * size * LEADING[language] <= height:
            return size, lines
    room = int(height // (SMALLEST * LEADING[language]))
    pieces = [piece for word in words for piece in _cut(word, width / SMALLEST)]
    lines = wrapped(pieces, width / SMALLEST)
    return SMALLEST, lines if len(lines) <= room else [*lines[: room - 1], lines[room - 1][:-2].rstrip() + "…"]


def bound(text: str, language: str) -> str:
    """No line begins with a dash, and in English and Russian none ends with a word of one or two letters."""
    text = BEFORE_DASH.sub(NO_BREAK, " ".join(text.split()))
    return text if language == "hy" else AFTER_SHORT_WORD.sub(rf"\1{NO_BREAK}", text)


def balanced(words: list[str], width: float) -> list[str]:
    """Lines within `width` ems, as few as possible and of nearly one length: the narrowest column with that many lines."""
    lines = wrapped(words, width)
    low, high = width / 2, width
    while high - low > 0.1:
        middle = (low + high) / 2
        narrower = wrapped(words, middle)
        if len(narrower) == len(lines) and max(map(ems, narrower)) <= middle:
            high = middle
        else:
            low = middle
    return wrapped(words, high)


def wrapped(words: list[str], width: float) -> list[str]:
    lines: list[str] = []
    filled = 0.0
    for word in words:
        if lines and filled + ems(" ") + ems(word) <= width:
            lines[-1] += f" {word}"
            filled += ems(" ") + ems(word)
        else:
            lines.append(word)
            filled = ems(word)
    return lines


def _cut(word: str, width: float) -> Iterator[str]:
    """A word longer than a line ends where the line ends, and goes on in the next."""
    piece = ""
    for char in word:
        if piece and ems(piece + char) > width:
            yield piece
            piece = ""
        piece += char
    yield piece


@lru_cache(2000)
def ems(text: str) -> float:
    """How wide a headline's words are, in sizes of its letters: a headline of 60 px is 60 times as wide in pixels."""
    return sum(run.font.getlength(run.text) for run in runs(text, 100, 700)) / 100


def write(
    draw: "ImageDraw.ImageDraw", text: str, place: tuple[float, float], size: int, weight: int, colour: str
) -> None:
    """`place`: where the base line begins."""
    left, base = place
    for run in runs(text, size, weight):
        draw.text((left, base), run.text, font=run.font, fill=colour, anchor="ls")
        left += run.font.getlength(run.text)


def runs(text: str, size: int, weight: int) -> list[Run]:
    """The text by font file. Letters that none of them has (Georgian, say) are romanised: a box would say nothing."""
    found: list[Run] = []
    for char in "".join(char if _file_of(char) is not None else anyascii(char) for char in text):
        place = _file_of(char)
        if place is None:
            continue
        font = _font(place, size, weight)
        if found and found[-1].font is font:
            found[-1] = Run(found[-1].text + char, font)
        else:
            found.append(Run(char, font))
    return found


@lru_cache(1000)
def _file_of(char: str) -> int | None:
    return next((place for place, (letters, _name, _scale) in enumerate(FONT_FILES) if letters.match(char)), None)


@lru_cache(100)
def _font(place: int, size: int, weight: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    _letters, name, scale = FONT_FILES[place]
    font = ImageFont.truetype(str(FONTS / name), size * scale)
    font.set_variation_by_axes([weight])
    return font


@cache
def colours() -> dict[str, str]:
    """The day's colours of tokens.css, by name: the one place where they stand."""
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6})", tokens.partition("@supports")[0]))
