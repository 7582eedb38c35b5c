import pytest

from search.marking import LONGEST_EXCERPT, excerpt, heard, marked
from search.terms import alternatives, question
from text.folding import fold


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


@pytest.mark.parametrize(("language", "asked", "sentence"), [
    ("en", "bridge", "The old bridge closed."),
    ("en", "bridges snow", "Snow lay on both bridges!"),
    ("en", "snow river", "Snow lay on both bridges!"),
    ("en", "harbour", ""),
    ("ru", "мост", "Старый мост закрыли."),
    ("ru", "снег мосты", "Снег лёг на оба моста!"),
    ("hy", "կամուրջ", "Հին կամուրջը փակվեց։"),
    ("hy", "ձյուն կամուրջներ", "Ձյունը ծածկեց երկու կամուրջները։"),
    ("hy", "Yerevan", "Ինչո՞ւ է Երևանը սպասում։"),
])  # fmt: skip
def test_the_first_sentence_that_holds_the_most_of_what_was_asked_for(language, asked, sentence):
    texts = {
        "en": "Nobody came. The old bridge closed.\nSnow lay on both bridges! The river rose.",
        "ru": "Никто не пришёл. Старый мост закрыли.\nСнег лёг на оба моста! Река поднялась.",
        "hy": "Ոչ ոք չեկավ։ Հին կամուրջը փակվեց։\nՁյունը ծածկեց երկու կամուրջները։ Ինչո՞ւ է Երևանը սպասում։",
    }
    forms = [alternatives(word, language) for word in question(asked)]
    assert excerpt(texts[language], language, forms) == sentence


@pytest.mark.parametrize("before", [0, 5, 60, 200])
def test_a_long_sentence_is_cut_at_words_around_the_one_that_was_found(before):
    text = "ordinary " * before + "lighthouse" + " ordinary" * 200
    cut = excerpt(text, "en", [alternatives("lighthouse", "en")])
    assert "lighthouse" in cut and len(cut) <= LONGEST_EXCERPT + 4
    assert set(cut.split()) <= {"…", "ordinary", "lighthouse"}
    assert cut.startswith("… ") == (before > 8)


@pytest.mark.parametrize(("language", "asked", "text", "shown"), [
    ("hy", "erevan", "Երևան–Թբիլիսի գնացքը", "Երևան"), ("hy", "ереван", "Երևան–Թբիլիսի գնացքը", "Երևան"), ("ru", "erevan", "Поезд Ереван — Тбилиси", "Ереван"),
    ("en", "երևան", "A train leaves Yerevan", "Yerevan"), ("ru", "tesla", "Завод Tesla", ""), ("ru", "ереван", "Поезд Ереван — Тбилиси", ""),
])  # fmt: skip
def test_a_word_in_other_letters_is_shown_in_those_of_the_texts_even_if_a_tag_has_it(language, asked, text, shown):
    assert heard([fold(asked)], language, {f"{language}{fold(asked)}"}, [text]) == shown


def test_a_word_without_end_is_cut_all_the_same():
    assert "harbour" in excerpt("y" * 5000 + " harbour " + "y" * 5000, "en", [["enharbour"]])
    assert len(excerpt("y" * 5000 + " harbour " + "y" * 5000, "en", [["enharbour"]])) <= LONGEST_EXCERPT + 4
