"""Texts as rows of paragraphs: split, compared with an older state, paired with a translation."""

from pathlib import Path

import pytest

from tests import cast
from text.html import plain_text
from text.paragraphs import MOST_PAIRS, align, blocks, changes, pairs

NESTED = "<ul><li>one<ul><li>two</li><li>three<ol><li>four</li></ol></li></ul></li></ul>"
TABLE = '<table><tbody><tr><th scope="col"><p>a</p></th><td><p>b</p><ul><li>c</li></ul></td></tr></tbody></table>'
PICTURE = '<figure><img src="/media/0f/w1440.jpg" alt="A bridge &gt; a road" width="9" height="6"><figcaption>Caption</figcaption></figure>'
EMBED = '<figure data-embed="youtube" data-id="abcdefghijk"></figure>'
QUOTE = "<blockquote><p>said</p><p>and <em>said</em></p></blockquote>"


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("", []),
        ("  \n ", []),
        ("<p>a</p><p>b</p>", ["p", "p"]),
        ("<p>a</p>\n<hr>\n<p>b<br>c</p>", ["p", "hr", "p"]),
        ("<h2>a</h2><p>b</p><h3>c</h3><h4>d</h4>", ["h2", "p", "h3", "h4"]),
        (NESTED + "<p>after</p>", ["ul", "p"]),
        ("<p>before</p>" + TABLE, ["p", "table"]),
        (PICTURE + EMBED + QUOTE, ["figure", "figure", "blockquote"]),
        ("bare <strong>words</strong> &amp; more<p>a</p>tail", ["p", "p", "p"]),
        ("<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote><ol><li><p>c</p></li></ol>", ["blockquote", "ol"]),
    ],
)  # fmt: skip
def test_a_text_is_split_at_its_top_and_nothing_is_lost(html, tags):
    found = blocks(html)
    assert [block.tag for block in found] == tags
    assert "".join("".join(block.html for block in found).split()) == "".join(html.split())


def test_a_block_knows_its_words_and_what_it_holds():
    nested, picture, embed = blocks(NESTED + PICTURE + EMBED)
    assert nested.text == "one\ntwo\nthree\nfour"
    assert picture.held == ("/media/0f/w1440.jpg",) and picture.text == "Caption"
    assert embed.held == ("abcdefghijk",) and not embed.has_words


def told(old, new):
    return [(passage.change, passage.block.text) for passage in changes(blocks(old), blocks(new))]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("<p>a b</p>", "<p>a b</p>", [("same", "a b")]),
        ("<p>a <strong>b</strong></p>", "<p>a b</p>", [("same", "a b")]),
        ("<p>The line is open now.</p>", "<p>The line is closed now.</p>", [("changed", "The line is closed now.")]),
        ("<p>a</p><p>c</p>", "<p>a</p><p>b</p><p>c</p>", [("same", "a"), ("added", "b"), ("same", "c")]),
        ("<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>c</p>", [("same", "a"), ("removed", "b"), ("same", "c")]),
        ("<p>One two three four.</p>", "<p>Quite another thing.</p>",
         [("removed", "One two three four."), ("added", "Quite another thing.")]),
        ("", "<p>a</p>", [("added", "a")]),
        ("<p>a</p>", "", [("removed", "a")]),
        ("<p>one two three</p>", "<h2>one two three</h2>", [("removed", "one two three"), ("added", "one two three")]),
        ("<p>A new thing one.</p><p>Old words stay here.</p>", "<p>Before them all.</p><p>A new thing two.</p><p>Old words stay here.</p>",
         [("added", "Before them all."), ("changed", "A new thing two."), ("same", "Old words stay here.")]),
        (PICTURE, PICTURE.replace("Caption", "Other words entirely"), [("changed", "Other words entirely")]),
        (PICTURE, PICTURE.replace("0f", "1e"), [("changed", "Caption")]),
        ('<p>see <a href="https://a.example/">it</a></p>', '<p>see <a href="https://b.example/">it</a></p>', [("changed", "see it")]),
        (NESTED, NESTED.replace("four", "five"), [("changed", "one\ntwo\nthree\nfive")]),
        (TABLE, TABLE.replace("<li>c</li>", "<li>d</li>"), [("changed", "a\nb\nd")]),
    ],
)  # fmt: skip
def test_what_became_of_each_paragraph(old, new, found):
    assert told(old, new) == found


def test_a_changed_paragraph_is_told_word_by_word():
    (passage,) = changes(blocks("<p>The train left at 7.</p>"), blocks("<p>The train left at 8.</p>"))
    assert [(piece.kind, piece.text) for piece in passage.pieces] == [
        ("same", "The train left at "), ("removed", "7"), ("added", "8"), ("same", "."),
    ]  # fmt: skip


