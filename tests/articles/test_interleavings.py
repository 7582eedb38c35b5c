"""Three editors, one of them in two windows, at the same few stories, in 2,000 random orders, beside a model.

The model, in plain Python, says what must come of it.
"""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from articles import workflow
from articles.models import Act, ArticleVariant, Autosave, LogEntry
from articles.snapshots import Text
from articles.workflow import Refusal, StaleRevision
from tests import cast
from text.merging import Side, who

pytestmark = pytest.mark.django_db
ROUNDS, STORIES = 2000, 3
MINUTE = timedelta(minutes=1)
FIELDS = ("headline", "standfirst", "kicker")


@dataclass
class Page:
    """An open tab, or a copy of its words: the number of the state it began from, and the words in it.

    `at`: when the copy was kept; `put_back`: the window and the moment of the copy that was put back in this tab.
    """

    base: int
    text: Text
    at: object = None
    put_back: tuple = ()


@dataclass
class Story:
    """What a story must be like. `states`: every text that was saved, by whom; `public`: what readers get, from when."""

    pk: int
    states: list[tuple[str, Text]]
    heads: list[int]
    public: Text | None = None
    public_head: int | None = None
    public_from: object = None
    is_withdrawn: bool = False
    steps: int = 0
    copies: dict[str, Page] = field(default_factory=dict)

    @property
    def head(self):
        return len(self.states) - 1

    def is_live(self, now):
        return self.public is not None and not self.is_withdrawn and self.public_from <= now

    def says_nothing_new(self, person, page):
        own = [text for by, text in self.states[page.base + 1 :] if by == person]
        return page.text in (self.states[page.base][1], self.states[-1][1], *own)


