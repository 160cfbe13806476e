from collections.abc import Callable
from pathlib import Path

from tei.deposit.packages import pack
from tei.deposit.verifying import verify

Edition = Callable[..., Path]
Letter = Callable[..., str]

XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.tei-c.org/ns/1.0"
  elementFormDefault="qualified"><xs:include schemaLocation="parts/any.xsd"/>
<xs:element name="TEI"><xs:complexType mixed="true"><xs:sequence>
<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>"""

PART = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.tei-c.org/ns/1.0">
<xs:simpleType name="word"><xs:restriction base="xs:token"/></xs:simpleType></xs:schema>"""

RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><include href="parts/words.sch"/>
</schema>"""

PATTERN = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron"><rule context="*:p">
<assert id="words" test="normalize-space()">A paragraph has words.</assert></rule></pattern>"""


def test_schemas_of_several_files_go_along_whole_and_apply_in_the_package(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    root = edition({"a.xml": letter("a")})
    for name, text in {
        "schemas/letters.sch": RULES,
        "schemas/parts/words.sch": PATTERN,
        "schemas/letters.xsd": XSD,
        "schemas/parts/any.xsd": PART,
        "tei.toml": (root / "tei.toml")
        .read_text(encoding="utf-8")
        .replace("[validate]\n", '[validate]\nxsd = "schemas/letters.xsd"\n'),
    }.items():
        (root / name).write_text(text, encoding="utf-8")
    (package,) = pack([root / "letters"], form="bagit", out=tmp_path / "out", pdf=False).written
    found = {path.relative_to(package / "data").as_posix() for path in (package / "data/schemas").rglob("*.*")}
    assert found == {
        "schemas/letters.rnc",
        "schemas/letters.sch",
        "schemas/letters.xsd",
        "schemas/parts/any.xsd",
        "schemas/parts/header.rnc",
        "schemas/parts/words.sch",
        "schemas/schemas.json",
    }
    assert verify(package).findings == ()


def test_document_of_no_project_is_packed_with_teis_own_schemas(repository: Path, tmp_path: Path) -> None:
    document = tmp_path / "minimal.xml"
    document.write_bytes((repository / "tests/fixtures/valid/minimal.xml").read_bytes())
    (package,) = pack([document], form="rocrate", out=tmp_path / "out", pdf=False).written
    assert (package / "schemas/tei-documentary.rng").read_bytes() == (
        repository / "schemas/tei-documentary.rng"
    ).read_bytes()
    assert verify(package).findings == ()
