from dataclasses import replace

import pytest

from articles import workflow
from articles.checklist import BRIEF, RULES, Level, Subject, check
from articles.models import LogEntry, Section, Status
from articles.snapshots import Text
from articles.subjects import subject_of
from articles.workflow import Blocked
from photos.models import Photo
from tests import cast
from tests.cast import NOW

LONG = "<p>" + "The first carriages left at dusk. " * 20 + "</p>"
PICTURE = '<figure><img src="/media/0a/w720.jpg" alt="{}"></figure>'


def subject(language="en", **text):
    """A story with nothing to say against it, and these words."""
    words = {
        "headline": cast.HEADLINES[language],
        "standfirst": cast.HEADLINES[language],
        "body": cast.BODIES[language],
    }
    given = {key: text.pop(key) for key in list(text) if key not in Text.__dataclass_fields__}
    fine = Subject(Text(**{**words, **text}), language, True, True, picture_alt=None, picture_credit=None)
    return replace(fine, **given)


def rules(found):
    return [finding.rule for finding in found]


@pytest.mark.parametrize("language", cast.LANGUAGES)
def test_a_story_in_order_has_no_finding(language):
    assert check(subject(language), {}) == []


FOUND = [
    # rule, language, what is given
    ("headline_length", "en", {"headline": "a" * 101}),
    ("headline_length", "ru", {"headline": "а" * 111}),
    ("headline_length", "hy", {"headline": "ա" * 121}),
    ("headline_stop", "en", {"headline": "Night train returns."}),
    ("headline_stop", "ru", {"headline": "Поезд вернулся."}),
    ("headline_stop", "hy", {"headline": "Գնացքը վերադարձավ։"}),
    ("headline_stop", "en", {"headline": "Night train returns:"}),
    ("standfirst", "en", {"standfirst": ""}),
    ("tag", "en", {"has_tags": False}),
    ("signature", "en", {"has_signature": False}),
    ("picture_words", "en", {"picture_alt": ""}),
    ("picture_words", "hy", {"body": cast.BODIES["hy"] + PICTURE.format("")}),
    ("picture_credit", "en", {"picture_credit": ""}),
    ("picture_credit", "en", {"has_uncredited": True}),
    ("address_word", "en", {"slug": "news"}),
    ("address_word", "en", {"slug": "2024-11"}),
    ("address_word", "hy", {"headline": "Լուր"}),
    ("wrong_script", "hy", {"headline": "Գնացքը возвращается"}),
    ("wrong_script", "hy", {"standfirst": "Ночной поезд возвращается"}),
    ("wrong_script", "hy", {"body": "<p>Առաջին вагон։</p>"}),
    ("wrong_script", "hy", {"body": cast.BODIES["hy"] + PICTURE.format("Мост")}),
    ("wrong_script", "hy", {"photo_alt": "Мост через реку"}),
    ("wrong_script", "ru", {"standfirst": "The line had been closed for six years."}),
    ("wrong_script", "ru", {"body": "<p>Первые вагоны.</p><p>Tickets were sold out in an hour.</p>"}),
    ("wrong_script", "ru", {"headline": "Գիշերային поезд"}),
    ("wrong_script", "ru", {"photo_caption": "Fields below the mountain"}),
    ("wrong_script", "en", {"headline": "Ночной train"}),
    ("wrong_script", "en", {"body": '<p>One <span lang="fr">deux</span> три.</p>'}),
    ("mixed_script", "ru", {"headline": "Pусский поезд"}),
    ("mixed_script", "hy", {"body": "<p>Երևaն։</p>"}),
    ("mixed_script", "en", {"standfirst": "Nіght train"}),
    ("armenian_signs", "hy", {"body": "<p>Առաջին վագոնները մեկնեցին: Տոմս չկա:</p>"}),
    ("armenian_signs", "hy", {"headline": "Երևանում` գիշերային գնացք"}),
    ("armenian_signs", "hy", {"body": "<p>" + "Առաջին վագոնները մեկնեցին. " * 20 + "</p>"}),
    ("armenian_signs", "hy", {"headline": "Ինչու է ուշանում գնացքը?"}),
    ("armenian_signs", "hy", {"standfirst": "Գնացքը մեկնեց!"}),
    ("armenian_signs", "ru", {"body": "<p>Первые вагоны отошли։</p>"}),
    ("armenian_signs", "en", {"standfirst": "The train left։"}),
    ("straight_quotes", "ru", {"headline": 'Поезд "Севан" вернулся'}),
    ("straight_quotes", "hy", {"body": '<p>"Սևան" գնացքը մեկնեց։</p>'}),
    ("straight_quotes", "en", {"headline": 'The train "Sevan" is back'}),
    ("typed_dashes", "en", {"body": "<p>The train -- empty -- left.</p>"}),
    ("typed_dashes", "ru", {"headline": "Поезд -- пустой"}),
    ("typed_dashes", "hy", {"standfirst": "Գնացքը -- դատարկ"}),
    ("unpaired_quotes", "ru", {"headline": "Поезд «Севан вернулся"}),
    ("unpaired_quotes", "hy", {"body": "<p>Սևան» գնացքը մեկնեց։</p>"}),
    ("unpaired_quotes", "en", {"body": "<p>“The train left.</p><p>Nobody saw it.</p>"}),
    ("double_spaces", "en", {"body": "<p>The first  carriages</p>"}),
    ("double_spaces", "ru", {"headline": "Ночной \u00a0поезд"}),
]


