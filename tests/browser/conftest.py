"""A real Chromium against a real server: what an editor and a reader do and see."""

import os
import re

import pytest

from tests import cast

PASSWORD = "correct horse battery"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.fspath):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """When a test fails, what its browsers showed just then is in its report: nobody can look at CI's screen."""
    report = yield
    if report.failed and call.when == "call" and "visitor" in item.funcargs:
        report.sections += [("browser", one.account()) for one in item.funcargs["visitor"].made]
    return report


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_the_browser():
    """Playwright keeps an event loop in this thread; the tests' own queries are not in it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


class Visitor:
    """A page in a browser of its own, which remembers everything the browser complained about."""

    def __init__(self, browser, base, **options):
        self.context = browser.new_context(base_url=base, **{"viewport": {"width": 1280, "height": 900}, **options})
        self.base, self.page = base, self.context.new_page()
        self.page.set_default_timeout(20_000)  # a busy machine is slow, and no test says how slow
        self.complaints, self.requests = [], []
        self.page.on(
            "console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text)
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def open(self, path):
        self.response = self.page.goto(path, wait_until="load")
        return self

    def sign_in(self, user):
        self.open("/accounts/login/")
        self.page.fill("[name=login]", user.username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("form.desk-form button[type=submit]")
        self.page.wait_for_url(re.compile(".*/admin/.*"))
        return self

    def press(self, do):
        with self.page.expect_navigation():
            self.page.click(f'button[name=do][value="{do}"]')

    def account(self):
        """Where its pages are, what stands on them, and what the browser complained of."""
        shown = "\n\n".join(map(described, self.context.pages))
        return "\n".join([shown, f"Complaints: {len(self.complaints)}", *self.complaints])

    def violations(self):
        """What axe, a checker of accessibility rules, finds on the page."""
        from axe_playwright_python.sync_playwright import Axe

        count = len(self.complaints)
        found = Axe().run(self.page).response["violations"]
        del self.complaints[count:]  # axe tries styles of its own, which the policy refuses it as anybody
        return [f"{rule['id']}: {rule['help']} – {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def described(page):
    """A page's address, title and visible text; the reading gives up soon, as the page may be stuck."""
    from playwright.sync_api import Error

    try:
        title = page.locator("title").first.text_content(timeout=2000)
        text = page.locator("body").inner_text(timeout=2000)[:3000]
    except Error as error:
        title, text = "it cannot be read", error.message
    return f"{page.url}\n{title}\n{text}"


@pytest.fixture
def visitor(chromium, live_server, media, settings):
    """Makes visitors; at the end none of them may have met a complaint that the test did not take up."""
    settings.SITE_URL = live_server.url
    settings.OFFLINE = False  # a worker asks for pages by itself, when a test may be over: its own test has it on
    made = []

    def make(**options):
        made.append(Visitor(chromium, live_server.url, **options))
        return made[-1]

    make.made = made
    yield make
    for one in made:
        one.context.close()
    assert [text for one in made for text in one.complaints] == []


@pytest.fixture
def paper():
    """A small paper: a live story in three languages with a picture, tag and author."""
    cast.paper()
    variant = cast.live(at=cast.NOW - cast.HOUR, standfirst="The line had been closed for six years.")
    cast.arrange(variant, tags=(cast.tag().slug,), authors=(cast.author().slug,))
    return [variant, *(cast.publish(cast.translate(variant, code), at=cast.NOW - cast.HOUR) for code in ("ru", "hy"))]
