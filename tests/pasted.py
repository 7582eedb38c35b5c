"""One story in three languages as it comes out of Word, Google Docs and Telegram (tests/data/paste/)."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "paste"
SOURCES = ("word", "google-docs", "telegram")
# headline, bold, italic, link, quotation, items of the list, items inside its first, numbered items
STORY = {
    "en": (
        "Night train returns to the coast", "six years after the line was closed", "to the hour", "railway's page",
        "“We waited for this whistle,” the stationmaster said.", ["Departures every Friday", "Tickets at the counter"],
        ["from the upper station", "from the harbour"], ["Choose a carriage", "Take a blanket"],
    ),
    "ru": (
        "Ночной поезд возвращается к морю", "через шесть лет после закрытия линии", "час в час", "странице дороги",
        "«Мы ждали этого гудка», — сказал начальник станции.", ["Отправление каждую пятницу", "Билеты в кассе"],
        ["с верхней станции", "от порта"], ["Выберите вагон", "Возьмите одеяло"],
    ),
    "hy": (
        "Գիշերային գնացքը վերադառնում է ծովափ", "գծի փակվելուց վեց տարի անց", "ճիշտ ժամին", "երկաթուղու էջում",
        "«Այս սուլոցին էինք սպասում»,— ասել է կայարանապետը։", ["Մեկնում ամեն ուրբաթ", "Տոմսեր՝ դրամարկղում"],
        ["վերին կայարանից", "նավահանգստից"], ["Ընտրեք վագոնը", "Վերցրեք ծածկոց"],
    ),
}  # fmt: skip
GONE = re.compile(
    r"style|class|<script|<img|<o:p|mso|docs-internal|utm_|fbclid|google\.com|onclick|file:|EndFragment|<b>|<h1", re.I
)


def html(source, language):
    return (FOLDER / f"{source}-{language}.html").read_text(encoding="utf-8")


def bare(body):
    """The body without line breaks and without the paragraphs that an editor puts into items and quotations."""
    body = re.sub(r"\s*\n\s*", " ", body).replace("> <", "><")
    return re.sub(r"(<li>|<blockquote>)<p>(.*?)</p>", r"\1\2", body)


def is_kept(body, source, language):
    """Whether links, quotation, lists and emphasis of the pasted story are in this body, and nothing it came with."""
    headline, bold, italic, link, quotation, items, inner, numbered = STORY[language]
    body = bare(body)
    wanted = [
        headline, f"<strong>{bold}</strong>", f"<em>{italic}</em>", f"<blockquote>{quotation}</blockquote>",
        f'<a href="https://railway.example.org/timetable?line=7" rel="noopener">{link}</a>',
    ]  # fmt: skip
    if source == "telegram":  # which has neither headings nor lists one in another
        wanted += [f"<strong>{headline}</strong>", f"<ul><li>{items[0]}</li><li>{items[1]}</li></ul>", "🚂", "❤️"]
    else:
        wanted += [
            f"<h2>{headline}</h2>", f"<ol><li>{numbered[0]}</li><li>{numbered[1]}</li></ol>",
            f"<ul><li>{items[0]}<ul><li>{inner[0]}</li><li>{inner[1]}</li></ul></li><li>{items[1]}</li></ul>",
        ]  # fmt: skip
    assert [words for words in wanted if words not in body] == [], body
    assert GONE.search(body) is None, body
    return True