class Newsroom:
    """Does each step with the workflow's verb and with the model, and compares."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.now = cast.NOW
        self.people = {"elena": cast.elena(), "mariam": cast.mariam(), "nina": cast.person("nina", role="editor")}
        self.people["elena2"] = self.people["elena"]  # her other window; what follows calls a window “name”
        self.pages, self.stamps, self.seen, self.let_go, self.done = {}, {}, set(), set(), Counter()
        self.typed = 0
        self.stories = [self.begun(cast.draft()) for _story in range(STORIES)]

    @staticmethod
    def begun(variant):
        saved = list(variant.revisions.order_by("pk"))
        return Story(variant.pk, [("mariam", Text.from_json(one.data)) for one in saved], [one.pk for one in saved])

    def owner(self, name):
        return self.people[name].username

    def call(self, verb, name, story, *, base=None, **options):
        if base is not None:
            options["expected_head"] = story.heads[base]
        return verb(user=self.people[name], now=self.now, variant_id=story.pk, **options)

    # ------------------------------------------------------------------------------------------------- what a person does

    def load(self, name, story):
        """Open the tab anew; what was in it goes as a tab does that is closed: kept. Then it is put back, or let go."""
        if page := self.pages.get((name, story.pk)):
            self.keep(name, story, page)
        offered = list(Autosave.objects.filter(variant_id=story.pk, user=self.people[name]).order_by("window"))
        assert [one.window for one in offered] == sorted(
            window for window in story.copies if self.owner(window) == self.owner(name)
        )
        kept = self.dice.choice(offered) if offered else None
        if kept and self.dice.random() < 0.7:
            copy = story.copies[kept.window]
            page = Page(story.heads.index(kept.base_id), Text.from_json(kept.data), put_back=(kept.window, copy.at))
            assert (page.base, page.text, kept.typed_at) == (copy.base, copy.text, copy.at)
            self.pages[name, story.pk], self.stamps[name, story.pk] = page, kept.stamp
            return
        if kept:
            workflow.forget_autosave(user=self.people[name], variant_id=story.pk, stamp=kept.stamp)
            self.let_go.add(story.copies.pop(kept.window).text)
        self.stamps.pop((name, story.pk), None)
        self.look(name, story)
        self.pages[name, story.pk] = Page(story.head, story.states[-1][1])

    def look(self, name, story):
        variant = ArticleVariant.objects.select_related("head").get(pk=story.pk)
        assert (variant.head_id, Text.from_json(variant.head.data)) == (story.heads[-1], story.states[-1][1])
        self.seen.add((self.owner(name), story.pk, story.head))

    def type(self, name, story):
        page = self.page(name, story)
        self.typed += 1
        page.text = replace(page.text, **{self.dice.choice(FIELDS): f"{name} {self.typed}"})

    def save(self, name, story):
        page = self.page(name, story)
        expects = "same" if page.text == story.states[-1][1] else "saved" if page.base == story.head else "stale"
        try:
            options = {"window": name, "instead_of": self.stamps.get((name, story.pk), "")}
            revision = self.call(workflow.save_draft, name, story, base=page.base, text=page.text, **options)
        except StaleRevision:
            assert expects == "stale"
            self.keep(name, story, page)
            self.settle(name, story, page)
        else:
            assert expects in ("same", "saved")
            if expects == "saved":
                # Nobody replaces what they have not seen.
                assert (self.owner(name), story.pk, story.head) in self.seen
                story.states.append((self.owner(name), page.text))
                story.heads.append(revision.pk)
                self.seen.add((self.owner(name), story.pk, story.head))
            assert revision.pk == story.heads[-1]
            page.base = story.head
            self.forget(name, story, page)
        self.done[expects] += 1

    def settle(self, name, story, page):
        """The three-way view: fields only they changed are theirs, the rest stays mine."""
        self.look(name, story)
        base, theirs = story.states[page.base][1], story.states[-1][1]
        taken = {
            one: getattr(theirs, one)
            for one in (*FIELDS, "slug")
            if who(getattr(base, one), getattr(theirs, one), getattr(page.text, one)) == Side.THEIRS
        }
        page.base, page.text = story.head, replace(page.text, **taken)

    def autosave(self, name, story):
        self.keep(name, story, self.page(name, story))
        self.done["autosave"] += 1

    def keep(self, name, story, page):
        options = {"window": name, "instead_of": self.stamps.get((name, story.pk), "")}
        is_kept = self.call(workflow.autosave, name, story, base_id=story.heads[page.base], text=page.text, **options)
        assert is_kept != story.says_nothing_new(self.owner(name), page)
        others = {window: copy for window, copy in story.copies.items() if (window, copy.at) != page.put_back}
        self.forget(name, story, page)
        if is_kept:
            story.copies[name] = Page(page.base, page.text, self.now)
        assert all(story.copies[window] == copy for window, copy in others.items() if window != name)
        self.done["kept beside another window"] += is_kept and any(
            self.owner(window) == self.owner(name) for window in others if window != name
        )

    @staticmethod
    def forget(name, story, page):
        """This window's copy goes, and the one that was put back in it, if nothing was typed there since."""
        story.copies.pop(name, None)
        for window, copy in list(story.copies.items()):
            if (window, copy.at) == page.put_back:
                del story.copies[window]

    def publish(self, name, story):
        def happened():
            is_same = story.is_live(self.now) and story.public_head == story.head
            if story.public is None or story.public_from > self.now:
                story.public_from = self.now
            story.public, story.public_head = story.states[-1][1], story.head
            story.steps -= is_same  # a button pressed twice does nothing, and says nothing in the log

        self.step("publish", name, story, not story.is_withdrawn, happened)

    def publish_again(self, name, story):
        def happened():
            story.public, story.public_head, story.is_withdrawn = story.states[-1][1], story.head, False

        self.step("publish_again", name, story, story.is_withdrawn, happened)

    def schedule(self, name, story):
        at = self.now + self.dice.randint(2, 40) * MINUTE

        def happened():
            story.public, story.public_head, story.public_from = story.states[-1][1], story.head, at

        self.step("schedule", name, story, not story.is_live(self.now) and not story.is_withdrawn, happened, at=at)

    def withdraw(self, name, story):
        def happened():
            story.is_withdrawn = True

        self.step("withdraw", name, story, story.is_live(self.now), happened)

    def step(self, do, name, story, is_open, happened, **options):
        """Publish, schedule or withdraw from an open tab: refused when somebody saved since, or the rules say no."""
        page = self.page(name, story)
        expects = "stale" if page.base != story.head else do if is_open else "refused"
        try:
            self.call(getattr(workflow, do), name, story, base=page.base, **options)
        except StaleRevision:
            assert expects == "stale"
        except Refusal:
            assert expects == "refused"
        else:
            assert expects == do
            assert (self.owner(name), story.pk, story.head) in self.seen  # nobody publishes what they have not seen
            happened()
            story.steps += 1
        self.done[f"{do}: {expects}"] += 1

    def page(self, name, story):
        if (name, story.pk) not in self.pages:
            self.load(name, story)
        return self.pages[name, story.pk]

    # ---------------------------------------------------------------------------------------------------- what must be so

    def compare(self, story):
        variant = ArticleVariant.objects.get(pk=story.pk)
        assert variant.head_id == story.heads[-1]
        assert variant.is_live(self.now) == story.is_live(self.now)
        shown = story.public or story.states[-1][1]
        assert (variant.headline, variant.standfirst, variant.kicker) == tuple(getattr(shown, one) for one in FIELDS)

    def compare_all(self):
        for story in self.stories:
            self.compare(story)
            history = [(one.created_by.username, Text.from_json(one.data)) for one in self.history(story)]
            assert history == story.states
            lines = LogEntry.objects.filter(article__variants=story.pk)
            assert lines.filter(act__in=[Act.STARTED, Act.SAVED]).count() == len(history)
            assert lines.exclude(act__in=[Act.STARTED, Act.SAVED]).count() == story.steps
            kept = {
                one.window: Page(story.heads.index(one.base_id), Text.from_json(one.data), one.typed_at)
                for one in Autosave.objects.filter(variant_id=story.pk)
            }
            assert kept == story.copies

    def history(self, story):
        return ArticleVariant.objects.get(pk=story.pk).revisions.select_related("created_by").order_by("pk")


