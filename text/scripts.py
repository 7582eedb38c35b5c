"""Which letters a text is written in: words of the wrong script, and letters of two scripts inside one word."""

import re
from collections import Counter

LETTERS = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿﬀ-ﬆ",
    "Cyrl": "Ѐ-ҁҊ-ԯᲀ-ᲈꙀ-ꙮ",
    "Armn": "Ա-Ֆա-ֈﬓ-ﬗ",
}
OF_SCRIPT = {script: re.compile(f"[{letters}]") for script, letters in LETTERS.items()}
# Armenian marks stand inside a word, and so may an apostrophe; a hyphen joins two words (ԱՄՆ-ին, IT-рынок).
WORD = re.compile("[^\\W\\d_]+(?:[\u055a-\u055f'’][^\\W\\d_]+)*")
PLAIN_WORD = re.compile(r"[^\W\d_]+")
CLOSED_QUOTATIONS = tuple(re.compile(pattern) for pattern in ("«[^«»]*»", "“[^“”]*”", "„[^„“”]*[“”]"))
QUOTATION = re.compile("|".join([*(quotation.pattern for quotation in CLOSED_QUOTATIONS), '"[^"]*"']))
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"«»“”]+|\S+@\S+\.\w+|[@#]\w+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.I)


def counted(text: str) -> Counter[str]:
    """How many letters of each of our scripts a text has."""
    return Counter({script: len(pattern.findall(text)) for script, pattern in OF_SCRIPT.items()})


def scripts_of(text: str) -> list[str]:
    """Those of our scripts in which it has a letter."""
    return [script for script, pattern in OF_SCRIPT.items() if pattern.search(text)]


def mixed_words(text: str) -> list[str]:
    """Words with letters of two scripts inside: a Latin P in «Pусский» looks right, and no search finds it."""
    if len(scripts_of(text)) < 2:  # most lines
        return []
    words = dict.fromkeys(PLAIN_WORD.findall(ADDRESS.sub(" ", text)))
    return [word for word in words if len(scripts_of(word)) > 1]


def words_of_wrong_script(text: str, script: str) -> list[str]:
    """The words that are written in letters this text is not to have, in their order; mixed ones are not among them.

    Quotations, addresses and single letters ("the letter ռ") may be in any script. Latin names may stand in any text:
    Latin words count only when those of them that are no names (no capital in them) outweigh the text's own letters.
    """
    if scripts_of(text) in ([], [script]):  # most lines
        return []
    rest = ADDRESS.sub(" ", QUOTATION.sub(" ", text))
    of_one = [(word, found[0]) for word in WORD.findall(rest) if len(found := scripts_of(word)) == 1]
    latin = sum(len(word) for word, written in of_one if written == "Latn" and word.islower())
    own = sum(len(word) for word, written in of_one if written == script)
    allowed = {script} if script != "Latn" and latin > own else {script, "Latn"}
    return [word for word, written in of_one if len(word) > 1 and written not in allowed]
