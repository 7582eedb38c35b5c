import random
from pathlib import Path

import pytest

from text.folding import fold
from text.html import clean_html, plain_text
from text.typography import Edit, by_hand, typograph, typograph_html

UDHR = Path(__file__).parents[1] / "data" / "udhr"
SAME = None  # what must not change; elsewhere ⍽ is a space that does not break

ENGLISH = [
    ('He said "no".', "He said “no”."),
    ('"No," he said.', "“No,” he said."),
    ('He said: "They told me "no"."', "He said: “They told me ‘no’.”"),
    ('("No")', "(“No”)"),
    ('The "Sevan"-class boat', "The “Sevan”-class boat"),
    ("A 'quiet word' was heard", "A ‘quiet word’ was heard"),
    ("'Don't go' was all he said", "‘Don't go’ was all he said"),
    ("The train - late again - left", "The train – late again – left"),
    ("The train -- late again", "The train – late again"),
    ("In 1990-1995 and 1990-95", "In 1990–1995 and 1990–95"),
    ("Pages 12-15.", "Pages 12–15."),
    ("Two  spaces", "Two spaces"),
    ("First , second", "First, second"),
    ("Children aged 5-12", "Children aged 5–12"),
    ("“Already right” – 1990–95", SAME),
    ("At 10:30 and at 10:30-11:45", SAME),
    ("https://example.org/a-b--c?years=1990-1995", SAME),
    ("Write to desk-1-2@example.org", SAME),
    ("@three_threads, #night-1-2", SAME),
    ("don't, the workers' union, O'Neil, rock 'n' roll", SAME),
    ("Run `print(\"a\" -- 'b')` now", SAME),
    ('A 15" screen', SAME),
    ("6'2\" tall", SAME),
    ('An "unpaired quotation', SAME),
    ("A Boeing 737-800, an Il-76, COVID-19", SAME),
    ("2024-12-26", SAME),
    ("Call 555-1234 or +374-10-55-66", SAME),
    ("They lost 3-2, open 24-7", SAME),
    ("10 - 5 is five", SAME),
    ("A well-known U.S. company, e.g. one", SAME),
    ("12,345 and 1.5", SAME),
    ("Tel. 1990-1995", SAME),
    ("The daily “Поезд - это  удобно” says so", SAME),
    ("", SAME),
]
RUSSIAN = [
    ('Он сказал: "Нет".', "Он сказал: «Нет»."),
    ("Он сказал: “Нет”.", "Он сказал: «Нет»."),
    ('ООО "Рога "и" копыта"', "ООО «Рога „и“ копыта»"),
    ("«ООО «Рога»»", "«ООО „Рога“»"),
    ('Экс-"Динамо" выиграло', "Экс-«Динамо» выиграло"),
    ('("Нет")', "(«Нет»)"),
    ("Поезд - это удобно", "Поезд⍽— это удобно"),
    ("Поезд -- это удобно", "Поезд⍽— это удобно"),
    ("Поезд – это удобно", "Поезд⍽— это удобно"),
    ("Поезд — это удобно", "Поезд⍽— это удобно"),
    ("- Да, – сказал он", "— Да,⍽— сказал он"),
    ("Он был в доме и у реки", "Он был в⍽доме и⍽у⍽реки"),
    ("В Ереване", "В⍽Ереване"),
    ("А. С. Пушкин", "А.⍽С.⍽Пушкин"),
    ("№ 5 и №7", "№⍽5 и⍽№⍽7"),
    ("200 кг, 15 км и 10 %", "200⍽кг, 15⍽км и⍽10⍽%"),
    ("200 млн руб.", "200⍽млн руб."),
    ("XVIII в., 2024 г.", "XVIII⍽в., 2024⍽г."),
    ("т. е. и т.д.", "т.⍽е. и⍽т.⍽д."),
    ("12345 человек", "12⍽345 человек"),
    ("1234567 драмов", "1⍽234⍽567 драмов"),
    ("Два  пробела", "Два пробела"),
    ("Первый , второй", "Первый, второй"),
    ('Сказал "нет" и ушёл', "Сказал «нет» и⍽ушёл"),
    ("В 2020-2021 и 1941-45 гг.", "В⍽2020–2021 и⍽1941–45⍽гг."),
    ("Подождите... И что?", "Подождите… И⍽что?"),
    ("«...и ушёл», [...]", "«…и⍽ушёл», […]"),
    ("Выплатят 10000-й", SAME),
    ("2021-2020, 2024-12, 2024-12-26, 20241226, 1990-е", SAME),
    ("Тел. 12345, код: 12345, индекс 117485, № 1234-2020, ГОСТ 2001-2010", "Тел. 12345, код: 12345, индекс 117485, №⍽1234-2020, ГОСТ 2001-2010"),
    ("Куда?.. Вот!.. ../../файл, .../файл, ....", SAME),
    ("Набрали `a ... b - c 12345`", SAME),
    ("Газета «Rock ... now - 12345» вышла", SAME),
    ("«Нет»,⍽— сказал он в⍽2024⍽г.", SAME),
    ("1234 человека, 2024 год", SAME),
    ("Поезд отходит, как обычно, 10:30", SAME),
    ("https://example.org/в-доме--12345/12345", SAME),
    ("Пишите: desk@example.org, @three_threads", SAME),
    ("О'Нил, д'Артаньян, Жанна д’Арк", SAME),
    ("117485, Москва, тел. 12345-67, код 0123456", SAME),
    ("Телефон +37410123456, 8 10 374 10123456", SAME),
    ("10 - 5 = 5, счёт 12345,67", SAME),
    ("Введите `print(\"а\")` сами", SAME),
    ('Экран 15" стоит дорого', SAME),
    ('Незакрытая "кавычка', SAME),
    ("Ёлка, ещё, кое-что, IT-рынок", SAME),
    ("", SAME),
]  # fmt: skip
ARMENIAN = [
    ("Գնացքը մեկնեց:", "Գնացքը մեկնեց։"),
    ("Գնացքը մեկնեց: Տոմս չկա:", "Գնացքը մեկնեց։ Տոմս չկա։"),
    ("«Սևան»: Գնացք", "«Սևան»։ Գնացք"),
    ("«Գնացքը մեկնեց:»", "«Գնացքը մեկնեց։»"),
    ('Նա ասաց "այո":', "Նա ասաց «այո»։"),
    ("Նա ասաց “այո”։", "Նա ասաց «այո»։"),
    ("Նա ասաց „այո“։", "Նա ասաց «այո»։"),
    ('"ՏԱՍՍ"-ին', "«ՏԱՍՍ»-ին"),
    ('("այո")', "(«այո»)"),
    ("Երևանում` երեկ", "Երևանում՝ երեկ"),
    ("Երևանում` երեկ, Գյումրիում` այսօր", "Երևանում՝ երեկ, Գյումրիում՝ այսօր"),
    ("Արի' այստեղ", "Արի՛ այստեղ"),
    ("Լսի'ր ինձ", "Լսի՛ր ինձ"),
    ("Ու'ր ես", "Ու՛ր ես"),
    ("Գնացք -- ավտոբուս", "Գնացք — ավտոբուս"),
    ("«Այո»,-- ասել է նա։", "«Այո»,— ասել է նա։"),
    ("«Այո»,- ասել է նա։", "«Այո»,— ասել է նա։"),
    ("Գնացքը մեկնեց ։", "Գնացքը մեկնեց։"),
    ("Երևանում ՝ երեկ", "Երևանում՝ երեկ"),
    ("Այո , ոչ", "Այո, ոչ"),
    ("Երկու  բացատ", "Երկու բացատ"),
    ('Ինչո՞ւ է "Սևանը" ուշանում:', "Ինչո՞ւ է «Սևանը» ուշանում։"),
    ("Գնացքը - ինչպես միշտ - ուշացավ։", "Գնացքը — ինչպես միշտ — ուշացավ։"),
    ("- Այո,- ասաց նա։", "— Այո,— ասաց նա։"),
    ("Այո,-- ասաց նա։", "Այո,— ասաց նա։"),
    ("10000 դրամ, 1234567 մարդ", "10⍽000 դրամ, 1⍽234⍽567 մարդ"),
    ("10000-ից ավելի, 12345։", "10⍽000-ից ավելի, 12⍽345։"),
    ("նաեւ և նաև", "նաև և նաև"),
    ("Եւ Երեւանում, եւ Եւրոպայում", "Եվ Երևանում, և Եվրոպայում"),
    ("ԵՐԵՒԱՆ", "ԵՐԵՎԱՆ"),
    ("ե՛ւ այստեղ, ե՛ւ այնտեղ. Ե՛ւ ես", "և՛ այստեղ, և՛ այնտեղ. Ե՛վ ես"),
    ("1234 մարդ, 2024 թվական, 2024-12-26, 20241226", SAME),
    ("Հեռ. 12345, հեռախոս՝ 010123456, +37410123456, 010 12 34 56", SAME),
    ("10000, Երևան, դասիչ 10000, տուն 12/10000", SAME),
    ("12345-67, 12345,67, 10 - 5 = 5", SAME),
    ("Գրեց `a - b -- 10000`", SAME),
    ("«Rock - n - roll  10000» խումբը, https://example.org/եւ-10000", SAME),
    ("Ինչու? Արի! «Այո»?", SAME),  # by hand
    ("Գնացքը մեկնեց 10:30-ին", SAME),
    ("Ժամը 10: 30 րոպե", SAME),
    ("Գնացքը մեկնեց. տոմս չկար", SAME),  # mijaket
    ("Գնացքը մեկնեց․ տոմս չկար", SAME),  # mijaket, U+2024
    ("https://example.org/a--b:ա: և desk@example.org", SAME),
    ("Դ'Արտանյան, O'Neil, Ո'Նիլ", SAME),
    ("Նա գրեց 'Սևանի ափին' և գնաց", SAME),
    ('Գրե՛ք `print("a")` ինքներդ', SAME),
    ("ls --force", SAME),
    ("ԱՄՆ-ին, 2020-2024, ինչ-որ մեկը", SAME),
    ("«Սևան»,— ասել է նա։ Ինչո՞ւ, արի՛, վա՜յ", SAME),
    ('15" էկրան', SAME),
    ('Չփակված "մեջբերում', SAME),
    ("Հարաբերություն 3:2, Մատթեոս 5:3", SAME),
    ("", SAME),
]
ROWS = [("en", *row) for row in ENGLISH] + [("ru", *row) for row in RUSSIAN] + [("hy", *row) for row in ARMENIAN]


