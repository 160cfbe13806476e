"""What several forms cannot say: rows of their tables, the conditions of such rows, and what is told one by one."""

from dataclasses import fields
from typing import TYPE_CHECKING, Final, TypeVar

from tei.metadata.crosswalks import choices
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, in_part, values
from tei.metadata.values import Agent, Change, Date, Edition, Identifier, Language, Role, Title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.metadata.record import Record

_T = TypeVar("_T")


def is_wrong(value: object) -> bool:
    """Return whether *value* is an identifier or a language tag that is not what it should be."""
    return isinstance(value, Identifier | Language) and value.valid is False


def is_told_by_more_than_its_element(value: object) -> bool:
    """Return False for a role that only the element's name says: whoever is a publisher has published."""
    return not isinstance(value, Role) or bool(value.text)


def has_vocabulary(value: object) -> bool:
    """Return whether *value* is a term of a vocabulary that the header names."""
    return bool(getattr(value, "scheme", None) or getattr(value, "scheme_name", None) or getattr(value, "uri", None))


def is_form_of_title(value: object) -> bool:
    """Return whether *value* is a title that its type tells from the main one."""
    return isinstance(value, Title) and value.type not in {None, "main"}


def is_stretch(value: object) -> bool:
    """Return whether *value* is a date that ends otherwise than it begins."""
    return isinstance(value, Date) and value.start != value.end


def has_relation(value: object) -> bool:
    """Return whether the header says how *value* is related."""
    return getattr(value, "relation", None) is not None


def has_number_and_words(value: object) -> bool:
    """Return whether *value* is an edition that is told in both."""
    return isinstance(value, Edition) and bool(value.number and value.text)


def is_dated(value: object) -> bool:
    """Return whether *value* is an entry of the history with a plain date."""
    return isinstance(value, Change) and choices.plain_date(value.date) is not None


def has_script_or_region(value: object) -> bool:
    """Return whether *value* is a language whose tag tells more than which language it is."""
    return isinstance(value, Language) and bool(value.script or value.region)


INVALID: Final = Unsaid(
    ("*identifiers", "*languages"),
    "it is not well-formed, or its check digit is wrong: such a value would mislead whoever harvests it",
    is_wrong,
)
LETTERS: Final = Unsaid(
    ("correspondences",), "who wrote to whom has no place here; the form cmif is made for it and has it"
)
HISTORY: Final = Unsaid(("changes", "status"), "the history of the document is kept in the document alone")
DECLARATIONS: Final = Unsaid(
    ("project", "editorial"), "how the edition was made is told in the document, and there is no element for it here"
)
SCHEMAS: Final = Unsaid(("schemas",), "there is no element for the schema that a document keeps to")
XML_ID: Final = Unsaid(("xml_id",), "the id of the element holds only within the file")
EMAIL: Final = Unsaid(("*.email",), "there is no element for an address to write to")
VOCABULARY: Final = in_part(
    "the term stands alone, without the vocabulary that it is from", "subjects", "genres", when=has_vocabulary
)
ROLES: Final = Unsaid(
    ("contributors.roles",), "all who took part stand side by side; what each of them did is not said"
)
NAMES: Final = Unsaid(
    tuple(f"{agents}.*" for agents in ("creators", "contributors", "publishers", "distributors", "authorities")),
    "a name is words alone here",
    is_told_by_more_than_its_element,
)
LANGUAGE: Final = in_part("it has no script and region of a language", "languages", when=has_script_or_region)
WORDS_ALONE: Final = (INVALID, XML_ID, ROLES, NAMES, LETTERS, DECLARATIONS)
"""The rows of the forms that have neither parts of names nor what somebody did."""
CITED: Final = "a source is its citation and its addresses; this is said as far as the citation names it"
EDITION: Final = in_part("it has the number of a version, not its words", "edition", when=has_number_and_words)


def beyond(name: str, said: "Sequence[object]", values: "Sequence[object]", reason: str) -> "Iterator[Loss]":
    """Yield a loss for each of the *values* of a field that is none of those which are *said*."""
    for number, value in enumerate(values, start=1):
        if not any(value is one for one in said):
            yield Loss(f"{name}[{number}]", reason)


def every(record: "Record", kind: type[_T]) -> "Iterator[tuple[str, _T]]":
    """Yield each value of this *kind* with its name, wherever it stands in *record*."""
    return ((name, value) for name, value in values(record) if isinstance(value, kind))


def of_publisher(record: "Record") -> "Iterator[tuple[str, Agent]]":
    """Yield the one who is named as publisher, by the name of the field: an authority may be one."""
    publisher = record.publisher
    return ((name, agent) for name, agent in every(record, Agent) if agent is publisher)


def sources(record: "Record", reason: str, *said: str) -> "Iterator[Loss]":
    """Yield what is told of the sources but their identifiers, what is *said*, and what each is called by."""
    for number, source in enumerate(record.sources, start=1):
        called = None if source.citation else next(iter((*source.titles, *source.shelfmarks)), None)
        for slot in fields(source):
            told = getattr(source, slot.name)
            if slot.name not in {"origin", "identifiers", *said}:
                name = f"sources[{number}].{slot.name}"
                yield from beyond(name, (called,), told, reason) if isinstance(told, tuple) else [Loss(name, reason)]


def titles_of_series(record: "Record", form: str) -> "Iterator[Loss]":
    """Yield the titles of a series but its first, where *form* has one."""
    for number, one in enumerate(record.series, start=1):
        yield from beyond(f"series[{number}].titles", one.titles[:1], one.titles, f"{form} has one title of a series")


def languages(record: "Record", form: str) -> "Iterator[Loss]":
    """Yield the languages but the main one, where *form* has one."""
    main = record.language
    if main is not None:
        yield from beyond("languages", (main,), record.languages, f"{form} has one language, here {main.tag}")


def date(name: str, value: Date, form: str, takes: str, *, partial: bool = False) -> "Iterator[Loss]":
    """Yield the date *name* if *form* cannot have it as a plain one; *takes* says what it has.

    *partial*: of one that is none it has the words, or the year.
    """
    if choices.plain_date(value) is None:
        yield Loss(name, f"{form} takes {takes}", partial)
    elif choices.doubts(value):
        yield Loss(name, f"{form} cannot say that a date is doubtful, or one moment of a range", partial=True)


def dates(record: "Record", form: str, takes: str, *, has_year: bool = False) -> "Iterator[Loss]":
    """Yield the dates of publication and creation that *form* cannot have as they are, where it may have several.

    *has_year*: it has the year of publication besides.
    """
    for field in ("publication_dates", "creation_dates"):
        for number, value in enumerate(getattr(record, field), start=1):
            # Whatever is published has a year, which is said apart from the date.
            is_year = value is record.publication_date and choices.year(value) is not None
            yield from date(f"{field}[{number}]", value, form, takes, partial=is_year and has_year)
