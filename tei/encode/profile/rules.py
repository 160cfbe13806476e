"""What a profile holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from tei.encode.brackets import SQUARE
from tei.encode.information import PLAIN
from tei.encode.profile.batches import fitting

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence

    from tei.encode.brackets import Kind
    from tei.encode.information import Conventions
    from tei.encode.profile.batches import Fit
    from tei.encode.profile.conditions import Condition
    from tei.encode.profile.specimens import Specimen
    from tei.encode.profile.templates import Template

WHERE: Final = ("alone", "first", "inside")
"""Where a bracket stands: it is all of its line, or one of several that are; text follows it; text precedes it."""

ROLES: Final = {
    "head": "the heading of the document: head",
    "heading": "a heading in the text: a div with its head",
    "classification": "the degree of secrecy: fw",
    "line": "a line of the bureau: ab of the rule’s type",
    "form": "a field of a form above the text: ab of the rule’s type",
    "items": "the words before a list of the rule’s type: its head",
    "item": "an item of a list of the rule’s type",
    "address": "to whom the text is addressed: opener",
    "greeting": "the words of greeting: opener and salute",
    "subject": "what the text is about: ab in argument",
    "enclosure": "what is enclosed: ab",
    "postscript": "the first line of a postscript",
    "notes": "the words before notes: head of a div",
    "filed": "the words before what an office wrote on the document: head of a div",
}
"""What a line may be, and what becomes of it."""
_LINES_KEPT: Final = 1 << 12
ZONES: Final = ("head", "text", "end")
"""Where a line stands: before the text, in it, or after the last who signs it."""
LINE_TYPES: Final = frozenset(
    [
        "approved",
        "checked",
        "classification",
        "copies",
        "copy",
        "deciphered",
        "distribution",
        "drafted",
        "enciphered",
        "enclosure",
        "filed",
        "form",
        "precedence",
        "printed",
        "received",
        "reference",
        "registered",
        "remark",
        "resolution",
        "sent",
        "subject",
        "translated",
        "verified",
    ]
)
"""The types of the lines of a bureau, as the schema has them."""
LIST_TYPES: Final = frozenset({"distribution", "enclosures", "present", "references", "agenda"})
"""The types of lists that lines may tell."""
GENRES: Final = (
    *("agenda", "cable", "conversation", "directive", "document", "letter", "memorandum", "minutes", "protocol"),
    *("report", "resolution", "telegram", "telephonogram"),
)
"""What a document may be."""


@dataclass(frozen=True, slots=True)
class BracketRule:
    """What a bracket is, and what becomes of it.

    ``match`` fits all that is in the bracket; ``opener`` is the sign that it begins with, "" for any; ``before`` and
    ``after`` fit what is beside it in its line. ``where`` is some of `WHERE`, and of the bracket around it, if there is
    one, ``inside`` says the rules; ``follows`` says them of the one right before it. ``level`` is ``block`` for what is
    a line of its own, ``leading`` for what is one unless text precedes it. ``doubt`` is told with it, of the kind
    ``doubt_kind``. Of what is ``opaque`` nothing but the brackets is read; of what has ``numbers`` a number of four
    digits before a date is no time unless a word says so.
    """

    rule: str
    match: re.Pattern[str]
    template: Template | None
    opener: str = ""
    where: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    when: tuple[Condition, ...] = ()
    level: str = ""
    stem: str = ""
    doubt: str = ""
    doubt_kind: str = "ambiguous"
    opaque: bool = False
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class SignRule:
    """A sign without brackets: ``match`` finds it anywhere in the text, all of it is generated.

    ``where`` and ``when`` as of `BracketRule`.
    """

    rule: str
    match: re.Pattern[str]
    template: Template | None
    where: frozenset[str] = frozenset()
    when: tuple[Condition, ...] = ()
    level: str = ""
    stem: str = ""
    doubt: str = ""
    doubt_kind: str = "ambiguous"


@dataclass(frozen=True, slots=True)
class WordRule:
    """Words that become elements, in elements of certain kinds once these are made.

    ``within`` are selectors of elements, as ``ab[type='registered']``; ``match`` is found in the element's text.
    """

    match: re.Pattern[str]
    template: Template
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineRule:
    """What a line is by its words: ``match`` fits all of them, brackets being shown without their signs.

    ``role`` is some of `ROLES`, ``type`` that of the line or list, of `LINE_TYPES` or `LIST_TYPES`; ``zones`` are
    some of `ZONES`.
    """

    match: re.Pattern[str]
    role: str
    type: str = ""
    zones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive whose pages the profile is for: what headers say of it.

    ``publisher`` publishes the pages, under the ``name``; that is only said of pages with words that ``recognised``
    fits, for others may write as this archive does. ``form`` is that of the documents, ``brackets_name`` who wrote what
    is in brackets where a page names nobody.
    """

    publisher: str = ""
    name: str = ""
    form: str = ""
    brackets_name: str = ""
    recognised: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Profile:
    """The conventions of an archive.

    ``language`` is that of the transcription, ``source_language`` that of what it was translated from, "" if nothing
    was. ``responsible`` answers for what is in brackets: ``translator`` or ``editor``. ``date_order`` is ``dmy`` or
    ``mdy``. ``vocabulary`` has phrases with their values by list, ``lines`` says what the lines of a document are, and
    ``genre`` what the whole is where nothing in it tells.
    """

    name: str
    title: str = ""
    language: str = "en"
    source_language: str = ""
    responsible: str = "editor"
    date_order: str = "dmy"
    kinds: tuple[Kind, ...] = (SQUARE,)
    conventions: Conventions = PLAIN
    vocabulary: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    brackets: tuple[BracketRule, ...] = ()
    signs: tuple[SignRule, ...] = ()
    words: tuple[WordRule, ...] = ()
    lines: tuple[LineRule, ...] = ()
    genre: str = "document"
    specimens: tuple[Specimen, ...] = ()
    archive: Archive = field(default_factory=Archive)

    @property
    def source_script(self) -> str:
        """The tag of `source_language` as a transcription in Latin letters has it: ``ru-Latn``, ``de``."""
        return f"{self.source_language}-Latn" if self.source_language in _OTHER_SCRIPTS else self.source_language

    @cached_property
    def fitting(self) -> Callable[[str], Sequence[Fit]]:
        """Tells which rules of brackets fit all the words in one, in their order."""
        return fitting(self)

    @cached_property
    def fitting_lines(self) -> Callable[[str], Sequence[LineRule]]:
        """Tells which rules of lines fit the words of one, in their order."""

        @lru_cache(maxsize=_LINES_KEPT)
        def fits(words: str) -> tuple[LineRule, ...]:
            return tuple(rule for rule in self.lines if rule.match.fullmatch(words))

        return fits

    @cached_property
    def opaque(self) -> frozenset[str]:
        """The rules whose brackets are not read any further."""
        return frozenset(rule.rule for rule in self.brackets if rule.opaque)

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The rules in whose brackets a bare number is no time."""
        return frozenset(rule.rule for rule in self.brackets if rule.numbers)


_OTHER_SCRIPTS: Final = frozenset(
    ["ru", "uk", "be", "bg", "mk", "sr", "zh", "ja", "ko", "el", "he", "ar", "fa", "yi", "mn", "ka", "hy"]
)
