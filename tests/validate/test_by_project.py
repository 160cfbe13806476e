"""What a project's settings say for single files: their schemas, what is left out, what makes a run fail."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.errors import SettingsError
from tei.validate import validate
from tei.validate.associate import Association, Plan, Wish
from tei.validate.explaining import explain

Make = Callable[..., Path]
EMPTY = "start = any\nany = element * { (attribute * { text } | text | any)* }"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><phase id="final"><active
pattern="p"/></phase><pattern id="p"><rule context="/*"><assert id="fails" test="@n"/></rule></pattern>
<pattern id="q"><rule context="/*"><assert id="other" test="@m"/></rule></pattern></schema>"""


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A function that writes settings, and documents and schemas by their names, and returns the folder."""
    monkeypatch.chdir(tmp_path)

    def write(settings: str, *files: str, name: str = "tei.toml") -> Path:
        (tmp_path / name).write_text(settings, encoding="utf-8")
        contents = {".rnc": EMPTY, ".sch": RULES, ".xml": TEI, ".dtd": "<!ELEMENT TEI ANY>"}
        for file in files:
            path = tmp_path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(contents.get(path.suffix, ""), encoding="utf-8")
        return tmp_path

    return write


def plan(document: str) -> Plan:
    return Association(Wish(by_document=True, pointers=None)).plan(Path(document))


GENERAL = '[validate]\nschema = "a.rnc"\nschematron = "a.sch"\nphase = "final"\n'
SPECIAL = '[[validate.files]]\nmatch = ["letters/**/*.xml", "x.xml"]\n'
SCHEMAS = ("a.rnc", "b.rnc", "a.sch", "b.sch", "d.dtd")


@pytest.mark.parametrize(
    "said, document, names, phases",
    [
        ("", "letters/a.xml", ("a.rnc", "a.sch"), ("final",)),
        (SPECIAL + 'schema = "b.rnc"', "letters/a/b.xml", ("b.rnc", "a.sch"), ("final",)),
        (SPECIAL + 'schema = "b.rnc"', "x.xml", ("b.rnc", "a.sch"), ("final",)),
        (SPECIAL + 'schema = "b.rnc"', "y.xml", ("a.rnc", "a.sch"), ("final",)),
        (SPECIAL + 'schematron = []\nphase = ""', "x.xml", ("a.rnc",), ()),
        (SPECIAL + 'schematron = ["b.sch", "a.sch"]', "x.xml", ("a.rnc", "b.sch", "a.sch"), ("final", "final")),
        (SPECIAL + 'phase = ""', "x.xml", ("a.rnc", "a.sch"), ()),
        (
            SPECIAL + 'schema = ["d.dtd", "b.sch", "b.rnc"]',
            "x.xml",
            ("d.dtd", "b.rnc", "b.sch", "a.sch"),
            ("final",) * 2,
        ),
        (SPECIAL + 'schema = []\nschematron = "b.sch"', "x.xml", ("b.sch",), ("final",)),
        (SPECIAL + 'schema = "b.rnc"\n' + SPECIAL + 'schematron = "b.sch"', "x.xml", ("b.rnc", "a.sch"), ("final",)),
    ],
)
def test_first_table_that_matches_has_its_say_and_the_rest_is_the_general_one(
    make: Make, said: str, document: str, names: tuple[str, ...], phases: tuple[str, ...]
) -> None:
    make(GENERAL + said, document, *SCHEMAS)
    found = plan(document)
    assert (found.names, tuple(phase for _path, phase in found.phases)) == (names, phases)
    assert found.require_tei


@pytest.mark.parametrize(
    "said, names",
    [
        ("", ("tei-documentary.rng", "tei-documentary.sch")),
        ("schematron = []", ("tei-documentary.rng",)),
        ('schematron = "tei-conformance"', ("tei-documentary.rng", "tei-conformance.sch")),
        ('schema = "tei-lite"', ("tei-lite.rng", "tei-conformance.sch")),
        ('schema = ["tei-lite", "a.sch"]', ("tei-lite.rng", "tei-conformance.sch", "a.sch")),
        ('schema = ["tei-lite", "tei-conformance"]', ("tei-lite.rng", "tei-conformance.sch")),
        ('schema = ["a.rnc", "b.rnc"]', ("a.rnc", "b.rnc")),
    ],
)
def test_built_in_grammar_brings_its_rules_unless_others_are_named(
    make: Make, said: str, names: tuple[str, ...]
) -> None:
    make(f"[validate]\n{said}", "x.xml", *SCHEMAS)
    assert plan("x.xml").names == names


def test_phase_is_for_the_rules_that_are_named_and_not_for_those_of_a_built_in_grammar(make: Make) -> None:
    folder = make('[validate]\nschema = ["tei-lite", "a.sch"]\nphase = "final"', "x.xml", *SCHEMAS)
    assert plan("x.xml").phases == ((folder / "a.sch", "final"),)
    assert Association(Wish(phase="other")).plan(Path("x.xml")).phases[0][1] == "other"


def test_phase_of_the_settings_is_run(make: Make) -> None:
    make(GENERAL, "x.xml", *SCHEMAS)
    assert [one.rule for one in validate("x.xml").findings] == ["sch.fails"]


def test_all_documents_of_a_table_have_one_plan(make: Make) -> None:
    make(GENERAL + SPECIAL + 'schema = "b.rnc"', "x.xml", "letters/a.xml", "y.xml", *SCHEMAS)
    association = Association(Wish())
    first, second, other = (association.plan(Path(name)) for name in ("x.xml", "letters/a.xml", "y.xml"))
    assert first == second != other
    assert first.grammars is second.grammars


@pytest.mark.parametrize(
    "said, message",
    [
        (SPECIAL + 'schema = "c.rnc"', "tei.toml:1 names {folder}/c.rnc, which is not there"),
        (SPECIAL + 'schematron = "a.rnc"', "tei.toml:1 names a.rnc where a .sch file belongs"),
        (
            SPECIAL + 'schema = "a.txt"',
            "tei.toml:1 names a.txt where a .odd, .rng, .rnc, .sch, .xsd or .dtd file belongs",
        ),
        ('[validate]\nschema = ["a.rnc", "c.rnc"]', "tei.toml: [validate] names {folder}/c.rnc, which is not there"),
        ('[validate]\nauthority = ["n.xml"]', "tei.toml names the authority file {folder}/n.xml, which is not there"),
    ],
)
def test_schema_that_cannot_be_had_is_told_with_its_table(make: Make, said: str, message: str) -> None:
    folder = make(said, "x.xml", "a.txt", *SCHEMAS)
    with pytest.raises(SettingsError) as caught:
        validate("x.xml")
    assert str(caught.value) == f"{folder}/" + message.format(folder=folder)


def test_explanation_tells_the_table_and_what_it_stands_in_place_of(make: Make) -> None:
    folder = make(GENERAL + SPECIAL + 'schema = "b.rnc"\n', "x.xml", *SCHEMAS)
    toml = folder / "tei.toml"
    assert explain(Path("x.xml")).splitlines() == [
        "x.xml",
        f"  * {toml}:5 [[validate.files]] b.rnc: it matches letters/**/*.xml, x.xml",
        f"  - {toml} a.rnc: passed over: {toml}:5 [[validate.files]] comes first",
        f"  * {toml} a.sch, phase final: the project names it",
        f"  - built-in tei-documentary: passed over: {toml} comes first",
    ]


def test_settings_in_pyproject_hold_for_documents(make: Make) -> None:
    make('[tool.tei.validate]\nschema = "b.rnc"\n', "x.xml", *SCHEMAS, name="pyproject.toml")
    assert validate("x.xml").schemas == ("b.rnc",)


# --- what is left out ---

EXCLUDING = '[validate]\nschema = "a.rnc"\nexclude = ["drafts", "**/*.tmp.xml"]\n'
FILES = ("x.xml", "drafts/y.xml", "a/b.tmp.xml", *SCHEMAS)


@pytest.mark.parametrize(
    "paths, checked",
    [
        (["."], ["x.xml"]),
        (["drafts/y.xml", "."], ["drafts/y.xml", "x.xml"]),
        (["drafts/*.xml"], ["drafts/y.xml"]),
        (["draft*", "."], ["x.xml"]),
        (["a/b.tmp.xml"], ["a/b.tmp.xml"]),
    ],
)
def test_what_is_excluded_is_found_in_no_folder_and_checked_where_it_is_named(
    make: Make, paths: list[str], checked: list[str]
) -> None:
    make(EXCLUDING, *FILES)
    report = validate(paths)
    assert ([one.path for one in report.documents], report.faults) == (checked, ())


def test_folder_in_which_all_is_excluded_is_nothing_to_check(make: Make) -> None:
    folder = make(EXCLUDING, *FILES)
    report = validate("drafts")
    assert (report.documents, report.exit_code()) == ((), 2)
    assert report.faults == (f"nothing to check: all is excluded by {folder / 'tei.toml'}",)


def test_explanation_says_that_a_file_is_left_out(make: Make) -> None:
    folder = make(EXCLUDING, *FILES)
    last = explain(Path("drafts/y.xml")).splitlines()[-1]
    assert last == f"  y.xml is left out where a folder is searched: {folder / 'tei.toml'} excludes it"
    assert "left out" not in explain(Path("x.xml"))


# --- what makes a run fail ---


@pytest.mark.parametrize("said, inner, code", [("error", "error", 0), ("warning", "error", 1), ("error", "warning", 1)])
def test_strictest_project_says_what_makes_a_run_fail(make: Make, said: str, inner: str, code: int) -> None:
    settings = '[validate]\nschema = "{}a.rnc"\nschematron = "{}w.sch"\nfail_on = "{}"\n'
    folder = make(settings.format("", "", said), "x.xml", "b/x.xml", *SCHEMAS)
    (folder / "w.sch").write_text(RULES.replace("<assert", '<assert role="warning"'), encoding="utf-8")
    (folder / "b" / "tei.toml").write_text(settings.format("../", "../", inner), encoding="utf-8")
    report = validate(".")
    assert {one.severity.value for one in report.findings} == {"warning"}
    assert report.exit_code() == code
    assert report.exit_code("error") == 0


# --- authority files ---

NAMES = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="{}"/></listPerson></standOff></TEI>'
)


def test_several_authority_files_are_looked_into_and_named_where_nothing_points_at_them(make: Make) -> None:
    folder = make(
        '[validate]\nschema = "a.rnc"\nauthority = ["../names/b.xml"]\n[encode]\nauthority = "../names/a.xml"\n',
        "../names/a.xml",
        "../names/b.xml",
        *SCHEMAS,
    )
    for name in "ab":
        (folder.parent / "names" / f"{name}.xml").write_text(NAMES.format(name), encoding="utf-8")
    pointing = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p ref="../names/a.xml#a ../names/b.xml#z"/></TEI>'
    (folder / "x.xml").write_text(pointing, encoding="utf-8")
    report = validate("x.xml", unused=True)
    assert [(Path(one.path).name, one.rule) for one in report.findings] == [
        ("x.xml", "ptr.dangling"),
        ("b.xml", "ptr.unused"),
    ]
    assert "../names/b.xml#z" in report.findings[0].message
    assert report.documents[0].unchecked == ()


def test_rules_look_into_several_authority_files(make: Make) -> None:
    looking = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><let name="documents"
    value="map{}"/><pattern><rule context="@ref"><assert id="there"
    test="$documents(substring-before(., '#'))//@xml:id = substring-after(., '#')"/></rule></pattern></schema>"""
    said = '[validate]\nschema = "a.rnc"\nschematron = "l.sch"\nauthority = ["a.xml", "b.xml"]\n'
    folder = make(said, "a.xml", "b.xml", *SCHEMAS)
    (folder / "l.sch").write_text(looking, encoding="utf-8")
    for name in "ab":
        (folder / f"{name}.xml").write_text(NAMES.format(name), encoding="utf-8")
    pointing = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p ref="a.xml#a"/><p ref="b.xml#z"/></TEI>'
    (folder / "x.xml").write_text(pointing, encoding="utf-8")
    report = validate("x.xml", pointers=False)
    assert [(one.rule, one.xpath) for one in report.findings] == [("sch.there", "/TEI/p[2]/@ref")]
