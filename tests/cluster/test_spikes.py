"""Five hundred readers on one page that is not there yet, or no more: each process makes it once, and nobody gets an error."""

import asyncio
import time
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.cluster.proxies import PROXIES
from tests.cluster.reading import path_of, read, until

CLIENTS = 500
PROCESSES = 2  # of each server
MADE = "newsroom; fwd=miss"


async def one(front, path, go):
    """(status, Cache-Status, body) of a reader who is connected before anybody asks."""
    reader, writer = await asyncio.open_connection(front.hostname, front.port)
    await go.wait()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {front.netloc}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    told = [
        value.strip() for name, _, value in (line.partition(":") for line in lines) if name.lower() == "cache-status"
    ]
    return int(lines[0].split()[1]), ", ".join(told), body


async def all_at_once(front, path):
    go = asyncio.Event()
    readers = [asyncio.create_task(one(urlsplit(front), path, go)) for _reader in range(CLIENTS)]
    await asyncio.sleep(1)
    go.set()
    return await asyncio.wait_for(asyncio.gather(*readers), 120)


def check(answers, processes):
    assert Counter(status for status, _told, _body in answers) == {200: CLIENTS}
    made = [told for _status, told, _body in answers if told.partition(", ")[0] == MADE]
    assert len(made) <= processes, Counter(told for _status, told, _body in answers)
    return made


def test_a_page_that_nobody_has_read_is_made_once_in_each_process(cluster, story):
    cluster.editor.publish(story, "en")
    until(lambda: read(f"{cluster.apps[0]}/en/{story['article']}/").status == 301)
    path = path_of(cluster.apps[1], story, "en")
    assert check(asyncio.run(all_at_once(cluster.apps[0], path)), PROCESSES), "somebody made it"


def test_a_page_that_has_just_changed_is_made_once_in_each_process(cluster, live):
    app, path = cluster.apps[0], path_of(cluster.apps[0], live, "en")
    until(lambda: [read(app + path).told for _time in range(6)] == ["newsroom; hit"] * 6)
    cluster.editor.press(live, "en", "publish", headline=live["headlines"]["en"])
    time.sleep(1.05)  # every process knows of it now
    answers = asyncio.run(all_at_once(app, path_of(app, live, "en")))
    check(answers, PROCESSES)


@pytest.mark.parametrize("name", ["nginx", "varnish"])
def test_behind_a_proxy_too(cluster, story, name):
    if name not in PROXIES:
        pytest.skip(f"{name} is not installed")
    cluster.editor.publish(story, "en")
    until(lambda: read(f"{cluster.apps[1]}/en/{story['article']}/").status == 301)
    path = path_of(cluster.apps[0], story, "en")
    answers = asyncio.run(all_at_once(cluster.proxy(name), path))
    assert Counter(status for status, _told, _body in answers) == {200: CLIENTS}
    assert all(story["needles"]["en"].encode() in body for _status, _told, body in answers)


@pytest.mark.long
def test_a_page_whose_minute_is_over_is_made_once_in_each_process(cluster, live):
    app, path = cluster.apps[0], path_of(cluster.apps[0], live, "ru")
    until(lambda: [read(app + path).told for _time in range(6)] == ["newsroom; hit"] * 6)
    time.sleep(61)
    check(asyncio.run(all_at_once(app, path)), PROCESSES)
