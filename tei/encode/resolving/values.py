"""What stands for groups in the attributes of a template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei.encode.words import foreign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.encode.profile import Profile
    from tei.encode.resolving.naming import Identifiers
    from tei.encode.tree import Range


@dataclass(slots=True)
class Values:
    """The values for one bracket.

    ``words`` are those of the groups, ``footnote`` the identifier of the footnote whose sign the bracket is,
    ``previous`` what the bracket before became; ``given`` is the identifier that was made for the bracket.
    """

    words: Mapping[str, str]
    profile: Profile
    identifiers: Identifiers
    footnote: str = ""
    previous: Range | None = None
    given: str = ""

    def value(self, group: str, listed: str) -> str:
        """Return what stands for *group*, looked up in the list *listed* if that is not "".

        A number in digits stands for itself in any list. What is known of the bracket comes before groups: ``resp``,
        ``lang``, ``hand``, ``id``, ``footnote`` and ``previous``; the list is then the prefix of an identifier.
        """
        if group == "resp":
            return f"#{self.profile.responsible}"
        if group == "hand":
            return f"#{self.identifiers.new(self.words.get('content', ''), f'hand-{listed}')}"
        if group == "lang":
            return self._language()
        if group == "id":
            self.given = self.given or self.identifiers.new(self.words.get("target", ""), listed)
            return self.given
        if group == "footnote":
            return self.footnote
        if group == "previous":
            return self._pointer()
        return self._looked_up(" ".join(self.words.get(group, "").split()), listed)

    def _language(self) -> str:
        """The tag of the language of what is not English of the words in the bracket and those beside it."""
        words = f"{self.words.get('content', '')} {self.words.get('target', '')}"
        return foreign.tag(words, self.profile.source_language, self.profile.source_script)

    def _pointer(self) -> str:
        """A pointer to what the bracket before became, which has an identifier from now on."""
        if self.previous is None:
            return ""
        attributes = self.previous.attributes
        if "xml:id" not in attributes:
            words = self.previous.about.get("content", "")
            attributes["xml:id"] = self.identifiers.new(words, attributes.get("type", self.previous.name))
        return f"#{attributes['xml:id']}"

    def _looked_up(self, words: str, listed: str) -> str:
        if not listed:
            return words
        values = self.profile.vocabulary.get(listed.removesuffix("+"), {})
        if listed.endswith("+"):
            return tokens(words, values)
        return values.get(words.casefold(), words if words.isascii() and words.isdigit() else "")


def tokens(words: str, values: Mapping[str, str]) -> str:
    """Return all values of the phrases that are among *words*, each once, in the order of *values*."""
    folded = words.casefold()
    # Most phrases are not there at all, which costs less to see.
    found = (
        value
        for phrase, value in values.items()
        if phrase in folded and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded)
    )
    return " ".join(dict.fromkeys(token for value in found for token in value.split()))
