"""Which words of a text a question meant, and in which sentence they stand."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from search.terms import WORD, language_of, latin_key, name_terms
from text.folding import fold, words
from text.stemming import stages

SENTENCE_END = re.compile(r"(?<=[.!?…։])\s+|\n")
LONGEST_EXCERPT = 220  # characters
LONGEST_TEXT = 20_000  # what is looked through: a story longer than a reader scrolls


def marked(text: str, language: str, terms: frozenset[str]) -> SafeString:
    """The text, escaped, with the words that a question found in <mark>. `terms`: what the question asks the index for."""
    parts, end = [], 0
    for match in WORD.finditer(text):
        if any(not terms.isdisjoint(name_terms(word, language)) for word in words(match[0])):
            parts += [
                conditional_escape(text[end : match.start()]),
                mark_safe("<mark>"),
                conditional_escape(match[0]),
                mark_safe("</mark>"),
            ]
            end = match.end()
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - escaped part by part


def heard(asked: Sequence[str], language: str, held: Collection[str], texts: Iterable[str]) -> str:
    """The question in the spelling of the texts, when a word of it is not in them but one that sounds alike; "" otherwise.

    `asked`: folded words, in any script; `held`: terms that were found.
    """
    said = Counter(match[0] for text in texts for match in WORD.finditer(text))
    spelled = [_spelled(word, language, held, said) for word in asked]
    return "" if spelled == list(asked) else " ".join(spelled)


def _spelled(word: str, language: str, held: Collection[str], said: Counter[str]) -> str:
    bare = {other: stages(fold(other), language)[:2] for other in said}  # as it stands, and without its ending
    # In another script it may be held as a tag's name in that language, which nobody sees beside these texts.
    is_held = language_of(word, language) == language and language + word in held
    if is_held or any(word in forms for forms in bare.values()):
        return word
    sound = latin_key(word)
    like = [other for other, forms in bare.items() if sound in map(latin_key, forms)]
    return min(like, key=lambda other: (latin_key(fold(other)) != sound, -said[other]), default=word)


def excerpt(text: str, language: str, forms: Sequence[Sequence[str]]) -> str:
    """The first sentence of a plain text that holds the most of the words asked for; "" for none.

    `forms`: for each word asked for, the terms of which one must be held. A long sentence is cut around its first word found.
    """
    asked = [frozenset(some) for some in forms]
    begins = {_beginning(term[len(language) :].removeprefix("0")) for some in asked for term in some}
    best, most, at = "", 0, 0
    for sentence in SENTENCE_END.split(text[:LONGEST_TEXT]):
        # Stems cost time: only words that begin as one asked for does are taken apart.
        near = [match for match in WORD.finditer(sentence) if _beginning(match[0]) in begins]
        held = [{term for word in words(match[0]) for term in name_terms(word, language)} for match in near]
        number = sum(any(not some.isdisjoint(terms) for terms in held) for some in asked)
        if number > most:
            met = (match for match, terms in zip(near, held, strict=True) if any(terms & some for some in asked))
            best, most, at = sentence, number, next(met).start()
        if most == len(asked):
            break
    return _cut(best, at)


def _beginning(word: str) -> str:
    return latin_key(fold(word[:4])[:3])[:2]


def _cut(sentence: str, at: int) -> str:
    """At most LONGEST_EXCERPT characters of whole words, among them the one that starts at `at`."""
    if len(sentence) <= LONGEST_EXCERPT:
        return sentence
    near = max(0, at - LONGEST_EXCERPT // 3)
    start = max(sentence.rfind(" ", 0, near) + 1, near - LONGEST_EXCERPT // 3)
    end = sentence.rfind(" ", start, start + LONGEST_EXCERPT)
    end = len(sentence) if start + LONGEST_EXCERPT >= len(sentence) else end if end > at else start + LONGEST_EXCERPT
    return ("… " if start else "") + sentence[start:end] + (" …" if end < len(sentence) else "")