def seen(text):
    return text.replace("⍽", "\u00a0")


@pytest.mark.parametrize(("language", "given", "expected"), ROWS)
def test_a_line_is_printed_as_its_language_prints_it(language, given, expected):
    given = seen(given)
    expected = given if expected is SAME else seen(expected)
    text, edits = typograph(given, language)
    assert text == expected
    assert bool(edits) == (text != given)
    assert typograph(text, language) == (text, [])


def test_edits_say_what_became_what():
    assert typograph('"No"  - never', "en")[1] == [Edit('"', "“"), Edit('"', "”"), Edit("  ", " "), Edit("-", "–")]


def test_a_language_without_rules_changes_nothing():
    assert typograph('"Nein"  - nie', "de") == ('"Nein"  - nie', [])


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("hy", "Ինչու? Արի՛։ Կանգնի՛ր!", ["Ինչու?", "Կանգնի՛ր!"]),
        ("hy", "Նա ասաց «այո»? Վաղն էլ?!", ["այո»?", "էլ?!"]),
        ("hy", "Ինչո՞ւ է ուշանում։ Վա՜յ։", []),
        ("hy", "Yahoo! և NASA? (!)", []),
        ("hy", "https://example.org/էջ?ա=1, `արի?`", []),
        ("ru", "Почему? Հայաստան?", []),
    ],
)
def test_a_latin_question_or_exclamation_mark_is_found_for_a_person_to_place(language, text, found):
    assert by_hand(text, language) == found
    assert typograph(text, language)[0].count("?") == text.count("?")


