import random
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from text.html import MOST_TAGS, clean_html, is_safe_link, plain_text, reading_minutes, summarise, without_pictures
from text.tree import MOST_DEEP

PHOTO = "/media/0a1b/800.webp"
PICTURE = f'<img src="{PHOTO}" alt="Կամուրջ" width="800" height="533" data-photo="7">'
UDHR = Path(__file__).parents[1] / "data" / "udhr"


def clean(html):
    return clean_html(html, is_own_media=lambda address: address.startswith("/media/"))


ATTACKS = [
    ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
    ("<p>a<scr<script>ipt>alert(1)</script></p>", "<p>aipt&gt;alert(1)</p>"),
    ("<p onclick=alert(1) onmouseover='x()'>a</p>", "<p>a</p>"),
    ("<img src=x onerror=alert(1)>", ""),
    (f"<img src={PHOTO} onerror=alert(1)>", f'<img src="{PHOTO}">'),
    ("<a href='javascript:alert(1)'>a</a>", "a"),
    ("<a href=' JaVa\tScRipt:alert(1)'>a</a>", "a"),
    ("<a href='&#106;avascript&colon;alert(1)'>a</a>", "a"),
    ("<a href='vbscript:x'>a</a><a href='file:///etc/passwd'>b</a>", "ab"),
    ("<a href='data:text/html;base64,PHN2Zz4='>a</a>", "a"),
    ("<img src='data:image/svg+xml;base64,PHN2Zz4='>", ""),
    ("<p style='position:fixed' class=x id=y dir=rtl data-z=1>a</p>", "<p>a</p>"),
    ("<style>p{display:none}</style><p>a</p>", "<p>a</p>"),
    ("<iframe src='https://example.org/'>b</iframe><p>a</p>", "<p>a</p>"),
    ("<svg><script>alert(1)</script><a href='/x'>b</a></svg><p>a</p>", "<p>a</p>"),
    ("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math><p>a</p>", "<p>a</p>"),
    ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "'&gt;"),
    ("<object data=x><embed src=x></object><p>a</p>", "<p>a</p>"),
    ("<template><p>b</p></template><p>a</p>", "<p>a</p>"),
    ("<base href='//example.org'><meta http-equiv=refresh content=0><link rel=stylesheet href=x><p>a</p>", "<p>a</p>"),
    ("<form action=/x><input name=a><button>Go</button></form>", "Go"),
    ("<textarea><script>alert(1)</script></textarea>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<!-- <script>alert(1)</script> --><p>a</p>", "<p>a</p>"),
    ("<p lang='ru\" onclick=\"x'>a</p>", "<p>a</p>"),
    ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    (
        f"<img src={PHOTO} alt='\"><script>x</script>'>",
        f'<img src="{PHOTO}" alt="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">',
    ),
]
TIDIED = [
    ("<h1>a</h1><h5>b</h5><h6>c</h6>", "<h2>a</h2><h4>b</h4><h4>c</h4>"),
    ("<b>a</b><i>b</i><strike>c</strike><del>d</del><u>e</u>", "<strong>a</strong><em>b</em><s>c</s><s>d</s>e"),
    ("<blink>a</blink> <x-y>b</x-y>", "a b"),
    ("<p></p><p> </p><p>&nbsp;</p><p><br></p><p><b> </b></p><h2></h2><ul><li></li></ul><p>a</p>", "<p>a</p>"),
    ("a<strong> </strong>b", "a b"),
    ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ("<section><article><p>a <b>b <i>c</i></b></p></article></section>", "<p>a <strong>b <em>c</em></strong></p>"),
    ("<div>a</div><div>b<br>c</div><div><br></div>", "<p>a</p><p>b<br>c</p>"),
    ("<div><div><p>a</p><div>b</div></div></div>", "<p>a</p><p>b</p>"),
    ("<ul><li><div>a</div></li></ul>", "<ul><li><p>a</p></li></ul>"),
    ("<h2><div>a</div></h2>", "<h2>a</h2>"),
    ("<b style='font-weight:normal'><p>a</p><p><b>b</b></p></b>", "<p>a</p><p><strong>b</strong></p>"),
    ("<p class=MsoList>·<span>&nbsp;&nbsp; </span>a</p>\n<p>• b</p><p>c</p>", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
    ("<p>a · b</p><p>·</p>", "<p>a · b</p><p>·</p>"),
    ("<p class=MsoNormal><span style='mso-x:1'>a<o:p></o:p></span></p>", "<p>a</p>"),
    ("<p><span lang=hy>Բարև</span><span lang='ru_RU!'> a</span></p>", '<p><span lang="hy">Բարև</span> a</p>'),
    ("<ul><li>a<ol><li>b</li></ol></li></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
    (
        "<table><tr><th scope=row colspan=2>a<td rowspan=-1>b<td></table>",
        '<table><tbody><tr><th colspan="2" scope="row">a</th><td>b</td><td></td></tr></tbody></table>',
    ),
    ("<blockquote><p>«Ի՞նչ»</p></blockquote><hr>", "<blockquote><p>«Ի՞նչ»</p></blockquote><hr>"),
    ("a & b < c &amp; &copy; &nbsp;x", "a &amp; b &lt; c &amp; © \u00a0x"),
    ("", ""),
]
PICTURES = [
    (f"<figure>{PICTURE}<figcaption>A <b>b</b></figcaption></figure>",) * 2,
    (f"<figure>{PICTURE}</figure>",) * 2,
    (f"<p>a {PICTURE}</p>",) * 2,
    ("<figure><img src='https://example.org/a.jpg'><figcaption>Caption</figcaption></figure><p>a</p>", "<p>a</p>"),
    ("<p>a<img src='//example.org/a.jpg'></p><p><img src='file:///c:/a.png'></p>", "<p>a</p>"),
    ("<figure><figcaption>Caption</figcaption></figure>", ""),
    (f"<img src='{PHOTO}' width='100%' height=-5 data-photo='7 or 1'>", f'<img src="{PHOTO}">'),
    ("<figure><table><tr><td>1</table></figure>", "<figure><table><tbody><tr><td>1</td></tr></tbody></table></figure>"),
]
PICTURES[0] = (PICTURES[0][0], PICTURES[0][1].replace("b>", "strong>"))
LINKS = [
    ("<a href='https://example.org/?a=1&b=2' target=_blank rel=opener>a</a>", "https://example.org/?a=1&amp;b=2", True),
    ("<a href='HTTPS://example.org'>a</a>", "HTTPS://example.org", True),
    ("<a href='http://example.org'>a</a>", "http://example.org", True),
    ("<a href='https://пример.рф/путь'>a</a>", "https://пример.рф/путь", True),
    ("<a href='/ru/x'>a</a>", "/ru/x", False),
    ("<a href='#note'>a</a>", "#note", False),
    ("<a href='mailto:desk@example.org'>a</a>", "mailto:desk@example.org", False),
    ("<a href='tel:+37410000000'>a</a>", "tel:+37410000000", False),
]
EMBEDS = [
    ("youtube", "dQw4w9WgXcQ", "dQw4w9WgXc"),
    ("vimeo", "76979871", "76979871?x=1"),
    ("x", "1234567890123456789", "12ab"),
    ("telegram", "three_threads/42", "../42"),
    ("instagram", "CuZ_-x1a2b3", "p/CuZ"),
    ("facebook", "three.threads/posts/1234567890", "three.threads/photo/1"),
    ("facebook", "three.threads/videos/1234567890", "a/posts/"),
]
EVERYTHING = [given for given, _expected in ATTACKS + TIDIED + PICTURES] + [link[0] for link in LINKS]


@pytest.mark.parametrize(("given", "expected"), ATTACKS)
def test_nothing_that_acts_gets_through(given, expected):
    assert clean(given) == expected


@pytest.mark.parametrize(("given", "expected"), TIDIED)
def test_what_people_paste_is_put_in_order(given, expected):
    assert clean(given) == expected


@pytest.mark.parametrize(("given", "expected"), PICTURES)
def test_pictures_and_their_captions_stay_only_when_they_are_ours(given, expected):
    assert clean(given) == expected


@pytest.mark.parametrize(("given", "address", "leaves"), LINKS)
def test_a_safe_link_stays_and_a_foreign_one_gets_no_hold_of_our_page(given, address, leaves):
    assert clean(given) == f'<a href="{address}"{" rel=" + chr(34) + "noopener" + chr(34) if leaves else ""}>a</a>'


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "//example.org",
        "/\\example.org",
        "https://",
        "https:example.org",
        "https://desk:word@example.org/",
        "https://example.org@example.net/",
        "https://[::1",
        "https://example.org/a b",
        "https://example.org/\u00a0",
        "ftp://example.org",
        "blob:https://example.org/1",
        "mailto:",
        "javascript:alert(1)",
    ],
)
def test_an_odd_address_is_no_link_but_its_words_stay(address):
    assert not is_safe_link(address)
    assert clean(f'<p>a <a href="{address}">b</a></p>') == "<p>a b</p>"


