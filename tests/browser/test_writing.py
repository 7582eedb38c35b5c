"""Writing without fear, as two editors and a bad day meet it: no word that was typed is lost."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from articles.models import Autosave, EditLock, Revision
from articles.snapshots import Text
from tests import cast
from tests.browser.conftest import PASSWORD, Visitor
from tests.desk.screens import tab

KEPT = r'[data-kept]:text-matches("Autosaved \\d\\d:\\d\\d")'


def head(variant):
    variant.refresh_from_db()
    return Text.from_json(Revision.objects.get(pk=variant.head_id).data)


def soon(is_so, seconds=10):
    """Waits until it is so, at most this long."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def opened(editor, variant):
    page = editor.open(tab(variant)).page
    page.wait_for_selector(".tiptap")
    return page


def type_on(page, words, where="#id_headline"):
    page.click(where)
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def stored(page):
    """How many copies of unsaved words this browser holds."""
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('words:')).length")


def locked_by(user):
    return lambda: EditLock.objects.filter(user=user).exists()


@pytest.fixture
def elena(visitor):
    editor = visitor().sign_in(cast.elena())
    yield editor
    # A line that is cut, and an answer that refuses, are what these tests are about.
    editor.complaints[:] = [text for text in editor.complaints if "Failed to load resource" not in text]


def test_a_pause_keeps_what_was_typed_and_says_so(elena):
    variant = cast.draft()
    page = opened(elena, variant)
    assert page.inner_text("[data-kept]") == "" and not Autosave.objects.exists()
    type_on(page, " at last")
    type_on(page, " Nobody waved.", where=".tiptap")
    page.wait_for_selector(KEPT)
    typed = Text.from_json(Autosave.objects.get().data)
    assert typed.headline == f"{cast.HEADLINES['en']} at last"
    assert typed.body.endswith("Tickets were sold out. Nobody waved.</p>")
    assert stored(page) == 0
    elena.press("save")
    assert head(variant).headline == typed.headline
    assert not Autosave.objects.exists()


def test_two_browsers_the_second_reads_takes_over_and_no_word_of_the_first_is_lost(elena, visitor):
    variant = cast.draft()
    first = opened(elena, variant)
    soon(locked_by(cast.elena()))
    mariam = visitor().sign_in(cast.mariam())
    second = opened(mariam, variant)
    assert re.search(r"elena has been writing here since \d\d:\d\d", second.inner_text(".writing-note h2"))
    assert second.locator("button[name=do]").count() == 0
    assert second.locator("#id_headline").is_disabled()
    assert second.locator(".tiptap").get_attribute("contenteditable") == "false"
    assert mariam.violations() == []
    type_on(first, " by the sea")
    first.wait_for_selector(KEPT)
    with second.expect_navigation():
        second.click("button[form=take-over]")
    second.wait_for_selector(".tiptap[contenteditable=true]")
    assert Revision.objects.get(name="Unsaved words of elena").data["headline"] == f"{cast.HEADLINES['en']} by the sea"

    # The first is told at the next beat, and can no longer type; the words stay to be read, and are offered.
    first.wait_for_selector("[data-kept]:has-text('mariam has been writing here since')", timeout=20_000)
    first.click("#id_headline")
    first.keyboard.type("lost")
    assert first.input_value("#id_headline") == f"{cast.HEADLINES['en']} by the sea"
    assert first.locator(".tiptap").get_attribute("contenteditable") == "false"
    assert not first.locator("button[name=do]").first.is_visible()
    assert elena.violations() == []
    first.reload()
    assert "by the sea" in first.inner_text("#unsaved")

    # The second saves and goes; the first puts the words back and is shown both sides.
    type_on(second, " in winter")
    mariam.press("save")
    second.goto("/admin/")
    soon(lambda: not locked_by(cast.mariam())())
    first.reload()
    with first.expect_navigation():
        first.click("text=Restore these words")
    assert first.locator(".choice--both").count() == 1
    elena.press("save")
    assert head(variant).headline == f"{cast.HEADLINES['en']} by the sea"


