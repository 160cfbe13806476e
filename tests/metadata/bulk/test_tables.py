"""The table: there and back, hostile or as a spreadsheet leaves it, and what is written when."""

import os
import re
import string
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.diagnostics import Diagnostic, Span
from tei.errors import EnvironmentFault, UsageError
from tei.metadata import bulk
from tei.metadata.bulk import Plan, columns, sheets
from tei.metadata.bulk.guarding import bare, guarded
from tei.names import TEI

Folder = Callable[..., Path]
Edited = Callable[..., Plan]

LETTER = (
    f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>{{}}</title></titleStmt>'
    "<publicationStmt><publisher>P</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    "<text><body><p>Words.</p></body></text></TEI>"
)


def contents(corpus: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(corpus.iterdir())}


# --- there and back ---


def test_table_that_is_put_back_unchanged_changes_nothing(folder: Folder, edited: Edited) -> None:
    plan = edited(folder(), {})
    assert plan == Plan((), (), (), 5, "UTF-8, cells divided by commas")


def test_corpus_of_this_repository_comes_back_unchanged(repository: Path, edited: Edited) -> None:
    plan = edited(repository / "corpus", {})
    assert (plan.changes, plan.findings, plan.documents) == ((), (), 2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_is_understood_as_spreadsheets_write_it(
    folder: Folder, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    corpus = folder(LETTER.format("Köln; “a”, b"))
    text = bulk.export([corpus]).as_csv().decode()
    lines = [[cell.strip('"') for cell in line.split(",", 3)] for line in text.splitlines()]
    table = tmp_path / "table.csv"
    rows = ["file", "header", "digest", "title 1"], [*lines[1][:3], "Bonn; “a”, b"]
    written = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table.write_bytes(written.encode(encoding))
    plan = bulk.plan(table, corpus)
    assert [change.after.decode() for change in plan.changes] == [LETTER.format("Bonn; “a”, b")]
    assert {"utf-8-sig": "byte order mark", "utf-16": "UTF-16", "cp1252": "Windows-1252"}[encoding] in plan.assumed
    assert {",": "commas", ";": "semicolons", "\t": "tabs"}[delimiter] in plan.assumed


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30))
def test_guarded_cell_gives_its_value_back(value: str) -> None:
    assert bare(guarded(value)) == value


@given(st.text("'=+-@1[remov]a. /May", max_size=12))
def test_guarded_cell_gives_its_value_back_whatever_it_begins_with(value: str) -> None:
    assert bare(guarded(value)) == value


@pytest.mark.parametrize(
    "value",
    """=1+1|+49|-1|@SUM(A1)|1949-10-23|1949|23 October 1949|October 23, 1949|May 7|1e5|007|TRUE|12345678901234567890
    |[remove]|'=1|1/2|10 am|5 %""".replace("\n    ", "").split("|"),
)
def test_what_a_spreadsheet_would_change_is_kept_by_an_apostrophe(value: str) -> None:
    assert guarded(value) == f"'{value}"


@pytest.mark.parametrize(
    "value",
    ["", "Ana Holt", "'Allo", "1.xml", "3 leaves", "Marsh 7 a b", "sha256:9f86d081884c7d65", "urn:uuid:46f40a56-1f13"],
)
def test_what_a_spreadsheet_leaves_alone_is_left_alone(value: str) -> None:
    assert guarded(value) == value


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


@given(st.lists(st.lists(st.one_of(CELLS, st.sampled_from(['"', ";", "a\r\nb", " x ", ""])), min_size=2, max_size=2)))
def test_any_table_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    for delimiter in sheets.DELIMITERS:
        sheet = sheets.read(sheets.written([["file", "other"], *rows], delimiter), "t.csv", "file")
        assert [list(row.cells) for row in sheet.rows] == kept


def test_name_of_a_column_is_read_as_it_is_written(repository: Path) -> None:
    table = bulk.export([repository / "corpus", repository / "tests" / "metadata" / "headers"])
    assert len(table.columns) > 100
    for column in table.columns:
        assert columns.parse(str(column)) == column