def paired(source, target, old=None):
    here = blocks(source)
    passages = changes(here if old is None else blocks(old), here)
    return pairs(passages, blocks(target))


LONG = "<p>" + "Длинный абзац о железной дороге. " * 6 + "</p>"
EN = "<p>First words of the story.</p><p>Second, a bit longer than the first one.</p><h2>Then</h2><p>Third.</p>"
RU = "<p>Первые слова материала.</p><p>Второй, чуть длиннее, чем первый абзац.</p><h2>Потом</h2><p>Третий.</p>"


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        (EN, RU, [(0, 0), (1, 1), (2, 2), (3, 3)]),
        (EN, "", [(0, None), (1, None), (2, None), (3, None)]),
        ("", RU, [(None, 0), (None, 1), (None, 2), (None, 3)]),
        (EN, "<p>Первые слова материала.</p>", [(0, 0), (1, None), (2, None), (3, None)]),
        (EN, "<p>Первые слова материала.</p><p>Второй, чуть длиннее.</p>", [(0, 0), (1, 1), (2, None), (3, None)]),
        (EN, RU + "<p>Четвёртый.</p>", [(0, 0), (1, 1), (2, 2), (3, 3), (None, 4)]),
        (EN, RU.replace("<h2>", f"{LONG}<h2>"), [(0, 0), (1, 1), (None, 2), (2, 3), (3, 4)]),
        (EN, "<h2>Потом</h2><p>Третий.</p>", [(0, None), (1, None), (2, 0), (3, 1)]),
        (f"<p>Before.</p>{PICTURE}<p>After.</p>", f"<p>Сначала.</p><p>А потом, после всего.</p>{PICTURE}", [(0, 0), (None, 1), (1, 2), (2, None)]),
        (f"<p>Before.</p>{PICTURE}<p>After it all.</p>", "<p>До.</p><p>После всего.</p>", [(0, 0), (1, None), (2, 1)]),
        (f"{NESTED}<p>End.</p>", "<ul><li>раз<ul><li>два</li></ul></li></ul><p>Конец.</p>", [(0, 0), (1, 1)]),
        (f"{TABLE}<p>End.</p>", "<p>Конец.</p>", [(0, None), (1, 0)]),
        ("<p>In 1999.</p><p>In 2024.</p>", "<p>В 2024 году.</p>", [(0, None), (1, 0)]),
        (EN, EN, [(0, 0), (1, 1), (2, 2), (3, 3)]),
    ],
)  # fmt: skip
def test_paragraphs_find_their_partners(source, target, found):
    assert paired(source, target) == found


def test_a_paragraph_added_since_leaves_the_old_ones_their_partners():
    old = "<p>First words of the story.</p><p>Last words of the story.</p>"
    new = "<p>First words of the story.</p><p>Something new stands here.</p><p>Last words of the story.</p>"
    target = "<p>Первые слова материала.</p><p>Последние слова материала.</p>"
    assert paired(new, target, old) == [(0, 0), (1, None), (2, 1)]


def test_a_paragraph_taken_out_of_the_source_still_finds_its_translation():
    old = "<p>First words of the story.</p><p>In 1999 it was shut.</p><p>Last words of the story.</p>"
    new = "<p>First words of the story.</p><p>Last words of the story.</p>"
    target = "<p>Первые слова материала.</p><p>В 1999 году её закрыли.</p><p>Последние слова материала.</p>"
    assert paired(new, target, old) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize(("name", "article"), [("rus", "Статья"), ("hye", "Հոդված")])
def test_the_real_declaration_finds_its_articles_although_paragraphs_were_joined(name, article):
    english, other = declaration("eng"), declaration(name)
    found = [
        (int(english[i].text.split()[1]), other[j].text)
        for i, j in pairs(changes(english, english), other)
        if i is not None and j is not None and english[i].text.startswith("Article ")
    ]
    assert [number for number, _heading in found] == list(range(1, 31))
    assert all(article in heading and str(number) in heading for number, heading in found)
    assert len(english) != len(other)


def declaration(name):
    file = Path(cast.__file__).parent / "data" / "udhr" / f"{name}.html"
    text = plain_text(file.read_text(encoding="utf-8"))
    return blocks("".join(f"<p>{line}</p>" for line in text.split("\n")))


def test_texts_beyond_measure_are_paired_in_their_order():
    count = int(MOST_PAIRS**0.5) + 1
    found = align(count, count + 1, lambda i, j: 1 / 0)
    assert found[0] == (0, 0) and found[-1] == (None, count)
