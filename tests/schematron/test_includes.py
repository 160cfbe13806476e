"""Inclusion: files beside the schema, and no others."""

from pathlib import Path

import pytest

from tei import schematron
from tei.document import parse
from tei.errors import SchemaError

NS = 'xmlns:sch="http://purl.oclc.org/dsdl/schematron"'
REPORT = f'<sch:rule {NS} context="a">\n<sch:report test="true()">x</sch:report></sch:rule>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "schemas"
    (own / "parts").mkdir(parents=True)
    (tmp_path / "outside.sch").write_text(REPORT, encoding="utf-8")
    (own / "rule.sch").write_text(REPORT, encoding="utf-8")
    (own / "parts" / "more.sch").write_text(
        f'<sch:pattern {NS}><sch:include href="../rule.sch"/></sch:pattern>', encoding="utf-8"
    )
    return own


def write(folder: Path, body: str, name: str = "schema.sch") -> Path:
    path = folder / name
    path.write_text(f"<sch:schema {NS}>\n{body}</sch:schema>", encoding="utf-8")
    return path


def messages(path: Path) -> list[str]:
    return [finding.message for finding in schematron.load(path).validate(parse(b"<a/>"))]


@pytest.mark.parametrize(
    "body",
    [
        '<sch:pattern><sch:include href="rule.sch"/></sch:pattern>',
        '<sch:include href="parts/more.sch"/>',
        '<sch:include href="./parts/../parts/more.sch"/>',
        '<sch:pattern><sch:rule context="a"><sch:extends href="rule.sch"/></sch:rule></sch:pattern>',
    ],
)
def test_file_beside_the_schema_takes_the_place_of_the_inclusion(folder: Path, body: str) -> None:
    assert messages(write(folder, body)) == ["x"]


def test_part_of_a_file_can_be_included(folder: Path) -> None:
    named = REPORT.replace("context", 'id="yes" context')
    (folder / "library.sch").write_text(
        f'<library {NS}><sch:rule id="no" context="a"/>{named}</library>',
        encoding="utf-8",
    )
    assert messages(write(folder, '<sch:pattern><sch:include href="library.sch#yes"/></sch:pattern>')) == ["x"]


@pytest.mark.parametrize(
    "href, reason",
    [
        ("../outside.sch", "own folder"),
        ("parts/../../outside.sch", "own folder"),
        ("/etc/passwd", "own folder"),
        ("file:///etc/passwd", "beside the schema"),
        ("https://example.org/x.sch", "beside the schema"),
        ("//example.org/x.sch", "beside the schema"),
        ("", "beside the schema"),
        ("none.sch", "there is no file"),
        ("rule.sch#none", "no element with the id 'none'"),
        ("schema.sch", "includes itself"),
    ],
)
def test_any_other_file_is_refused_at_the_inclusion(folder: Path, href: str, reason: str) -> None:
    path = write(folder, f'<sch:pattern><sch:include href="{href}"/></sch:pattern>')
    with pytest.raises(SchemaError) as raised:
        schematron.load(path)
    last = raised.value.diagnostics[-1]
    assert last.rule == "sch.schema.include"
    assert reason in " ".join(found.message for found in raised.value.diagnostics)
    assert (raised.value.diagnostics[0].span.line, raised.value.diagnostics[0].span.column) == (2, 27)


def test_link_out_of_the_folder_is_refused(folder: Path) -> None:
    link = folder / "link.sch"
    try:
        link.symlink_to(folder.parent / "outside.sch")
    except OSError:
        pytest.skip("this system lets nobody make symbolic links")
    with pytest.raises(SchemaError) as raised:
        schematron.load(write(folder, '<sch:pattern><sch:include href="link.sch"/></sch:pattern>'))
    assert "own folder" in raised.value.diagnostics[0].message


def test_fault_in_an_included_file_is_found_there(folder: Path) -> None:
    (folder / "rule.sch").write_text(REPORT.replace("true()", "1 +"), encoding="utf-8")
    with pytest.raises(SchemaError) as raised:
        schematron.load(write(folder, '<sch:include href="parts/more.sch"/>'))
    (found,) = raised.value.diagnostics
    assert (found.rule, Path(found.path).name, found.span.line, found.span.column) == (
        "sch.schema.xpath",
        "rule.sch",
        2,
        13,
    )


def test_included_file_that_is_not_well_formed_is_found_there(folder: Path) -> None:
    (folder / "rule.sch").write_text("<a>\n</b>", encoding="utf-8")
    with pytest.raises(SchemaError) as raised:
        schematron.load(write(folder, '<sch:pattern><sch:include href="rule.sch"/></sch:pattern>'))
    assert {found.rule for found in raised.value.diagnostics} == {"xml.not-well-formed", "sch.schema.include"}


def test_inclusions_that_multiply_are_stopped(folder: Path) -> None:
    for level in range(12):
        twice = f'<sch:include href="level-{level + 1}.sch"/>' * 2
        (folder / f"level-{level}.sch").write_text(f"<sch:pattern {NS}>{twice}</sch:pattern>", encoding="utf-8")
    (folder / "level-12.sch").write_text(f"<sch:p {NS}>x</sch:p>", encoding="utf-8")
    with pytest.raises(SchemaError) as raised:
        schematron.load(write(folder, '<sch:include href="level-0.sch"/>'))
    assert "more than 1,000 inclusions" in raised.value.diagnostics[0].message
