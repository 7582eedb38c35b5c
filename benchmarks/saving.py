"""An editor who saves a story over and over: wrk cannot, because each save has to name the state it began from."""

import http.client
import re
import time
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

from benchmarks.rounds import Measure, Unfit

MARK = "expected_head"  # the field by which the story's form is known among the page's others
TICKED = ("checkbox", "radio")
SAVED = re.compile("<p>Saved [^<]*</p>")  # what we write, so that no save is empty


class Forms(HTMLParser):
    """The fields of every form of a page, as a browser would send them back unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.written = self.chosen = ""  # the text area, and the list of choices, that are open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        name = told.get("name", "")
        if tag == "textarea":
            self.written = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self.chosen = name
        elif tag == "option" and self.chosen and "selected" in told:
            self.forms[-1][self.chosen] = told.get("value", "")
        elif tag == "input" and name and is_sent(told):
            self.forms[-1][name] = told.get("value", "on" if told.get("type") in TICKED else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.written = ""
        elif tag == "select":
            self.chosen = ""

    def handle_data(self, data: str) -> None:
        if self.written:
            self.forms[-1][self.written] += data if self.forms[-1][self.written] else data.removeprefix("\n")


def is_sent(told: dict[str, str]) -> bool:
    kind = told.get("type", "text")
    return kind not in ("submit", "button", "file") and (kind not in TICKED or "checked" in told)


def form_of(page: str) -> dict[str, str]:
    """The fields of the story's form; raises Unfit when the page has none."""
    reader = Forms()
    reader.feed(page)
    for form in reader.forms:
        if MARK in form:
            return form
    raise Unfit("the story's page has no form to save")


class Editor:
    """One connection, one signed-in editor, one story."""

    def __init__(self, address: str, path: str, cookie: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        self.path, self.cookie = path, cookie

    def ask(self, method: str, body: str = "") -> http.client.HTTPResponse:
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, self.path, body or None, headers)
        return self.connection.getresponse()

    def save(self) -> float:
        """Opens the story, changes a word, saves; the seconds that the save alone took."""
        opened = self.ask("GET")
        page = opened.read().decode()
        token = next((word.split(";")[0] for word in opened.headers.get_all("Set-Cookie", []) if "csrf" in word), "")
        if token:
            self.cookie = "; ".join([*(part for part in self.cookie.split("; ") if "csrf" not in part), token])
        fields = form_of(page)
        body = f"<p>Saved {time.time_ns()}.</p>" + SAVED.sub("", fields["body"])
        fields |= {"do": "save", "body": body}
        begun = time.perf_counter()
        answer = self.ask("POST", urlencode(fields))
        answer.read()
        taken = time.perf_counter() - begun
        if answer.status != 302:
            raise Unfit(f"{self.path}: a save was answered {answer.status}")
        return taken


def saving(address: str, path: str, cookie: str) -> Measure:
    """Saves a second, the openings between them not counted."""

    def measure(seconds: float) -> float:
        editor = Editor(address, path, cookie)
        taken: list[float] = []
        while sum(taken) < seconds / 2:
            taken.append(editor.save())
        editor.connection.close()
        return len(taken) / sum(taken)

    return measure