def test_two_thousand_orders_of_three_editors_lose_no_word_and_overwrite_none_unseen():
    newsroom = Newsroom(seed=20261123)
    steps, often = (
        ["load", "save", "autosave", "publish", "publish_again", "schedule", "withdraw"],
        [2, 5, 3, 2, 1, 2, 1],
    )
    for number in range(ROUNDS):
        if number % 40 == 39:  # three stories that nobody has touched: what is live can be scheduled no more
            newsroom.compare_all()
            newsroom.stories = [newsroom.begun(cast.draft()) for _story in range(STORIES)]
        story = newsroom.dice.choice(newsroom.stories)
        for name in newsroom.dice.sample(list(newsroom.people), 3):
            newsroom.now += MINUTE
            if newsroom.dice.random() < 0.6:
                newsroom.type(name, story)
            getattr(newsroom, newsroom.dice.choices(steps, often)[0])(name, story)
        newsroom.compare(story)
    # Each kind of end was met often enough to say something.
    for kind in (
        "saved",
        "same",
        "stale",
        "autosave",
        "publish: publish",
        "publish: stale",
        "withdraw: withdraw",
        "kept beside another window",
    ):
        assert newsroom.done[kind] > 100, (kind, newsroom.done)
    for kind in (
        "publish_again: publish_again",
        "schedule: schedule",
        "schedule: refused",
        "withdraw: refused",
        "schedule: stale",
        "withdraw: stale",
    ):
        assert newsroom.done[kind] > 20, (kind, newsroom.done)


def test_every_word_that_was_typed_is_in_the_history_in_a_copy_in_a_tab_or_was_replaced_by_its_own_writer():
    newsroom = Newsroom(seed=7)
    for _round in range(80):
        story = newsroom.dice.choice(newsroom.stories)
        for name in newsroom.people:
            newsroom.now += MINUTE
            newsroom.type(name, story)
            words = newsroom.pages[name, story.pk].text
            getattr(newsroom, newsroom.dice.choice(["save", "autosave", "load"]))(name, story)
            copies = [copy.text for copy in story.copies.values()]
            held = [text for _by, text in story.states] + [
                newsroom.pages[name, story.pk].text,
                *newsroom.let_go,
                *copies,
            ]
            assert words in held
    newsroom.compare_all()
