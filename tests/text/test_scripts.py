import pytest

from text.languages import LANGUAGES
from text.scripts import counted, mixed_words, words_of_wrong_script


@pytest.mark.parametrize(
    ("letter", "script"),
    [("a", "Latn"), ("é", "Latn"), ("ı", "Latn"), ("я", "Cyrl"), ("Ё", "Cyrl"), ("ի", "Armn"), ("և", "Armn"), ("Ֆ", "Armn"),
     ("ა", ""), ("5", ""), ("։", ""), ("՞", ""), ("-", ""), ("×", "")],
)  # fmt: skip
def test_a_letter_has_a_script_and_a_sign_has_none(letter, script):
    assert list(+counted(letter)) == ([script] if script else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pусский язык", ["Pусский"]),  # a Latin P
        ("Мocква и Мocква", ["Мocква"]),  # a Latin o and c, named once
        ("Երևaն", ["Երևaն"]),  # a Latin a
        ("The Kremlin sаid", ["sаid"]),  # a Cyrillic а
        ("Օդեսcա", ["Օդեսcա"]),
        ("IT-компания, COVID-19, 3D-модель", []),
        ("ԱՄՆ-ին, NASA-ի, «ՏԱՍՍ»-ին", []),
        ("Ինչո՞ւ, արի՛", []),
        ("О’Нил и O'Neil", []),
        ("вид A и вид Б", []),
        ("почта редакция@example.org, https://example.org/путь", []),
        ("", []),
    ],
)
def test_letters_of_two_scripts_inside_one_word_are_found(text, found):
    assert mixed_words(text) == found


RUSSIAN_IN_ARMENIAN = ["возвращается", "морю"]
WRONG = [
    # English: no Cyrillic, no Armenian, outside of a quotation.
    ("en", "Night train returns to the coast", []),
    ("en", "The paper “Вечерний город” says so", []),
    ("en", "The paper Вечерний says so", ["Вечерний"]),
    ("en", "Гиշ", []),  # one mixed word is another rule's
    ("en", "Գնացքը returns", ["Գնացքը"]),
    ("en", "The letter ռ and the letter щ", []),
    ("en", "Café İstanbul façade", []),
    ("en", "2024 · 17:40", []),
    ("en", "Write to редакция@example.org", []),
    ("en", "", []),
    # Russian: Latin names may stand, an English sentence may not.
    ("ru", "Ночной поезд возвращается к морю", []),
    ("ru", "The line had been closed for six years", ["The", "line", "had", "been", "closed", "for", "six", "years"]),
    ("ru", "Caspian Wire и NASA сообщили о пуске", []),
    ("ru", "Google", []),
    ("ru", "iPhone против Pixel", []),
    ("ru", "Он сказал: “the line had been closed for six years”", []),
    ("ru", "Поезд de facto опоздал", []),
    ("ru", "Поезд գնաց", ["գնաց"]),
    ("ru", "Поезд «գնաց»", []),
    ("ru", "см. https://example.org/a-long-address/of-a-page", []),
    ("ru", "returns к морю", ["returns"]),
    # Armenian: the same, and Russian words are seen one by one.
    ("hy", "Գիշերային գնացքը վերադառնում է ծովափ", []),
    ("hy", "Գնացքը возвращается к морю", RUSSIAN_IN_ARMENIAN),
    ("hy", "«Коммерсантъ» թերթը գրում է", []),
    ("hy", "Reuters-ը և NASA-ն հաղորդում են", []),
    ("hy", "the night train returns", ["the", "night", "train", "returns"]),
    ("hy", "Ինչո՞ւ է գնացքը ուշանում", []),
    ("hy", "Երևանում բացվեց Wi-Fi կետ", []),
    ("hy", "Не по-армянски", ["Не", "по", "армянски"]),
    ("hy", "„Не по-армянски“", []),
    ("hy", "№ 5 · 10:30", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "found"), WRONG)
def test_words_of_the_wrong_script_are_found_and_names_and_quotations_left_alone(language, text, found):
    assert words_of_wrong_script(text, LANGUAGES[language].script) == found
