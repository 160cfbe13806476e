"""Documents at addresses: which are meant, what they are called, and what is said when they cannot be had."""

import gzip
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tei.cli import main
from tei.corpus import remote
from tei.corpus.remote import is_address, load, shown, survey
from tei.errors import DocumentError, EnvironmentFault, UsageError
from tei.limits import DEFAULT, Limits
from tei.names import RNG, TEI, XI
from tei.validate import Report, validate

fsspec = pytest.importorskip("fsspec", reason="fsspec is an optional part")

GRAMMAR = f"""<grammar xmlns="{RNG}"><start><ref name="any"/></start><define name="any"><element><anyName><except>
<name ns="{TEI}">q</name></except></anyName><zeroOrMore><choice><attribute><anyName/></attribute><text/>
<ref name="any"/></choice></zeroOrMore></element></define></grammar>"""


class _Quiet(SimpleHTTPRequestHandler):
    """A server that does not tell what it is asked for, and asks for a password below ``closed``."""

    def do_GET(self) -> None:
        if self.path.startswith("/closed"):
            self.send_error(403)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        if self.path.startswith("/closed"):
            self.send_error(403)
        else:
            super().do_HEAD()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def tei(body: str) -> str:
    return f'<TEI xmlns="{TEI}" xmlns:xi="{XI}">\n{body}\n</TEI>\n'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server on this machine, and the folder that it serves."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "letters" / "more").mkdir(parents=True)
    (folder / "letters" / "a.xml").write_text(tei("<q/>"), encoding="utf-8")
    (folder / "letters" / "b.xml").write_text(tei("<p/>"), encoding="utf-8")
    (folder / "letters" / "more" / "c.xml").write_text(tei("<p>é<q/></p>"), encoding="utf-8")
    (folder / "letters" / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "d.xml.gz").write_bytes(gzip.compress(tei("<p><q/></p>").encode()))
    (folder / "e.xml").write_text(tei('<xi:include href="letters/a.xml"/><p corresp="#x letters/b.xml#y"/>'), "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", folder
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def grammar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("g.rng").write_text(GRAMMAR, encoding="utf-8")
    return "g.rng"


@pytest.fixture
def memory() -> Iterator[str]:
    """An address in memory with three documents below it."""
    files = fsspec.filesystem("memory")
    for name in ("b.xml", "a.xml", "sub/c.xml", ".hidden.xml", "notes.txt"):
        files.pipe(f"/box/{name}", tei("<q/>" if name == "a.xml" else "<p/>").encode())
    yield "memory://box"
    files.rm("/box", recursive=True)


def told(report: Report) -> list[tuple[str, str, tuple[int, int]]]:
    return [(one.path, one.rule, (one.span.line, one.span.column)) for one in report.findings]


@pytest.mark.parametrize(
    "word, expected",
    [
        ("s3://bucket/a.xml", True),
        ("zip://*.xml::corpus.zip", True),
        ("a.xml", False),
        ("C:\\a.xml", False),
        ("C:/a.xml", False),
        ("-", False),
        (Path("s3://a"), False),
    ],
)
def test_addresses_are_told_from_paths(word: object, *, expected: bool) -> None:
    assert is_address(word) is expected


@pytest.mark.parametrize(
    "address, told_as",
    [
        ("sftp://ada:secret@host/a.xml", "sftp://ada@host/a.xml"),
        ("sftp://ada@host/a.xml", "sftp://ada@host/a.xml"),
        ("github://org:repo@main/a.xml", "github://org:repo@main/a.xml"),
        ("zip://a.xml::ftp://ada:secret@host/b.zip", "zip://a.xml::ftp://ada@host/b.zip"),
    ],
)
def test_passwords_are_told_to_nobody(address: str, told_as: str) -> None:
    assert shown(address) == told_as


def test_folder_or_pattern_means_the_documents_there(memory: str) -> None:
    assert survey(memory) == [f"{memory}/a.xml", f"{memory}/b.xml", f"{memory}/sub/c.xml"]
    assert survey(f"{memory}/*.xml") == [f"{memory}/.hidden.xml", f"{memory}/a.xml", f"{memory}/b.xml"]
    assert survey(f"{memory}/**/c.xml") == [f"{memory}/sub/c.xml"]
    assert survey(f"{memory}/b.xml") == [f"{memory}/b.xml"]


def test_files_of_the_machine_and_archives_can_be_named_as_addresses(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a/>", encoding="utf-8")
    address = f"file://{tmp_path.as_posix()}"
    assert survey(f"{address}/*.xml") == [f"{address}/a.xml"]
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("x/b.xml", "<b/>")
    (found,) = survey(f"zip://x/*.xml::{address}/c.zip")
    assert found == f"zip://x/b.xml::{address}/c.zip"
    assert load(found, DEFAULT) == b"<b/>"


@pytest.mark.parametrize(
    "end, message",
    [("/*.odd", r"nothing matches memory://box/\*\.odd"), ("/sub/none/", "there is no file memory://box/sub/none")],
)
def test_address_without_documents_is_told(memory: str, end: str, message: str) -> None:
    with pytest.raises((UsageError, EnvironmentFault), match=message):
        load(survey(memory + end)[0], DEFAULT)


@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_are_checked_under_their_addresses(served: tuple[str, Path], grammar: str, jobs: int) -> None:
    address, _folder = served
    report = validate(
        [f"{address}/letters/*.xml", f"{address}/letters/more/c.xml", f"{address}/d.xml.gz"], schema=grammar, jobs=jobs
    )
    assert told(report) == [
        (f"{address}/letters/a.xml", "rng.element-not-allowed", (2, 1)),
        (f"{address}/letters/more/c.xml", "rng.element-not-allowed", (2, 5)),
        (f"{address}/d.xml.gz", "rng.element-not-allowed", (2, 4)),
    ]
    assert (len(report.documents), report.faults) == (4, ())
    assert [excerpt.text for one in report.documents for excerpt in one.excerpts if excerpt][1] == "<p>é<q/></p>"


def test_nothing_is_fetched_but_what_was_named(served: tuple[str, Path], grammar: str) -> None:
    address, _folder = served
    report = validate(f"{address}/e.xml", schema=grammar, pointers=True)
    assert told(report) == [
        (f"{address}/e.xml", "xi.elsewhere", (2, 13)),
        (f"{address}/e.xml", "ptr.dangling", (2, 47)),
    ]


@pytest.mark.parametrize("path, reason", [("none.xml", "there is no file "), ("closed/a.xml", "cannot read ")])
def test_address_that_cannot_be_had_is_a_fault(served: tuple[str, Path], grammar: str, path: str, reason: str) -> None:
    address, _folder = served
    report = validate([f"{address}/{path}", f"{address}/letters/b.xml"], schema=grammar)
    assert [one.path for one in report.documents] == [f"{address}/letters/b.xml"]
    assert [fault.startswith(f"{reason}{address}/{path}") for fault in report.faults] == [True]
    assert report.exit_code() == 2


def test_server_that_is_not_there_is_no_missing_file() -> None:
    with pytest.raises(EnvironmentFault, match=r"cannot read http://127\.0\.0\.1:9/a\.xml: Cannot connect"):
        load("http://127.0.0.1:9/a.xml", DEFAULT)


@pytest.mark.parametrize("name", ["letters/a.xml", "d.xml.gz"])
def test_no_more_is_read_than_the_limit(served: tuple[str, Path], name: str) -> None:
    with pytest.raises(DocumentError) as refused:
        load(f"{served[0]}/{name}", Limits(size_bytes=60))
    assert [(one.rule, one.path) for one in refused.value.diagnostics] == [("xml.too-large", f"{served[0]}/{name}")]


def test_schema_that_a_document_asks_for_applies(memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked = '<?xml-model href="{}" schematypens="http://relaxng.org/ns/structure/1.0"?>'
    own = "https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"
    fsspec.filesystem("memory").pipe("/box/own.xml", (asked.format(own) + tei("<q/>")).encode())
    fsspec.filesystem("memory").pipe("/box/other.xml", (asked.format("g.rng") + tei("<q/>")).encode())
    report = validate([f"{memory}/own.xml", f"{memory}/other.xml"])
    assert report.schemas == ("tei_all.rng",)
    assert next(one[0] for one in told(report) if one[1].startswith("rng.")) == f"{memory}/own.xml"
    assert [one[:2] for one in told(report) if not one[1].startswith("rng.")] == [
        (f"{memory}/other.xml", "schema.not-here")
    ]


def test_memory_is_read_by_one_process(memory: str, grammar: str) -> None:
    report = validate(memory, schema=grammar, jobs=2)
    assert told(report) == [(f"{memory}/a.xml", "rng.element-not-allowed", (2, 1))]


def test_fsspec_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, grammar: str) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    report = validate("memory://box/a.xml", schema=grammar)
    assert report.faults == ("addresses need fsspec, which is not installed: pip install 'tei[fsspec]'",)


def test_kind_of_address_that_nobody_serves_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvironmentFault, match="cannot read nobody://x: Protocol not known: nobody"):
        survey("nobody://x")

    def lacking(_address: str) -> None:
        message = "Install s3fs to access S3"
        raise ImportError(message)

    monkeypatch.setattr("fsspec.core.url_to_fs", lacking)
    with pytest.raises(
        EnvironmentFault, match="s3://b/x: Install s3fs to access S3; install what it asks for with pip"
    ):
        survey("s3://b/x")


def test_whatever_a_backend_raises_is_told_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_address: str) -> None:
        message = "no way to ftp://ada:secret@host\nat all"
        raise RuntimeError(message)

    monkeypatch.setattr("fsspec.core.url_to_fs", failing)
    with pytest.raises(EnvironmentFault) as raised:
        survey("ftp://ada:secret@host/a.xml")
    assert str(raised.value) == "cannot read ftp://ada@host/a.xml: no way to ftp://ada@host"


def test_beginnings_that_cannot_be_had_are_left_out(memory: str) -> None:
    assert remote.beginnings([f"{memory}/a.xml", f"{memory}/none.xml"], 4) == {f"{memory}/a.xml": b"<TEI"}


@pytest.mark.parametrize("more", [[], ["--fail-on", "error"]])
def test_command_takes_addresses_as_they_are(
    memory: str, grammar: str, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert main(["validate", "--schema", grammar, "--format", "concise", f"{memory}/a.xml", *more]) == 1
    assert capsys.readouterr().out.startswith(f"{memory}/a.xml:2:1: error: rng.element-not-allowed")
