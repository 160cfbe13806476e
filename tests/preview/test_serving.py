"""What is served, to whom, and what is not."""

import os
import signal
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Serve = Callable[..., Any]

OUTSIDE = (
    "/pages/../secret.xml",
    "/pages/%2e%2e/secret.xml",
    "/pages/1950/../../secret.xml",
    "/pages/..%5csecret.xml",
    "/pages//etc/passwd",
    "/pages/linked.xml",
    "/pages/.hidden.xml",
    "/pages/.git/b.xml",
    "/pages/tei.toml",
    "/pages/a.xml%00.png",
    "/documents/../secret.xml",
    "/../tei.toml",
    "/serving.py",
)


def test_list_has_the_documents_of_the_corpus(serve: Serve) -> None:
    running = serve()
    assert running.said.endswith("/: 2 documents; Ctrl-C ends it\n")
    page = running.get("")
    assert page.index('<a href="/documents/1950/b.xml">1950/b.xml</a>') < page.index('<a href="/documents/a.xml">')
    assert "secret" not in page


def test_page_is_that_of_render(serve: Serve, tei: Callable[..., Any], project: Path) -> None:
    running = serve()
    for view in ("reading", "diplomatic"):
        made = tei("render", "--view", view, "letters/a.xml", "-o", "-", cwd=project).stdout
        assert running.get(f"pages/a.xml?view={view}") == made


def test_findings_stand_beside_the_page_with_line_and_words(serve: Serve, project: Path) -> None:
    (project / "letters" / "a.xml").write_text(
        (project / "letters" / "a.xml").read_text(encoding="utf-8").replace("<p>first", '<p><item n="&lt;">x</item>'),
        encoding="utf-8",
    )
    page = serve().get("documents/a.xml")
    assert "<b>Line 2</b> <span>error</span> " in page
    assert "a.xml:2:4 rng.element-not-allowed</small>" in page
    assert "<code>&lt;p&gt;<mark>&lt;item n=&quot;&amp;lt;&quot;&gt;</mark>x&lt;/item&gt;" in page
    assert '<iframe id="page" title="a.xml" src="/pages/a.xml"' in page


def test_document_that_is_not_well_formed_says_why_and_keeps_its_findings(serve: Serve, project: Path) -> None:
    (project / "letters" / "a.xml").write_text("<TEI>\n<p></TEI>", encoding="utf-8")
    running = serve()
    status, said = running.asked("/pages/a.xml")
    assert status == 422
    assert "a.xml:2:4  xml.not-well-formed" in said
    assert "a.xml:2:4 xml.not-well-formed" in running.get("documents/a.xml")


def test_fault_in_the_settings_is_told_and_the_preview_goes_on(serve: Serve, project: Path) -> None:
    running = serve()
    (project / "tei.toml").write_text("[rendr]\n", encoding="utf-8")
    status, said = running.asked("/pages/a.xml")
    assert status == 422
    assert "tei.toml" in said
    (project / "tei.toml").write_text("", encoding="utf-8")
    assert running.asked("/pages/a.xml")[0] == 200


def test_single_document_is_the_only_one_shown(serve: Serve) -> None:
    running = serve("letters/a.xml")
    assert running.said.endswith("/: 1 document; Ctrl-C ends it\n")
    assert "first" in running.get("pages/a.xml")
    assert running.asked("/pages/1950/b.xml")[0] == 404


def test_nothing_outside_the_corpus_is_served(serve: Serve, project: Path) -> None:
    letters = project / "letters"
    (letters / ".git").mkdir()
    for hidden in (".hidden.xml", ".git/b.xml"):
        (letters / hidden).write_text((project / "secret.xml").read_text(encoding="utf-8"), encoding="utf-8")
    if os.name != "nt":
        (letters / "linked.xml").symlink_to(project / "secret.xml")
    running = serve()
    assert running.asked("/pages/1950/b.xml")[0] == 200
    for path in OUTSIDE:
        assert running.asked(path)[0] == 404, path


def test_picture_beside_a_document_is_served_and_runs_nothing(serve: Serve, project: Path) -> None:
    running = serve()
    with urllib.request.urlopen(f"{running.address}pages/seal.svg", timeout=60) as answer:  # noqa: S310 - of this machine
        assert answer.read() == (project / "letters" / "seal.svg").read_bytes()
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src")


def test_who_was_led_here_by_another_name_gets_nothing(serve: Serve) -> None:
    running = serve()
    for host in ("evil.example", f"evil.example:{running.port}", "127.0.0.1:1", "127.0.0.1.evil.example", ""):
        for path in ("/", "/pages/a.xml", "/changes/a.xml"):
            status, said = running.asked(path, Host=host)
            assert status == 421, host
            assert "first" not in said
    assert running.asked("/", Host=f"localhost:{running.port}")[0] == 200


def test_nothing_can_be_changed(serve: Serve, project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    running = serve()
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert running.asked("/pages/a.xml", method)[0] == 501
    running.get("documents/a.xml")
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_head_gets_no_content(serve: Serve) -> None:
    assert serve().asked("/pages/a.xml", "HEAD") == (200, "")


def test_saved_document_is_told_to_who_listens(serve: Serve, project: Path) -> None:
    running = serve()
    page = running.get("documents/a.xml")
    since = page.partition('data-state="')[2].partition('"')[0]
    with urllib.request.urlopen(f"{running.address}changes/a.xml?since={since}", timeout=60) as stream:  # noqa: S310 - of this machine
        assert stream.headers["Content-Type"] == "text/event-stream"
        (project / "letters" / "a.xml").write_text("<TEI>", encoding="utf-8")
        told = stream.readline().decode()
        while told.startswith(":") or not told.strip():
            told = stream.readline().decode()
    assert told.startswith("data: ")
    assert since not in told
    assert "xml.not-well-formed" in running.get("documents/a.xml")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_interruption_ends_it_at_once_and_well_while_somebody_listens(serve: Serve) -> None:
    running = serve()
    with urllib.request.urlopen(f"{running.address}changes/a.xml?since=", timeout=60):  # noqa: S310 - of this machine
        running.process.send_signal(signal.SIGINT)
        rest, said = running.process.communicate(timeout=60)
    assert running.process.returncode == 0
    assert rest.strip() == said == ""


def test_port_that_is_taken_is_a_fault_of_the_machine(serve: Serve, tei: Callable[..., Any], project: Path) -> None:
    port = str(serve().port)
    done = tei("serve", "--port", port, cwd=project)
    assert done.returncode == 2
    assert done.stderr.startswith(f"tei: error: cannot listen on 127.0.0.1:{port}: ")


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_nothing_to_show_is_a_fault_of_the_call(tei: Callable[..., Any], project: Path, path: str) -> None:
    (project / "empty").mkdir()
    done = tei("serve", path, cwd=project)
    assert done.returncode == 2
    assert path in done.stderr
