"""``tei validate`` as a user meets it: reports, streams, exit codes, and what hostile input does to it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
FAULTY = "tests/fixtures/faulty"


def test_repository_validates_its_corpus_without_a_path(tei: Run, repository: Path) -> None:
    done = tei("validate", cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 documents, all valid (tei-documentary.rng, tei-documentary.sch)\n"


def test_finding_is_shown_with_its_line_and_the_exit_code_is_1(tei: Run, repository: Path) -> None:
    done = tei("validate", f"{FAULTY}/rng-element-unwrapped.xml", "corpus", cwd=repository)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        f"{Path(FAULTY) / 'rng-element-unwrapped.xml'}:34:60  rng.element-not-allowed  <item> is not allowed in <p>\n"
        '   34 |         <p xml:id="p-the-orchard">The orchard is in bloom: <item>apple</item></p>\n'
        "      |                                                            ^^^^^^\n"
        "   help: a <list> is allowed here and may contain <item>\n"
        "   allowed here: date, persName, title, text, model.paraPart  (--explain names all 91)\n"
        "\n"
        "Schematron not run: 1 document that the grammar refuses (--all runs it nevertheless)\n"
        "3 documents, 2 valid, 1 finding\n"
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_explain_names_all_that_is_allowed(tei: Run, repository: Path, jobs: str) -> None:
    paths = [f"{FAULTY}/rng-element-unwrapped.xml", "corpus", "--jobs", jobs]
    done = tei("validate", *paths, "--explain", "--format", "json", cwd=repository)
    report = json.loads(done.stdout)
    (finding,) = (one for document in report["documents"] for one in document["findings"])
    assert len(finding["expected"]) == 91
    assert finding["expected"][:3] == ["text", "abbr", "add"]
    text = tei("validate", *paths, "--explain", cwd=repository).stdout
    assert "   rule: An element is not allowed where it stands. More: tei rules rng.element-not-allowed\n" in text
    assert "--explain" not in text


def test_warning_fails_only_on_request(tei: Run, repository: Path) -> None:
    path = f"{FAULTY}/sch-label-order.xml"
    assert tei("validate", path, cwd=repository).returncode == 0
    done = tei("validate", path, "--fail-on", "warning", "--format", "concise", cwd=repository)
    assert done.returncode == 1
    assert ": warning: sch.label-order: " in done.stdout


def test_json_goes_to_standard_output_and_faults_to_standard_error(tei: Run, repository: Path) -> None:
    done = tei("validate", "corpus", "corpse", "--format", "json", cwd=repository)
    assert done.returncode == 2
    assert done.stderr == "tei: error: no such file or folder: corpse; did you mean corpus?\n"
    assert json.loads(done.stdout)["summary"] == {"documents": 2, "valid": 2, "invalid": 0, "findings": 0}


def test_report_can_be_written_to_a_file(tei: Run, repository: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.txt"
    done = tei("validate", "corpus", "-o", str(path), cwd=repository)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert path.read_text(encoding="utf-8").startswith("2 documents, all valid")


def test_xml_schema_and_two_processes_on_request(tei: Run, repository: Path) -> None:
    done = tei("validate", "corpus", "--xsd", "--jobs", "2", cwd=repository)
    assert done.returncode == 0
    assert done.stdout.endswith("(tei-documentary.rng, tei-documentary.sch, tei-documentary.xsd)\n")


def test_named_schema_applies_alone(tei: Run, repository: Path) -> None:
    done = tei("validate", f"{FAULTY}/sch-literal-bracket.xml", "--schema", "tei-documentary", cwd=repository)
    assert (done.returncode, done.stdout) == (0, "1 document, valid (tei-documentary.rng)\n")


def test_settings_file_is_used_in_place_of_the_nearest(tei: Run, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[limits]\ndepth = 3\n", encoding="utf-8")
    done = tei("validate", str(repository / "corpus"), "--settings", "other.toml", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout.count("xml.too-deep") == 2


@pytest.mark.parametrize(
    "words, sentence",
    [
        ([], "no PATH is given, and there is no tei.toml here that names a corpus"),
        (["none.xml"], "no such file or folder: none.xml"),
        (["."], "no .xml file in the folder ."),
        ([".", "--schema", "a.odd"], "no such file or folder: a.odd"),
        ([".", "--settings", "none.toml"], "--settings: there is no file none.toml"),
    ],
)
def test_call_that_cannot_be_carried_out_ends_with_2(tei: Run, words: list[str], sentence: str) -> None:
    done = tei("validate", *words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"tei: error: {sentence}\n")


@pytest.mark.parametrize(
    "words", [["--format", "xml", "."], ["--jobs", "-1", "."], ["--fail-on", "x", "."], ["--nope"]]
)
def test_unknown_option_or_value_ends_with_2(tei: Run, words: list[str]) -> None:
    done = tei("validate", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tei: error: ")
    assert "Traceback" not in done.stderr


def test_only_what_a_baseline_does_not_have_fails(tei: Run, repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / FAULTY, tmp_path / "old")
    noted = tei("validate", "old", "--write-baseline", "base.json", "--format", "concise")
    assert (noted.returncode, noted.stdout, noted.stderr) == (0, "", "")
    before = (tmp_path / "base.json").read_bytes()
    shutil.copy(tmp_path / "old" / "rng-element-unwrapped.xml", tmp_path / "old" / "new.xml")
    done = tei("validate", "old", "--baseline", "base.json", "--format", "concise")
    assert done.returncode == 1
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()] == [f"{Path('old') / 'new.xml'}:34:60"]
    assert (tmp_path / "base.json").read_bytes() == before


def test_baseline_takes_the_place_of_nothing_else(tei: Run, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    done = tei("validate", str(repository / FAULTY), "--write-baseline", "notes.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "notes.json cannot be used: it is no baseline" in done.stderr
    assert (tmp_path / "notes.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["--baseline", "a.json", "--write-baseline", "b.json"], "give one of the two"),
        (
            ["--write-baseline", "a.json", "-o", "./a.json"],
            "the report and the baseline cannot both be written to a.json",
        ),
        (["--baseline", "none.json"], "--baseline: none.json cannot be used: No such file or directory"),
        (["--statistics", "--format", "sarif"], "--statistics goes with --format text or json, not with sarif"),
    ],
)
def test_call_that_contradicts_itself_ends_before_anything_is_checked(
    tei: Run, repository: Path, words: list[str], sentence: str
) -> None:
    done = tei("validate", str(repository / "corpus"), *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_report_is_not_written_over_the_baseline(tei: Run, repository: Path, tmp_path: Path) -> None:
    assert tei("validate", str(repository / "corpus"), "--write-baseline", "base.json").returncode == 0
    done = tei("validate", str(repository / "corpus"), "--baseline", "base.json", "-o", "base.json")
    assert done.returncode == 2
    assert "the report would overwrite it" in done.stderr
    assert json.loads((tmp_path / "base.json").read_text(encoding="utf-8"))["findings"] == []


def test_page_can_be_written_to_a_file(tei: Run, repository: Path, tmp_path: Path) -> None:
    done = tei(
        "validate",
        f"{FAULTY}/rng-element-unwrapped.xml",
        "--format",
        "html",
        "-o",
        str(tmp_path / "r.html"),
        cwd=repository,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "<mark>&lt;item&gt;</mark>" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_broken_settings_are_named_with_their_line(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text('[validate]\nshema = "a.rng"\n', encoding="utf-8")
    done = tei("validate", ".")
    assert done.returncode == 2
    assert "tei.toml:2: unknown key shema in [validate]; did you mean schema?" in done.stderr


def test_broken_schema_is_named_with_its_place(tei: Run, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "g.rng").write_text("<grammar", encoding="utf-8")
    done = tei("validate", str(repository / "corpus"), "--schema", "g.rng")
    assert (done.returncode, done.stdout) == (2, "")
    assert "g.rng:1:1  rng.schema.not-well-formed" in done.stderr
    assert "Traceback" not in done.stderr


def test_schema_may_include_from_a_folder_that_is_named(tei: Run, tmp_path: Path) -> None:
    schemas, common = tmp_path / "schemas", tmp_path / "common"
    schemas.mkdir()
    common.mkdir()
    (common / "part.rnc").write_text("part = element a { empty }", encoding="utf-8")
    (schemas / "main.rnc").write_text('include "../common/part.rnc"\nstart = part', encoding="utf-8")
    (tmp_path / "a.xml").write_text("<a/>", encoding="utf-8")
    words = ["validate", "a.xml", "--schema", "schemas/main.rnc"]
    refused = tei(*words)
    assert refused.returncode == 2
    assert "rng.schema.reference" in refused.stderr
    assert tei(*words, "--schema-folder", "common").returncode == 0
    assert tei(*words, "--schema-folder", "comon").returncode == 2
    settings = tmp_path / "settings" / "tei.toml"
    settings.parent.mkdir()
    settings.write_text('[validate]\nschema_folders = ["../common"]\n', encoding="utf-8")
    assert tei(*words, "--settings", "settings/tei.toml").returncode == 0


def test_identifiers_are_checked_unless_asked_otherwise(tei: Run, tmp_path: Path) -> None:
    text = "start = element r { element a { attribute id { xsd:ID } }* }"
    (tmp_path / "r.rnc").write_text(text, encoding="utf-8")
    (tmp_path / "r.xml").write_text("<r><a id='x'/><a id='x'/></r>", encoding="utf-8")
    words = ["validate", "r.xml", "--schema", "r.rnc", "--format", "concise"]
    assert "r.xml:1:18: error: rng.duplicate-id" in tei(*words).stdout
    assert tei(*words, "--no-ids").returncode == 0
    (tmp_path / "r.rnc").write_text(f"{text} | element s {{ xsd:ID }}", encoding="utf-8")
    assert "rng.schema.id-type" in tei(*words).stderr
    assert tei(*words, "--no-ids").returncode == 0


def test_grammar_alone_loads_no_other_engine(repository: Path) -> None:
    program = (
        "import sys; from tei.cli import main; "
        "main(['validate', '--schema', 'schemas/tei-documentary.rng', 'corpus']); "
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=repository,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(done.stderr.split())
    assert "tei.relaxng" in loaded
    unwanted = {"saxonche", "xmlschema", "rich", "dask", "tei.schematron", "concurrent.futures.process"}
    assert not loaded & unwanted


@pytest.mark.skipif(os.name == "nt", reason="this system has no pseudo-terminals")
@pytest.mark.parametrize("no_color", ["", "1"])
def test_colour_only_on_a_terminal_that_wants_it(repository: Path, no_color: str) -> None:
    import pty  # noqa: PLC0415 - not there on every system

    ours, its = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "tei", "validate", f"{FAULTY}/rng-element-unwrapped.xml"],
        cwd=repository,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": no_color},
        stdout=its,
        check=False,
        timeout=300,
    )
    os.close(its)
    shown = os.read(ours, 10_000)
    os.close(ours)
    assert done.returncode == 1
    assert b"rng.element-not-allowed" in shown
    assert (b"\x1b[1;31m" in shown) is (no_color == "")


class TestHostileInput:
    """Each ends with one clear finding or error, without a traceback, in little time."""

    @pytest.fixture(autouse=True)
    def quickly(self) -> Iterator[None]:
        """Hold each to a time in which nothing large can have been built, on a machine that is busy too."""
        began = time.monotonic()
        yield
        assert time.monotonic() - began < 60

    @pytest.fixture
    def refused(self, tei: Run, tmp_path: Path) -> Callable[[str | bytes], str]:
        """A function that validates *content* as a file and returns the one finding, without path and place."""

        def refuse(content: str | bytes) -> str:
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / "hostile.xml").write_bytes(data)
            done = tei("validate", "hostile.xml", "--format", "concise")
            assert (done.returncode, done.stderr) == (1, "")
            (line,) = done.stdout.splitlines()
            return line.partition(": error: ")[2]

        return refuse

    def test_external_entity(self, refused: Callable[[str], str], tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("not for the document beside it", encoding="utf-8")
        said = refused(f'<!DOCTYPE TEI [<!ENTITY e SYSTEM "{secret.as_uri()}">]><TEI>&e;</TEI>')
        assert said == "xml.entity-external: &e; stands for another file, which is not read"

    def test_exponential_entity_bomb(self, refused: Callable[[str], str]) -> None:
        levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
        said = refused(f'<!DOCTYPE TEI [<!ENTITY e0 "lol">{levels}]><TEI>&e11;</TEI>')
        assert said.startswith("xml.entity-expansion: &e11; makes the document expand beyond 10,000,000 characters")

    def test_quadratic_entity_bomb(self, refused: Callable[[str], str]) -> None:
        said = refused(f'<!DOCTYPE TEI [<!ENTITY e "{"x" * 50_000}">]><TEI>{"&e;" * 50_000}</TEI>')
        assert said.startswith("xml.entity-expansion: &e; makes the document expand beyond 10,000,000 characters")

    def test_nesting_of_100_000_elements(self, refused: Callable[[str], str]) -> None:
        assert refused("<a>" * 100_000) == "xml.too-deep: elements are nested more than 1,000 deep"

    def test_attribute_beyond_the_limit(self, refused: Callable[[str], str]) -> None:
        said = refused(f'<TEI n="{"x" * 10_000_001}"/>')
        assert said == "xml.attribute-too-long: an attribute has more than 10,000,000 characters"

    def test_attribute_of_a_gibibyte(self, tei: Run, tmp_path: Path) -> None:
        with (tmp_path / "hostile.xml").open("wb") as stream:
            stream.write(b'<TEI n="')
            stream.truncate(1024**3)
        done = tei("validate", "hostile.xml", "--format", "concise")
        assert (done.returncode, done.stderr) == (1, "")
        assert done.stdout == (
            "hostile.xml:1:1: error: xml.too-large: "
            "the file has 1,073,741,824 bytes or more; at most 268,435,456 are read\n"
        )

    @pytest.mark.parametrize(
        "content, said",
        [
            (b"", "xml.empty: the file is empty"),
            (b" \n\t", "xml.empty: the file holds nothing but white space"),
            (b"PK\x03\x04abc", "xml.not-xml: this is not XML but a ZIP archive, as .docx, .odt and .epub files are"),
            (b"Dear Sir,", "xml.not-xml: this is not XML but looks like plain text: it does not begin with “<”"),
            (b"<TEI>caf\xe9</TEI>", "xml.encoding: byte 0xE9 is not UTF-8"),
            (b'<?xml version="1.0" encoding="klingon"?><TEI/>', "xml.encoding: the declared encoding “klingon” is not"),
            ("<TEI/>".encode("utf-16-le"), "tei.not-tei: <TEI> is in no namespace"),
            (b"\xff\xfe<\0", "xml.not-well-formed: "),
            (b"<TEI>\x00</TEI>", "xml.not-xml: this is not XML but binary data"),
            (b"<TEI>\x0b</TEI>", "xml.control-character: the character U+000B is not allowed in XML"),
            (b"<letter/>", "tei.not-tei: the outermost element is <letter> in no namespace"),
        ],
    )
    def test_what_is_no_document(self, refused: Callable[[bytes], str], content: bytes, said: str) -> None:
        assert refused(content).startswith(said)

    def test_folder_missing_file_and_document_in_one_call(self, tei: Run, repository: Path, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        shutil.copy(repository / "tests" / "fixtures" / "valid" / "minimal.xml", tmp_path / "a.xml")
        done = tei("validate", "empty", "none.xml", "a.xml")
        assert done.returncode == 2
        assert done.stdout == "1 document, valid (tei-documentary.rng, tei-documentary.sch)\n"
        assert done.stderr == (
            "tei: error: no .xml file in the folder empty\ntei: error: no such file or folder: none.xml\n"
        )

    def test_file_that_is_no_text_is_told_without_an_empty_excerpt(self, tei: Run, tmp_path: Path) -> None:
        (tmp_path / "letter.xml").write_text("Dear sir\n", encoding="utf-8")
        assert tei("validate", "letter.xml").stdout.splitlines()[1:] == ["", "1 document, 0 valid, 1 finding"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_named_pipe_is_read_to_its_end_and_no_further(self, tei: Run, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.xml")
        writer = subprocess.Popen([sys.executable, "-c", "open('pipe.xml', 'w').write('<a/>')"], cwd=tmp_path)
        done = tei("validate", "pipe.xml", "--format", "concise")
        assert writer.wait(10) == 0
        assert done.returncode == 1
        assert "tei.not-tei" in done.stdout

    def test_deep_document_within_the_limit_passes_every_engine(
        self, tei: Run, repository: Path, tmp_path: Path
    ) -> None:
        words = "The orchard is in bloom."
        text = (repository / "tests" / "fixtures" / "valid" / "minimal.xml").read_text(encoding="utf-8")
        deep = text.replace(words, '<hi rend="bold">' * 900 + words + "</hi>" * 900)
        (tmp_path / "deep.xml").write_text(deep, encoding="utf-8")
        done = tei("validate", "deep.xml")
        assert (done.returncode, done.stderr) == (0, "")

    def test_words_of_a_document_cannot_command_the_terminal(self, tei: Run, tmp_path: Path) -> None:
        # U+009B begins a command in terminals that know eight-bit control characters; XML allows it.
        (tmp_path / "hostile.xml").write_text('<TEI n="\u009b2J\u202e">', encoding="utf-8")
        done = tei("validate", "hostile.xml")
        assert done.returncode == 1
        assert not {"\x1b", "\x9b", "\u202e"} & set(done.stdout)


@pytest.mark.parametrize("output", ["corpus/one.xml", "corpus/../corpus/one.xml"])
@pytest.mark.parametrize("path", ["corpus", "corpus/one.xml"])
def test_report_does_not_overwrite_a_document(
    tei: Run, repository: Path, tmp_path: Path, path: str, output: str
) -> None:
    document = tmp_path / "corpus" / "one.xml"
    document.parent.mkdir()
    document.write_bytes((repository / "tests" / "fixtures" / "valid" / "minimal.xml").read_bytes())
    before = document.read_bytes()
    done = tei("validate", path, "-o", output, cwd=tmp_path)
    assert (done.returncode, document.read_bytes()) == (2, before)
    assert "would overwrite it" in done.stderr


@pytest.mark.parametrize("output", ["corpus/one.xml", "rules.sch"])
def test_report_overwrites_nothing_that_the_project_names(
    tei: Run,
    repository: Path,
    tmp_path: Path,
    output: str,
) -> None:
    (tmp_path / "corpus").mkdir()
    shutil.copy(repository / "tests" / "fixtures" / "valid" / "minimal.xml", tmp_path / "corpus" / "one.xml")
    shutil.copy(repository / "schemas" / "tei-documentary.sch", tmp_path / "rules.sch")
    settings = '[project]\ncorpus = "corpus"\n[validate]\nschematron = "rules.sch"\n'
    (tmp_path / "tei.toml").write_text(settings, encoding="utf-8")
    before = (tmp_path / output).read_bytes()
    done = tei("validate", "-o", output, cwd=tmp_path)
    assert (done.returncode, (tmp_path / output).read_bytes()) == (2, before)
    assert "would overwrite it" in done.stderr


# --- which schema ---

ASKING = """<?xml-model href="https://example.org/g.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>
<?xml-model href="r.sch" phase="p" title="Ours"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" version="4.7.0"/>
"""
RNG = """<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"><optional><attribute name="version"/></optional>
  <sch:pattern><sch:rule context="*"><sch:assert id="no" test="false()">No.</sch:assert></sch:rule></sch:pattern>
  <empty/></element>"""
SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron"><phase id="p"><active pattern="a"/></phase>
  <pattern id="a"><rule context="*"><assert id="a" test="false()">A.</assert></rule></pattern>
  <pattern id="b"><rule context="*"><assert id="b" test="false()">B.</assert></rule></pattern></schema>"""