# --- random headers, random edits ---

WORDS = st.text(st.sampled_from(string.ascii_letters + "äé&<>\"' -.,;0果\u00a0"), min_size=1, max_size=25).map(
    # A run of spaces is one space in a header; a no-break space is a character.
    lambda text: " ".join(filter(None, text.split(" "))).strip()
)
NONEMPTY = WORDS.filter(bool)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document with some titles, authors and identifiers, indented in one of several ways, with comments."""
    space = draw(st.sampled_from(["", "\n  ", "\r\n\t", "\n\n"]))
    aside = draw(st.sampled_from(["", "<!-- <title>no</title> -->", "<?pi x?>"]))
    titles = [f"<title type='t'>{escaped(draw(WORDS))}</title>" for _ in range(draw(st.integers(0, 3)))]
    authors = [f"<author ref='#a'>{escaped(draw(WORDS))}</author>" for _ in range(draw(st.integers(0, 3)))]
    numbers = [f"<idno type='DOI'>{escaped(draw(WORDS))}</idno>" for _ in range(draw(st.integers(0, 2)))]
    statement = space.join([aside, *titles, *authors, ""])
    publication = space.join(["<publisher>P</publisher>", *numbers, aside])
    return (
        f'<TEI xmlns="{TEI}"><teiHeader>{space}<fileDesc>{space}<titleStmt>{statement}</titleStmt>{space}'
        f"<publicationStmt>{publication}</publicationStmt>{space}<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
        "<text><body><p>Words &amp; words.</p></body></text></TEI>"
    )


EDITS = st.dictionaries(
    st.sampled_from(["title 1", "title 2", "author 1", "author 3", "identifier [DOI] 1", "publisher 1", "abstract 1"]),
    st.one_of(NONEMPTY, st.just("[remove]")),
    max_size=3,
)


@given(documents(), EDITS)
def test_edits_show_in_the_next_table_and_nothing_else_does(
    tmp_path_factory: pytest.TempPathFactory, document: str, edits: dict[str, str]
) -> None:
    corpus = tmp_path_factory.mktemp("corpus")
    file = corpus / "1.xml"
    file.write_bytes(document.encode())
    before = bulk.export([corpus])
    row = before.rows[0]
    names = [*map(str, row.cells), *(name for name in edits if columns.parse(name) not in row.cells)]
    shown = {str(column): guarded(value) for column, value in row.cells.items()}
    cells = [
        (edits[name] if edits[name] == "[remove]" else guarded(edits[name])) if name in edits else shown[name]
        for name in names
    ]
    table = corpus / "table.csv"
    table.write_bytes(sheets.written([["file", "header", "digest", *names], ["1.xml", "1", row.digest, *cells]]))
    plan = bulk.plan(table, corpus)
    assert plan.findings == ()
    assert bulk.write(plan.changes) == ()
    after = bulk.export([corpus]).rows[0].cells
    removed = {name for name, value in edits.items() if value == "[remove]"}
    if not removed:
        kept = {str(column): value for column, value in row.cells.items() if str(column) not in edits}
        assert kept.items() <= {str(column): value for column, value in after.items()}.items()
        assert set(edits.values()) <= set(after.values())
    gone = sum(name in shown for name in removed)
    words = [column for column in after if not column.label]
    assert len(words) >= len([column for column in row.cells if not column.label]) - gone
    # Applied again, the table finds what it asks for, or refuses a document that is not the one it was made of.
    again = bulk.plan(table, corpus)
    assert again.changes == ()
    assert {one.rule for one in again.findings} <= (
        {"dep.metadata-changed"} if removed or "author 3" in edits or "title 2" in edits else set()
    )
    assert file.read_bytes().endswith(b"<text><body><p>Words &amp; words.</p></body></text></TEI>")


@st.composite
def answered_for(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A document with statements of many names and tasks and a history, and edits of what is there and what is next."""
    statements: list[str] = []
    edits: dict[str, str] = {}
    for number in range(1, draw(st.integers(1, 3)) + 1):
        tasks, names = draw(st.integers(1, 4)), draw(st.integers(1, 4))
        resps = "".join(f"<resp>{escaped(draw(NONEMPTY))}</resp>" for _ in range(tasks))
        tags = [draw(st.sampled_from(["name", "persName", "orgName"])) for _ in range(names)]
        named = "".join(f"<{tag} ref='#a'>{escaped(draw(NONEMPTY))}</{tag}>" for tag in tags)
        statements.append(
            f"<respStmt>{resps}{named}</respStmt>" if draw(st.booleans()) else f"<respStmt>{named}{resps}</respStmt>"
        )
        task, name = draw(st.integers(1, tasks + 1)), draw(st.integers(1, names + 1))
        labels = ["role" if task == 1 else f"role {task}", "" if name == 1 else f"name {name}"]
        labels += [f"{labels[1]} ref".strip()] if draw(st.booleans()) else []
        edits |= {f"contributor {number} {label}".strip(): draw(NONEMPTY) for label in labels}
    count = draw(st.integers(1, 3))
    changes = "".join(f"<change when='2025' n='{number}'>{escaped(draw(NONEMPTY))}</change>" for number in range(count))
    changed = draw(st.integers(1, count + 1))
    edits |= {f"change {changed}": draw(NONEMPTY), f"change {changed} when": "2026-11-25"}
    text = (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title>{"".join(statements)}</titleStmt>'
        "<publicationStmt><publisher>P</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        f"<revisionDesc>{changes}</revisionDesc></teiHeader><text><body><p>Words.</p></body></text></TEI>"
    )
    return text, edits