@pytest.mark.parametrize(("service", "number", "wrong"), EMBEDS)
def test_an_embed_is_a_known_service_and_an_id_of_its_form(service, number, wrong):
    embed = f'<figure data-embed="{service}" data-id="{number}"></figure>'
    assert clean(embed) == embed
    assert clean(f'<figure data-embed="{service}" data-id="{wrong}"></figure>') == ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<figure data-embed="evil" data-id="1"><p>a</p></figure>', "<p>a</p>"),
        ('<figure data-embed="vimeo"><p>a</p></figure>', "<p>a</p>"),
        (
            '<figure data-embed="vimeo" data-id="76979871" onclick=x>\n<p>a</p><figcaption>b</figcaption></figure>',
            '<figure data-embed="vimeo" data-id="76979871"><figcaption>b</figcaption></figure>',
        ),
    ],
)
def test_an_embed_keeps_its_caption_and_nothing_else(given, expected):
    assert clean(given) == expected


@pytest.mark.parametrize("given", EVERYTHING)
def test_cleaning_twice_changes_nothing(given):
    assert clean(clean(given)) == clean(given)


def test_no_mixture_of_pieces_acts_or_changes_when_cleaned_again():
    pieces = re.findall(r"<[^>]*>|[^<>]+", "".join(EVERYTHING)) + ["<", ">", '"', "'", "&", "<!--", "-->", "</p", "]]>"]
    acts = re.compile(
        r"<[^>]*\s(on\w+|style|srcdoc)=|<(script|style|svg|iframe|math|form)|<[^>]*(java|vb)script:", re.I
    )
    chance = random.Random(2024)
    for _round in range(1500):
        html = "".join(chance.choices(pieces, k=10))
        once = clean(html)
        assert not acts.search(re.sub(r'alt="[^"]*"', "", once)), html
        assert clean(once) == once, html


