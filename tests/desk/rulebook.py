"""Who may do what at the desk, told a second time: the people, and a row for every address with what it must answer.

A row is read from left to right: the first gate that is shut answers, the last word is what everybody else gets.
Nothing here asks `articles.permissions`; that is what these rows judge.
"""

from dataclasses import dataclass, replace
from uuid import uuid4

from articles.paper import fingerprint
from tests import cast
from tests.desk.screens import as_sent

SEE, WRITE, TRANSLATE, ARRANGE, UPLOAD = "see", "write", "translate", "arrange", "upload"
APPROVE, PUBLISH, WITHDRAW, CORRECT, BIN, NAME, RULE = (
    "approve", "publish", "withdraw", "correct", "bin", "name", "rule",
)  # fmt: skip
TRANSLATOR = {SEE, WRITE, TRANSLATE, UPLOAD}
REPORTER = TRANSLATOR | {ARRANGE}
EDITOR = REPORTER | {APPROVE, PUBLISH, WITHDRAW, CORRECT, BIN, NAME}
CHIEF = EDITOR | {RULE}
IN_ITS_LANGUAGE = {WRITE, TRANSLATE, APPROVE, PUBLISH, WITHDRAW, CORRECT}
EVERYWHERE, EVERY_LANGUAGE = {"region", "politics"}, {"en", "ru", "hy"}
STATES = ("draft", "in review", "scheduled", "live", "withdrawn", "binned")
PUBLIC = ("scheduled", "live")


@dataclass(frozen=True)
class Person:
    verbs: frozenset = frozenset()
    sections: frozenset = frozenset()
    languages: frozenset = frozenset()
    administers: bool = False

    def may(self, verb, section=None, language=None):
        is_here = section is None or section in self.sections
        speaks = language is None or verb not in IN_ITS_LANGUAGE or language in self.languages
        return verb in self.verbs and is_here and speaks


def _person(verbs, sections, languages, **more):
    return Person(frozenset(verbs), frozenset(sections), frozenset(languages), **more)


PEOPLE = {
    "nobody": None,  # not signed in
    "oscar": Person(),  # signed in, without a line in the matrix
    "anna": _person(REPORTER, {"region"}, {"en", "hy"}),
    "tigran": _person(TRANSLATOR, EVERYWHERE, {"ru"}),
    "vera": _person(EDITOR, {"politics"}, {"ru"}),
    "elena": _person(EDITOR, EVERYWHERE, EVERY_LANGUAGE),
    "mariam": _person(CHIEF, EVERYWHERE, EVERY_LANGUAGE),
    "ada": _person(CHIEF, EVERYWHERE, EVERY_LANGUAGE, administers=True),
}


@dataclass(frozen=True)
class Case:
    """One person before one address. `language` is None where the address is the whole story's, or no story's."""

    who: str
    state: str
    section: str | None = None
    language: str | None = None

    def may(self, verb):
        return PEOPLE[self.who].may(verb, self.section, self.language)


# --------------------------------------------------------------------------------------- gates, and what is behind them


def MAY(verb):
    """403 to whoever may not: on an address without a story, to whoever may not anywhere."""
    return lambda case: None if case.may(verb) else 403


def SEEN(case):
    """404 to whoever may not see the story: they do not learn that it is there."""
    return None if case.may(SEE) else 404


def HAS(case):
    """404 where the story has no such language; these worlds have English and Russian."""
    return None if case.language in ("en", "ru") else 404


def FACTS(case):
    """What all languages share is arranged while nothing is public, and an editor's business from then on."""
    return MAY(PUBLISH if case.state in PUBLIC else ARRANGE)(case)


def MAY_ENGLISH(verb):
    """Of the story's English words, which these addresses are sent."""
    return lambda case: MAY(verb)(replace(case, language="en"))


def NEVER_PUBLIC(case):
    """What is in the bin, or was taken away from the readers, is no part of a release."""
    return 409 if case.state in ("binned", "withdrawn") else None


def ADMINISTERS(case):
    return None if PEOPLE[case.who].administers else 403


def NOT_BINNED(status):
    return lambda case: status if case.state == "binned" else None


def OPEN_IN(*states):
    """The last word about a button: it is done in these states, and in the others the page says why not."""
    return lambda case: 302 if case.state in states else 409


def HAS_SOURCE(case):
    """Confirmed is what says the same as a source, and the original has none."""
    return 409 if case.language == "en" else None


def ALWAYS(status):
    return lambda case: status


PAGE, GOES, DONE, NOTHING, REFUSED, NO_SUCH_STEP = map(ALWAYS, (200, 302, 204, 404, 403, 405))
WRONG = ALWAYS(422)  # the form is shown again, with what is wrong


