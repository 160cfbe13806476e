"""What a line is by its words: the ``[[line]]`` rules of a profile, and what capitals and dates tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.structure.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.encode.profile import LineRule, Profile
    from tei.encode.structure.pieces import Piece

_LONGEST_SENTENCE_WORDS: Final = 14
"""A line of a bureau has no more words if it ends with a full stop."""
_LONGEST_HEADING_CHARS: Final = 120
_SHORT_LINE_WORDS: Final = 3
_LONGEST_DATELINE_CHARS: Final = 90
_DATELINE: Final = re.compile(r"(?:[^\W\d_][\w’'.()-]*,?\s+){0,5}[^\W\d_][\w’'.()-]*,?\s*|\s*")
_AROUND_DATE: Final = re.compile(
    r"(?:[\s,.;()/–—-]|\b(?:the|on|at|of|den|le|dated?|hours|uhr|no|time)\b:?"
    r"|\b\d{1,2}(?= ?h\b)|h\b|(?<=\bh )\d{2}\b|(?<=\bh\. )\d{2}\b|\b\d{1,2}(?=\.\d\d\b))*",
    re.IGNORECASE,
)
_BEFORE_DATES: Final = frozenset({"of", "le", "den"})
_WEEKDAY: Final = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|sonntag|montag|dienstag|mittwoch|donnerstag|freitag|samstag)"
    r",?(?: (?:morning|noon|afternoon|evening|night|abend|nachmittag))?[.,]?",
    re.IGNORECASE,
)
_MOSTLY_CAPITALS: Final = 0.6
_LONGEST_TITLE_WORDS: Final = 8
_LONGEST_SHORT_WORDS: Final = 6
_JOINING: Final = frozenset(
    ["and", "at", "de", "der", "des", "die", "for", "für", "in", "of", "on", "the", "und", "von"]
)
_ADDRESSED: Final = re.compile(
    r"(?:to|from|an|von|für|кому|от)\s+(?!the\b|die\b|das\b|der\b|den\b)[^\W\d_]*[^\W\d_a-zа-яё]"
)
"""Somebody who is told to or from whom, by a name: no rest of a heading."""
_WAITING: Final = _JOINING | {"between", "by", "from", "to", "with"}
"""A heading that ends with one goes on in the next line."""
_WORD: Final = re.compile(r"\w+")
_GATHERED: Final = frozenset({"items", "item"})
"""Roles of lines that are something together, and nothing alone."""


class Telling:
    """Tells lines by the rules of a profile; ``shouts`` says that the whole document is in capitals."""

    def __init__(self, profile: Profile, pieces: Sequence[Piece]) -> None:
        self._fitting = profile.fitting_lines
        self._offices = {*profile.vocabulary.get("offices", {}), *profile.vocabulary.get("bodies", {})}
        self._announcements = frozenset(profile.vocabulary.get("announcements", {}))
        self._known: dict[Piece, list[LineRule]] = {}
        self.shouts = _shouts(pieces)

    def is_office(self, piece: Piece) -> bool:
        """Return whether *piece* names an office or a body."""
        return any(one.strip(".,’'").casefold() in self._offices for one in piece.text.split())

    def rules(self, piece: Piece) -> list[LineRule]:
        """Return the rules that fit *piece*, wherever it stands."""
        if not piece.is_short:
            return []
        known = self._known.get(piece)
        if known is None:
            text = piece.text
            if text.startswith("(") and text.endswith(")"):
                text = text[1:-1]
            known = [rule for rule in self._fitting(text) if not _is_sentence(rule, text)]
            self._known[piece] = known
        return known

    def tell(self, piece: Piece, zone: str, roles: Iterable[str] = ()) -> LineRule | None:
        """Return the first rule that fits *piece* alone in *zone*, one of *roles* if there are any."""
        wanted = frozenset(roles)
        fitting = (rule for rule in self.rules(piece) if zone in rule.zones and rule.role not in _GATHERED)
        return next((rule for rule in fitting if not wanted or rule.role in wanted), None)

    def is_told(self, piece: Piece) -> bool:
        """Whether some rule takes *piece* somewhere."""
        return bool(self.rules(piece))

    def announces(self, piece: Piece) -> bool:
        """Whether *piece* announces another's message, and that with a colon."""
        words = _WORD.findall(piece.text.casefold()) if piece.text.endswith(":") else []
        return any(one in self._announcements for one in words)

    def goes_on(self, piece: Piece, following: Piece) -> bool:
        """Whether *piece* is a heading or the word before a subject, and *following* the rest of it."""
        roles = {rule.role for rule in self.rules(piece)}
        if following.block is not None or self.is_told(following):
            return False
        if following.after_blank and ("head" not in roles or following.text[-1:] in ".:;!?"):
            return False
        if following.after_blank and _ADDRESSED.match(following.text):
            return False
        if "subject" in roles:
            return len(piece.text.split()) == 1
        if "head" not in roles or len(following.text) > _LONGEST_HEADING_CHARS:
            return False
        return following.text[:1].islower() or (not following.after_blank and piece.text.split()[-1] in _WAITING)

    def is_heading(self, piece: Piece) -> bool:
        """Whether *piece* is in capitals where the document is not: some words, no sentence, no brackets."""
        text = piece.text
        if self.shouts or not piece.is_short or len(text) > _LONGEST_HEADING_CHARS or not text.isupper():
            return False
        return len(text.split()) > 1 and text[-1] not in ".,;:?!”»" and not piece.decisions and not piece.dates


