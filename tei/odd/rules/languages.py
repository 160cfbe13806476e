"""Which of several texts that say the same in different languages is taken."""

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class Spoken(Protocol):
    """Something in a language: the nearest ``xml:lang``, "" if there is none."""

    @property
    def language(self) -> str:
        """The language's code."""


Text = TypeVar("Text", bound=Spoken)


def preferred(texts: "Sequence[Text]", languages: "Sequence[str]") -> Text:
    """Return the first of *texts* in the language wanted most.

    Wanted are *languages* in their order, then no language, English, and any.
    """
    return min(texts, key=lambda text: rank(text.language, languages))


def rank(language: str, languages: "Sequence[str]") -> int:
    """Return how much *language* is wanted: the less, the more."""
    wanted = [*(_primary(one) for one in languages), "", "en"]
    primary = _primary(language)
    return wanted.index(primary) if primary in wanted else len(wanted)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
