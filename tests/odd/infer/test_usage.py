from collections.abc import Callable
from pathlib import Path

import pytest

from tei.limits import Limits
from tei.names import TEI, tei_name
from tei.odd.infer.usage import MOST_VALUES, Counted, Task, Usage, count

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a document and returns its path."""

    def file(text: str) -> Path:
        path = tmp_path / "document.xml"
        path.write_text(text, encoding="utf-8")
        return path

    return file


def test_elements_with_the_same_attributes_are_counted_together(write: Write) -> None:
    path = write(f'<TEI xmlns="{TEI}"><p n="1" xml:id="a"/><p n="2" xml:id="b"/><p/></TEI>')
    counted = count(Task(path, frozenset({"n"})))
    assert counted.root == tei_name("TEI")
    assert counted.shapes == {
        (tei_name("TEI"),): 1,
        (tei_name("p"), "n", "{http://www.w3.org/XML/1998/namespace}id"): 2,
        (tei_name("p"),): 1,
    }
    assert counted.values == {(tei_name("p"), "n"): {"1": 1, "2": 1}}
    assert counted.parents == frozenset()


def test_element_of_another_namespace_is_noted_with_its_parent(write: Write) -> None:
    counted = count(
        Task(write('<a xmlns="urn:a"><b xmlns="urn:b"><b/><a xmlns="urn:a"/></b><c xmlns=""/></a>'), frozenset())
    )
    assert counted.parents == {("{urn:b}b", "{urn:a}a"), ("{urn:a}a", "{urn:b}b"), ("c", "{urn:a}a")}


@pytest.mark.parametrize(
    "text, rule",
    [
        ("<TEI>", "xml.not-well-formed"),
        ("", "xml.empty"),
        ('<!DOCTYPE a [<!ENTITY e "x"><!ENTITY f "&e;&e;">]><a>&f;&f;&f;</a>', "xml.entity-expansion"),
        ("<a>&nothing;</a>", "xml.entity-undeclared"),
    ],
)
def test_document_that_is_not_safe_to_read_gives_its_findings(write: Write, text: str, rule: str) -> None:
    counted = count(Task(write(text), frozenset(), Limits(expansion_chars=5)))
    assert [finding.rule for finding in counted.findings] == [rule]
    assert counted.shapes is None


def test_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    assert count(Task(tmp_path / "gone.xml", frozenset())).fault == f"there is no file {tmp_path / 'gone.xml'}"


def test_external_entity_is_never_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<p/>", encoding="utf-8")
    counted = count(Task(write('<!DOCTYPE a [<!ENTITY e SYSTEM "secret.xml">]><a>&e;</a>'), frozenset()))
    assert [finding.rule for finding in counted.findings] == ["xml.entity-external"]


def test_usage_adds_documents_up_and_remembers_the_first() -> None:
    usage = Usage()
    usage.add(Counted("a.xml", "TEI", {("p", "n"): 2, ("p",): 1}, {("p", "n"): {"1": 2}}))
    usage.add(Counted("b.xml", "TEI", {("p", "n"): 1, ("q", "m"): 1}, {("p", "n"): {"1": 1}}))
    assert (usage.documents, usage.roots) == (2, {"TEI": 2})
    assert (usage.elements["p"].count, usage.elements["p"].documents) == (4, 2)
    assert usage.elements["p"].attributes == {"n": 3}
    assert usage.values == {("p", "n"): {"1": 3}}
    assert usage.first == {"p": "a.xml", ("p", "n"): "a.xml", "q": "b.xml", ("q", "m"): "b.xml"}


def test_account_of_values_ends_where_they_are_many() -> None:
    usage = Usage()
    for number in range(3):
        many = {f"{number}-{value}": 1 for value in range(MOST_VALUES)}
        usage.add(Counted("a.xml", "TEI", {("p", "n"): 1}, {("p", "n"): many}))
    assert len(usage.values["p", "n"]) == 2 * MOST_VALUES