def is_dateline(piece: Piece) -> bool:
    """Whether *piece* is a date, a place before it or not."""
    text = piece.text
    if _WEEKDAY.fullmatch(text):
        return True
    if not piece.dates or len(text) > _LONGEST_DATELINE_CHARS or all(one.name != "date" for one in piece.dates):
        return False
    shown, at, first = piece.shown, 0, True
    for date in piece.dates:
        start, end = shown.index(date.start), shown.index(date.end)
        if start < at:
            continue
        before = text[at:start]
        if not (_AROUND_DATE.fullmatch(before) or (first and _is_place(before))):
            return False
        at, first = end, False
    return bool(_AROUND_DATE.fullmatch(text, at))


def is_title(piece: Piece) -> bool:
    """Whether *piece* is a few words, all with capitals but for those that join them, and no sentence."""
    words = piece.text.split() if piece.is_short else []
    if not 0 < len(words) <= _LONGEST_TITLE_WORDS or piece.role or piece.text[-1] in "!?:;," or label_of(piece):
        return False
    return all(one[0].isupper() or one[0].isdigit() or one.casefold() in _JOINING for one in words)


def is_address(piece: Piece) -> bool:
    """Whether *piece* is a line of an address or of a letterhead: a title or nearly so, and points may end it."""
    text = piece.text.rstrip(",.")
    words = text.split()
    if not 0 < len(words) <= _LONGEST_TITLE_WORDS or piece.role or text[-1:] in "!?:;" or label_of(piece):
        return False
    if piece.text.endswith(".") and len(words) > _SHORT_LINE_WORDS:
        return False
    return all(not one[0].islower() or one.casefold() in _JOINING for one in words)


def is_short(piece: Piece) -> bool:
    """Whether *piece* is a few words, and no sentence."""
    return (
        0 < len(piece.text.split()) <= _LONGEST_SHORT_WORDS and piece.text[-1] not in ".!?”"
        if piece.is_short
        else False
    )


def _is_place(words: str) -> bool:
    found = [one for one in words.replace(",", " ").split() if one[0].isalpha()]
    named = bool(found) and all(one[0].isupper() or one in _BEFORE_DATES for one in found)
    return named and found[0] not in _BEFORE_DATES and bool(_DATELINE.fullmatch(words))


def _is_sentence(rule: LineRule, text: str) -> bool:
    return rule.role == "line" and text.endswith(".") and len(text.split()) > _LONGEST_SENTENCE_WORDS


def _shouts(pieces: Sequence[Piece]) -> bool:
    lines = [piece.text for piece in pieces]
    # What has capitals and no small letters shouts; what has neither has no letters that could.
    loud = sum(one.isupper() for one in lines)
    return bool(loud) and loud > _MOSTLY_CAPITALS * sum(any(map(str.isalpha, one)) for one in lines)
