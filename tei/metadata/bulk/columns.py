"""The columns of the table: which part of the header each shows, and what it is called.

A column is called ``NAME [SCHEME] NUMBER PART``: ``title 1``, ``title 1 type``, ``identifier [DOI] 1``. The number
counts elements of that name (and scheme) in the header, from 1; it is left out where there can be only one. Of a
``respStmt`` with several names or tasks the second is ``contributor 1 name 2`` or ``contributor 1 role 2``.
"""

import re
from difflib import get_close_matches
from functools import cache
from typing import Final, Literal, NamedTuple

Kind = Literal["text", "attribute", "date", "child", "pointer", "name"]
Scheme = Literal["", "element", "home"]


class Part(NamedTuple):
    """What of an element a column shows: its words (without a label), an attribute, a child, a part of a name.

    ``number`` says which name or child is meant, where an element may have several.
    """

    label: str
    kind: Kind
    subject: str = ""
    number: int = 1

    def numbered(self, number: int) -> "Part":
        """Return the same part of another name, or another child of that name."""
        written = f"{self.label} {number}" if self.kind == "child" else f"name {number} {self.label}".strip()
        return self._replace(label=written, number=number) if number > 1 else self


class Family(NamedTuple):
    """Columns of one kind of element.

    ``home`` leads from the header to what the elements stand in, ``creates`` says how many of its last steps are made
    if they are missing. ``scheme`` says which element has the attribute ``scheme_attribute`` that tells schemes apart.
    With ``repeats`` an element may have several names and children.
    """

    name: str
    home: tuple[str, ...]
    elements: tuple[str, ...]
    parts: tuple[Part, ...]
    creates: int = 0
    scheme: Scheme = ""
    scheme_attribute: str = ""
    single: bool = False
    repeats: bool = False

    @property
    def is_agent(self) -> bool:
        """Whether the elements name a person or organisation."""
        return any(part.kind == "pointer" for part in self.parts)

    def part(self, label: str) -> Part | None:
        """Return the part with this label, None if there is none."""
        found = _REPEATED.fullmatch(label) if self.repeats else None
        number = int(found["number"]) if found else 1
        bare = (found["child"] or found["part"] or "") if found else label
        return next((one.numbered(number) for one in self.parts if one.label == bare), None)


class Column(NamedTuple):
    """One column: a part of the element *number* of a family, of those with one scheme."""

    family: str
    scheme: str
    number: int
    label: str

    @property
    def item(self) -> "Item":
        """Which element the column speaks of."""
        return Item(self.family, self.scheme, self.number)

    def __str__(self) -> str:
        """Return what the column is called."""
        family = FAMILIES[self.family]
        scheme = f" [{self.scheme}]" if self.scheme else ""
        number = "" if family.single else f" {self.number}"
        return f"{family.name}{scheme}{number}" + (f" {self.label}" if self.label else "")


class Item(NamedTuple):
    """An element that columns speak of."""

    family: str
    scheme: str
    number: int

    def column(self, label: str) -> Column:
        """Return the column of a part of it."""
        return Column(*self, label)


_REPEATED: Final = re.compile(
    r"(?:name|(?P<child>role)) (?P<number>[2-9]|[1-9]\d{1,2})(?(child)|(?: (?P<part>surname|forename|ref))?)"
)
_WORDS: Final = Part("", "text")
_REF: Final = Part("ref", "pointer", "ref")
_PERSON: Final = (_WORDS, Part("surname", "name", "surname"), Part("forename", "name", "forename"), _REF)
_TASKED: Final = (*_PERSON, Part("role", "child", "resp"))
_BODY: Final = (_WORDS, _REF)
_DATE: Final = (_WORDS, *(Part(name, "date", name) for name in ("when", "notBefore", "notAfter", "from", "to")))
_LANGUAGE: Final = Part("language", "attribute", "xml:lang")
_STATUS: Final = (Part("status", "attribute", "status"),)
_TITLES: Final = ("fileDesc", "titleStmt")
_EDITIONS: Final = ("fileDesc", "editionStmt")
_PUBLISHED: Final = ("fileDesc", "publicationStmt")
_AVAILABLE: Final = (*_PUBLISHED, "availability")
_MANUSCRIPT: Final = ("fileDesc", "sourceDesc", "msDesc")
_IDENTIFIED: Final = (*_MANUSCRIPT, "msIdentifier")
_BIBL: Final = ("fileDesc", "sourceDesc", "bibl")
_SENT: Final = ("profileDesc", "correspDesc", "correspAction[sent]")
_RECEIVED: Final = ("profileDesc", "correspDesc", "correspAction[received]")
_NAMES: Final = ("persName", "orgName", "name")
_PLACES: Final = ("placeName", "settlement")

