"""What readers and editors do with a cluster."""

import gzip
import json
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import brotli

from tests.cast import WORDS
from tests.serving import Browser, Stay

OPENER = urllib.request.build_opener(Stay)
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.sent = response.status, response.headers, response.read()

    @property
    def text(self):
        return UNPACK[self.headers["Content-Encoding"]](self.sent).decode()

    @property
    def told(self):
        """What every cache on the way says of itself."""
        return ", ".join(self.headers.get_all("Cache-Status", []))


def read(address, method="GET", data=None, **headers):
    """One answer, redirects not followed. Raises OSError without one."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data, named, method=method)
    try:
        return Answer(OPENER.open(request, timeout=20))
    except urllib.error.HTTPError as error:
        return Answer(error)


def until(is_so, seconds=20.0):
    """Waits; a bound for machines that are slow, and no claim."""
    deadline = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < deadline, f"not so after {seconds} seconds"
        time.sleep(0.1)
    return found


class Editor(Browser):
    """The chief editor, at one of the servers."""

    def __init__(self, base):
        super().__init__(base)
        self.sign_in("chief")

    def press(self, story, language, do, headline=None):
        """Sends the story's tab in one language, with another headline or the old one."""
        status = self.save(tab(story, language), headline or story["headlines"][language], do=do)
        assert status == 302, (status, do, language)

    def publish(self, story, *languages):
        for language in languages or WORDS:
            self.press(story, language, "publish")

    def withdraw(self, story):
        for language in WORDS:
            self.press(story, language, "withdraw")


def tab(story, language):
    return f"/admin/articles/article/{story['article']}/{WORDS[language]}/"


def path_of(base, story, language):
    """The published story's own address, as its number leads there."""
    answer = read(f"{base}/{WORDS[language]}/{story['article']}/")
    assert answer.status == 301, answer.status
    return urlsplit(answer.headers["Location"]).path


def rows(cluster, question):
    """What the database itself says."""
    import psycopg

    with psycopg.connect(cluster.postgres.target) as connection:
        return connection.execute(question).fetchall()


def told(printed):
    """The JSON in the last line of what a command printed."""
    return json.loads(printed.strip().splitlines()[-1])
