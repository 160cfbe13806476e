"""Schemas of the web: never without being asked, kept with their digest, and nothing of one's own network."""

import hashlib
import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tei import cli
from tei.errors import UsageError
from tei.validate import validate
from tei.validate.online import Online, UnreachableError, fetching, kept
from tei.validate.online.references import references

HOST = "127.0.0.1"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{}</TEI>'
RNG = '<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">{}</grammar>'
MAIN = RNG.format(
    '<include href="parts/p.rng"/><include href="../common.rng"/>'
    '<start><element name="TEI"><ref name="p"/><ref name="common"/></element></start>'
)
PART = RNG.format('<define name="p"><element name="p"><text/></element></define>')
COMMON = RNG.format('<define name="common"><optional><element name="note"><text/></element></optional></define>')


@dataclass
class Web:
    """A server on this machine: what it has, and what it was asked for."""

    address: str
    pages: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def web() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            if self.path in known.moved:
                self.send_response(302)
                self.send_header("Location", known.moved[self.path])
                self.end_headers()
            elif self.path in known.pages:
                self.send_response(200)
                self.send_header("Content-Type", "application/xml")
                self.end_headers()
                self.wfile.write(known.pages[self.path])
            else:
                self.send_error(404)

        def log_message(self, *_arguments: object) -> None: ...

    with ThreadingHTTPServer((HOST, 0), Handler) as server:
        known = Web(f"http://{HOST}:{server.server_port}")
        known.pages |= {
            "/edition/rng/main.rng": MAIN.encode(),
            "/edition/rng/parts/p.rng": PART.encode(),
            "/edition/common.rng": COMMON.encode(),
        }
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield known
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "cache"


Write = Callable[..., Path]


@pytest.fixture
def document(tmp_path: Path, web: Web) -> Write:
    def write(body: str, schema: str = "/edition/rng/main.rng") -> Path:
        path = tmp_path / "documents" / "letter.xml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'<?xml-model href="{web.address}{schema}"?>\n' + TEI.format(body), encoding="utf-8")
        return path

    return write


def ours() -> Online:
    return Online((HOST,))


def rules(path: Path, online: Online | None) -> list[str]:
    report = validate(path, online=online, pointers=False)
    assert report.faults == ()
    return [finding.rule for finding in report.findings]


def test_nothing_is_fetched_unless_asked(document: Write, web: Web) -> None:
    (finding,) = validate(document("<p>x</p>"), pointers=False).findings
    assert (finding.rule, finding.span.line) == ("schema.not-here", 1)
    assert finding.help[0].endswith("or fetch it with --online")
    assert web.asked == []


def test_schema_is_fetched_with_what_it_includes(document: Write, web: Web) -> None:
    assert rules(document("<p>x</p><note/>"), ours()) == []
    assert rules(document("<p>x</p><ab/>"), ours()) == ["rng.element-not-allowed"]
    # Once for both.
    assert sorted(web.asked) == ["/edition/common.rng", "/edition/rng/main.rng", "/edition/rng/parts/p.rng"]


def test_what_is_kept_has_a_record_with_its_digest(document: Write, own_cache: Path) -> None:
    rules(document("<p>x</p>"), ours())
    records = [json.loads(file.read_bytes()) for file in (own_cache / "online" / "records").iterdir()]
    main = next(one for one in records if one["address"].endswith("main.rng"))
    assert main["digest"] == hashlib.sha256(MAIN.encode()).hexdigest()
    assert main["size_bytes"] == len(MAIN.encode())
    assert main["content_type"] == "application/xml"
    assert main["fetched"].endswith("+00:00")
    assert len(records) == 3


def test_what_is_kept_is_not_used_without_being_asked(document: Write) -> None:
    path = document("<p>x</p>")
    assert rules(path, ours()) == []
    assert rules(path, None) == ["schema.not-here"]


@pytest.mark.parametrize("damage", [b"", b"<a/>", None])
def test_what_is_kept_and_is_not_what_was_fetched_is_fetched_again(
    document: Write, web: Web, own_cache: Path, damage: bytes | None
) -> None:
    path = document("<p>x</p>")
    assert rules(path, ours()) == []
    (file,) = (own_cache / "online" / "files").rglob("p.rng")
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    web.asked.clear()
    assert rules(path, ours()) == []
    assert web.asked == ["/edition/rng/parts/p.rng"]


def test_anew_says_what_has_changed(web: Web) -> None:
    address = f"{web.address}/edition/rng/main.rng"
    first = ours().get(address)
    assert Online((HOST,), anew=True).get(address).how == first.how
    web.pages["/edition/rng/main.rng"] += b"\n"
    assert ours().get(address) == first
    changed = Online((HOST,), anew=True).get(address)
    before, after = (hashlib.sha256(text).hexdigest() for text in (MAIN.encode(), MAIN.encode() + b"\n"))
    assert f"SHA-256 {after}; it has changed since " in changed.how
    assert changed.how.endswith(f"when it was {before[:12]}…")


def test_redirect_is_followed_and_what_is_included_lies_beside_what_answered(web: Web) -> None:
    web.moved["/latest"] = "/edition/rng/main.rng"
    web.moved["/edition/common.rng"] = f"{web.address}/v2/common.rng"
    web.pages["/v2/common.rng"] = COMMON.encode()
    found = ours().get(f"{web.address}/latest")
    assert found.file.name == "main.rng"
    assert found.file.read_bytes() == MAIN.encode()


