"""README.md: the package told to people."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tei.deposit.packages.cards import Card
    from tei.deposit.packages.files import Entry
    from tei.deposit.packages.members import Bundle

_FOLDERS: Final = (
    (
        "documents/",
        "the documents in TEI-XML, byte for byte as they were given, with the authority file they point into",
    ),
    ("editions/", "each document to read: a web page, plain text and, where it was made, a PDF"),
    ("metadata/", "what the header of each document says, in the forms that catalogues and repositories take"),
    ("schemas/", "the schemas that the documents were checked against; `schemas.json` says which apply"),
    ("validation.json", "the report of that check; `validation.txt` is the same for people"),
    ("packing.json", "how this package was made, for `tei deposit push` to make it again with a DOI"),
)


def text(title: str, cards: "Sequence[Card]", bundle: "Bundle", entries: "Iterable[Entry]") -> bytes:
    """Return the README of a package of the documents on *cards*, in UTF-8."""
    paths = [entry.path for entry in entries]
    lines = [f"# {_inline(title)}", ""]
    lines += _one(cards[0]) if len(cards) == 1 else _many(cards, bundle)
    lines += ["## What is in here", ""]
    lines += [f"- `{name}`: {told}" for name, told in _FOLDERS if any(path.startswith(name) for path in paths)]
    lines += [
        "- `ro-crate-metadata.json`: a description of all of this for programs (RO-Crate)",
        "",
        "## How to verify it",
        "",
        "    tei deposit verify PACKAGE",
        "",
        "compares every file with its checksum, checks the documents against the schemas in here, and computes the",
        "metadata again.",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _one(card: "Card") -> "Iterator[str]":
    if card.description:
        yield from (_inline(card.description), "")
    yield from ("## How to cite", "", _inline(card.citation), "")
    yield from _terms([card])


def _many(cards: "Sequence[Card]", bundle: "Bundle") -> "Iterator[str]":
    yield from (f"A collection of {len(cards):,} documents.", "", "## How to cite a document", "")
    for card, member in zip(cards, bundle.members, strict=True):
        yield f"- `{member.inside}`: {_inline(card.citation)}"
    yield ""
    yield from _terms(cards)


def _terms(cards: "Iterable[Card]") -> "Iterator[str]":
    """Yield the licences and statements of rights, each once."""
    licences = dict.fromkeys(card.licence for card in cards if card.licence)
    rights = dict.fromkeys(card.rights for card in cards if card.rights)
    yield from ("## Licence and rights", "")
    for name, address in licences:
        yield f"- {_inline(name)}" + (f" <{address}>" if address and address != name else "")
    yield from (f"- {_inline(one)}" for one in rights)
    if not (licences or rights):
        yield "The documents do not say."
    yield ""


def _inline(words: str) -> str:
    """Return *words* on one line, with nothing that Markdown would take for markup."""
    line = " ".join(words.split())
    return "".join(f"\\{one}" if one in "\\`*_[]<>#" else one for one in line)
