"""BibTeX, RIS, CSL-JSON and COinS: each is read again, and says what went into it whatever the title is."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tei.publish.exports import coins, forms, placing, tags
from tei.publish.exports.placing import Published

MakeDocument = Callable[..., Published]

RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*")
# Appendix IV of CSL 1.0.2, as far as it is used.
CSL_WORDS = frozenset(
    {"id", "type", "title", "title-short", "container-title", "publisher", "publisher-place", "version", "DOI", "URL"}
    | {"ISBN", "number", "language", "abstract", "keyword", "genre", "note", "collection-title", "collection-number"}
    | {"archive", "archive-place", "archive_collection", "archive_location", "original-title", "original-publisher"}
)
CSL_NAMES = frozenset({"author", "editor", "translator", "compiler", "illustrator", "contributor", "collection-editor"})
CSL_DATES = frozenset({"issued", "original-date"})
NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix"}


def one_line(words: str) -> str:
    return " ".join(words.split())


def entries_of(text: str) -> Any:
    bibtexparser = pytest.importorskip("bibtexparser", reason="the extra `test` has bibtexparser")
    parser = bibtexparser.bparser.BibTexParser(common_strings=False, ignore_nonstandard_types=False)
    return parser.parse(text).entries


def balanced(text: str) -> bool:
    """Whether braces are as BibTeX counts them, which takes no notice of a backslash."""
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def test_bibtex_entry_is_one_whatever_the_title_is(make_document: MakeDocument, hostile: str) -> None:
    text = forms.BIBTEX.content(make_document(hostile)).decode()
    assert balanced(text)
    (entry,) = entries_of(text)
    assert (entry["ENTRYTYPE"], entry["ID"]) == ("misc", "letter")
    assert entry["url"] == "https://example.org/oseros/documents/letter/"
    assert entry["author"] == "Osero, Ada"
    assert entry["howpublished"] == "{Letters of the Oseros}"
    plain = entry["title"].replace(r"\textbraceleft{}", "{").replace(r"\textbraceright{}", "}")
    plain = plain.removeprefix("{").removesuffix("}").replace(r"\textbackslash{}", "\\")
    plain = plain.replace(r"\textasciitilde{}", "~").replace(r"\textasciicircum{}", "^")
    assert re.sub(r"\\([&%$#_])", r"\1", plain) == one_line(hostile)


@pytest.mark.parametrize(
    "name, key",
    [("letter_1", "letter_1"), ("59363.a", "59363.a"), ("Brief-ü", "Brief-88c30003"), ("письмо", "tei-8f9e4e20")],
)
def test_keys_are_the_identifiers_and_else_told_apart(make_document: MakeDocument, name: str, key: str) -> None:
    made = placing.key(make_document(name=name))
    assert re.fullmatch(r"[A-Za-z0-9_:.+/-]+", made)
    assert made == key


def test_keys_that_lose_different_letters_differ(make_document: MakeDocument) -> None:
    assert placing.key(make_document(name="а-б")) != placing.key(make_document(name="в-г"))


def test_ris_has_a_line_a_value_whatever_the_title_is(make_document: MakeDocument, hostile: str) -> None:
    data = forms.RIS.content(make_document(hostile))
    *lines, last = data.decode().split("\r\n")
    assert last == ""
    assert [line for line in lines if not RIS_LINE.fullmatch(line)] == []
    assert [number for number, line in enumerate(lines) if line.startswith(("TY", "ER"))] == [0, len(lines) - 1]
    assert f"TI  - {one_line(hostile)}" in lines
    assert "T2  - Letters of the Oseros" in lines
    assert "UR  - https://example.org/oseros/documents/letter/" in lines


def test_csl_has_the_variables_of_csl_alone(make_document: MakeDocument, cable: Published, hostile: str) -> None:
    for document in (cable, make_document(hostile)):
        (item,) = json.loads(forms.CSL.content(document))
        assert item["container-title"] == "Letters of the Oseros"
        for key, value in item.items():
            if key in CSL_NAMES:
                assert all(set(name) in ({"literal"}, set(name) & NAME_PARTS) for name in value), key
            elif key in CSL_DATES:
                assert all(len(part) <= 3 and all(isinstance(one, int) for one in part) for part in value["date-parts"])
            else:
                assert key in CSL_WORDS
                assert isinstance(value, str)
    assert item["title"] == hostile or one_line(item["title"]) == one_line(hostile)


def test_context_object_is_read_again(make_document: MakeDocument, hostile: str) -> None:
    written = coins.context_object(make_document(hostile))
    assert re.fullmatch(r"[A-Za-z0-9._~%=&-]+", written)
    pairs = parse_qsl(written, strict_parsing=True)
    assert pairs[:2] == [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc")]
    assert ("rft.title", one_line(hostile)) in pairs
    assert ("rft.creator", "Osero, Ada") in pairs
    assert ("rft.identifier", "https://example.org/oseros/documents/letter/") in pairs
    assert all(value for _, value in pairs)


def test_tags_of_the_cable(cable: Published) -> None:
    said = [(one.name, one.content) for one in tags.tags(cable)]
    title = "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"
    assert said[:6] == [
        ("citation_title", f"{title}: A TEI edition of the English translation"),
        ("citation_author", "Kovalev, Ivan Vladimirovich"),
        ("citation_author", "Mao, Zedong"),
        ("citation_publication_date", "2026/11/23"),
        ("citation_publisher", "The tei project"),
        ("citation_language", "en"),
    ]
    assert ("DCTERMS.created", "1949-10-21/1949-10-24") in said
    assert ("DCTERMS.isPartOf", "https://example.org/oseros/") in said


def test_tags_are_neither_empty_nor_of_two_lines(make_document: MakeDocument, hostile: str) -> None:
    made = tags.tags(make_document(hostile))
    assert [one for one in made if one.content != one_line(one.content) or not one.content] == []
    assert {one.name.partition(".")[0] for one in made if "." in one.name} == set(tags.SCHEMAS)