@dataclass(frozen=True)
class Row:
    """`get`: what reading answers. `post`: {what is done: (the form, as a function of the world and place; its gates)}.

    `door`: what somebody gets who is not signed in; 302 leads to the sign-in. `other`: what every other method answers,
    whoever asks.
    """

    get: tuple
    post: dict
    at: str = "desk"  # or "story"; "tab", a language of it, or "sent", its number in the form; or the kind of thing whose number stands in the address
    door: int = 302
    other: int = 405

    @property
    def is_story(self):
        return self.at in ("story", "tab", "sent")


def answer(gates, case):
    return next(status for gate in gates if (status := gate(case)))


def nothing(world, place):
    return {}


def row(*get, **more):
    """Sending is answered like reading: there is nothing there to be done."""
    return Row(get, {"send": (nothing, get)}, **more)


def reading(*get, sent=(NO_SUCH_STEP,), **more):
    """An address to which nothing can be sent."""
    return Row(get, {"send": (nothing, sent)}, **more)


def step(*post, form=nothing, **more):
    """An address that only takes what is sent."""
    return Row((NO_SUCH_STEP,), {"send": (form, post)}, **more)


def press(do, *gates, **more):
    """A button of a language's tab: what was typed is kept first, so writing is asked before the button's own verb."""
    return do, (lambda world, place: {**place.typed(), **more, "do": do}, (SEEN, HAS_OR_BEGINS, *gates))


def HAS_OR_BEGINS(case):
    """Where the language is missing, whatever is pressed begins it."""
    if HAS(case) is None:
        return None
    return MAY(TRANSLATE)(case) or 302


