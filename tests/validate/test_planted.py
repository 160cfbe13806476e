"""A corpus with 50 planted faults of every class: exactly these are found, whatever the format and the way of running.

What is expected is known from where the faults were planted; each format is read back by a parser of its own.
"""

import json
import os
import re
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from lxml import etree, html

import planted
from tei.corpus import cluster
from tei.document.scanning import Scan
from tei.names import SVRL
from tei.validate import Report, closer, validate
from tei.validate.reports import FORMATS, render
from tei.validate.session import Task, check

DEATH = "dead.txt"
_SVRL = {"svrl": SVRL}
_CONCISE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?:(?:error|warning|info): )?(?P<rule>[\w.-]+): ")
_TEXT = re.compile(r"(?P<path>\S+):(?P<line>\d+):(?P<column>\d+)  (?:(?:warning|info)  )?(?P<rule>[\w.-]+)  ")
_COMMAND = re.compile(r"::(?:error|warning|notice) (?P<properties>[^:]*)::")
_PLACE = re.compile(r"(?:(?P<path>.+), )?line (?P<line>[\d,]+), column (?P<column>[\d,]+)")


class Found(NamedTuple):
    """A finding as a format tells it; no column where the format has none for it."""

    path: str
    rule: str
    line: int
    column: int | None


