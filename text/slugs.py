"""Romanised address words: simplified BGN/PCGN, the spellings the English press uses (Yerevan, Kocharyan, Tsarukyan)."""

import re
import unicodedata

from anyascii import anyascii

ARMENIAN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y", "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "y", "ն": "n",
    "շ": "sh", "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts",
    "ւ": "v", "փ": "p", "ք": "k", "և": "ev", "օ": "o", "ֆ": "f",
}  # fmt: skip
RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
MARKS = re.compile("[\u055a-\u055f]")
YEV = re.compile("եւ|եվ")
WORD_START = r"(?<![^\W\d_])"
RULES = [  # in this order; each works on lower-case Armenian
    (re.compile(f"{WORD_START}և|(?<=[աեէըիոօ])և|(?<=ու)և"), "yev"),
    (re.compile(f"{WORD_START}ե|(?<=[աեէըիոօ])ե|(?<=ու)ե"), "ye"),
    (re.compile("ու"), "u"),
    (re.compile(f"{WORD_START}ո(?!վ)"), "vo"),
]
NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def romanise(value: str) -> str:
    """The text in lower-case Latin letters; Armenian and Russian by our own tables, other scripts by anyascii."""
    value = unicodedata.normalize("NFC", value).lower().replace("№", " ")
    value = MARKS.sub("", YEV.sub("և", value))
    for pattern, replacement in RULES:
        value = pattern.sub(replacement, value)
    value = "".join(ARMENIAN.get(char) or RUSSIAN.get(char, char) for char in value)
    return anyascii(unicodedata.normalize("NFKD", value)).lower()


def slugify(value: str, *, limit: int = 80) -> str:
    """ASCII words joined by hyphens, cut at a word's edge within `limit`; "" only for a text without letters or digits."""
    slug = NOT_PLAIN.sub("-", romanise(value).replace("'", "")).strip("-")
    if len(slug) <= limit:
        return slug
    cut = slug[: limit + 1].rfind("-")
    return slug[:cut] if cut > 0 else slug[:limit]