ADDRESS = "https://example.org/g.rng"
CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <uri name="https://example.org/g.rng" uri="g.rng"/></catalog>"""


@pytest.fixture
def asking(tmp_path: Path) -> Path:
    files = {"a.xml": ASKING, "g.rng": RNG, "r.sch": SCH, "catalog.xml": CATALOG}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_schemas_are_explained_and_nothing_is_checked(tei: Run, asking: Path) -> None:
    done = tei("validate", "--explain-schema", "a.xml", cwd=asking)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "a.xml",
        f"  - xml-model {ADDRESS}: {ADDRESS} is not a file beside the document, and nothing is read from elsewhere",
        "  * xml-model r.sch, phase p, “Ours”: Schematron; the file is there",
        "  - built-in tei_all@4.7.0: passed over: the document’s own comes first",
    ]


def test_catalog_brings_what_a_document_asks_for(tei: Run, asking: Path) -> None:
    done = tei("validate", "--catalog", "catalog.xml", "--format", "concise", "a.xml", cwd=asking)
    assert done.stdout == "a.xml:3:1: error: sch.a: A.\n"
    mapped = tei("validate", "--catalog", "catalog.xml", "--explain-schema", "a.xml", cwd=asking).stdout
    assert f"* xml-model https://example.org/g.rng: RELAX NG; a catalog maps it to {asking / 'g.rng'}\n" in mapped


def test_rules_inside_a_grammar_and_a_phase_are_asked_for_by_options(tei: Run, asking: Path) -> None:
    call = ("validate", "--schema", "g.rng", "--format", "concise", "a.xml")
    assert tei(*call, cwd=asking).stdout == ""
    assert tei(*call, "--embedded", cwd=asking).stdout == "a.xml:3:1: error: sch.no: No.\n"
    phase = tei("validate", "--schema", "r.sch", "--phase", "p", "--format", "concise", "a.xml", cwd=asking)
    assert phase.stdout == "a.xml:3:1: error: sch.a: A.\n"
    unknown = tei("validate", "--schema", "r.sch", "--phase", "q", "a.xml", cwd=asking)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "sch.schema.phase-unknown" in unknown.stderr