def _matched(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    for line in text.splitlines():
        match = pattern.match(line)
        if match and match["rule"] != "ignored":
            yield Found(match["path"], match["rule"], int(match["line"]), int(match["column"]))


def from_text(report: str) -> Iterator[Found]:
    return _matched(_TEXT, report)


def from_concise(report: str) -> Iterator[Found]:
    return _matched(_CONCISE, report)


def from_json(report: str) -> Iterator[Found]:
    for document in json.loads(report)["documents"]:
        for one in document["findings"]:
            yield Found(one["path"], one["rule"], one["line"], one["column"])


def from_jsonl(report: str) -> Iterator[Found]:
    for one in map(json.loads, report.splitlines()):
        yield Found(one["path"], one["rule"], one["line"], one["column"])


def from_sarif(report: str) -> Iterator[Found]:
    (run,) = json.loads(report)["runs"]
    for one in run["results"]:
        if "suppressions" in one:
            continue
        place = one["locations"][0]["physicalLocation"]
        region = place["region"]
        path = unquote(place["artifactLocation"]["uri"])
        yield Found(path, one["ruleId"], region["startLine"], region["startColumn"])


def from_junit(report: str) -> Iterator[Found]:
    (suite,) = etree.fromstring(report.encode())
    for case in suite.iter("testcase"):
        for failure in case:
            yield from _matched(_CONCISE, failure.text or "")
    yield from _matched(_CONCISE, suite.findtext("system-out") or "")


def from_github(report: str) -> Iterator[Found]:
    for line in report.splitlines():
        match = _COMMAND.match(line)
        assert match, line
        said = dict(pair.split("=") for pair in match["properties"].split(","))
        yield Found(said["file"], said["title"], int(said["line"]), int(said["col"]) if "col" in said else None)


def from_gitlab(report: str) -> Iterator[Found]:
    issues = json.loads(report)
    assert len({one["fingerprint"] for one in issues}) == len(issues)
    for one in issues:
        yield Found(one["location"]["path"], one["check_name"], one["location"]["lines"]["begin"], None)


def from_svrl(report: str) -> Iterator[Found]:
    for one in etree.fromstring(report.encode()).iterfind("svrl:failed-assert", _SVRL):
        place = one.findtext("svrl:diagnostic-reference[@diagnostic='place']/svrl:text", "", _SVRL)
        path, line, column = place.rsplit(":", 2)
        yield Found(path, one.get("test", ""), int(line), int(column))


def from_html(report: str) -> Iterator[Found]:
    page = html.fromstring(report)
    for file in page.iterfind(".//details[@class='file']"):
        for one in file.iterfind(".//li/p[@class='place']"):
            link, rule = one.findall("a")
            place = _PLACE.fullmatch(link.text or "")
            assert place, link.text
            path = place["path"] or str(file.findtext("summary/h3"))
            line, column = (int(place[name].replace(",", "")) for name in ("line", "column"))
            yield Found(path, str(rule.findtext("code")), line, column)


PARSERS: dict[str, Callable[[str], Iterator[Found]]] = {
    "text": from_text,
    "concise": from_concise,
    "json": from_json,
    "jsonl": from_jsonl,
    "sarif": from_sarif,
    "junit": from_junit,
    "github": from_github,
    "gitlab": from_gitlab,
    "svrl": from_svrl,
    "html": from_html,
}


def assert_exactly(expected: tuple[planted.Expected, ...], report: Report, form: str) -> None:
    """Assert that *report*, written and read back, has the expected findings, each once, and no other."""
    told = PARSERS[form](render(report, form))
    found = Counter(one._replace(path=one.path.replace(os.sep, "/")) for one in told)
    wanted = Counter(Found(one.path, one.rule, one.line, one.column) for one in expected)
    # Where a format tells no column, the line has to do.
    bare = {one._replace(column=None) for one in found if one.column is None}
    wanted = Counter(
        one._replace(column=None) if one._replace(column=None) in bare else one for one in wanted.elements()
    )
    assert found == wanted


def checked(corpus: planted.Planted, **options: Any) -> Report:
    """The report on *corpus*, made in its folder."""
    here = Path.cwd()
    os.chdir(corpus.folder)
    try:
        return validate("letters", **options)
    finally:
        os.chdir(here)


def check_and_die_once(task: Task) -> Any:
    """Check the document, but end the process at one of them, the first time."""
    mark = Path(DEATH)
    if str(task.path).endswith("letter-000060.xml") and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        threading.Event().wait()
    return check(task)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> planted.Planted:
    return planted.write(tmp_path_factory.mktemp("small") / "letters", 120, 3_000, 6_000)


@pytest.fixture(scope="module")
def small_report(small: planted.Planted) -> Report:
    return checked(small)


def test_fifty_faults_of_all_classes_are_planted(small: planted.Planted) -> None:
    assert len(small.expected) == 50
    assert {one.rule.partition(".")[0] for one in small.expected} >= {"xml", "tei", "rng", "sch", "ptr", "schema"}
    assert {one.severity for one in small.expected} == {"error", "warning", "info"}
    assert set(PARSERS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_exactly_the_planted_faults_are_found(small: planted.Planted, small_report: Report, form: str) -> None:
    assert_exactly(small.expected, small_report, form)


def test_each_finding_weighs_what_its_rule_says(small: planted.Planted, small_report: Report) -> None:
    found = {(one.path.replace(os.sep, "/"), one.rule, one.severity.value) for one in small_report.findings}
    assert found == {(one.path, one.rule, one.severity) for one in small.expected}
    assert {one.path.replace(os.sep, "/") for one in small_report.documents if not one.valid} == small.invalid
    assert small_report.summary == (120, 120 - len(small.invalid), len(small.invalid), 50)
    assert len(small_report.ignored) == 2 * len(small.ignored) > 20
    assert small_report.faults == ()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of a cluster of two processes with one thread each."""
    pytest.importorskip("distributed", reason="the cluster needs tei[dask]")
    with cluster._own_cluster(2) as own:
        yield str(own.scheduler_address)


@pytest.mark.slow
@pytest.mark.parametrize("where", ["processes", "cluster"])
def test_others_find_the_same_and_when_one_of_them_is_killed(
    where: str,
    small: planted.Planted,
    small_report: Report,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scheduler = request.getfixturevalue("address") if where == "cluster" else ""
    assert checked(small, jobs=2, scheduler=scheduler) == small_report
    monkeypatch.setattr("tei.validate.check", check_and_die_once)
    assert checked(small, jobs=2, scheduler=scheduler) == small_report
    (small.folder / DEATH).unlink()


def test_the_cache_has_the_same(
    small: planted.Planted, small_report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path))
    assert checked(small, cache=True) == small_report
    monkeypatch.setattr(closer, "check", None)
    assert checked(small, cache=True) == checked(small, cache=True, jobs=2) == small_report


def test_documents_that_pass_at_once_are_not_scanned_and_have_the_same_findings(
    small: planted.Planted, small_report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned: set[str] = set()
    run = Scan.run

    def noted(scan: Scan) -> object:
        scanned.add(scan._positions.path.replace(os.sep, "/"))
        return run(scan)

    monkeypatch.setattr(Scan, "run", noted)
    assert checked(small) == small_report
    found = {one.path.replace(os.sep, "/"): (small.folder / one.path).read_bytes() for one in small_report.documents}
    sound = {path for path, data in found.items() if b"xi:include" not in data} - small.faulty - small.ignored
    assert (len(sound) > 40, scanned & sound) == (True, set())
    monkeypatch.setattr(closer, "_accepted", lambda *_asked: False)
    assert checked(small) == small_report
    assert scanned > sound


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> planted.Planted:
    return planted.write(tmp_path_factory.mktemp("large") / "letters", 10_000, 3_000, 30_000)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, large: planted.Planted) -> Path:
    """A cache that has what is found in the ten thousand."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("TEI_CACHE_DIR", str(folder))
        checked(large, cache=True, jobs=2)
    return folder


@pytest.mark.full
@pytest.mark.parametrize("way", ["serial", "processes", "one killed", "cluster", "one killed on the cluster", "cache"])
def test_exactly_the_planted_faults_are_found_among_ten_thousand(
    way: str, large: planted.Planted, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduler = request.getfixturevalue("address") if "cluster" in way else ""
    if "killed" in way:
        monkeypatch.setattr("tei.validate.check", check_and_die_once)
    if way == "cache":
        monkeypatch.setenv("TEI_CACHE_DIR", str(request.getfixturevalue("kept")))
        monkeypatch.setattr(closer, "check", None)
    report = checked(large, jobs=1 if way in {"serial", "cache"} else 2, scheduler=scheduler, cache=way == "cache")
    assert len(report.documents) == 10_000
    for form in FORMATS:
        assert_exactly(large.expected, report, form)
    if "killed" in way:
        (large.folder / DEATH).unlink()