@pytest.mark.parametrize("name", ["eng.html", "rus.html", "hye.html"])
def test_a_real_document_keeps_its_words(name):
    body = (UDHR / name).read_text(encoding="utf-8").partition("<body")[2].partition(">")[2].partition("</body>")[0]
    once = clean(body)
    assert plain_text(once).split() == plain_text(body).split()
    assert len(once) > 10_000
    assert clean(once) == once


def test_a_text_ten_times_as_long_asks_ten_times_as_many_calls():
    paragraph = "<p>" + "слово <b>и</b> <a href='https://example.org/'>ещё</a> " * 3 + "а" * 300 + "</p>"
    assert len(paragraph * 2200) > 1_000_000
    assert clean(paragraph * 2200).count("<strong>и</strong>") == 6600

    def steps(paragraphs):
        seen = Counter()
        sys.setprofile(lambda _frame, event, _function: seen.update([event]))
        try:
            clean(paragraph * paragraphs)
        finally:
            sys.setprofile(None)
        return seen["call"] + seen["c_call"]

    clean(paragraph)  # what is prepared once
    assert steps(200) < 11 * steps(20)


def test_elements_may_nest_but_not_without_end():
    assert clean("<blockquote>" * (MOST_DEEP - 2) + "a").endswith("a" + "</blockquote>" * (MOST_DEEP - 2))
    with pytest.raises(ValidationError, match="nested too deeply"):
        clean("<blockquote>" * 5000 + "a")