@given(answered_for())
def test_all_names_tasks_and_changes_have_columns_and_come_back(
    tmp_path_factory: pytest.TempPathFactory, document: tuple[str, dict[str, str]]
) -> None:
    text, edits = document
    corpus = tmp_path_factory.mktemp("corpus")
    file, table = corpus / "1.xml", corpus / "table.csv"
    file.write_bytes(text.encode())
    exported = bulk.export([corpus])
    table.write_bytes(exported.as_csv())
    assert bulk.plan(table, corpus)[:3] == ((), (), ())
    row = exported.rows[0]
    before = {str(column): value for column, value in row.cells.items()}
    tags = re.findall(r"<(?:resp|name|persName|orgName|change)[ >]", text)
    words = [name for name in before if re.fullmatch(r"contributor \d+(?: (?:role|name))?(?: \d+)?|change \d+", name)]
    assert len(words) == len(tags)
    wanted = before | edits
    cells = [guarded(value) for value in wanted.values()]
    table.write_bytes(sheets.written([["file", "header", "digest", *wanted], ["1.xml", "1", row.digest, *cells]]))
    plan = bulk.plan(table, corpus)
    assert plan.findings == ()
    assert bulk.write(plan.changes) == ()
    assert {str(column): value for column, value in bulk.export([corpus]).rows[0].cells.items()} == wanted


# --- hostile tables ---


def applied(tmp_path: Path, corpus: Path, data: bytes) -> list[tuple[str, Span]]:
    """What is found in a table; nothing may change."""
    before = contents(corpus)
    table = tmp_path / "hostile.csv"
    table.write_bytes(data)
    plan = bulk.plan(table, corpus)
    assert plan.changes == ()
    assert contents(corpus) == before
    return [(one.rule, one.span) for one in plan.findings]


HEAD = b"file,header,digest,title 1\r\n"


