"""What a profile holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from tei.encode.brackets import SQUARE
from tei.encode.information import PLAIN

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from tei.encode.brackets import Kind
    from tei.encode.information import Conventions
    from tei.encode.profile.conditions import Condition
    from tei.encode.profile.specimens import Specimen
    from tei.encode.profile.templates import Template

WHERE: Final = ("alone", "first", "inside")
"""Where a bracket stands: it is all of its line, or one of several that are; text follows it; text precedes it."""


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

    ``where`` as of `BracketRule`.
    """

    rule: str
    match: re.Pattern[str]
    template: Template | None
    where: frozenset[str] = frozenset()
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


@dataclass(frozen=True)
class Profile:
    """The conventions of an archive.

    ``language`` is that of the transcription, ``source_language`` that of what it was translated from, "" if nothing
    was. ``responsible`` answers for what is in brackets: ``translator`` or ``editor``. ``date_order`` is ``dmy`` or
    ``mdy``. ``vocabulary`` has phrases with their values by list, ``structure`` what the lines of a document are.
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
    structure: Mapping[str, Any] = field(default_factory=dict)
    specimens: tuple[Specimen, ...] = ()

    @property
    def source_script(self) -> str:
        """The tag of `source_language` as a transcription in Latin letters has it: ``ru-Latn``, ``de``."""
        return f"{self.source_language}-Latn" if self.source_language in _OTHER_SCRIPTS else self.source_language

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