def test_tags_beyond_number_are_refused_before_they_cost_time(monkeypatch):
    monkeypatch.setattr("text.html.nh3.clean", lambda *_a, **_o: pytest.fail("was read"))
    with pytest.raises(ValidationError, match="too many elements"):
        clean("<div>" * (MOST_TAGS + 1))


def test_markup_that_never_settles_becomes_plain_paragraphs(monkeypatch):
    monkeypatch.setattr("text.html._clean_once", lambda html, is_own_media: f"{html}<p>b &lt;</p>")
    assert clean("<p>a</p>") == "<p>a</p>" + "<p>b &lt;</p>" * 5


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A</h2><p>b  <strong>c</strong>\nd</p>", "A\nb c d"),
        ("<p>a<br>b</p><ul><li>c</li><li>d</li></ul>", "a\nb\nc\nd"),
        ("<p>Tom &amp; Ann &lt;3</p>", "Tom & Ann <3"),
        ("<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>", "1\n2"),
        (f"<figure>{PICTURE}<figcaption>Caption</figcaption></figure>", "Caption"),
        ("", ""),
    ],
)
def test_plain_text_has_the_words_a_line_a_block(html, expected):
    assert plain_text(html) == expected


@pytest.mark.parametrize(
    ("html", "limit", "expected"),
    [
        ("<p>Short</p><p>text</p>", 200, "Short text"),
        ("<p>Երևանում կառուցեցին նոր կամուրջ</p>", 20, "Երևանում կառուցեցին…"),
        ("<p>Мост открыли, но дорогу — нет</p>", 15, "Мост открыли…"),
        ("<p>" + "x" * 30 + "</p>", 10, "x" * 10 + "…"),
    ],
)
def test_a_summary_ends_at_a_words_edge(html, limit, expected):
    assert summarise(html, limit) == expected


@pytest.mark.parametrize(("letters", "minutes"), [(0, 1), (1, 1), (1400, 1), (1401, 2), (14_000, 10)])
def test_reading_takes_a_whole_minute_for_1400_letters(letters, minutes):
    assert reading_minutes(f"<p>{'ե' * letters}</p>") == minutes


GONE = '<img src="/media/gone/w1440.jpg" alt="Sheep">'
KEPT = '<img src="/media/kept/w1440.jpg" alt="">'


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (f"<p>Before.</p><figure>{GONE}<figcaption>Sheep</figcaption></figure><p>After.</p>", "<p>Before.</p><p>After.</p>"),
        (f'<figure><a href="/x">{GONE}</a><figcaption>Sheep</figcaption></figure>', ""),
        (f"<blockquote><figure>{GONE}</figure></blockquote><p>After.</p>", "<p>After.</p>"),
        (f"<p>{GONE}</p><p>Words {GONE}and more.</p>", "<p>Words and more.</p>"),
        (f"<ul><li>One</li><li>{GONE}</li></ul>", "<ul><li>One</li></ul>"),
        (f"<figure>{KEPT}<figcaption>Still here &amp; well</figcaption></figure>{GONE}", f"<figure>{KEPT}<figcaption>Still here &amp; well</figcaption></figure>"),
    ],
)  # fmt: skip
def test_a_picture_leaves_a_text_with_its_caption_and_nothing_empty(html, left):
    assert without_pictures(html, lambda address: "/gone/" in address) == left