def stock(app, model, verb, sent, *, add=None, delete=None):
    """The pages of a model in Django's admin, of a thing that no story holds. 403 to whoever has no part in the desk."""
    name, at, form = f"{app}_{model}", model, lambda world, place: sent(world)
    begins, ends = (add or (MAY(verb),)), (delete or (MAY(verb),))
    return {
        f"{name}_changelist": row(MAY(SEE), PAGE),
        f"{name}_add": Row((*begins, PAGE), {"send": (form, (*begins, GOES))}),
        f"{name}_history": row(MAY(SEE), PAGE, at=at),
        f"{name}_change": Row((MAY(SEE), PAGE), {"send": (form, (MAY(verb), GOES))}, at=at),
        f"{name}_delete": Row((*ends, PAGE), {"send": (lambda *_: {"post": "yes"}, (*ends, GOES))}, at=at),
        f"{app}/{model}/<path:object_id>/": row(GOES, at=at),  # an old form of the address of a change
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------------- what browsers send


def of_tag(world):
    return {"names_en": f"Ferries {uuid4()}", "synonyms_en": ""}


def of_author(world):
    return {"names_en": "Somebody Else", "about_en": ""}


def of_section(world):
    return {"key": "harbour", "names_en": "Harbour", "ink": "region", "position": "7"}


def of_wire(world):
    return {"name": "Another Wire", "slug": "another-wire", "url": ""}


def of_person(world):
    lines = {f"memberships-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    words = {"password1": "a harbour at night", "password2": "a harbour at night", "usable_password": "true"}
    return {"username": "somebody-new", "is_staff": "on", "is_active": "on", **words, **lines}


def of_settings(world):
    return {"names_en": "Three Threads", "seen": fingerprint(cast.paper())}


def of_photo(world):
    return {"credit": "Nora Vale", "focal_x": "0.5", "focal_y": "0.5"}


def upload(world, place):
    return {"file": cast.jpeg(colour=(1, 2, 3)), "credit": "Nora Vale"}


def facts(world, place):
    return {**as_sent(place.facts()), "do": "save"}


def do(what, **more):
    return lambda world, place: {"do": what, **more}


# ------------------------------------------------------------------------------------------------------------- the table

WRITES = (MAY(WRITE), NOT_BINNED(422))
OPEN = NOT_BINNED(302)
TABLE = {
    # The desk itself, and what belongs to everybody who is signed in.
    "index": row(PAGE),
    "login": row(GOES, other=302),  # it only leads to the page where one signs in
    "logout": row(GOES),
    "password_change": row(GOES),
    "password_change_done": reading(PAGE),
    "jsi18n": reading(PAGE),
    "language": step(GOES, form=lambda *_: {"language": "ru"}),
    "single_keys": step(GOES, form=lambda *_: {"on": "1"}),
    "find": row(PAGE),
    "translations": row(PAGE),
    "articles_article_signed_in": row(PAGE),
    "articles_article_address_word": row(PAGE),
    "app_list": row(lambda case: None if case.may(SEE) else 404, PAGE, at="app"),
    "(?P<url>.*)$": row(NOTHING),
    "view_on_site": row(NOTHING, at="shortcut"),
    "autocomplete": reading(MAY(SEE), PAGE),
    # Screens about many stories: whoever sees none has no part in them; each shows only what one sees.
    "names": Row((MAY(SEE), PAGE), {
        "tag": (lambda world, place: {"kind": "tag", "id": world.tag.pk, "language": "hy", "name": "Նոր"}, (MAY(SEE), MAY(NAME), GOES)),
        "section": (lambda world, place: {"kind": "section", "id": world.spare.pk, "language": "hy", "name": "Նոր"}, (MAY(SEE), MAY(RULE), GOES)),
    }),
    "log": row(MAY(SEE), PAGE),
    "log_export": row(MAY(SEE), PAGE),
    "calendar": row(MAY(SEE), PAGE),
    "calendar_move": step(
        SEEN, MAY(PUBLISH), GOES, at="sent",
        form=lambda world, place: {"variant": place.variant.pk, "expected_head": place.variant.head_id, "at": "2099-11-25T10:00"},
    ),
    "release": Row((SEEN, MAY(PUBLISH), PAGE), {
        "send": (lambda world, place: {"variant": place.variant.pk, f"head-{place.variant.pk}": place.variant.head_id, "reason": "x"},
                 (SEEN, MAY(PUBLISH), NEVER_PUBLIC, GOES)),
    }, at="sent"),
    "bulk": step(MAY(SEE), GOES, form=lambda world, place: {"kind": "bin", "ids": world.numbers(), "key": uuid4(), "do": "run"}),
    "bulk_result": row(lambda case: None if case.who == "mariam" else 404, PAGE, at="change"),
    "bulk_undo": step(lambda case: None if case.who == "mariam" else 404, GOES, at="change"),
    # A story.
    "articles_article_changelist": row(MAY(SEE), PAGE),
    "articles_article_add": Row((MAY(ARRANGE), PAGE), {
        "send": (lambda world, place: {"form_key": uuid4(), "section": world.sections["region"].pk, "language": "en", "headline": "A new one", "do": "save"},
                 (MAY(ARRANGE), lambda case: 422 if case.who == "vera" else None, GOES)),  # a section of hers was not chosen
    }),
    "articles_article_change": Row((SEEN, PAGE), {
        "save": (facts, (SEEN, FACTS, NOT_BINNED(422), GOES)),
        "original": (do("original", expected="en", language="ru"), (SEEN, FACTS, GOES)),
        "bin": (do("bin"), (SEEN, MAY(BIN), GOES)),
        "unbin": (do("unbin"), (SEEN, MAY(BIN), GOES)),
    }, at="story"),
    "articles_article_history": row(SEEN, PAGE, at="story"),
    "articles_article_compare": reading(SEEN, PAGE, sent=(NOTHING,), at="story"),
    "articles_article_restore": Row((NO_SUCH_STEP,), {
        "facts": (lambda world, place: {"revision": place.facts_revision.pk, "expected": place.article.revision}, (SEEN, FACTS, GOES)),
        "text": (lambda world, place: {"revision": place.variant.head_id, "expected": place.variant.head_id}, (SEEN, MAY_ENGLISH(WRITE), GOES)),
    }, at="story"),
    "articles_article_name": Row((NO_SUCH_STEP,), {
        "facts": (lambda world, place: {"revision": place.facts_revision.pk, "name": "Kept"}, (SEEN, FACTS, GOES)),
        "text": (lambda world, place: {"revision": place.variant.head_id, "name": "Kept"}, (SEEN, MAY_ENGLISH(WRITE), GOES)),
    }, at="story"),
    "board_cell": Row((NO_SUCH_STEP,), {
        "begin": (do("begin"), (SEEN, MAY(TRANSLATE), GOES)),
        "take": (do("take"), (SEEN, MAY(TRANSLATE), GOES)),
        "give back": (do("give_back"), (SEEN, MAY(TRANSLATE), GOES)),
        "assign": (do("assign", assignee="tigran"), (SEEN, lambda case: MAY(TRANSLATE if case.who == "tigran" else APPROVE)(case), GOES)),
        "waive": (do("waive"), (SEEN, MAY(APPROVE), GOES)),
        "need": (do("need"), (SEEN, MAY(APPROVE), GOES)),
    }, at="tab"),
    # A language of a story.
    "articles_article_variant": Row((SEEN, PAGE), dict([
        press("save", *WRITES, GOES),
        press("write", PAGE),  # nothing is kept
        press("wall", GOES),  # only words that changed would be kept
        press("preview", *WRITES, GOES),
        press("tidy", MAY(WRITE), PAGE),
        press("tidied", MAY(WRITE), PAGE),
        press("review", *WRITES, OPEN_IN("draft", "in review")),  # pressed twice is pressed once
        press("back", *WRITES, OPEN_IN("draft", "in review")),
        press("approve", *WRITES, MAY(APPROVE), OPEN_IN("draft", "in review")),
        press("publish", *WRITES, MAY(PUBLISH), OPEN_IN("draft", "in review", "scheduled", "live")),
        press("publish_again", *WRITES, MAY(PUBLISH), OPEN_IN("withdrawn")),
        press("schedule", *WRITES, MAY(PUBLISH), OPEN_IN("draft", "in review", "scheduled")),
        press("unschedule", *WRITES, MAY(PUBLISH), OPEN_IN("scheduled")),
        press("withdraw", *WRITES, MAY(WITHDRAW), OPEN_IN("live")),
        press("correct", *WRITES, MAY(CORRECT), OPEN_IN("live"), correction_kind="correction", correction_text="It was Tuesday."),
        press("publish_and_confirm", *WRITES, MAY(PUBLISH), HAS_SOURCE, OPEN_IN("scheduled", "live")),
        press("unbegin", MAY(TRANSLATE), MAY(APPROVE), GOES),  # words are there: it says so, and removes nothing
        press("confirm", *WRITES, MAY(TRANSLATE), HAS_SOURCE, OPEN_IN("scheduled", "live", "withdrawn")),
    ]), at="tab"),
    "articles_article_check": step(SEEN, HAS, MAY(WRITE), PAGE, at="tab", form=lambda world, place: place.typed()),
    "articles_article_marks": step(SEEN, HAS, PAGE, at="tab", form=lambda world, place: {"blocks": "[]", "beside": "en"}),
    "articles_article_wall": row(SEEN, OPEN, PAGE, at="tab"),
    "articles_article_links": Row((SEEN, HAS, MAY(WRITE), PAGE), {
        "make": (do("make", hours="48"), (SEEN, HAS, MAY(WRITE), OPEN, ALWAYS(201))),
        "end all": (do("end_all"), (SEEN, HAS, MAY(WRITE), GOES)),
    }, at="tab"),
    "articles_article_lock": Row((SEEN, HAS, PAGE), {"send": (nothing, (SEEN, HAS, MAY(WRITE), NOT_BINNED(409), PAGE))}, at="tab", door=403),
    "articles_article_autosave": step(
        SEEN, HAS, MAY(WRITE), PAGE, at="tab", door=403, form=lambda world, place: {**place.typed(), "headline": "New"}
    ),
    "articles_article_leave": step(SEEN, HAS, DONE, at="tab", door=403),
    "articles_article_take_over": step(SEEN, HAS, MAY(WRITE), GOES, at="tab"),
    "articles_article_forget": step(SEEN, HAS, MAY(WRITE), GOES, at="tab"),
    # Names, pictures, the paper, people.
    **stock("articles", "tag", NAME, of_tag),
    **stock("articles", "author", NAME, of_author),
    **stock("articles", "section", RULE, of_section),
    **stock("articles", "wiresource", RULE, of_wire),
    **stock("articles", "sitesettings", RULE, of_settings, add=(REFUSED,), delete=(REFUSED,)),
    "articles_sitesettings_changelist": row(MAY(SEE), GOES),  # there is one row: it is opened
    "articles_tag_merge": Row((MAY(NAME), PAGE), {"send": (lambda world, place: {"into": world.tag.pk}, (MAY(NAME), GOES))}, at="tag"),
    "articles_author_merge": Row((MAY(NAME), PAGE), {"send": (lambda world, place: {"into": world.author.pk}, (MAY(NAME), GOES))}, at="author"),
    **stock("photos", "photo", UPLOAD, of_photo, delete=(MAY(NAME),)),
    "photos_photo_changelist": reading(MAY(SEE), PAGE),
    "photos_photo_add": Row((MAY(UPLOAD), PAGE), {"send": (upload, (MAY(UPLOAD), GOES))}),
    "photos_photo_choose": Row((MAY(SEE), PAGE), {"send": (upload, (MAY(UPLOAD), PAGE))}),
    "photos_photo_file": row(SEEN, PAGE, at="file"),
    **stock("accounts", "user", None, of_person, add=(ADMINISTERS,), delete=(REFUSED,)),
    "accounts_user_changelist": row(ADMINISTERS, PAGE),
    "accounts_user_history": row(ADMINISTERS, PAGE, at="user"),
    "accounts_user_change": Row((ADMINISTERS, PAGE), {"send": (lambda world, place: of_person(world), (ADMINISTERS, GOES))}, at="user"),
    "accounts_user_rights": Row((ADMINISTERS, PAGE), {
        "give": (lambda world, place: {"do": "give", "to": world.people["oscar"].pk, "role": "chief"}, (ADMINISTERS, GOES)),
        "take": (lambda world, place: {"take": world.people["mariam"].memberships.get().pk}, (ADMINISTERS, GOES)),
    }),
    "auth_user_password_change": Row((ADMINISTERS, PAGE), {"send": (lambda world, place: of_person(world), (ADMINISTERS, GOES))}, at="user"),
}  # fmt: skip