@pytest.mark.parametrize(
    "schema, said",
    [
        ("/none.rng", "cannot be fetched: the server answers 404 Not Found"),
        ("/away.rng", "cannot be fetched: it redirects from http to ftp://127.0.0.1/x.rng"),
        ("/circle.rng", "cannot be fetched: the server answers 302 "),
    ],
)
def test_what_cannot_be_fetched_is_a_finding_that_says_why(document: Write, web: Web, schema: str, said: str) -> None:
    web.moved |= {"/away.rng": "ftp://127.0.0.1/x.rng", "/circle.rng": "/circle.rng"}
    (finding,) = validate(document("<p/>", schema), online=ours(), pointers=False).findings
    assert finding.rule == "schema.not-here"
    assert finding.message.startswith(f"{web.address}{schema} {said}")


def test_file_that_is_too_large_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_SIZE_BYTES", len(MAIN) - 1)
    with pytest.raises(UnreachableError, match=r"^it is larger than "):
        ours().get(f"{web.address}/edition/rng/main.rng")


def test_ones_own_network_is_not_asked(document: Write, web: Web) -> None:
    (finding,) = validate(document("<p/>"), online=Online(), pointers=False).findings
    assert finding.message.endswith(f"{HOST} is not on the public internet; --online-host {HOST} allows to ask it")
    assert web.asked == []


def test_redirect_from_encrypted_to_plain_is_refused() -> None:
    request = urllib.request.Request("https://example.org/a")
    with pytest.raises(UnreachableError, match=r"^it redirects from https to http://example\.org/b$"):
        fetching._Redirects().redirect_request(request, None, 302, "", {}, "http://example.org/b")


def test_nobody_there_is_said_in_words() -> None:
    with pytest.raises(UnreachableError, match="refused"):
        Online((HOST,)).get(f"http://{HOST}:1/x.rng")


@pytest.mark.parametrize(
    "address, place",
    [
        ("https://Example.org/a/b.rng", "example.org/a/b.rng"),
        ("https://example.org/a/", "example.org/a/index"),
        ("https://example.org/../../b.rng", "example.org/b.rng"),
        ("http://localhost:8080/b.rng", "localhost_8080/b.rng"),
    ],
)
def test_file_lies_where_its_address_puts_it(address: str, place: str) -> None:
    assert kept.place(address).as_posix() == place


def test_no_address_leads_out_of_the_folder() -> None:
    for path in ("../../b", "%2e%2e/b", "..%2fb", "..\\b", "a//../b", "/etc/passwd"):
        assert ".." not in kept.place(f"https://example.org/{path}").parts
        assert not kept.place(f"https://example.org/{path}").is_absolute()


def test_addresses_that_differ_lie_in_different_places() -> None:
    addresses = [f"https://example.org/{name}" for name in ("a.rng?v=1", "a.rng?v=2", "a:b", "a_b", "x" * 300)]
    assert len({kept.place(address) for address in addresses}) == len(addresses)
    assert all(len(part) <= 255 for address in addresses for part in kept.place(address).parts)


@pytest.mark.parametrize(
    "name, text, found",
    [
        ("a.rnc", "include \"b.rnc\" { start = x }\nx = external 'c.rnc'", ("b.rnc", "c.rnc")),
        ("a.dtd", '<!ENTITY % m SYSTEM "m.mod"><!ENTITY % n PUBLIC "-//n" \'n.mod\'>', ("m.mod", "n.mod")),
        (
            "a.xsd",
            '<schema xmlns="http://www.w3.org/2001/XMLSchema"><import schemaLocation="b.xsd"/><import/></schema>',
            ("b.xsd",),
        ),
        (
            "a.sch",
            '<s:schema xmlns:s="http://purl.oclc.org/dsdl/schematron"><s:include href="b.sch"/><s:extends/></s:schema>',
            ("b.sch",),
        ),
        ("a.rng", "<not-well-formed", ()),
    ],
)
def test_what_a_schema_includes_is_found(tmp_path: Path, name: str, text: str, found: tuple[str, ...]) -> None:
    (tmp_path / name).write_text(text)
    assert references(tmp_path / name) == found


def test_schema_that_the_call_names_is_fetched(
    document: Write, web: Web, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = document("<p/><ab/>", "/none.rng")
    address = f"{web.address}/edition/rng/main.rng"
    monkeypatch.chdir(path.parent)
    assert cli.main(["validate", "--schema", address, "letter.xml"]) == 2
    assert "nothing is read from elsewhere; get the file, " in capsys.readouterr().err
    assert cli.main(["validate", "--online-host", HOST, "--schema", address, "--format", "concise", "letter.xml"]) == 1
    assert capsys.readouterr().out.startswith("letter.xml:2:46: error: rng.element-not-allowed")


def test_address_of_teis_own_is_a_built_in_schema(document: Write) -> None:
    path = document("<p/>", "/none.rng")
    report = validate(path, schema="https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng")
    assert [finding.rule for finding in report.findings] == ["rng.element-not-allowed"]


def test_unknown_address_that_the_call_names_is_a_wrong_call(document: Write) -> None:
    with pytest.raises(UsageError, match=r"^--schema https://example\.org/x\.rng: .*--online$"):
        validate(document("<p/>", "/none.rng"), schema="https://example.org/x.rng")


def test_explanation_tells_the_digest(document: Write, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    path = document("<p/>")
    assert cli.main(["validate", "--online-host", HOST, "--explain-schema", str(path)]) == 0
    digest = hashlib.sha256(MAIN.encode()).hexdigest()
    assert f"main.rng: RELAX NG; fetched on {kept.find(f'{web.address}/edition/rng/main.rng').day}" in (  # type: ignore[union-attr] # it is kept
        shown := capsys.readouterr().out
    )
    assert f"SHA-256 {digest}" in shown