@pytest.mark.parametrize(
    "data, found",
    [
        (b"", [("dep.metadata-sheet", Span())]),
        (b"\0\1\2", [("dep.metadata-sheet", Span(1, 1, 1, 2))]),
        (HEAD + b"1.xml,1,x,a\0b\r\n", [("dep.metadata-sheet", Span(2, 12, 2, 13))]),
        (HEAD + b'1.xml,1,x,"a\r\n', [("dep.metadata-sheet", Span(2, 11, 2, 12))]),
        (HEAD + b'1.xml,1,x,a"b\r\n', [("dep.metadata-sheet", Span(2, 11, 2, 12))]),
        (b"title 1,title 2\r\na,b\r\n", [("dep.metadata-sheet", Span(1, 1, 1, 16))]),
        (b"\xff\xfe\0", [("dep.metadata-sheet", Span())]),
        (b"file,header\r\n1.xml,1\r\n", [("dep.metadata-column", Span(1, 1, 1, 5))]),
        (b"file,file,header,digest\r\n", [("dep.metadata-column", Span(1, 1, 1, 5))]),
        (b"file,header,digest,titel 1\r\n", [("dep.metadata-column", Span(1, 20, 1, 27))]),
        (b"file,header,digest,title 1,title\r\n", [("dep.metadata-column", Span(1, 28, 1, 33))]),
        (b"file,header,digest,\r\n", [("dep.metadata-column", Span(1, 20, 1, 20))]),
        (HEAD + b"1.xml,1,x\r\n", [("dep.metadata-row", Span(2, 1, 2, 6))]),
        (HEAD + b"1.xml,1,x,a,b\r\n", [("dep.metadata-row", Span(2, 1, 2, 6))]),
        (HEAD + b"1.xml,one,x,a\r\n", [("dep.metadata-row", Span(2, 7, 2, 10))]),
        (HEAD + b"1.xml,2,x,a\r\n", [("dep.metadata-row", Span(2, 1, 2, 6))]),
        (HEAD + b"1.xml,1,x,a\r\n1.xml,1,x,b\r\n", [("dep.metadata-row", Span(3, 1, 3, 6))]),
        (HEAD + b"../outside.xml,1,x,a\r\n", [("dep.metadata-path", Span(2, 1, 2, 15))]),
        (HEAD + b"/etc/passwd,1,x,a\r\n", [("dep.metadata-path", Span(2, 1, 2, 12))]),
        (HEAD + b"C:\\1.xml,1,x,a\r\n", [("dep.metadata-path", Span(2, 1, 2, 9))]),
        (HEAD + b",1,x,a\r\n", [("dep.metadata-path", Span(2, 1, 2, 1))]),
        (HEAD + b"1.xml,1,x,a\r\n", [("dep.metadata-changed", Span(2, 1, 2, 6))]),
    ],
)
def test_faulty_table_is_told_and_changes_nothing(
    folder: Folder, tmp_path: Path, data: bytes, found: list[tuple[str, Span]]
) -> None:
    corpus = folder(LETTER.format("T"))
    (tmp_path / "outside.xml").write_text(LETTER.format("outside"), encoding="utf-8")
    assert applied(tmp_path, corpus, data) == found
    assert (tmp_path / "outside.xml").read_text(encoding="utf-8") == LETTER.format("outside")


@given(st.binary(max_size=200))
def test_random_bytes_are_no_table_and_no_traceback(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("random")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "1.xml").write_text(LETTER.format("T"), encoding="utf-8")
    for written in (data, HEAD + data):
        applied(folder, corpus, written)


def test_huge_cell_is_a_value_like_another(folder: Folder, edited: Edited) -> None:
    huge = "long " * 100_000
    (change,) = edited(folder(LETTER.format("T")), {(0, "title 1"): huge}).changes
    assert change.after.decode() == LETTER.format(huge.strip())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few make links")
def test_link_out_of_the_corpus_is_not_written_through(folder: Folder, tmp_path: Path, edited: Edited) -> None:
    corpus = folder(LETTER.format("T"))
    outside = tmp_path / "outside.xml"
    outside.write_text(LETTER.format("outside"), encoding="utf-8")
    (corpus / "2.xml").symlink_to(outside)
    plan = edited(corpus, {(1, "title 1"): "U"})
    assert [(one.rule, one.span.line) for one in plan.findings] == [("dep.metadata-path", 3)]


# --- writing ---


def test_documents_are_written_and_the_table_then_has_nothing_to_do(
    folder: Folder, edited: Edited, tmp_path: Path
) -> None:
    corpus = folder(LETTER.format("T"), LETTER.format("U"))
    plan = edited(corpus, {(0, "title 1"): "V", (1, "title 1"): "W"})
    assert contents(corpus)["1.xml"].decode() == LETTER.format("T")
    assert bulk.write(plan.changes) == ()
    assert [data.decode() for data in contents(corpus).values()] == [LETTER.format("V"), LETTER.format("W")]
    again = bulk.plan(tmp_path / "table.csv", corpus)
    assert (again.changes, again.findings) == ((), ())