BODIES = [
    # language, clean HTML, what it becomes
    ("en", '<p>"A <strong>b</strong>" c</p>', "<p>“A <strong>b</strong>” c</p>"),
    ("en", '<p><strong>"A</strong> b"</p>', "<p><strong>“A</strong> b”</p>"),
    ("en", '<p>"A</p><p>b"</p>', SAME),
    ("en", '<p><a href="https://example.org/1990-1995?a=&quot;x&quot;" rel="noopener">1990-1995</a></p>',
     '<p><a href="https://example.org/1990-1995?a=&quot;x&quot;" rel="noopener">1990–1995</a></p>'),
    ("en", '<figure><img src="/media/0a/w720.jpg" alt="A &quot;b&quot;"><figcaption>A "b"</figcaption></figure>',
     '<figure><img src="/media/0a/w720.jpg" alt="A &quot;b&quot;"><figcaption>A “b”</figcaption></figure>'),
    ("ru", '<p>Поезд<em> - </em>это "да"</p>', "<p>Поезд<em>⍽— </em>это «да»</p>"),
    ("ru", '<p>Он сказал <span lang="en">"No" - never</span> и ушёл</p>', '<p>Он сказал <span lang="en">"No" - never</span> и⍽ушёл</p>'),
    ("ru", '<blockquote lang="en"><p>"No"</p></blockquote><p>"Нет"</p>', '<blockquote lang="en"><p>"No"</p></blockquote><p>«Нет»</p>'),
    ("ru", "<p>Он был в <strong>доме</strong></p>", "<p>Он был в⍽<strong>доме</strong></p>"),
    ("ru", '<ul><li>"Да"</li><li>"Нет"</li></ul>', "<ul><li>«Да»</li><li>«Нет»</li></ul>"),
    ("ru", "<p>- Да<br>- Нет</p>", "<p>— Да<br>- Нет</p>"),
    ("hy", "<p>Գնացքը <strong>մեկնեց</strong>: Տոմս չկա:</p>", "<p>Գնացքը <strong>մեկնեց</strong>։ Տոմս չկա։</p>"),
    ("hy", "<p>Մեկնեց:<br>Տոմս չկա:</p>", "<p>Մեկնեց։<br>Տոմս չկա։</p>"),
    ("hy", "<p>Ե<em>ւ</em> նա<strong>ե</strong>ւ 10<em>000</em></p>", "<p>Եվ<em></em> նա<strong>և</strong> 10⍽000<em></em></p>"),
    ("hy", '<p><span lang="hyw">Երեւան - 10000</span></p>', SAME),
    ("hy", "<p>A &lt; b &amp; c:</p>", SAME),
    ("hy", '<figure data-embed="youtube" data-id="a--b_c-d-e1"></figure><p>10:30</p>', SAME),
]  # fmt: skip