def test_a_tab_that_slept_cannot_overwrite_and_gets_both_sides(elena, visitor):
    variant = cast.draft()
    page = opened(elena, variant)
    cast.write(
        variant,
        headline="What Mariam saved",
        body="<p>The first carriages left at dawn.</p><p>Tickets were sold out.</p>",
    )
    type_on(page, " Nobody waved.", where=".tiptap")
    elena.press("save")
    assert elena.violations() == []
    assert head(variant).headline == "What Mariam saved"
    sides = page.locator(".choice").evaluate_all("all => all.map((one) => one.className.split('--')[1])")
    assert sides == ["theirs", "theirs", "mine"]
    elena.press("write")
    page.wait_for_selector(".tiptap")
    assert page.input_value("#id_headline") == "What Mariam saved"
    assert page.inner_text(".tiptap").split("\n\n") == [
        "The first carriages left at dawn.",
        "Tickets were sold out. Nobody waved.",
    ]
    page.wait_for_selector(KEPT)
    elena.press("save")
    assert head(variant).body == "<p>The first carriages left at dawn.</p><p>Tickets were sold out. Nobody waved.</p>"
    page.wait_for_selector(".tiptap")
    soon(lambda: stored(page) == 0)  # what was settled is not offered again
    page.reload()
    assert page.locator("#unsaved").count() == 0 and not Autosave.objects.exists()


def test_without_a_line_the_words_stay_in_the_browser_and_follow_when_it_is_back(elena):
    variant = cast.draft()
    page = opened(elena, variant)
    elena.context.set_offline(True)
    type_on(page, " in the tunnel")
    page.wait_for_selector("[data-kept]:has-text('cannot be reached')")
    soon(lambda: stored(page) == 1)
    elena.context.set_offline(False)
    page.wait_for_selector(KEPT)
    assert Text.from_json(Autosave.objects.get().data).headline.endswith("in the tunnel")
    soon(lambda: stored(page) == 0)


def test_words_of_a_browser_that_crashed_without_a_line_are_offered_when_it_comes_back(elena):
    variant = cast.draft()
    page = opened(elena, variant)
    elena.context.set_offline(True)
    type_on(page, " in the tunnel")
    soon(lambda: stored(page) == 1)
    page.close(run_before_unload=False)
    assert not Autosave.objects.exists()
    elena.context.set_offline(False)
    elena.page = elena.context.new_page()
    elena.page.goto(tab(variant))
    elena.page.wait_for_selector("#unsaved ins:has-text('in the tunnel')")
    assert elena.page.locator("#unsaved .newest").count() == 1
    assert stored(elena.page) == 0
    with elena.page.expect_navigation():
        elena.page.click("text=Restore these words")
    elena.page.wait_for_selector(".tiptap")
    elena.press("save")
    assert head(variant).headline.endswith("in the tunnel")


def test_an_ended_sign_in_is_renewed_in_place_and_the_words_are_kept(elena):
    variant = cast.draft()
    page = opened(elena, variant)
    Session.objects.all().delete()
    type_on(page, " after midnight")
    page.wait_for_selector("[data-kept]:has-text('Your sign-in has ended')")
    soon(lambda: stored(page) == 1)
    assert not Autosave.objects.exists()
    with elena.context.expect_page() as opening:
        page.click("[data-kept] a")
    other = opening.value
    other.fill("[name=login]", "elena")
    other.fill("[name=password]", PASSWORD)
    other.click("form.desk-form button[type=submit]")
    other.wait_for_selector("text=You are signed in again")
    other.close()
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_selector("[data-kept]:has-text('You are signed in again')")
    soon(Autosave.objects.exists)
    elena.press("save")
    assert head(variant).headline.endswith("after midnight")


def test_somebody_elses_sign_in_never_gets_the_words(elena):
    variant = cast.draft()
    page = opened(elena, variant)
    other = elena.context.new_page()
    elena.context.clear_cookies()
    other.goto("/accounts/login/")
    other.fill("[name=login]", cast.mariam().username)
    other.fill("[name=password]", PASSWORD)
    other.click("form.desk-form button[type=submit]")
    other.wait_for_url("**/admin/")
    type_on(page, " not hers")
    page.wait_for_selector("[data-kept]:has-text('Somebody else has signed in')")
    assert not Autosave.objects.exists()
    soon(lambda: stored(page) == 1)
    other.goto(tab(variant))
    other.wait_for_selector(".tiptap")
    assert "not hers" not in other.content() and not Autosave.objects.exists()


def test_a_save_into_the_void_loses_nothing(elena):
    variant = cast.draft()
    page = opened(elena, variant)
    elena.context.route("**/*", lambda route: route.abort("connectionrefused"))
    type_on(page, " at once")
    page.click('button[name=do][value="save"]')
    page.wait_for_url("chrome-error://**")
    elena.context.unroute("**/*")
    page.goto(tab(variant))
    page.wait_for_selector("#unsaved ins:has-text('at once')")
    assert head(variant).headline == cast.HEADLINES["en"]