@pytest.mark.parametrize(("rule", "language", "given"), FOUND)
def test_what_is_wrong_is_found_by_its_rule_and_by_no_other(rule, language, given):
    found = check(subject(language, **given), {})
    assert set(rules(found)) == {rule}
    assert all(len(finding.message) > 20 for finding in found)


FINE = [
    ("en", {"headline": "Night train returns to the U.S."}),
    ("en", {"headline": "Night train returns…"}),
    ("en", {"headline": "Will the night train return?"}),
    ("ru", {"headline": "Ночной поезд вернётся в 2027 г."}),
    ("en", {"headline": "a" * 100}),
    ("ru", {"headline": "Caspian Wire: поезд возвращается"}),
    ("ru", {"headline": "IT-компания и Wi-Fi"}),
    ("ru", {"body": '<p>Он сказал: <span lang="en">the line had been closed for six years</span>.</p>'}),
    ("ru", {"body": '<p>Первые вагоны.</p><blockquote lang="hy"><p>Տոմսեր չմնացին։</p></blockquote>'}),
    ("hy", {"body": "<p>«Коммерсантъ» թերթը գրում է։</p>"}),
    ("hy", {"headline": "Գնացքը մեկնում է ժամը 10:30-ին"}),
    ("hy", {"headline": "ԱՄՆ-ը և ՆԱՏՕ-ն"}),
    ("hy", {"headline": "Ինչո՞ւ է ուշանում Yahoo! գնացքը"}),
    ("hy", {"photo_alt": "Կամուրջ"}),
    ("en", {"body": '<p>A 15" screen.</p>'}),
    ("ru", {"body": '<p>Экран 15" стоит дорого.</p>'}),
    ("en", {"body": "<p>Read https://example.org/night--train/ or run `train --night`.</p>"}),
    ("en", {"headline": "Night train – the last one – returns"}),
    ("en", {"body": "<p>“The train left.</p><p>“Nobody saw it.”</p>"}),
    ("en", {"body": "<p>One.</p>\n<p>Two.</p>"}),
    ("en", {"slug": "night-train"}),
    ("hy", {"body": cast.BODIES["hy"] + PICTURE.format("Կամուրջ")}),
    ("en", {"picture_alt": None, "picture_credit": None}),
    ("en", {"picture_alt": "A bridge", "picture_credit": "Nora Vale"}),
]


@pytest.mark.parametrize(("language", "given"), FINE)
def test_what_is_right_is_left_alone(language, given):
    assert check(subject(language, **given), {}) == []


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>The first carriages left the station at dusk.</p>", 1),
        ("<p>The first  carriages left the STATION at dusk.</p><p>Билетов не осталось.</p>", 1),
        ("<h2>Tickets were sold out in a single hour.</h2><p>The first carriages left the station at dusk.</p>", 2),
        ('<p lang="en">The first carriages left the station at dusk.</p>', 0),
        ("<p>Nora Vale</p>", 0),  # too short to be told from a name
        ("<p>Первые вагоны отошли от вокзала в сумерках.</p>", 0),
    ],
)
def test_paragraphs_that_are_still_the_sources_are_counted(body, count):
    source = "<p>The first carriages left the station at dusk.</p><p>Tickets were sold out in a single hour.</p><p>Nora Vale</p>"
    found = [
        finding
        for finding in check(subject("ru", body=body, source_body=source), {})
        if finding.rule == "untouched_source"
    ]
    assert [f"paragraphs: {count}" in finding.message for finding in found] == [True] * bool(count)


