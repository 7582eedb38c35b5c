"""Five hundred readers on one page that is not there yet, or no more: each process makes it once, and nobody gets an error."""

import time
from collections import Counter

import pytest

from tests.cluster.proxies import PROXIES
from tests.cluster.reading import path_of, read, until
from tests.crowd import CLIENTS, all_at_once

PROCESSES = 2  # of each server


def check(answers, processes):
    assert Counter(answer.status for answer in answers) == {200: CLIENTS}
    made = [answer for answer in answers if answer.was_made]
    assert len(made) <= processes, Counter(answer.told for answer in answers)
    return made


def test_a_page_that_nobody_has_read_is_made_once_in_each_process(cluster, story):
    cluster.editor.publish(story, "en")
    until(lambda: read(f"{cluster.apps[0]}/en/{story['article']}/").status == 301)
    path = path_of(cluster.apps[1], story, "en")
    assert check(all_at_once(cluster.apps[0], path), PROCESSES), "somebody made it"


def test_a_page_that_has_just_changed_is_made_once_in_each_process(cluster, live):
    app, path = cluster.apps[0], path_of(cluster.apps[0], live, "en")
    until(lambda: [read(app + path).told for _time in range(6)] == ["newsroom; hit"] * 6)
    cluster.editor.press(live, "en", "publish", headline=live["headlines"]["en"])
    time.sleep(1.05)  # every process knows of it now
    answers = all_at_once(app, path_of(app, live, "en"))
    check(answers, PROCESSES)


@pytest.mark.parametrize("name", ["nginx", "varnish"])
def test_behind_a_proxy_too(cluster, story, name):
    if name not in PROXIES:
        pytest.skip(f"{name} is not installed")
    cluster.editor.publish(story, "en")
    until(lambda: read(f"{cluster.apps[1]}/en/{story['article']}/").status == 301)
    path = path_of(cluster.apps[0], story, "en")
    answers = all_at_once(cluster.proxy(name), path)
    assert Counter(answer.status for answer in answers) == {200: CLIENTS}
    assert all(story["needles"]["en"].encode() in answer.body for answer in answers)


@pytest.mark.long
def test_a_page_whose_minute_is_over_is_made_once_in_each_process(cluster, live):
    app, path = cluster.apps[0], path_of(cluster.apps[0], live, "ru")
    until(lambda: [read(app + path).told for _time in range(6)] == ["newsroom; hit"] * 6)
    time.sleep(61)
    check(all_at_once(app, path), PROCESSES)