@pytest.mark.parametrize(("language", "given", "expected"), BODIES)
def test_a_body_is_put_in_order_between_its_tags_and_never_inside_them(language, given, expected):
    expected = given if expected is SAME else seen(expected)
    html, edits = typograph_html(given, language)
    assert html == expected
    assert bool(edits) == (html != given)
    assert typograph_html(html, language) == (html, [])


def letters(html):
    return [char for char in fold(plain_text(html)) if char.isalnum()]


@pytest.mark.parametrize(("language", "name"), [("en", "eng"), ("ru", "rus"), ("hy", "hye")])
def test_a_real_document_keeps_its_words(language, name):
    body = (UDHR / f"{name}.html").read_text(encoding="utf-8").partition("<body>")[2].partition("</body>")[0]
    html = clean_html(body, is_own_media=lambda address: False)
    once, _edits = typograph_html(html, language)
    assert letters(once) == letters(html)
    assert typograph_html(once, language) == (once, [])


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_no_mixture_of_pieces_changes_when_put_in_order_again(language):
    pieces = [piece for row in ROWS for piece in row[1].split(" ")] + [
        " ",
        "  ",
        '"',
        "«",
        "»",
        "“",
        "-",
        ":",
        "'",
        "\n",
    ]
    chance = random.Random(2024)
    for _round in range(1500):
        given = seen(" ".join(chance.choices(pieces, k=8)))
        once, _edits = typograph(given, language)
        assert typograph(once, language)[0] == once, given
