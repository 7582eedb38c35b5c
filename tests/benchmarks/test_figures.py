"""What the benchmarks say is worked out right; nothing here takes a time."""

import json
import shutil
from types import SimpleNamespace

import pytest
from django.utils import timezone

from audience.counting import fold
from benchmarks.__main__ import taken_by_others
from benchmarks.rounds import Ratio, Unfit, interleave, over, rate, slower, wrk
from benchmarks.saving import form_of
from benchmarks.spikes import spikes
from benchmarks.tables import Bound, Row, Table, figure, page
from tests import cast
from tests.crowd import MADE, Answer


def told(**changed):
    counts = {"requests": 300, "microseconds": 2_000_000, "refused": 0, "failed": 0, **changed}
    return f"Running 2s test\n  Latency 1.00ms\n{json.dumps(counts)}\n"


def test_a_rate_is_of_good_answers_alone():
    assert rate(told(), "here") == 150
    for bad in (told(refused=1), told(failed=2), told(requests=0), "wrk: unable to connect\n"):
        with pytest.raises(Unfit, match="^here"):
            rate(bad, "here")


def test_a_ratio_is_taken_round_by_round():
    ours, base = [50, 10, 60], [100, 20, 100]  # the machine was busy in the second round
    assert over(ours, base) == Ratio(0.5, 0.5, 0.6)
    assert slower(ours, base) == Ratio(2, pytest.approx(1 / 0.6), 2)


def test_rounds_are_interleaved_each_second_one_backwards():
    order = []

    def measure(name):
        return lambda seconds: order.append((name, seconds)) or float(len(order))

    rates, unfit = interleave({"a": measure("a"), "b": measure("b")}, rounds=2, seconds=3)
    assert [name for name, _seconds in order] == ["a", "b", "a", "b", "b", "a"]
    assert [seconds for _name, seconds in order[2:]] == [3, 3, 3, 3]
    assert (rates, unfit) == ({"a": [3, 6], "b": [4, 5]}, [])


def test_what_does_not_answer_is_told_and_holds_up_nothing():
    def broken(seconds):
        raise Unfit("b: 3 answers of 400 and above, 0 failures")

    rates, unfit = interleave({"a": lambda seconds: 2.0, "b": broken}, rounds=3, seconds=1)
    assert rates == {"a": [2.0, 2.0, 2.0]}
    assert unfit == ["b: 3 answers of 400 and above, 0 failures"]


@pytest.mark.parametrize(
    ("value", "shown"), [(0.00712, "0.0071"), (0.434, "0.43"), (1.064, "1.06"), (19.99, "19.99"), (212.4, "212")]
)
def test_figures_have_as_many_digits_as_mean_something(value, shown):
    assert figure(value) == shown


def test_a_bound_is_of_the_median():
    assert Bound(0.4, is_least=True).holds(0.4) and not Bound(0.4, is_least=True).holds(0.39)
    assert Bound(3, is_least=False).holds(3) and not Bound(3, is_least=False).holds(3.1)


def test_tables_for_the_screen_for_the_docs_and_for_machines():
    table = Table("Hot", "nginx = 1.0")
    table.rows = [Row("ours", Ratio(0.51, 0.4, 0.6), Bound(0.4, is_least=True)), Row("hello", Ratio(0.09, 0.08, 0.1))]
    assert "| ours | 0.51 | 0.40–0.60 | ≥ 0.40 ✓ |" in table.markdown()
    assert "ours     0.51" in table.text()
    assert table.to_json()["rows"][0] == {
        "name": "ours",
        "median": 0.51,
        "low": 0.4,
        "high": 0.6,
        "must": "≥ 0.40",
        "holds": True,
    }
    text = page([table], ["gunicorn is not installed"], "make bench")
    assert text.startswith("`make bench`") and "- gunicorn is not installed" in text


@pytest.mark.skipif(not shutil.which("wrk"), reason="wrk is not installed (apt-get install wrk)")
def test_our_script_asks_for_what_it_is_told_and_sends_every_beacon_as_another_reader(live_server, settings):
    settings.TRUSTED_PROXIES, settings.SITE_URL = ["127.0.0.1"], live_server.url
    variant = cast.live(at=timezone.now())
    assert wrk(live_server.url, ["/healthz"], connections=2)(1) > 0
    with pytest.raises(Unfit, match="400 and above"):
        wrk(live_server.url, ["/nowhere/"], connections=2)(1)
    wrk(
        live_server.url,
        [f"/v/{variant.article_id}/en"],
        connections=1,
        headers={"Origin": live_server.url},
    )(1)
    assert fold(timezone.now()) > 1


def test_a_form_is_sent_back_as_a_browser_would():
    page = """<form><input name="q" value="x"></form><form>
        <input type="hidden" name="expected_head" value="7"><input name="slug"><input type="submit" name="do" value="save">
        <input type="checkbox" name="minor"><input type="checkbox" name="breaking" checked>
        <select name="kind"><option value="a">A</option><option value="b" selected>B</option></select>
        <textarea name="body">\n&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</textarea></form>"""
    assert form_of(page) == {
        "expected_head": "7", "slug": "", "breaking": "on", "kind": "b", "body": "<p>One &amp; two.</p>",
    }  # fmt: skip
    with pytest.raises(Unfit):
        form_of("<form><input name=q></form>")


def test_what_others_took_of_the_machine_is_what_neither_idled_nor_was_ours(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert taken_by_others((100, 10), (115, 20), seconds=10) == "Others took 25% of the machine."


def test_a_spike_is_of_pages_that_were_made_once_in_each_process(monkeypatch):
    said = {"made": 2}

    def crowd(_address, _path, clients):
        told = [MADE] * said["made"] + ["newsroom; fwd=miss; collapsed"] * (clients - said["made"])
        return [Answer(said.get("status", 200), one, b"", (number + 1) / 1000) for number, one in enumerate(told)]

    monkeypatch.setattr("benchmarks.spikes.all_at_once", crowd)
    site = SimpleNamespace(address="http://here", targets=SimpleNamespace(article=["/en/1/a/"], hot=["/en/2/b/"]))
    measures = spikes(SimpleNamespace(), site)
    assert measures["unread"](1) == pytest.approx(1 / 0.495)  # five of five hundred wait longer
    for bad in ({"made": 3}, {"made": 0}, {"made": 1, "status": 503}):
        said.update(bad)
        with pytest.raises(Unfit, match="500 answers"):
            measures["unread"](1)
    with pytest.raises(Unfit):
        measures["ready"](1)
