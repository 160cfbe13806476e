"""What the title of a page says of sender and addressee, and how it spells names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_END: Final = (
    r"(?=$|[,;:“”\"(]|(?<=[^\W\d_]{5})\.(?:\s|$)|\s'|\s(?:on|concerning|regarding|about|containing|dated|re)\s)"
)
_KIND: Final = (
    r"\b(?:airgram|answer|cable|circular|despatch|dispatch|information|instructions?|letter|memorandum|message|note|"
    r"reply|report|request|telegram|telex|wire)\b"
)
"""What is sent: no journey from here to there."""
_TO: Final = rf"(?<!\bambassador)(?<!\benvoy)(?<!\bdelegation)\s+to\s+(?P<to>.+?){_END}"
_FORMS: Final = (
    re.compile(rf"{_KIND}[^,;:“”]*?\bfrom\s+(?P<sender>[^,;:“”]+?){_TO}", re.IGNORECASE),
    re.compile(rf"[,;:.]\s(?P<sender>[^,;:“”]+?){_TO}", re.IGNORECASE),
    re.compile(rf"{_KIND}(?P<sender>){_TO}", re.IGNORECASE),
)
"""``Letter from … to …``; ``Letter, … to …``; ``Letter to …``."""
_COVERED: Final = re.compile(r"(?<=\s)(?P<cover>[^\W\d_]+) [\[(](?P<person>[A-Z][^\W\d_]*)[\])]")
_BEFORE_A_NAME: Final = re.compile(r"(?:^|\b(?:to|from|and)|[,;:.])\s?$", re.IGNORECASE)
_BRACKET: Final = re.compile(r"\s*[\[(][^\[\]()]*[\])]")
_LONGEST_CHARS: Final = 500
_NAME: Final = re.compile(r"[^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*)*")


@dataclass(frozen=True, slots=True)
class Title:
    """The title *text*, and who by it wrote to whom: ``sender`` and ``to`` in its words, "" if it does not say."""

    text: str = ""
    sender: str = ""
    to: str = ""

    def spelling(self, name: str) -> str:
        """Return the *name* of a person as the title has it, "" if it has not: with the forename, if it tells that.

        Of ``LINDNER`` it is ``Helga Lindner`` in a letter to her.
        """
        words = name.casefold().split()
        for told in self._persons():
            parts = told.split()
            if len(words) == 1 and len(parts) > 1 and parts[-1].casefold() == words[0] and parts[0][:1].isupper():
                return told
        at = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self.text, re.IGNORECASE) if words else None
        return at[0] if at and not at[0].isupper() and at[0][:1].isupper() else ""

    def _persons(self) -> list[str]:
        pieces = [piece for told in (self.sender, self.to) for piece in re.split(r",|\band\b", told)]
        return [piece.strip() for piece in pieces if _NAME.fullmatch(piece.strip())]


def read(text: str) -> Title:
    """Return what the title *text* says; of ``Filippov [Stalin]`` the name in the bracket, any other is left out."""
    named = _COVERED.sub(_uncovered, text[:_LONGEST_CHARS])
    shown = " ".join(_BRACKET.sub("", named).split())
    found = next((match for form in _FORMS if (match := form.search(shown))), None)
    return Title(shown, found["sender"], found["to"]) if found else Title(shown)


def _uncovered(found: re.Match[str]) -> str:
    """Return who is meant by a cover name that is all of a name."""
    return found["person"] if _BEFORE_A_NAME.search(found.string, 0, found.start()) else found[0]