FAMILIES: Final[dict[str, Family]] = {
    family.name: family
    for family in (
        Family(
            "title",
            _TITLES,
            ("title",),
            (_WORDS, Part("type", "attribute", "type"), Part("level", "attribute", "level"), _LANGUAGE),
        ),
        Family("author", _TITLES, ("author",), _PERSON),
        Family("editor", _TITLES, ("editor",), (*_PERSON, Part("role", "attribute", "role"))),
        Family("contributor", _TITLES, ("respStmt",), _TASKED, repeats=True),
        Family("principal", _TITLES, ("principal",), _BODY),
        Family("sponsor", _TITLES, ("sponsor",), _BODY),
        Family("funder", _TITLES, ("funder",), _BODY),
        Family("edition", _EDITIONS, ("edition",), (_WORDS, Part("number", "attribute", "n")), creates=1),
        Family("edition contributor", _EDITIONS, ("respStmt",), _TASKED, repeats=True),
        Family("extent", ("fileDesc",), ("extent",), (_WORDS,)),
        Family("publisher", _PUBLISHED, ("publisher",), _BODY),
        Family("distributor", _PUBLISHED, ("distributor",), _BODY),
        Family("authority", _PUBLISHED, ("authority",), _BODY),
        Family("publication place", _PUBLISHED, ("pubPlace",), _BODY),
        Family("publication date", _PUBLISHED, ("date",), _DATE),
        Family("identifier", _PUBLISHED, ("idno",), (_WORDS,), scheme="element", scheme_attribute="type"),
        Family("availability", _PUBLISHED, ("availability",), _STATUS, single=True),
        Family("licence", _AVAILABLE, ("licence",), (_WORDS, Part("target", "attribute", "target")), creates=1),
        Family("rights", _AVAILABLE, ("p",), (_WORDS,), creates=1),
        Family("series", ("fileDesc", "seriesStmt"), ("title",), (_WORDS, _LANGUAGE), creates=1),
        Family("note", ("fileDesc", "notesStmt"), ("note",), (_WORDS,), creates=1),
        *(
            Family(f"manuscript {name}", _IDENTIFIED, (element,), (_WORDS,))
            for name, element in (
                ("country", "country"),
                ("settlement", "settlement"),
                ("institution", "institution"),
                ("repository", "repository"),
                ("collection", "collection"),
            )
        ),
        Family("manuscript shelfmark", _IDENTIFIED, ("idno",), (_WORDS,), scheme="element", scheme_attribute="type"),
        Family("manuscript date", (*_MANUSCRIPT, "history", "origin"), ("origDate",), _DATE, creates=2),
        Family("manuscript place", (*_MANUSCRIPT, "history", "origin"), ("origPlace",), _BODY, creates=2),
        Family("bibl title", _BIBL, ("title",), (_WORDS, Part("level", "attribute", "level"), _LANGUAGE)),
        Family("bibl author", _BIBL, ("author",), _PERSON),
        Family("bibl date", _BIBL, ("date",), _DATE),
        Family("bibl publisher", _BIBL, ("publisher",), _BODY),
        Family("bibl identifier", _BIBL, ("idno",), (_WORDS,), scheme="element", scheme_attribute="type"),
        Family("project", ("encodingDesc", "projectDesc"), ("p",), (_WORDS,), creates=2),
        Family(
            "language",
            ("profileDesc", "langUsage"),
            ("language",),
            (_WORDS, Part("code", "attribute", "ident")),
            creates=2,
        ),
        Family("abstract", ("profileDesc", "abstract"), ("p",), (_WORDS,), creates=2),
        Family("creation date", ("profileDesc", "creation"), ("date",), _DATE, creates=2),
        Family("creation place", ("profileDesc", "creation"), _PLACES, _BODY, creates=2),
        Family(
            "keyword",
            ("profileDesc", "textClass", "keywords"),
            ("term",),
            (_WORDS, _REF),
            creates=3,
            scheme="home",
            scheme_attribute="scheme",
        ),
        Family(
            "class code",
            ("profileDesc", "textClass"),
            ("classCode",),
            (_WORDS,),
            creates=2,
            scheme="element",
            scheme_attribute="scheme",
        ),
        Family("sender", _SENT, _NAMES, _BODY),
        Family("sending place", _SENT, _PLACES, _BODY),
        Family("sending date", _SENT, ("date",), _DATE),
        Family("recipient", _RECEIVED, _NAMES, _BODY),
        Family("receiving place", _RECEIVED, _PLACES, _BODY),
        Family("receiving date", _RECEIVED, ("date",), _DATE),
        Family("revision", (), ("revisionDesc",), _STATUS, single=True),
        Family(
            "change",
            ("revisionDesc",),
            ("change",),
            (
                _WORDS,
                Part("when", "date", "when"),
                Part("who", "attribute", "who"),
                Part("status", "attribute", "status"),
                Part("number", "attribute", "n"),
            ),
            creates=1,
        ),
    )
}
"""The families in the order of the table's columns."""

