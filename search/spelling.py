"""“Did you mean …?”: a word of headlines and names that is one slip away from the word nobody wrote."""

from collections.abc import Iterable, Iterator

from search.models import Spelling

SHORTEST, LONGEST = 4, 30  # letters of a word worth mending
MOST = 4  # suggestions for one word


def forms(word: str) -> set[str]:
    """The word, and the word with one letter left out."""
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def learn(words: Iterable[str], language: str) -> None:
    """Remember how words are written; one query, or none. They are forgotten only when the index is made anew."""
    Spelling.objects.bulk_create(
        (
            Spelling(language=language, form=form, word=word)
            for word in sorted(words)  # one order for everybody: two publications never wait for each other
            if SHORTEST <= len(word) <= LONGEST and not word.isdigit()
            for form in sorted(forms(word))
        ),
        ignore_conflicts=True,
        batch_size=2_000,
    )


def known_words(language: str) -> set[str]:
    """Every word learnt; one query."""
    return set(Spelling.objects.filter(language=language).values_list("word", flat=True).distinct())


def forget(words: Iterable[str], language: str) -> None:
    """A query for every few hundred words."""
    gone = sorted(words)
    for start in range(0, len(gone), 500):
        Spelling.objects.filter(language=language, word__in=gone[start : start + 500]).delete()


def mended(asked: list[str], language: str) -> Iterator[list[str]]:
    """The question with one word mended, likely ones first; one query. What it yields may have no story: look before telling.

    Words of stories not public yet are among them, so none may be shown that finds nothing.
    """
    wanted = [word for word in asked if SHORTEST <= len(word) <= LONGEST]
    of_form = {form: word for word in wanted for form in forms(word)}
    found = Spelling.objects.filter(language=language, form__in=of_form).values_list("form", "word")
    pairs = {(of_form[form], word) for form, word in found if word not in asked}
    likely = sorted(pairs, key=lambda pair: (_apart(*pair), pair))
    for wrong, right in [pair for pair in likely if _apart(*pair) == 1][:MOST]:
        yield [right if word == wrong else word for word in asked]


def _apart(one: str, other: str) -> int:
    """1 when one letter is changed, added or left out, or two neighbours change places; 2 for anything more."""
    if len(one) > len(other):
        one, other = other, one
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    left, right = one[start:], other[start:]
    if len(one) < len(other):
        return 1 if len(other) - len(one) == 1 and left == right[1:] else 2
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return 1 if left[1:] == right[1:] or swapped else 2