def test_a_save_that_overtakes_its_autosave_leaves_nothing_to_offer(elena):
    variant = cast.draft()
    page = opened(elena, variant)
    seen = []

    def slowly(route):
        seen.append(route.request.url)
        page.wait_for_timeout(700)
        route.continue_()

    page.route("**/autosave/", slowly)
    type_on(page, " on its way")
    soon(lambda: page.wait_for_timeout(50) or seen)
    page.keyboard.type("!")
    elena.press("save")
    page.wait_for_selector(".tiptap")
    assert head(variant).headline.endswith("on its way!")
    soon(lambda: page.wait_for_timeout(50) or stored(page) == 0)
    page.reload()
    assert page.locator("#unsaved").count() == 0 and not Autosave.objects.exists()


def test_two_windows_of_one_person_tell_each_other_and_keep_both_words(elena):
    variant = cast.draft()
    first = opened(elena, variant)
    second = elena.context.new_page()
    second.goto(tab(variant))
    second.wait_for_selector(".tiptap[contenteditable=true]")
    type_on(second, " Second window.", where=".tiptap")
    second.wait_for_selector(KEPT)
    type_on(first, " first window")
    elena.press("save")
    second.bring_to_front()
    second.evaluate("dispatchEvent(new Event('online'))")
    second.wait_for_selector("[data-kept]:has-text('in another window')")
    assert Autosave.objects.count() == 1  # the save in the first let nothing of the second go
    with second.expect_navigation():
        second.click('button[name=do][value="save"]')
    assert "yourself in another window" in second.inner_text(".three-way h2")
    with second.expect_navigation():
        second.click('button[name=do][value="save"]')
    assert head(variant).headline.endswith("first window")
    assert head(variant).body.endswith("Second window.</p>")


def test_what_two_windows_of_one_person_typed_is_kept_apart_told_and_offered_both(elena):
    variant = cast.draft()
    first, second = opened(elena, variant), elena.context.new_page()
    second.goto(tab(variant))
    second.wait_for_selector(".tiptap[contenteditable=true]")
    first.bring_to_front()
    type_on(first, " in the first")
    first.wait_for_selector(KEPT)
    second.bring_to_front()
    type_on(second, " in the second")
    second.wait_for_selector("[data-kept]:has-text('You typed in another window too')")
    first.bring_to_front()
    type_on(first, " and more")
    first.wait_for_selector("[data-kept]:has-text('You typed in another window too')")
    assert Autosave.objects.count() == 2
    third = elena.context.new_page()  # takes nothing of what the others hold
    third.goto(tab(variant))
    third.wait_for_selector("#unsaved-2")
    assert "in the first and more" in third.inner_text("#unsaved")
    assert "in the second" in third.inner_text("#unsaved-2")
    for page in (first, second):
        page.close(run_before_unload=False)
    with third.expect_navigation():
        third.click("#unsaved-2 >> text=Restore these words")
    third.wait_for_selector(KEPT)
    assert Autosave.objects.count() == 2  # the copy moved on into this window
    with third.expect_navigation():
        third.click('button[name=do][value="save"]')
    assert head(variant).headline.endswith("in the second")
    assert Text.from_json(Autosave.objects.get().data).headline.endswith("in the first and more")


def test_a_copy_nobody_came_back_for_goes_after_two_weeks(elena):
    variant = cast.draft()
    page = opened(elena, variant)
    for days in (13, 15):
        copy = f"{{at: Date.now() - {days} * 864e5, words: {{}}}}"
        page.evaluate(f"localStorage.setItem('words:0:{days}:1', JSON.stringify({copy}))")
    page.reload()
    soon(lambda: page.evaluate("localStorage.getItem('words:0:15:1')") is None)
    assert page.evaluate("localStorage.getItem('words:0:13:1') !== null")


@contextlib.contextmanager
def serving(port):
    """A server in a process of its own on the tests' database; it dies at once, as in a power cut."""
    environment = {
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "TEST_DATA_DIR": str(settings.DATA_DIR),
    }
    command = [sys.executable, "-m", "django", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "tests.settings"}, stdout=-3, stderr=-3
    )
    try:
        soon(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0, seconds=30)
        yield
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the second process is given a file")
def test_the_server_dies_while_somebody_types_and_comes_back(chromium):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    variant = cast.draft()
    editor = Visitor(chromium, f"http://127.0.0.1:{port}")
    try:
        with serving(port):
            page = opened(editor.sign_in(cast.elena()), variant)
        type_on(page, " in the dark")
        page.wait_for_selector("[data-kept]:has-text('cannot be reached')")
        soon(lambda: stored(page) == 1)
        assert not Autosave.objects.exists()
        with serving(port):
            page.evaluate("dispatchEvent(new Event('focus'))")
            page.wait_for_selector(KEPT)
            assert Text.from_json(Autosave.objects.get().data).headline.endswith("in the dark")
            page.reload()
            page.wait_for_selector("#unsaved ins:has-text('in the dark')")
    finally:
        editor.context.close()
