"""The quick look at a document and the closer one say the same."""

from pathlib import Path

import pytest

from tei import relaxng
from tei.limits import Limits
from tei.validate import closer, session
from tei.validate.associate import Plan
from tei.validate.results import Checked

ANYTHING = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start>
<define name="any"><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/>
</choice></zeroOrMore></element></define></grammar>"""
LIMITS = Limits(depth=20, attribute_chars=2_000)

# What is valid in the end, whether one look is enough for that, and what is not well-formed or not safe.
DOCUMENTS = [
    (b"<a/>", True, []),
    (b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<a b='\xc3\xa9'>\xc3\xa9<?c d:e?><!-- f --></a>", True, []),
    (b"<a>" * 20 + b"</a>" * 20, True, []),
    (b"<a>" * 21 + b"</a>" * 21, False, ["xml.too-deep"]),
    (b"<a b='" + b"c" * 1_980 + b"'/>", True, []),
    (b"<a b='" + b"c" * 2_001 + b"'/>", False, ["xml.attribute-too-long"]),
    (b"<a>" + b"c" * 2_001 + b"</a>", False, []),
    ("<?xml version='1.0' encoding='UTF-16'?><a>é</a>".encode("utf-16"), False, []),
    ("<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".encode("latin-1"), False, []),
    ("<?xml version='1.0' encoding='us-ascii'?><a>é</a>".encode(), False, ["xml.encoding"]),
    (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", False, []),
    (b"<a>\xff</a>", False, ["xml.encoding"]),
    (b"<a>\x01</a>", False, ["xml.control-character"]),
    (b"<a>&#1;</a>", False, ["xml.control-character"]),
    (b"<a>&b;</a>", False, ["xml.entity-undeclared"]),
    (b"<?xml version='2.0'?><a/>", False, ["xml.not-well-formed"]),
    (b"<a><?b:c d?></a>", False, ["xml.not-well-formed"]),
    (b"<a>" + b"c" * 70_000 + b"</a><?b:c d?>", False, ["xml.not-well-formed"]),
    (b"<a>" + b"c" * 65_530 + b"<?b:c d?></a>", False, ["xml.not-well-formed"]),
    (b"<a b='1' b='2'/>", False, ["xml.not-well-formed"]),
    (b"<a", False, ["xml.not-well-formed"]),
    (b"", False, ["xml.empty"]),
]


@pytest.fixture
def anything(tmp_path: Path) -> Path:
    path = tmp_path / "anything.rng"
    path.write_text(ANYTHING, encoding="utf-8")
    return path


@pytest.mark.parametrize("data, at_once, rules", DOCUMENTS)
def test_both_looks_say_the_same_of_what_may_be_unsafe(
    anything: Path, tmp_path: Path, data: bytes, *, at_once: bool, rules: list[str]
) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    plan = Plan((anything,), limits=LIMITS)
    assert relaxng.load(anything).passes(path, LIMITS) or not at_once
    found = session.check(session.Task(path, plan))
    assert isinstance(found, Checked)
    assert [finding.rule for finding in found.findings] == rules
    assert found == closer.check(data, str(path), plan)


@pytest.mark.parametrize("folder", ["valid", "faulty"])
def test_both_looks_say_the_same_of_the_fixtures(repository: Path, folder: str) -> None:
    plan = Plan((repository / "schemas" / "tei-documentary.rng",))
    paths = sorted((repository / "tests" / "fixtures" / folder).rglob("*.xml"))
    assert paths
    for path in paths:
        assert session.check(session.Task(path, plan)) == closer.check(path.read_bytes(), str(path), plan)


def test_ill_formed_document_is_told_so_before_a_broken_schema_is(tmp_path: Path) -> None:
    (tmp_path / "broken.rng").write_text("<grammar", encoding="utf-8")
    (tmp_path / "a.xml").write_text("<a", encoding="utf-8")
    found = session.check(session.Task(tmp_path / "a.xml", Plan((tmp_path / "broken.rng",))))
    assert isinstance(found, Checked)
    assert [finding.rule for finding in found.findings] == ["xml.not-well-formed"]
