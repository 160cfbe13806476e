from pathlib import Path

from tei.limits import DEFAULT
from tei.validate.associate import Plan
from tei.validate.effort import effort
from tei.validate.session import Task

GRAMMAR = Plan(grammars=(Path("a.rng"),), limits=DEFAULT)
TREE = GRAMMAR._replace(pointers=True)
RULES = GRAMMAR._replace(schematrons=(Path("a.sch"),))


def test_more_to_check_and_longer_documents_take_longer(tmp_path: Path) -> None:
    short, long = tmp_path / "short.xml", tmp_path / "long.xml"
    short.write_bytes(b"x" * 10_000)
    long.write_bytes(b"x" * 1_000_000)
    for one in (short, long):
        assert 0 < effort(Task(one, GRAMMAR)) < effort(Task(one, TREE)) < effort(Task(one, RULES))
    for plan in (GRAMMAR, TREE, RULES):
        assert 10 < effort(Task(long, plan)) / effort(Task(short, plan)) <= 100


def test_xml_schema_is_too_long_in_building_to_be_built_often(tmp_path: Path) -> None:
    document = tmp_path / "a.xml"
    document.write_bytes(b"x" * 10_000)
    assert effort(Task(document, TREE._replace(xsds=(Path("a.xsd"),)))) < effort(Task(document, TREE))


def test_document_that_is_not_there_is_no_fault_here(tmp_path: Path) -> None:
    assert effort(Task(tmp_path / "none.xml", GRAMMAR)) > 0