USUAL: Final = (
    "title 1",
    "author 1",
    "editor 1",
    "publisher 1",
    "publication date 1",
    "publication date 1 when",
    "licence 1 target",
    "language 1 code",
    "abstract 1",
)
"""Columns that are there though all documents leave them empty: somebody may want to fill them in."""
_ORDER: Final = {name: number for number, name in enumerate(FAMILIES)}


def parse(written: str) -> Column | None:
    """Return the column that is called *written*, None if there is none.

    ``NAME ["[" SCHEME "]"] [NUMBER] [PART]``, with one space between; without a number the first is meant.
    """
    for family in FAMILIES.values():
        found = _form(family).fullmatch(written)
        if found and family.part(found["label"] or ""):
            number = int(found["number"] or 1) if not family.single else 1
            scheme = found["scheme"] if family.scheme else ""
            return Column(family.name, scheme or "", number, found["label"] or "")
    return None


def rank(column: Column) -> tuple[int, str, int, int, int]:
    """Return what columns are sorted by: as in the header, the parts of one element side by side."""
    parts, shown = FAMILIES[column.family].parts, part(column)
    place = next(index for index, one in enumerate(parts) if one.numbered(shown.number) == shown)
    return _ORDER[column.family], column.scheme, column.number, shown.number, place


def part(column: Column) -> Part:
    """Return the part that *column* shows."""
    found = FAMILIES[column.family].part(column.label)
    if found is None:
        raise KeyError(column)
    return found


def nearest(written: str) -> str | None:
    """Return the name of a column that may be meant by *written*."""
    bare = re.sub(r"\[.*\]|\d", "", written)
    known = [f"{family.name} {part.label}".strip() for family in FAMILIES.values() for part in family.parts]
    return next(iter(get_close_matches(re.sub(" +", " ", bare).strip(), known, n=1)), None)


@cache
def _form(family: Family) -> re.Pattern[str]:
    known = [re.escape(part.label) for part in family.parts if part.label]
    labels = "|".join([*known, r"(?:name|role) \d+(?: (?:surname|forename|ref))?"] if family.repeats else known)
    scheme = r"(?: \[(?P<scheme>.*)\])?" if family.scheme else "(?P<scheme>)"
    number = r"(?: (?P<number>[1-9]\d{0,3}))?" if not family.single else "(?P<number>)"
    # Of a family whose elements have no words the label is never left out.
    optional = "?" if any(not part.label for part in family.parts) else ""
    label = rf"(?: (?P<label>{labels})){optional}" if labels else "(?P<label>)"
    return re.compile(re.escape(family.name).replace("\\ ", " ") + scheme + number + label, re.DOTALL)
