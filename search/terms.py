"""What the index holds of a text, and what a question asks for: one analysis for both, and for both databases.

A term is a word of an alphabet of our own: the language it is looked for in, then
  a folded word or its stem              hyերևանում, hyերևա
  `0` and its Latin key, for names       hy0erevan      (so Yerevan and Ереван find Երևան)
  `1` and a filter                       hy1section3
  `2` and a headline's word              hy2երևանում    (for suggestions)
Words hold letters and digits only, and no language's code has a digit, so no two kinds can meet.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from search import stopwords
from text.folding import words
from text.languages import LANGUAGES
from text.scripts import OF_SCRIPT
from text.slugs import romanise
from text.stemming import stages, stem

KEY, FILTER, HEADLINE_WORD = "012"
MOST_WORDS = 8
LONGEST = 200  # characters of a question
LONGEST_WORD = 60
# Armenian marks and soft hyphens stand inside words.
WORD = re.compile("[^\\W_]+(?:[\u055a-\u055f\u00ad]+[^\\W_]+)*")
# One spelling for what people type in more than one way: Yerevan, Erevan; Akhmatova, Ahmatova; Tsakhkadzor, Cakhkadzor.
ALIKE = [
    ("shch", "sh"), ("dzh", "j"), ("kh", "h"), ("gh", "h"), ("ts", "c"), ("tz", "c"), ("dz", "c"), ("zh", "j"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ou", "u"),
    ("w", "v"), ("x", "ks"), ("ye", "e"), ("yo", "e"), ("yi", "i"), ("y", "i"), ("q", "k"),
]  # fmt: skip
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def latin_key(word: str) -> str:
    """How a word sounds, roughly, in Latin letters: Երևան, Ереван, Yerevan and Erevan have one. "" for no letters."""
    key = romanise(word).replace("'", "")
    for written, meant in ALIKE:
        key = key.replace(written, meant)
    return DOUBLED.sub(r"\1", "".join(WORD.findall(key)))


def language_of(word: str, default: str) -> str:
    """The language whose script the word is in: its endings are taken off by that language's rules."""
    return next((one.code for char in word for one in LANGUAGES.values() if OF_SCRIPT[one.script].match(char)), default)


@lru_cache(maxsize=50_000)
def word_terms(word: str, language: str) -> tuple[str, ...]:
    """A folded word and its stem, for looking in `language`."""
    found = {word, stem(word, language_of(word, language))}
    return tuple(language + form for form in found)


@lru_cache(maxsize=20_000)
def name_terms(word: str, language: str) -> tuple[str, ...]:
    """The same with the Latin keys of the word at every stage of its inflection."""
    keys = {latin_key(stage) for stage in stages(word, language_of(word, language))} - {""}
    return (*word_terms(word, language), *(f"{language}{KEY}{key}" for key in keys))


def filter_term(language: str, kind: str, number: int) -> str:
    return f"{language}{FILTER}{kind}{number}"


def headline_terms(headline: str, language: str) -> set[str]:
    """What a headline is found by."""
    return set(chain.from_iterable(name_terms(word, language) for word in _short(words(headline))))


def text_terms(text: str, language: str) -> set[str]:
    """What a text is found by; its capitalised words may be names, and are found in any script."""
    names = set(words(" ".join({word for word in WORD.findall(text) if word[0].isupper()})))
    return set(
        chain.from_iterable(
            (name_terms if word in names else word_terms)(word, language) for word in _short(set(words(text)))
        )
    )


def question(asked: str) -> list[str]:
    """The folded words that a question asks for, the commonest left out unless there is nothing else."""
    found = list(dict.fromkeys(_short(words(asked[:LONGEST]))))[: 2 * MOST_WORDS]
    telling = [word for word in found if word not in stopwords.OF.get(language_of(word, "en"), ())]
    return (telling or found)[:MOST_WORDS]


def alternatives(word: str, language: str) -> list[str]:
    """The terms of which a text in `language` must have one to hold the word asked for.

    A question's word is taken as a name too: in lower case nobody can tell.
    """
    return sorted(set(name_terms(word, language)))


def folded_headline(headline: str) -> str:
    return " ".join(words(headline))


def _short(found: Iterable[str]) -> Iterator[str]:
    return (word for word in found if len(word) <= LONGEST_WORD)