def test_a_section_decides_what_warns_what_blocks_and_what_does_not_matter():
    wrong = subject(headline="Night train returns.", standfirst="", has_tags=False, body=LONG)
    assert rules(check(wrong, {})) == ["headline_stop", "standfirst", "tag"]
    levels = {"tag": "block", "standfirst": "off", "headline_stop": "nonsense"}
    found = check(wrong, levels)
    assert [(finding.rule, finding.level) for finding in found] == [
        ("tag", Level.BLOCK),
        ("headline_stop", Level.WARN),
    ]


@pytest.mark.parametrize(("length", "level"), [(BRIEF - 1, Level.WARN), (BRIEF, Level.BLOCK)])
def test_a_brief_is_only_warned(length, level):
    found = check(subject(body=f"<p>{'x' * length}</p>", has_tags=False), {"tag": "block"})
    assert [finding.level for finding in found] == [level]


def test_every_rule_has_a_case_above():
    assert {case[0] for case in FOUND} | {"untouched_source"} == set(RULES)


@pytest.mark.django_db
def test_a_subject_is_gathered_in_few_queries(django_assert_max_num_queries):
    source = cast.draft(body="<p>One.</p>")
    variant = cast.translate(source, "ru")
    photo = Photo.objects.create(digest="d", width=6, height=4, credit="", alts={"ru": "Мост"}, created_at=NOW)
    cast.arrange(variant, lead_photo=photo.pk, tags=(cast.tag().slug,), authors=(cast.author().slug,))
    text = Text(headline="Поезд", body=f'<img src="/media/{photo.key}/w720.jpg" alt="Мост">')
    variant = type(variant).objects.get(pk=variant.pk)
    with django_assert_max_num_queries(6):
        found = subject_of(variant, text)
    assert (found.has_tags, found.has_signature, found.has_uncredited) == (True, True, True)
    assert (found.picture_alt, found.picture_credit, found.source_body) == ("Мост", "", "<p>One.</p>")


def blocking(level="block", **text):
    variant = cast.draft(body=LONG, **text)
    Section.objects.filter(pk=variant.section_id).update(checklist={"tag": level, "standfirst": level})
    return variant


@pytest.mark.django_db
def test_what_blocks_is_named_and_nothing_is_published():
    variant = blocking()
    with pytest.raises(Blocked) as blocked:
        cast.publish(variant)
    assert rules(blocked.value.findings) == ["standfirst", "tag"]
    variant.refresh_from_db()
    assert variant.status == Status.DRAFT


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["publish", "schedule"])
def test_a_reason_overrides_and_stands_in_the_log(step):
    variant = blocking()
    options = {"at": NOW + cast.HOUR} if step == "schedule" else {}
    getattr(workflow, step)(
        user=cast.elena(), now=NOW, variant_id=variant.pk, expected_head=variant.head_id, reason=" The tag comes. ",
        **options,
    )  # fmt: skip
    line = LogEntry.objects.filter(article=variant.article_id).first()
    assert (line.user, line.reason) == (cast.elena(), "The tag comes.")
    assert line.details["overridden"] == ["standfirst", "tag"]


@pytest.mark.django_db
def test_a_reason_nobody_asked_for_is_not_kept():
    variant = blocking(level="warn")
    cast.publish(variant, reason="For nothing")
    line = LogEntry.objects.filter(article=variant.article_id).first()
    assert line.reason == "" and "overridden" not in line.details


def test_english_typed_on_a_typewriter_is_warned_of_and_never_blocked():
    long = '<p>"The first carriages" -- all of them -- left at dusk.</p>' * 20
    found = check(subject("en", body=long), {})
    assert {finding.rule: finding.level for finding in found} == {"straight_quotes": "warn", "typed_dashes": "warn"}
    assert "“…”" in next(finding.message for finding in found if finding.rule == "straight_quotes")
