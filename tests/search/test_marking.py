import pytest

from search.marking import marked
from search.terms import alternatives, question


@pytest.mark.parametrize(("language", "text", "asked", "shown"), [
    ("en", "Trains & <b>buses</b> of Batumi", "train batumi", "<mark>Trains</mark> &amp; &lt;b&gt;buses&lt;/b&gt; of <mark>Batumi</mark>"),
    ("en", "Nothing of it", "train", "Nothing of it"),
    ("ru", "«Поездами» едут в Ёлкино", "поезд ёлкино", "«<mark>Поездами</mark>» едут в <mark>Ёлкино</mark>"),
    ("hy", "Ինչո՞ւ է գնացքը Երևանում", "ինչու գնացք Yerevan", "Ինչո՞ւ է <mark>գնացքը</mark> <mark>Երևանում</mark>"),
    ("hy", "Ինչո՞ւ է այդպես", "ինչու", "<mark>Ինչո՞ւ</mark> է այդպես"),
    ("hy", "ԵՐԵՒԱՆ", "երևան", "<mark>ԵՐԵՒԱՆ</mark>"),
    ("en", "", "train", ""),
])  # fmt: skip
def test_the_words_that_were_meant_are_marked_and_all_else_is_escaped(language, text, asked, shown):
    terms = frozenset(term for word in question(asked) for term in alternatives(word, language))
    assert marked(text, language, terms) == shown
