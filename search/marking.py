"""Which words of a text a question meant."""

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from search.terms import WORD, name_terms
from text.folding import words


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
