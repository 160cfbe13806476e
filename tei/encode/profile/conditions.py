"""What a rule may ask of words, beside expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.encode.authority.wording import key
from tei.encode.words import english, foreign, likeness, naming

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tei.encode.profile.rules import Profile


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition is asked of: the words of the groups, and what is known of the bracket's surroundings.

    The groups of the bracket around this one have ``around_`` before their names. ``footnote`` is ``note`` for the sign
    of a footnote, ``call`` for one that calls a footnote that is there. ``in_date`` tells whether the bracket completes
    a date that begins or ends outside it. ``page`` is the number of the last page that began, 0 if none did.
    """

    words: Mapping[str, str]
    profile: Profile
    footnote: str = ""
    in_date: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """A question about the words of groups; ``wanted``: the answer that is asked for."""

    name: str
    arguments: tuple[str, ...]
    wanted: bool = True

    def holds(self, asked: Asked) -> bool:
        """Return whether the answer is the one that is wanted."""
        words = [asked.words.get(one, "") for one in self.arguments]
        return CONDITIONS[self.name](asked, *words) is self.wanted


_WRITTEN: Final = re.compile(r"(not )?([a-z-]+)\(([a-z_, ]*)\)")


def parse(text: str) -> Condition:
    """Return the condition that *text* writes.

    ::

        condition = ["not "] name "(" [group *( ", " group )] ")"

    Raises ValueError, in words, for another or one that is not known.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        message = f"a condition is written as similar(target, content), with “not ” before it or without: “{text}”"
        raise ValueError(message)
    if found[2] not in CONDITIONS:
        message = f"there is no condition “{found[2]}”; there are {', '.join(sorted(CONDITIONS))}"
        raise ValueError(message)
    arguments = tuple(one.strip() for one in found[3].split(",") if one.strip())
    return Condition(found[2], arguments, wanted=not found[1])


def _in_date(asked: Asked) -> bool:
    return asked.in_date


def _is_footnote(asked: Asked) -> bool:
    return asked.footnote == "note"


def _calls_footnote(asked: Asked) -> bool:
    return asked.footnote == "call"


def _is_next_page(asked: Asked, number: str) -> bool:
    """Whether *number* is that of the page after the last that began."""
    return bool(asked.page) and number == str(asked.page + 1)


def _is_given(_: Asked, words: str) -> bool:
    return bool(words)


def _among(asked: Asked, listed: str) -> Mapping[str, str]:
    return asked.profile.vocabulary.get(listed, {})


def _is_english(_: Asked, *words: str) -> bool:
    """All words, those of several groups put together, are common English ones, or numbers."""
    return english.is_english("".join(words))


def _is_grammar(_: Asked, words: str) -> bool:
    """All words only join, point and count: *and*, *of the*, *he*."""
    return english.is_grammar(words)


def _names_something(_: Asked, words: str) -> bool:
    """A determiner and words that name something: *the two leaks*."""
    return english.names_something(words)


def _is_foreign(asked: Asked, words: str) -> bool:
    """They look like words of the language of the source, and not like English ones."""
    return foreign.looks_foreign(words, asked.profile.source_language)


def _are_syllables(asked: Asked, words: str) -> bool:
    """They are syllables of Chinese, Korean or Japanese, if that is the language of the source, and perhaps English."""
    language = asked.profile.source_language
    return foreign.has_syllables(language) and all(foreign.may_be(one, language) for one in words.split())


def _is_compounding(asked: Asked) -> bool:
    """A word of the language of the source may be several English ones."""
    return foreign.is_compounding(asked.profile.source_language)


def _is_name(asked: Asked, *words: str) -> bool:
    """The words, put together, are one to five with capitals, none of which organisations or offices have."""
    whole = "".join(words)
    return naming.is_name(whole) and not _is_organisation(asked, whole) and not _is_role(asked, whole)


def _is_forename(asked: Asked, *words: str) -> bool:
    """The words, put together, are forenames: listed ones, initials, patronymics."""
    return naming.is_forename("".join(words), _among(asked, "forenames"))


def _begins_with_forename(asked: Asked, words: str) -> bool:
    """The first is a forename, and names follow or nothing: *John Foster*."""
    first, _, _ = words.partition(" ")
    return naming.is_name(words) and naming.is_forename(first, _among(asked, "forenames"))


def _is_syllabic(_: Asked, words: str) -> bool:
    """They are one or two syllables, as given names of China and Korea are."""
    return naming.is_given(words)


def _is_surname(_: Asked, words: str) -> bool:
    """They look like a surname: one of China or Korea, or with an ending of Russian ones."""
    return naming.is_surname(words)


def _is_family(_: Asked, words: str) -> bool:
    """They are a surname of China or Korea, which stands before the forename."""
    return naming.is_family(words)


def _is_organisation(asked: Asked, words: str) -> bool:
    """One of the words is what organisations call themselves."""
    return naming.has_listed(words, _among(asked, "organisations"))


def _is_role(asked: Asked, words: str) -> bool:
    """One of the words is an office, a rank or a form of address."""
    return naming.has_listed(words, _among(asked, "roles"))


def _is_place(asked: Asked, words: str) -> bool:
    """They are a country or a large city."""
    return key(words) in _among(asked, "known-places")


def _is_acronym(_: Asked, words: str) -> bool:
    """A word is written as initials are, with full stops or without: *GRU*, *TsSU*."""
    return naming.is_acronym(words)


def _is_abbreviation(_: Asked, words: str) -> bool:
    """A word is written as initials are, and has not the syllables of a word."""
    return naming.is_acronym(words) and not naming.is_pronounceable(words)


def _is_pronounceable(_: Asked, words: str) -> bool:
    """A word in capitals with the syllables of a word, which need not be initials: *BANK*."""
    return naming.is_pronounceable(words)


def _are_initials(_: Asked, letters: str, words: str) -> bool:
    """The first are the initials of the second."""
    return naming.are_initials(letters, words)


def _contains(_: Asked, words: str, part: str) -> bool:
    """The second is in the first."""
    return part in words


def _is_word_for_word(_: Asked, words: str, other: str) -> bool:
    """A word in capitals, and one in small letters that may say what it means: *KAPITAN*, *captain*."""
    return words.isupper() and other.islower() and len(other.split()) == 1


def _is_phrase(_: Asked, words: str) -> bool:
    """They begin with a word of grammar, and all that have no capital are English: *in Moscow*."""
    return english.is_phrase(words)


def _is_question(_: Asked, words: str) -> bool:
    """They ask something: *who is that*."""
    return english.is_question(words)


def _is_of_the_leaf(asked: Asked, words: str) -> bool:
    """One of the words is what editors say of the leaf or of the edition."""
    return naming.has_listed(words, _among(asked, "leaf-words"))


def _shortens(_: Asked, word: str, whole: str) -> bool:
    """The first has some letters of the second, in their order: *recd*, *received*."""
    return naming.shortens(word, whole)


def _are_similar(_: Asked, name: str, other: str) -> bool:
    """Both are spellings of one name."""
    return likeness.is_variant(name, other)


CONDITIONS: Final[Mapping[str, Callable[..., bool]]] = {
    "in-date": _in_date,
    "footnote": _is_footnote,
    "calls-footnote": _calls_footnote,
    "given": _is_given,
    "next-page": _is_next_page,
    "abbreviation": _is_abbreviation,
    "acronym": _is_acronym,
    "begins-with-forename": _begins_with_forename,
    "compounding": _is_compounding,
    "contains": _contains,
    "english": _is_english,
    "family": _is_family,
    "foreign": _is_foreign,
    "forename": _is_forename,
    "grammar": _is_grammar,
    "initials": _are_initials,
    "syllabic": _is_syllabic,
    "syllables": _are_syllables,
    "word-for-word": _is_word_for_word,
    "leaf": _is_of_the_leaf,
    "name": _is_name,
    "noun-phrase": _names_something,
    "organisation": _is_organisation,
    "phrase": _is_phrase,
    "place": _is_place,
    "pronounceable": _is_pronounceable,
    "question": _is_question,
    "role": _is_role,
    "shortens": _shortens,
    "similar": _are_similar,
    "surname": _is_surname,
}
"""The questions by name; each is asked of the words of its groups."""

OF_PLACE: Final = frozenset({"in-date", "footnote", "calls-footnote", "next-page"})
"""Those whose answer depends on where the words stand."""