def test_document_that_changed_since_the_export_is_refused_and_the_others_are_not(
    folder: Folder, edited: Edited, tmp_path: Path
) -> None:
    corpus = folder(LETTER.format("T"), LETTER.format("U"))
    edited(corpus, {(0, "title 1"): "V", (1, "title 1"): "W"})
    (corpus / "1.xml").write_text(LETTER.format("T").replace("<publisher>P", "<publisher>Q"), encoding="utf-8")
    plan = bulk.plan(tmp_path / "table.csv", corpus)
    assert [(one.rule, one.span) for one in plan.findings] == [("dep.metadata-changed", Span(2, 1, 2, 6))]
    assert [change.path.name for change in plan.changes] == ["2.xml"]


def test_document_that_changed_since_the_comparison_is_left_as_it_is(folder: Folder, edited: Edited) -> None:
    corpus = folder(LETTER.format("T"))
    plan = edited(corpus, {(0, "title 1"): "V"})
    (corpus / "1.xml").write_text(LETTER.format("changed"), encoding="utf-8")
    assert [one.rule for one in bulk.write(plan.changes)] == ["dep.metadata-changed"]
    assert contents(corpus)["1.xml"].decode() == LETTER.format("changed")


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="modes are POSIX's")
def test_failure_in_the_middle_leaves_whole_files(
    folder: Folder, edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = folder(LETTER.format("T"), LETTER.format("U"), LETTER.format("V"))
    plan = edited(corpus, {(row, "title 1"): "New" for row in range(3)})
    replaced = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "2.xml":
            raise OSError(28, "No space left on device")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(EnvironmentFault, match="No space left"):
        bulk.write(plan.changes)
    texts = [data.decode() for data in contents(corpus).values()]
    assert texts == [LETTER.format("New"), LETTER.format("U"), LETTER.format("V")]


def test_document_that_would_not_be_valid_is_refused_unless_forced(
    folder: Folder, edited: Edited, tmp_path: Path
) -> None:
    corpus = folder(LETTER.format("T"))
    edited(corpus, {(0, "title 1"): "bad"})

    def check(path: Path, data: bytes) -> tuple[Diagnostic, ...]:
        known = Diagnostic("rng.value", "was there before", str(path))
        return (known, Diagnostic("rng.value", "new", str(path))) if b"bad" in data else (known,)

    plan = bulk.plan(tmp_path / "table.csv", corpus, check=check)
    assert [(one.rule, one.message) for one in plan.findings] == [
        ("dep.metadata-invalid", "1.xml: the document would not be valid: new"),
        ("rng.value", "new"),
    ]
    assert plan.changes == ()
    forced = bulk.plan(tmp_path / "table.csv", corpus, check=check, force=True)
    assert [one.rule for one in forced.findings] == ["rng.value"]
    assert len(forced.changes) == 1


def test_columns_are_chosen_by_name_and_by_family(folder: Folder) -> None:
    table = bulk.export([folder()], wanted=["title", "identifier [DOI] 1", "status"][:2])
    assert {column.family for column in table.columns} == {"title", "identifier"}
    assert [str(column) for column in table.columns if column.family == "identifier"] == ["identifier [DOI] 1"]
    with pytest.raises(UsageError, match="there is no column titel; did you mean title"):
        bulk.export([Path(__file__).parent], wanted=["titel"])


def test_several_processes_give_the_same_table_and_plan(folder: Folder, edited: Edited, tmp_path: Path) -> None:
    corpus = folder(*(LETTER.format(f"T{number}") for number in range(4)))
    plan = edited(corpus, {(2, "title 1"): "U"})
    assert bulk.export([corpus], jobs=2) == bulk.export([corpus])
    assert bulk.plan(tmp_path / "table.csv", corpus, jobs=2) == plan
