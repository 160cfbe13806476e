"""What is remembered is what the checks would say, and is forgotten when anything changes that they depend on."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from tei import cache, corpus
from tei.errors import SchemaError
from tei.validate import Report, validate
from tei.validate.remembered import engine, memory, packs
from tei.validate.reports import FORMATS, render

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
Write = Callable[[str, str], Path]
Check = Callable[..., Report]
LetterWriter = Callable[..., Path]


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_what_has_not_changed_is_not_checked_again(check: Check, looked_at: list[str]) -> None:
    first = check()
    assert looked_at == ["a.xml"]
    assert check() == first
    assert looked_at == ["a.xml"]
    assert check(cache=False) == first
    assert looked_at == ["a.xml", "a.xml"]


def test_nothing_is_kept_unless_it_is_asked_for(
    check: Check, cache_folder: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(cache=False)
    monkeypatch.setenv("TEI_NO_CACHE", "1")
    check()
    monkeypatch.delenv("TEI_NO_CACHE")
    assert cache.keys(packs.KIND) == []
    check()
    assert (len(looked_at), len(cache.keys(packs.KIND))) == (3, 1)
    assert cache_folder.is_dir()


# --- What findings depend on: each change alone has the document checked again ---

SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/><include href="part.sch"/></schema>"""
PATTERN = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron"><rule context="tei:p"><assert id="words" test="{}">
</assert></rule></pattern>"""
XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.tei-c.org/ns/1.0">
<xs:include schemaLocation="part.xsd"/></xs:schema>"""
TYPES = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.tei-c.org/ns/1.0">
<xs:element name="TEI"><xs:complexType><xs:sequence minOccurs="{}"><xs:any processContents="skip"/></xs:sequence>
</xs:complexType></xs:element></xs:schema>"""
DTD = '<!ENTITY % part SYSTEM "part.dtd"> %part;'
DECLARED = "<!ELEMENT TEI (p{})> <!ELEMENT p EMPTY> <!ATTLIST p ref CDATA #IMPLIED> <!ATTLIST TEI xmlns CDATA #IMPLIED>"
EMPTY_CATALOG = '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"/>'

CHANGES: dict[str, tuple[dict[str, object], dict[str, str]]] = {
    "the document": ({}, {"a.xml": f'<TEI {TEI}><p ref="names.xml#ada"/> </TEI>'}),
    "the grammar": ({}, {"own.rng": "own.rng "}),
    "what the grammar includes": ({}, {"parts/any.rng": "parts/any.rng "}),
    "rules": ({"schema": ("own.rng", "own.sch")}, {"own.sch": "own.sch "}),
    "what rules include": ({"schema": ("own.rng", "own.sch")}, {"part.sch": PATTERN.format("false()")}),
    "an XML Schema": ({"schema": ("own.xsd",)}, {"own.xsd": "own.xsd "}),
    "what an XML Schema includes": ({"schema": ("own.xsd",)}, {"part.xsd": "part.xsd "}),
    "a DTD": ({"schema": ("own.dtd",)}, {"own.dtd": "own.dtd "}),
    "what a DTD includes": ({"schema": ("own.dtd",)}, {"part.dtd": DECLARED.format("+")}),
    "the authority file": ({"schema": ("own.rng", "own.sch")}, {"names.xml": "names.xml "}),
}


@pytest.fixture
def schemas(write: Write) -> None:
    """A schema of each kind in the project, each of two files, and an authority file."""
    write("own.sch", SCH)
    write("part.sch", PATTERN.format("true()"))
    write("own.xsd", XSD)
    write("part.xsd", TYPES.format(1))
    write("own.dtd", DTD)
    write("part.dtd", DECLARED.format(""))
    write("tei.toml", '[encode]\nauthority = "names.xml"\n')


@pytest.mark.usefixtures("schemas")
@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen(check: Check, project: Path, looked_at: list[str], what: str) -> None:
    options, changes = CHANGES[what]
    check(**options)
    check(**options)
    assert looked_at == ["a.xml"]
    for name, text in changes.items():
        path = project / name
        times = path.stat()
        # The same bytes and one more, or others; the times stay what they were, for they count for nothing.
        path.write_text(f"{path.read_text('utf-8')}\n" if text == f"{name} " else text, encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    changed = check(**options)
    assert looked_at == ["a.xml", "a.xml"]
    assert changed == check(**options, cache=False)


ODD = f"""<TEI {TEI} xmlns:sch="http://purl.oclc.org/dsdl/schematron"><schemaSpec ident="x" start="p">
<moduleRef key="tei"/><moduleRef key="core" include="p"/><constraintSpec ident="c" scheme="schematron"><constraint>
<sch:rule context="tei:p"><sch:assert test="error()">It fails.</sch:assert></sch:rule>
</constraint></constraintSpec></schemaSpec></TEI>"""


def test_a_place_in_an_odd_is_told_as_it_is_now(
    check: Check, write: Write, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.xml", f"<p {TEI}/>")
    for before, line in (("", 3), ("", 3), ("<!-- -->\n", 4)):
        odd = write("x.odd", before + ODD)
        (finding,) = check(schema=("x.odd",)).findings
        assert (finding.rule, finding.help) == ("sch.not-evaluated", (f"the expression: {odd.absolute()}:{line}:39",))
    assert looked_at == ["a.xml", "a.xml"]
    # A place in the cache is another with the next compiler: of such a finding nothing is kept.
    monkeypatch.setattr("tei.validate.compiled.placed", lambda findings, _rules: findings)
    write("x.odd", f"{ODD}\n")
    for _twice in range(2):
        (finding,) = check(schema=("x.odd",)).findings
        assert "x.sch:" in finding.help[0]
    assert len(looked_at) == 4


@pytest.mark.parametrize(
    "options",
    [
        {"explain": True},
        {"all_kinds": True},
        {"ids": False},
        {"pointers": False, "schema": ("own.rng", "other.sch")},
        {"schema_folders": (".",)},
        {"phase": "#ALL", "schema": ("own.rng", "own.sch")},
        {"embedded": True},
        {"settings": "limits"},
    ],
)
@pytest.mark.usefixtures("schemas")
def test_another_call_is_another_question(
    check: Check, write: Write, looked_at: list[str], options: dict[str, object]
) -> None:
    from tei import settings  # noqa: PLC0415 - beside its only use

    write("other.sch", SCH.replace('<include href="part.sch"/>', PATTERN.format("true()")))
    if "settings" in options:
        options = {"settings": settings.read(write("other/tei.toml", "[limits]\ndepth = 99\n"))}
    check()
    check(**options)
    assert len(looked_at) == 2
    check(**options)
    check()
    assert len(looked_at) == 2


def test_another_name_of_the_document_is_another_question(
    check: Check, project: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check()
    assert [document.path for document in check(str(project / "a.xml")).documents] == [str(project / "a.xml")]
    shutil.copytree(project, project / "copy")
    monkeypatch.chdir(project / "copy")
    check()
    assert looked_at == ["a.xml", str(project / "a.xml"), "a.xml"]


@pytest.mark.parametrize(
    "module, name, value", [(engine, "state", lambda: b"another"), (engine, "_version", str.upper)]
)
def test_another_engine_is_asked_again(
    check: Check, looked_at: list[str], monkeypatch: pytest.MonkeyPatch, module: object, name: str, value: object
) -> None:
    check()
    monkeypatch.setattr(module, name, value)
    check()
    assert len(looked_at) == 2


def test_the_engine_is_known_by_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "tei"
    shutil.copytree(Path(engine.__file__).parent, package / "validate" / "remembered")
    monkeypatch.setattr(engine, "__file__", str(package / "validate" / "remembered" / "engine.py"))
    before = engine.state()
    assert engine.state() == before
    monkeypatch.setattr(engine, "_version", str.upper)
    assert engine.state() != before
    monkeypatch.undo()
    monkeypatch.setattr(engine, "__file__", str(package / "validate" / "remembered" / "engine.py"))
    (package / "cli").mkdir()
    (package / "cli" / "x.py").write_text("", encoding="utf-8")
    assert engine.state() == before
    (package / "validate" / "remembered" / "table.json").write_text("{}", encoding="utf-8")
    assert engine.state() != before
    shutil.rmtree(package)
    monkeypatch.setattr(engine, "_STYLESHEETS", ("schemas", "tei-lite.odd"))
    assert engine.state() == b""


def test_who_is_another_engine_remembers_nothing(
    check: Check, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The source has changed since this process began.
    monkeypatch.setattr(engine, "loaded", lambda: b"before")
    check()
    assert cache.keys(packs.KIND) == []
    # Whoever carries out the check, on another machine, is another version.
    answers = iter([engine.state(), b"another", engine.state()])
    monkeypatch.setattr(engine, "loaded", lambda: next(answers, engine.state()))
    check()
    assert cache.keys(packs.KIND) == []
    assert looked_at == ["a.xml", "a.xml"]


def test_what_is_compiled_in_the_cache_is_known_by_its_content(
    check: Check, write: Write, cache_folder: Path, looked_at: list[str]
) -> None:
    text = '<element name="{}" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    for key, name in (("one", "a"), ("two", "a"), ("three", "b")):
        write(str(cache_folder / "odd" / key / "own.rng"), text.format(name))
    for key in ("one", "two", "three"):
        check(schema=(cache_folder / "odd" / key / "own.rng",))
    assert looked_at == ["a.xml", "a.xml"]
    for key in ("one", "two"):
        write(f"{key}/own.rng", text.format("a"))
        check(schema=(f"{key}/own.rng",))
    assert len(looked_at) == 4


def test_where_the_engine_cannot_be_known_nothing_is_remembered(
    check: Check, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "state", lambda: b"")
    check()
    check()
    assert (len(looked_at), cache.keys(packs.KIND)) == (2, [])


# --- What the file system says ---


def test_a_file_that_was_missing_is_there_now(check: Check, project: Path, looked_at: list[str]) -> None:
    (project / "names.xml").rename(project / "nomes.xml")
    found = check().findings
    assert [(one.rule, one.span.line, one.span.column, one.help) for one in found] == [
        ("ptr.file-missing", 1, 45, ("did you mean nomes.xml?",))
    ]
    assert check().findings == found
    assert looked_at == ["a.xml"]
    # Another neighbour may be meant now.
    (project / "nomes.xml").rename(project / "nams.xml")
    assert check().findings[0].help == ("did you mean nams.xml?",)
    assert len(looked_at) == 2
    (project / "nams.xml").rename(project / "names.xml")
    assert check().findings == ()
    assert len(looked_at) == 3


@pytest.mark.skipif(os.name != "posix", reason="to make links takes rights elsewhere")
def test_a_link_that_leads_elsewhere_now_is_seen(check: Check, project: Path, looked_at: list[str]) -> None:
    (project / "names.xml").rename(project / "one.xml")
    (project / "two.xml").write_text(f'<TEI {TEI}><person xml:id="bea"/></TEI>', encoding="utf-8")
    (project / "names.xml").symlink_to("one.xml")
    assert rules(check()) == []
    (project / "names.xml").unlink()
    (project / "names.xml").symlink_to("two.xml")
    assert rules(check()) == ["ptr.dangling"]
    assert looked_at == ["a.xml", "a.xml"]


XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'


@pytest.mark.parametrize("change", ["another text", "not well-formed", "gone", "a link"])
def test_a_file_that_is_included_counts_as_the_document_does(
    check: Check, project: Path, write: Write, looked_at: list[str], change: str
) -> None:
    if change == "a link" and os.name != "posix":
        pytest.skip("to make links takes rights elsewhere")
    write("a.xml", f'<TEI {TEI} {XI}><xi:include href="parts/b.xml"/></TEI>')
    write("parts/b.xml", f'<p {TEI} {XI}><xi:include href="c.xml"/></p>')
    write("parts/c.xml", f'<p {TEI} ref="../names.xml#ada"/>')
    first = check()
    assert (check(), rules(first)) == (first, [])
    assert looked_at == ["a.xml"]
    part = project / "parts" / "c.xml"
    if change == "a link":
        part.rename(project / "parts" / "d.xml")
        write("parts/e.xml", f'<p {TEI} ref="../names.xml#bea"/>')
        part.symlink_to("e.xml")
    elif change == "gone":
        part.unlink()
    else:
        write("parts/c.xml", "<p" if change == "not well-formed" else f'<p {TEI} ref="../names.xml#bea"/>')
    changed = check()
    assert looked_at == ["a.xml", "a.xml"]
    assert len(rules(changed)) == 1
    assert check() == changed == check(cache=False)
    assert len(looked_at) == 3


def test_a_file_that_could_not_be_included_is_there_now(check: Check, write: Write, looked_at: list[str]) -> None:
    write("a.xml", f'<TEI {TEI} {XI}><xi:include href="b.xml"/></TEI>')
    assert rules(check()) == ["ptr.file-missing"]
    write("b.xml", "<p")
    assert rules(check()) == ["xml.not-well-formed"]
    write("b.xml", f"<p {TEI}/>")
    assert rules(check()) == []
    assert len(looked_at) == 3


def test_pointers_are_looked_up_anew_in_what_is_remembered(check: Check, write: Write, looked_at: list[str]) -> None:
    assert rules(check()) == []
    write("names.xml", f'<TEI {TEI}><person xml:id="bea"/></TEI>')
    faulty = check()
    assert rules(faulty) == ["ptr.dangling"]
    write("names.xml", f'<TEI {TEI}><place xml:id="ada"/></TEI>')
    assert rules(check("a.xml", "names.xml")) == []
    write("names.xml", f'<TEI {TEI}><person xml:id="bea"/></TEI>')
    assert check() == faulty
    assert looked_at == ["a.xml", "names.xml"]


def test_documents_with_faulty_pointers_are_not_read_again(
    check: Check, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tei.validate.pointers import placing  # noqa: PLC0415 - beside its only use

    write("names.xml", f'<TEI {TEI}><person xml:id="bea"/></TEI>')
    faulty = check()
    monkeypatch.setattr(placing, "_placed", None)
    assert check() == faulty
    assert [(one.rule, one.span.line, one.span.column) for one in faulty.findings] == [("ptr.dangling", 1, 45)]


def test_a_grammar_that_may_no_longer_read_a_file_is_refused(check: Check, project: Path, write: Write) -> None:
    (project / "grammars").mkdir()
    (project / "own.rng").rename(project / "grammars" / "own.rng")
    text = (project / "grammars" / "own.rng").read_text("utf-8").replace("parts/", "../parts/")
    write("grammars/own.rng", text)
    assert rules(check(schema=("grammars/own.rng",))) == []
    (project / "tei.toml").unlink()
    with pytest.raises(SchemaError):
        check(schema=("grammars/own.rng",))


# --- The time ---

DATED = PATTERN.format("current-date() lt xs:date(`2027-01-01`)").replace("`", "'").replace("tei:p", "@when")


def at(monkeypatch: pytest.MonkeyPatch, **parts: object) -> None:
    """Have the memory take another time for now."""
    now = {"tm_year": 2026, "tm_yday": 300, "tm_gmtoff": 0, **parts}
    clock = SimpleNamespace(localtime=lambda: SimpleNamespace(**now), monotonic=time.monotonic)
    monkeypatch.setattr(memory, "time", clock)


def test_the_day_matters_where_a_rule_asks_for_it_and_the_document_gives_occasion(
    check: Check, write: Write, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("own.sch", SCH)
    write("part.sch", DATED)
    write("b.xml", f'<TEI {TEI}><p when="2026-01-01"/></TEI>')
    schema = ("own.rng", "own.sch")
    at(monkeypatch)
    for _twice in range(2):
        check("a.xml", "b.xml", schema=schema)
    assert looked_at == ["a.xml", "b.xml"]
    at(monkeypatch, tm_yday=301)
    check("a.xml", "b.xml", schema=schema)
    assert looked_at == ["a.xml", "b.xml", "b.xml"]
    at(monkeypatch, tm_gmtoff=3600)
    check("a.xml", schema=schema)
    assert looked_at == ["a.xml", "b.xml", "b.xml", "a.xml"]


def test_nothing_is_remembered_under_rules_that_ask_for_the_time(
    check: Check, write: Write, looked_at: list[str]
) -> None:
    write("own.sch", SCH)
    write("part.sch", PATTERN.format("current-dateTime() gt xs:dateTime(`2020-01-01T00:00:00Z`)").replace("`", "'"))
    for _twice in range(2):
        check(schema=("own.rng", "own.sch"))
    assert looked_at == ["a.xml", "a.xml"]


# --- What is not kept, and what happens at the same time ---


def test_a_schema_that_is_changed_meanwhile_leaves_nothing_behind(
    check: Check, project: Path, looked_at: list[str]
) -> None:
    def change(_done: int, _of: int) -> None:
        with (project / "parts" / "any.rng").open("a", encoding="utf-8") as file:
            file.write("\n")

    check(progress=change)
    assert cache.keys(packs.KIND) == []
    check()
    check()
    assert len(looked_at) == 2


def test_a_process_that_goes_on_compiles_again_what_has_changed(check: Check, write: Write) -> None:
    assert rules(check()) == []
    any_name = "<anyName/><zeroOrMore>"
    text = (write("x", "").parent / "parts" / "any.rng").read_text("utf-8")
    write("parts/any.rng", text.replace(any_name, '<anyName><except><nsName ns=""/></except></anyName><zeroOrMore>'))
    write("a.xml", "<a/>")
    assert rules(check()) == ["rng.root-not-allowed"]
    write("parts/any.rng", text)
    assert rules(check()) == []


def test_a_document_with_a_fault_is_not_remembered(project: Path, write: Write, looked_at: list[str]) -> None:
    write("own.sch", "<schema xmlns='http://purl.oclc.org/dsdl/schematron'><oops/></schema>")
    model = '<?xml-model href="own.sch" schematypens="http://purl.oclc.org/dsdl/schematron"?>'
    write("a.xml", f"{model}<TEI {TEI}/>")
    for _twice in range(2):
        assert validate(["a.xml"], cache=True).faults
    assert looked_at == ["a.xml", "a.xml"]
    (project / "a.xml").unlink()
    assert validate(["a.xml"], cache=True).faults


@pytest.mark.skipif(os.name != "posix", reason="pipes of this kind are POSIX's")
def test_a_pipe_is_read_once(check: Check, project: Path, looked_at: list[str]) -> None:
    check()
    for _twice in range(2):
        os.mkfifo(project / "pipe.xml")
        with subprocess.Popen(["cp", "a.xml", "pipe.xml"], cwd=project):  # noqa: S607 - of the system
            assert rules(check("pipe.xml")) == []
        (project / "pipe.xml").unlink()
    assert looked_at == ["a.xml", "pipe.xml", "pipe.xml"]


def test_documents_in_an_archive_are_remembered_by_what_is_in_them(check: Check, looked_at: list[str]) -> None:
    def pack(text: str) -> None:
        with ZipFile("c.zip", "w") as archive:
            archive.writestr("a.xml", f"<TEI {TEI}/>")
            archive.writestr("b.xml", f"<TEI {TEI}>{text}</TEI>")

    pack("one")
    first = check("c.zip")
    assert check("c.zip") == first
    assert looked_at == [str(Path("c.zip/a.xml")), str(Path("c.zip/b.xml"))]
    pack("another")
    assert check("c.zip") == check("c.zip", cache=False)
    assert looked_at[2:] == [str(Path("c.zip/b.xml")), str(Path("c.zip/a.xml")), str(Path("c.zip/b.xml"))]


def test_a_run_that_is_interrupted_keeps_what_it_has_found(check: Check, write: Write, looked_at: list[str]) -> None:
    for name in "bc":
        write(f"{name}.xml", f"<TEI {TEI}/>")

    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    paths = ["a.xml", "b.xml", "c.xml"]
    with pytest.raises(KeyboardInterrupt):
        check(*paths, progress=stop)
    check(*paths)
    assert looked_at == ["a.xml", "b.xml", "c.xml"]


def test_results_are_written_while_the_run_goes_on(check: Check, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST_WAITING", 1)
    kept = []
    write("b.xml", f"<TEI {TEI}/>")
    check("a.xml", "b.xml", progress=lambda _done, _of: kept.append(len(cache.keys(packs.KIND))))
    assert kept == [1, 2]


def test_a_damaged_cache_is_as_good_as_none(check: Check, looked_at: list[str]) -> None:
    first = check()
    for name in cache.keys(packs.KIND):
        Path(cache.entry(packs.KIND, name)).write_bytes(b"tei pack 1\n" + b"\xff" * 500)
    assert check() == first
    assert len(looked_at) == 2


def test_no_process_is_started_for_what_is_known(check: Check, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("b.xml", f"<TEI {TEI}/>")
    serial = check("a.xml", "b.xml", "names.xml")

    started = []
    execute = corpus.execute

    def counting(task: Callable[[object], object], items: list[object], **options: Any) -> object:
        started.extend(items)
        return execute(task, items, **options)

    monkeypatch.setattr(corpus, "execute", counting)
    assert check("a.xml", "b.xml", "names.xml", jobs=4) == serial
    assert started == []


def test_one_grammar_and_few_documents_do_without(write: Write, cache_folder: Path) -> None:
    write("bad.xml", "<a/>")
    validate(["a.xml"], schema="own.rng", cache=True)
    assert cache.keys(packs.KIND) == []
    assert cache_folder.is_dir()


def test_many_documents_that_a_grammar_refuses_are_remembered(
    project: Path, write: Write, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tei.validate._FEW", 1)
    write("none.rng", '<element name="none" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>')
    first = validate([project / "a.xml", project / "names.xml"], schema="none.rng", cache=True)
    assert len(rules(first)) == 2
    assert validate([project / "a.xml", project / "names.xml"], schema="none.rng", cache=True) == first
    assert len(looked_at) == 2


# --- The whole ---

SOME = (
    "ptr-file-missing",
    "rng-element-misspelt",
    "rng-value-closed-list",
    "sch-date-when-iso",
    "sch-hand-unused",
    "tei-p4",
    "xml-entity-bomb",
    "xml-unclosed-tag",
)


def assert_same_in_every_format(paths: list[Path], looked_at: list[str], **options: object) -> None:
    cold = validate(paths, cache=False, **options)  # type: ignore[arg-type] # as the tests give them
    first = validate(paths, cache=True, **options)  # type: ignore[arg-type] # as above
    looked_at.clear()
    warm = validate(paths, cache=True, **options)  # type: ignore[arg-type] # as above
    assert looked_at == []
    assert repr(cold) == repr(first) == repr(warm)
    for form in FORMATS:
        assert render(warm, form) == render(cold, form)
    assert len(cold.findings) >= len(paths)


def test_report_from_the_cache_is_the_same_in_every_format(
    repository: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    paths = [Path("tests/fixtures/faulty", f"{name}.xml") for name in SOME]
    assert_same_in_every_format(paths, looked_at, all_kinds=True, explain=True)


@pytest.mark.usefixtures("schemas")
def test_report_by_other_schemas_is_the_same(project: Path, looked_at: list[str]) -> None:
    (project / "b.xml").write_text(f"<TEI {TEI}><p/><p/></TEI>", encoding="utf-8")
    assert_same_in_every_format([project / "b.xml"], looked_at, schema=("own.dtd", "own.xsd"), all_kinds=True)


@pytest.mark.full
def test_report_on_every_kind_of_fault_is_the_same(
    repository: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    paths = sorted(Path("tests/fixtures/faulty").glob("*.xml"))
    assert_same_in_every_format(paths, looked_at)
    assert_same_in_every_format(paths, looked_at, xsd=True, all_kinds=True, explain=True)


@pytest.mark.slow
def test_two_runs_at_once_do_not_disturb_each_other(
    check: Check, project: Path, write: Write, repository: Path, looked_at: list[str]
) -> None:
    for number in range(20):
        write(f"letters/{number}.xml", f'<TEI {TEI}><p ref="../names.xml#n{number}"/></TEI>')
    words = ["validate", "--schema", "own.rng", "--pointers", "letters", "--format", "json"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tei", *words],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(repository)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _run in range(2)
    ]
    said = [(*run.communicate(), run.returncode) for run in runs]
    warm = check("letters")
    assert looked_at == []
    assert said[0] == said[1] == (render(check("letters", cache=False), "json"), "", 1)
    assert render(warm, "json") == said[0][0]


@pytest.mark.slow
def test_workers_report_what_is_to_be_remembered(check: Check, write: Write, looked_at: list[str]) -> None:
    for number in range(3):
        write(f"letters/{number}.xml", f'<TEI {TEI}><p ref="../names.xml#ada"/></TEI>')
    parallel = check("letters", jobs=2)
    assert check("letters") == parallel
    assert looked_at == []
