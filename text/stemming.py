"""The part of a word that its endings leave alone: what lets «Երևանում» be found by «Երևան»."""

import re
from functools import lru_cache
from threading import Lock
from typing import Any

ALONE = Lock()  # a stemmer keeps the word it is at in itself: two threads would cut each other's words
# What Snowball cannot know, of the words that newspapers use.
ENGLISH_IRREGULAR = {
    "began": "begin", "begun": "begin", "bought": "buy", "broke": "break", "broken": "break", "brought": "bring", "built": "build",
    "children": "child", "chose": "choose", "chosen": "choose", "died": "die", "drove": "drive", "fell": "fall", "fallen": "fall",
    "feet": "foot", "fought": "fight", "found": "find", "gave": "give", "given": "give", "grew": "grow", "grown": "grow", "held": "hold",
    "kept": "keep", "lay": "lie", "led": "lead", "lives": "life", "lost": "lose", "made": "make", "men": "man", "met": "meet",
    "paid": "pay", "ran": "run", "rose": "rise", "risen": "rise", "said": "say", "sang": "sing", "saw": "see", "seen": "see",
    "sent": "send", "shot": "shoot", "sold": "sell", "spent": "spend", "spoke": "speak", "spoken": "speak", "stolen": "steal",
    "struck": "strike", "taught": "teach", "teeth": "tooth", "thought": "think", "told": "tell", "took": "take", "taken": "take",
    "went": "go", "wives": "wife", "women": "woman", "won": "win", "wrote": "write", "written": "write",
}  # fmt: skip
RUSSIAN_CASE = re.compile(
    "(?<=.{3}[бвгджзклмнпрстфхцчшщ])(?:ами|ах|ом|[аеуы])$"
)  # Еревана: Snowball takes -ана for one ending
RUSSIAN_PERSON = re.compile("(?<=.{2}[ая]н)ин$")  # крестьянин, крестьяне
RUSSIAN_LEFT = re.compile("(?<=..)[аеиоуыюяйь]$")  # урожа-, музе-: what Snowball leaves of урожай, музея
RUSSIAN_FALLEN = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])[ео](?=[кнрц]$)")  # костёр, костры; отец, отца

# Eastern Armenian, on folded words. Snowball's Armenian cuts Վրաստանում down to "վրա" and leaves կառավարության alone.
# An ending is taken off as long as one fits, so whatever is said of the bare word is said of its every form.
VOWELS = "աեէըիոօւև"
ENDINGS = re.compile(
    "(?:"
    "(?:ներ|եր)(?:ի[նց]?|ով|ում|ը|ն)?"  # plural, with or without case and article
    "|ից|ով|ում|ուց|ու|ին?|վա|ը|ն|(?<=[աո])յ"  # case and article
    "|ման|մամբ"  # of շարժում and its like
    "|ային"  # քաղաքային
    "|(?:վ|ն|եցն|ացն)?(?:ել|եց|եցին|ած)|վում|ալ|աց|ացել|ացած|ացավ"  # verbs
    ")$"
)
ABSTRACT = re.compile("(?<=.{2}ությ)(?:ուն|ան|ամբ)(?:ներ)?(?:ի[նց]?|ից|ով|ում|ը|ն)?$")
FALLEN_VOWEL = re.compile(f"(?<=[^{VOWELS}])(?:ի|ու)(?=[^{VOWELS}]+$)")  # գիրք, գրքի; խորհուրդ, խորհրդի
LEFT_V = re.compile(f"(?<=..[^{VOWELS}])վ$")  # Բաքու, Բաքվի; լեզու, լեզվի
HAS_VOWEL = re.compile(f"[{VOWELS}]")
ONE_SYLLABLE = re.compile(f"[^{VOWELS}]{{1,2}}ուն")  # տուն, շուն: no article there
SHORT_MAY_LOSE = ("եր", "վա", "ը", "ի")  # օրեր, օրվա
IRREGULAR = {
    "աղջկա": "աղջիկ", "անվան": "անուն", "արյան": "արյուն", "եղբոր": "եղբայր", "ձյան": "ձյուն", "կանայք": "կին", "կանանց": "կին",
    "կնոջ": "կին", "հոր": "հայր", "մարդիկ": "մարդ", "մարդկանց": "մարդ", "մոր": "մայր", "տան": "տուն", "քրոջ": "քույր",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def stages(word: str, language: str) -> tuple[str, ...]:
    """A folded word, then what is left of it ending by ending; the last is its stem. In a language unknown here, the word."""
    found = [word]
    if language == "en":
        found.append(_snowball("english", ENGLISH_IRREGULAR.get(word, word)))
    elif language == "ru":
        found.append(RUSSIAN_CASE.sub("", word))
        found.append(_snowball("russian", word))  # once: what is left is no word, and Snowball would go on cutting
    further = {"ru": _russian, "hy": _armenian}.get(language)
    while further and (shorter := further(found[-1])) != found[-1]:
        found.append(shorter)
    return tuple(dict.fromkeys(found))


def stem(word: str, language: str) -> str:
    return stages(word, language)[-1]


def _snowball(language: str, word: str) -> str:
    with ALONE:
        found: str = _stemmer(language).stemWord(word)
        return found


@lru_cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # reads thirty languages, which a server's start need not wait for

    return snowballstemmer.stemmer(language)


def _russian(stem: str) -> str:
    for pattern in (RUSSIAN_PERSON, RUSSIAN_LEFT, RUSSIAN_FALLEN):
        stem = pattern.sub("", stem)
    return stem


def _armenian(word: str) -> str:
    """One ending less; where none is left, one vowel that falls in other forms of the word."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    cut = ABSTRACT.sub("", word)
    if cut != word or word.endswith("ությ"):
        return cut
    match = None if ONE_SYLLABLE.fullmatch(word) else ENDINGS.search(word)
    while match:
        left = word[: match.start()]
        if len(left) > 2 or (len(left) == 2 and (not HAS_VOWEL.search(left) or match[0] in SHORT_MAY_LOSE)):
            return left
        match = ENDINGS.search(word, match.start() + 1)  # a shorter ending may leave enough
    bare = FALLEN_VOWEL.sub("", LEFT_V.sub("", word))
    return bare if len(bare) > 1 else word
