"""Results as bytes: what is read is what was written, and nothing else is ever made."""

import json
import re
from pathlib import Path

import pytest

from tei.diagnostics import Diagnostic, Edit, Fix, Severity, Span
from tei.validate.excerpts import Excerpt
from tei.validate.pointers.facts import Facts
from tei.validate.remembered import form
from tei.validate.remembered.form import FormError
from tei.validate.results import Checked

FIX = Fix("mend", "Mend it", ("note",), default=True, entries=("word",), edits=(Edit(Span(), "x"),), refusal="no")
FINDING = Diagnostic(
    "rng.value",
    "“é” \udce9",
    "a.xml",
    Span(1, 2, 3, 4),
    Severity.WARNING,
    "/TEI",
    ("help",),
    ("p", "q"),
    7,
    ("b.xml:1:2",),
    (FIX,),
)
CHECKED = Checked(
    "a.xml",
    (FINDING, FINDING),
    (None, Excerpt("text", 1, 2, cut_before=True)),
    ("Schematron",),
    unchecked=("b.xml",),
    facts=Facts("/a.xml", bytes(range(256)), {"/b.xml": b"\0\xff"}, ("/c.xml",), ("ada",)),
    included=("c.xml",),
)


@pytest.mark.parametrize(
    "value", [CHECKED, Checked("a.xml"), (), ("a", 1, True, None, -3, b"", {"": ()}), "x" * 10_000]
)
def test_what_was_written_is_read(value: object) -> None:
    found, notes = form.read(form.written(value, [["a", True], []]))
    assert (found, notes) == (value, [["a", True], []])
    assert repr(found) == repr(value)


def test_a_valid_document_is_small() -> None:
    assert len(form.written(Checked("a.xml"))) < 100
    assert len(form.written(Checked("a.xml", (FINDING,) * 50, (CHECKED.excerpts[1],) * 50))) < 1000


@pytest.mark.parametrize("value", [Path("a"), ("a", [1]), Checked("a", findings=(object(),))])  # type: ignore[arg-type]
def test_what_is_not_known_is_not_written(value: object) -> None:
    with pytest.raises(FormError):
        form.written(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '["Path","/etc/passwd"]',
        '["os.system","true"]',
        '["Span",1,2,3,4,5,6]',
        '["Severity","fatal"]',
        "[]",
        '["=","not base64"]',
        '[["Span"]]',
        "[" * 100_000,
        "1]",
        "1,2",
    ],
)
def test_what_is_no_result_is_refused(text: str) -> None:
    with pytest.raises(FormError):
        form.read(f"\0[null,{text}]".encode())


def test_what_unpacks_to_more_than_any_result_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "_LARGEST", 1000)
    with pytest.raises(FormError):
        form.read(form.written("x" * 10_000))
    with pytest.raises(FormError):
        form.read(form.written("xyz" * 200)[:-5])


def test_every_kind_of_part_is_known() -> None:
    # What results may have in them one day is to be known here: else nothing of such a document is remembered.
    annotations = (str(said) for kind in form._KNOWN.values() for said in kind.__annotations__.values())
    kinds = {name for said in annotations for name in re.findall(r"\b[A-Z]\w*", said.replace("ForwardRef", ""))}
    # What is ignored is found out after a result has been taken from the cache, or put there.
    assert kinds - {"None", "Memo", "Ignored"} <= form._KNOWN.keys()


def test_every_part_of_a_finding_and_a_document_is_written() -> None:
    _notes, plain = json.loads(form.written(Checked("a.xml"))[1:])
    assert len(plain) == 1 + len(Checked._fields)
    assert form.read(form.written(CHECKED))[0].findings[0].expected_names == 7
