"""The forms in which a profile writes elements: a table of data, and the notation that it makes.

``NAME.toml`` beside this module has an array of tables ``[[write]]``, behind those of the file that ``extends`` names:

``select``
    which elements, by the selectors that a ``rendition`` may have;
``before``, ``after``
    what is written around them. ``{unit}`` is the value of an attribute, ``{.*quantity}`` so many dots; an element
    that lacks the attribute is not of this form;
``letters``
    the form is for elements with so many letters, if it is there;
``doubt``
    why the form would not be read back as the same element, in words: it is told.

Of the forms that fit, the one with the most specific selector is taken, of equals the last, as in CSS.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from tei.names import local_name
from tei.notation import Notation
from tei.notation.selectors import Selector, parse_selectors

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PROFILES: Final = ("wilson", "frus", "venona", "leiden", "plain")
"""The profiles that have a table of forms."""

_VALUE: Final = re.compile(r"\{(?:(.)\*)?([\w-]+)\}")
_LONGEST: Final = 1000
"""How many signs a form may repeat; a larger number is not of such a form."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a profile writes around elements that one of the ``selectors`` fits; ``letters`` is 0 for any number."""

    selectors: tuple[Selector, ...]
    before: str
    after: str
    letters: int = 0
    doubt: str = ""

    def specificity(self, element: Element) -> tuple[int, int] | None:
        """How specific the form is for *element*; None if it is not for it."""
        fitting = [one.specificity for one in self.selectors if one.matches(element)]
        if not fitting or (self.letters and self.letters != _letters(element)):
            return None
        filled = all(_is_given(element, found) for found in _VALUE.finditer(self.before + self.after))
        return max(fitting) if filled else None

    def filled(self, element: Element) -> tuple[str, str]:
        """The strings before and after, with the values of *element*."""

        def value(found: re.Match[str]) -> str:
            given = element.get(found[2], "")
            return found[1] * int(given) if found[1] else given

        return _VALUE.sub(value, self.before), _VALUE.sub(value, self.after)


@cache
def forms(profile: str) -> tuple[Form, ...]:
    """The forms of *profile*, in the order of its table. Raises `KeyError` for a profile that is not there."""
    if profile not in PROFILES:
        raise KeyError(profile)
    return tuple(_form(row) for row in _rows(profile))


def _rows(name: str) -> list[dict[str, Any]]:
    table = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return [*(_rows(table["extends"]) if "extends" in table else ()), *table["write"]]


def _form(row: dict[str, Any]) -> Form:
    return Form(
        parse_selectors(row["select"]),
        row.get("before", ""),
        row.get("after", ""),
        row.get("letters", 0),
        row.get("doubt", ""),
    )


def _letters(element: Element) -> int:
    return len("".join("".join(map(str, element.itertext())).split()))


def _is_given(element: Element, found: re.Match[str]) -> bool:
    given = element.get(found[2], "")
    return given.isascii() and given.isdigit() and int(given) <= _LONGEST if found[1] else bool(given)


@dataclass(frozen=True, slots=True)
class ProfileNotation(Notation):
    """A document's own declarations, and a profile's forms for the elements of which they say nothing.

    A bracket that stands within another is doubled.
    """

    forms: tuple[Form, ...] = ()
    chosen: dict[Element, Form | None] = field(default_factory=dict)
    strings: dict[Element, tuple[str, str]] = field(default_factory=dict)

    def generated(self, element: Element) -> tuple[str, str]:
        """The strings written before and after *element*."""
        if element not in self.strings:
            self.strings[element] = self._generated(element)
        return self.strings[element]

    def form(self, element: Element) -> Form | None:
        """The form that *element* is written in; None if it has none, or is written as the document declares."""
        if element not in self.chosen:
            declared = any(Notation.generated(self, element))
            self.chosen[element] = None if declared else self._form(element)
        return self.chosen[element]

    def _generated(self, element: Element) -> tuple[str, str]:
        form = self.form(element)
        if form is None:
            return Notation.generated(self, element)
        before, after = form.filled(element)
        if not any(self._opens(ancestor) for ancestor in element.iterancestors()):
            return before, after
        return _doubled(before), _doubled(after)

    def _opens(self, ancestor: Element) -> bool:
        form = self.form(ancestor)
        before = form.before if form else Notation.generated(self, ancestor)[0]
        return before.count("[") > before.count("]")

    def _form(self, element: Element) -> Form | None:
        best: tuple[tuple[int, int], Form] | None = None
        name = local_name(element.tag)
        for form in self.forms:
            if not any(one.compounds[-1].element in {"", name} for one in form.selectors):
                continue
            specificity = form.specificity(element)
            if specificity is not None and (best is None or specificity >= best[0]):
                best = (specificity, form)
        return best[1] if best else None


def with_profile(declared: Notation, profile: str) -> ProfileNotation:
    """Return *declared* with the forms of *profile* behind it."""
    return ProfileNotation(
        declared.by_identifier, declared.by_subject, declared.encoders, declared.faults, forms(profile)
    )


def _doubled(text: str) -> str:
    return text.replace("[", "[[").replace("]", "]]")
