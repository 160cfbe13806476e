"""The authority file of a project, and nothing else, stands beside a document."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.document import Limits, parse
from tei.names import SCH
from tei.validate import validate
from tei.validate.companions import companions

Write = Callable[..., Path]
AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
<person xml:id="ada"><persName>Ada</persName></person></listPerson></standOff></TEI>"""


def _pointing(*pointers: str) -> str:
    return '<p xml:id="p-the-orchard">' + "".join(f'<persName ref="{one}">Ada</persName>' for one in pointers) + "</p>"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "authority é.xml").write_text(AUTHORITY, encoding="utf-8")
    (tmp_path / "tei.toml").write_text('[encode]\nauthority = "names/authority é.xml"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("spelling", ["../names/authority é.xml", "../names/authority%20%C3%A9.xml"])
def test_each_spelling_of_the_authority_is_followed(project: Path, write: Write, spelling: str) -> None:
    written = spelling.replace(" ", "%20")  # A pointer has no spaces.
    path = write("corpus/a.xml", _pointing(f"{written}#ada", f"{written}#eve"))
    (found,) = validate(path).findings
    assert (found.rule, found.span.line) == ("sch.person-ref", 34)
    assert "eve" in found.message
    assert project.is_dir()


def test_rules_do_not_look_into_other_files(project: Path, write: Write) -> None:
    (project / "corpus").mkdir()
    (project / "corpus" / "other.xml").write_text(AUTHORITY, encoding="utf-8")
    (found,) = validate(write("corpus/a.xml", _pointing("other.xml#nobody"))).findings
    assert found.rule == "ptr.dangling"  # No rule of the schema speaks.


def test_document_that_points_nowhere_needs_no_authority(project: Path) -> None:
    document = parse(b"<a b='c.xml' d='#e'/>", str(project / "a.xml"))
    assert companions(document, (project / "broken.xml",), Limits()) == ({}, ())


@pytest.mark.parametrize(
    "pointer", ["http://example.org/authority.xml#a", "a%00b.xml#a", "c:authority.xml#a", "//host/authority.xml#a"]
)
def test_addresses_elsewhere_are_no_companions(project: Path, pointer: str) -> None:
    document = parse(f"<a b='{pointer}'/>".encode(), str(project / "a.xml"))
    assert companions(document, (project / "authority.xml",), Limits()) == ({}, ())


def test_broken_authority_is_told_once_and_the_documents_are_checked(project: Path, write: Write) -> None:
    (project / "names" / "authority é.xml").write_text("<TEI", encoding="utf-8")
    pointing = _pointing("../names/authority%20%C3%A9.xml#ada")
    report = validate([write("corpus/a.xml", pointing), write("corpus/b.xml", pointing)])
    assert [document.valid for document in report.documents] == [True, True]
    (fault,) = report.faults
    assert "were not checked, for it cannot be read" in fault
    assert report.exit_code() == 2


def test_rules_that_look_into_no_other_document_need_no_authority(project: Path, write: Write) -> None:
    (project / "names" / "authority é.xml").write_text("<TEI", encoding="utf-8")
    rules = project / "own.sch"
    rule = '<rule context="*:ref"><assert test="@target"/></rule>'
    rules.write_text(f'<schema xmlns="{SCH}" queryBinding="xslt2"><pattern>{rule}</pattern></schema>', encoding="utf-8")
    pointing = _pointing("../names/authority%20%C3%A9.xml#ada")
    report = validate(write("corpus/a.xml", pointing), schema=rules)
    assert (report.faults, report.findings) == ((), ())
