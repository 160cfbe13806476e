"""What documents are called in a site, and in which order they stand."""

from pathlib import Path

import pytest

from tei.errors import UsageError
from tei.publish.model import Item
from tei.publish.planning import planned
from tei.settings import Project, Publish, Settings


def item(path: str, identifier: str = "", when: str = "", modified: str = "") -> Item:
    return Item(path, identifier, f"Title of {path}", "0", when=when, modified=modified)


@pytest.mark.parametrize(
    "documents, names",
    [
        ([("a.xml", "one"), ("b.xml", "two")], ["one", "two"]),
        # Without an identifier of its own, or with one that others have too, a document is called as its file.
        ([("a.xml", ""), ("b.xml", "two")], ["a", "two"]),
        ([("a.xml", "letter"), ("b.xml", "letter")], ["a", "b"]),
        # What only differs in capitals would be one folder on many disks.
        ([("a.xml", "Letter"), ("b.xml", "letter")], ["a", "b"]),
        # So would be what only differs in how an accent is written.
        ([("a.xml", "\u00e9"), ("b.xml", "e\u0301")], ["a", "b"]),
        ([("Mu\u0308ller.xml", ""), ("हिन्दी.xml", ""), ("e\u0301 (2).xml", "")], ["Müller", "हिन्दी", "é-2"]),
        # A name that no disk has room for is cut, with room for what is made of it.
        ([("a.xml", "ä" * 300)], ["ä" * 100]),
        ([("a.xml", "ä" * 300), ("b.xml", "ä" * 301)], ["a", "b"]),
        # Where files have the same name too, the path tells them apart.
        ([("x/a.xml", ""), ("y/a.xml", "")], ["x-a", "y-a"]),
        ([("a.xml", "b"), ("b.xml", "")], ["b", "b-2"]),
        ([("a.xml", "письмо-1"), ("b c (1).xml", "")], ["письмо-1", "b-c-1"]),
        ([("...xml", ""), ("ok.xml", "..")], ["document", "ok"]),
    ],
)
def test_each_document_has_a_name_of_its_own(documents: list[tuple[str, str]], names: list[str]) -> None:
    site = planned([item(path, identifier) for path, identifier in documents], Settings())
    assert {one.path: one.identifier for one in site.items} == {
        path: name for (path, _), name in zip(documents, names, strict=True)
    }


def test_address_of_a_document_can_be_written_into_a_link() -> None:
    (only,) = planned([item("a.xml", "письмо")], Settings()).items
    assert only.folder == "documents/письмо"
    assert only.url == "documents/%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%BE/"


def test_documents_stand_by_date_and_those_without_one_last() -> None:
    dates = ["1949-10-23", "", "-0043-03-15", "1949-10", "1949", "1950", "0079-10-24", "1949-02-01", "-0044"]
    site = planned([item(f"{number}.xml", when=when) for number, when in enumerate(dates)], Settings())
    assert [one.when for one in site.items] == [
        "-0044",
        "-0043-03-15",
        "0079-10-24",
        "1949-02-01",
        "1949-10-23",
        "1949-10",
        "1949",
        "1950",
        "",
    ]


def test_title_is_that_of_the_site_or_of_the_project() -> None:
    documents = [item("a.xml")]
    project = Project(title="Papers")
    assert planned(documents, Settings(project=project)).title == "Papers"
    assert planned(documents, Settings(project=project, publish=Publish(title="Site"))).title == "Site"
    assert planned(documents, Settings()).title == "Edition"


def test_last_change_is_that_of_the_documents_or_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [item("a.xml", modified="2024-03"), item("b.xml", modified="2025-01-02"), item("c.xml")]
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert planned(documents, Settings()).modified == "2025-01-02"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert planned(documents, Settings()).modified == "1970-01-01"


def test_text_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    settings = Settings(publish=Publish(about=tmp_path / "none.md"))
    with pytest.raises(UsageError, match=r"\[publish\] about names .*none\.md, which cannot be read: No such file"):
        planned([item("a.xml")], settings)
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    settings = Settings(publish=Publish(home=tmp_path / "latin.md"))
    with pytest.raises(UsageError, match="it is not UTF-8"):
        planned([item("a.xml")], settings)
