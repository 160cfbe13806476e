"""What a document is about: its summary, when it was written, its languages, its kind and its places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.heading import correspondence, dated, wording
from tei.encode.heading.elements import filled, make, paragraphs
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.heading.elements import Element
    from tei.encode.heading.facts import Facts

_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def profile_description(facts: Facts) -> Element:
    """Return ``profileDesc``."""
    return make(
        "profileDesc",
        filled("abstract", *paragraphs(facts.told.summary)),
        filled("creation", dated.creation(facts)),
        make("langUsage", *_languages(facts)),
        filled("textClass", *_classes(facts)),
        filled("settingDesc", *_places(facts)),
        *correspondence.descriptions(facts),
    )


def _languages(facts: Facts) -> Iterator[Element]:
    """Yield the languages, each once: that of the text, that of the document, those that the text has words of."""
    words = {facts.language: wording.language_of_text(facts)}
    if facts.original:
        words.setdefault(facts.original, wording.language_of_source(facts))
    for tag in (*facts.languages, *facts.told.languages):
        words.setdefault(tag, wording.language_of_words(tag, facts))
    yield from (make("language", text, ident=tag) for tag, text in words.items() if _TAG.fullmatch(tag))


def _classes(facts: Facts) -> Iterator[Element]:
    """Yield what kind of document it is, and its subject headings."""
    kind = wording.term(facts)
    if kind is not None:
        yield make("catRef", scheme="#genre", target=f"#{kind[0]}")
    terms = [make("term", normal(one)) for one in dict.fromkeys(facts.told.subjects) if normal(one)]
    if terms:
        yield make("keywords", *terms, scheme=normal(facts.told.subject_scheme))


def _places(facts: Facts) -> Iterator[Element]:
    """Yield the places that a side file says the document speaks of, or that the caller gives."""
    told = facts.told.places or facts.places
    for one in dict.fromkeys(told):
        if normal(one):
            yield make("place", make("placeName", normal(one), ref=facts.pointer(one)))
