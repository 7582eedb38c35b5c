import pytest

from articles.small_edits import is_small
from articles.snapshots import Text

BODY = "<p>The first carriages left at dusk, nine of them.</p><p>Tickets from Yerevan cost 500 drams.</p>"
RUSSIAN = "<p>Первые вагоны отошли в сумерках.</p><p>Билеты из Еревана стоят 500 драмов.</p>"
ARMENIAN = "<p>Առաջին վագոնները մեկնեցին մթնշաղին։</p><p>Ինչո՞ւ է Երևանից տոմսը 500 դրամ։</p>"


def put(body, *changes):
    """The text, and the text with each of these words replaced."""
    new = body
    for old_words, new_words in zip(changes[::2], changes[1::2], strict=True):
        assert old_words in new
        new = new.replace(old_words, new_words)
    return body, new


SMALL = [
    put(BODY, "carriages", "cariages"),
    put(BODY, "carriages left", "wagons went"),
    put(BODY, " at dusk", ""),
    put(BODY, "dusk,", "dusk –"),
    put(BODY, "first carriages", "first few carriages"),
    put(BODY, "carriages", "wagons", "cost", "are"),
    put(BODY, "carriages", "<em>wagons</em>"),
    put(RUSSIAN, "вагоны", "вогоны"),
    put(RUSSIAN, "в сумерках", "вечером"),
    put(RUSSIAN, "сумерках.", "сумерках…"),
    put(ARMENIAN, "վագոնները", "վագոնայինները"),
    put(ARMENIAN, "մթնշաղին։", "երեկոյան։"),
    put(ARMENIAN, "Ինչո՞ւ է", "Ինչո՞ւ է այդքան"),
]
NOT_SMALL = [
    put(BODY, "first carriages left", "last wagons went"),  # three words
    put(BODY, "500", "600"),
    put(BODY, "500", "5.00"),
    put(BODY, "nine", "9"),
    put(BODY, "Yerevan", "Gyumri"),
    put(BODY, "Yerevan", "yerevan"),
    put(BODY, "The first", "First"),
    put(BODY, "left", "never left"),
    put(BODY, "left", "didn't leave"),
    put(BODY, "first", "unfirst"),
    put(BODY, "<p>Tickets from Yerevan cost 500 drams.</p>", ""),
    put(BODY, "dusk", '<a href="https://example.org/">dusk</a>'),
    put(BODY, "</p><p>", '</p><figure><img src="/media/x" alt="dusk"></figure><p>'),
    put(BODY),
    put(BODY, "first", "<strong>first</strong>"),  # nothing that a translator would see
    put(RUSSIAN, "отошли", "не отошли"),
    put(RUSSIAN, "Еревана", "Гюмри"),
    put(RUSSIAN, "500 драмов", "500 000 драмов"),
    put(ARMENIAN, "մեկնեցին", "չմեկնեցին"),
    put(ARMENIAN, "Երևանից", "Գյումրիից"),
    put(ARMENIAN, "500", "700"),
]


@pytest.mark.parametrize(("old", "new"), SMALL)
def test_two_words_or_fewer_are_proposed_as_minor(old, new):
    assert is_small(Text(headline="Night train", body=old), Text(headline="Night train", body=new))


@pytest.mark.parametrize(("old", "new"), NOT_SMALL)
def test_more_and_whatever_tells_something_are_not(old, new):
    assert not is_small(Text(headline="Night train", body=old), Text(headline="Night train", body=new))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"headline": "Night trains"}, True),
        ({"headline": "Night train to Batumi"}, False),
        ({"standfirst": "a line"}, True),
        ({"standfirst": "a line opens again"}, False),
        ({"photo_caption": "the coast", "kicker": "news"}, False),  # three words, in two fields
        ({"photo_is_decorative": True}, False),
        ({"slug": "another", "byline_override": "somebody"}, False),  # no translator sees it
        ({"dateline": "Yerevan"}, False),
    ],
)
def test_every_field_is_counted(change, expected):
    old = Text(headline="Night train", body=BODY)
    assert is_small(old, Text(**{"headline": "Night train", "body": BODY, **change})) is expected


def test_a_long_text_is_compared_as_quickly_as_a_short_one():
    words = (
        " ".join(f"word{number}x" for number in range(60_000))
        .replace("0", "o")
        .translate(str.maketrans("123456789", "abcdefghi"))
    )
    old, new = (Text(headline="a", body=f"<p>{body}</p>") for body in (words, words.replace("word", "ward")))
    assert not is_small(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The pass closes for an hour.", "The pass closes for two hours."),
        ("Перевал закрыт на один день.", "Перевал закрыт на два дня."),
        ("Լեռնանցքը փակ է մեկ օր։", "Լեռնանցքը փակ է երկու օր։"),
    ],
)
def test_a_figure_in_words_is_a_figure(old, new):
    assert not is_small(Text(headline="One", body=f"<p>{old}</p>"), Text(headline="One", body=f"<p>{new}</p>"))
