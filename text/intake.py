"""The one way in for text that people, browsers and feeds send; the same on SQLite and PostgreSQL."""

import re
import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# C0 and C1 controls (tab and newline apart), lone surrogates, non-characters, and the byte order mark.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]")
LINE_BREAKS = re.compile("[\n\t\x85\u2028\u2029]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
OPENERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
OPENERS |= {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}


def clean_text(value: str, *, limit: int | None = None, multiline: bool = False) -> str:
    """NFC text without characters a database or page cannot hold; one line unless `multiline`.

    Raises ValidationError when longer than `limit` characters. Linear in the length of `value`.
    """
    value = UNWANTED.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    value = unicodedata.normalize("NFC", _piled().sub(r"\1", value))
    value = "".join(char for char in value if ord(char) & 0xFFFE != 0xFFFE) if not value.isascii() else value
    if BIDI.search(value) and not _is_balanced(value):
        value = BIDI.sub("", value)
    if not multiline:
        value = LINE_BREAKS.sub(" ", value)
    value = value.strip()
    if limit is not None and len(value) > limit:
        raise ValidationError(_("Too long: at most %(limit)d characters.") % {"limit": limit}, code="max_length")
    return value


@lru_cache
def _piled() -> re.Pattern[str]:
    """More than four marks on a letter are no language, and putting thousands in order takes quadratic time."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x20000))))
    return re.compile(f"([{marks}]{{4}})[{marks}]+")


def _is_balanced(value: str) -> bool:
    expected: list[str] = []
    for char in BIDI.findall(value):
        if char in OPENERS:
            expected.append(OPENERS[char])
        elif not expected or expected.pop() != char:
            return False
    return not expected
