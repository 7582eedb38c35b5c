import random

import pytest

from text.folding import fold, words


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ինչո՞ւ", "ինչու"),
        ("Գնա՜նք, գնա՛ ՚՝՟", "գնանք, գնա"),
        ("ԵՐԵՎԱՆ", "երևան"),
        ("ԵՐԵՒԱՆ", "երևան"),
        ("Երեւան", "երևան"),
        ("Երևան", "երևան"),
        ("բարե՛ւ", "բարև"),
        ("Ե\u00adվրոպա", "ևրոպա"),
        ("\ufb14", "մե"),
        ("Ёлка", "елка"),
        ("ЁЛКА", "елка"),
        ("Е\u0308лка", "елка"),
        ("за\u0301мок", "замок"),
        ("Йод и\u0306од", "йод йод"),
        ("ИЮНЬ", "июнь"),
        ("слово\u00adформа", "словоформа"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("DIYARBAKIR", "diyarbakir"),
        ("Diyarbakır", "diyarbakir"),
        ("Şəki, Güneş, ÇORUM", "şəki, güneş, çorum"),
        ("ﬁve Ａ１ ½", "five a1 1⁄2"),
        ("  two\u00a0\n words\t", "two words"),
        ("nul\x00s", "nuls"),
        ("", ""),
    ],
)
def test_spellings_of_one_word_fold_to_one(given, expected):
    assert fold(given) == expected


@pytest.mark.parametrize(("one", "other"), [("елка", "белка"), ("և", "ու"), ("й", "и"), ("ş", "s"), ("ր", "ռ")])
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


def test_folding_twice_changes_nothing():
    letters = "եԵւՒվՎևԻո՞՛՝\u00ad\u0301\u0306\u0307\u0308\u0323\u0345ЁёЕеЙйИиIİıiß\u1fbcΑﬁ½ 'a-ф"
    chance = random.Random(2024)
    for _round in range(3000):
        once = fold("".join(chance.choices(letters, k=12)))
        assert fold(once) == once, ascii(once)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ինչո՞ւ է Լավրովը դա ասում", ["ինչու", "է", "լավրովը", "դա", "ասում"]),
        ("ԱՄՆ-ին, «ՏԱՍՍ»-ին։", ["ամն", "ին", "տասս", "ին"]),
        ("Что, где? — «Ёлка» №5", ["что", "где", "елка", "no5"]),
        ("İzmir'de", ["izmir", "de"]),
        ('tax AND NOT "x*" foo_bar NEAR(1)', ["tax", "and", "not", "x", "foo", "bar", "near", "1"]),
        ("  — … ՞ ", []),
    ],
)
def test_a_query_is_words_and_never_operators(given, expected):
    assert words(given) == expected
