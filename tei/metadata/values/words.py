"""Words with their place, and what names the document itself, its languages, subjects and rights."""

from dataclasses import dataclass

from tei.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read: the file, a readable XPath, and the place of the tag or attribute."""

    path: str
    xpath: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """Words as plain text; ``type`` is the element's own, ``language`` the nearest ``@xml:lang``."""

    text: str
    origin: Origin
    language: str | None = None
    type: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its ``@type`` (``main``, ``sub``, ``alt``, …) and ``@level`` (``a``, ``m``, ``s``, …)."""

    text: str
    origin: Origin
    type: str | None = None
    level: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier: ``value`` without the address, ``uri`` where the scheme or the header gives one.

    ``valid`` is False where form or check digit are wrong, None where the scheme has nothing to check.
    """

    scheme: str
    value: str
    origin: Origin
    uri: str | None = None
    valid: bool | None = None

    def __str__(self) -> str:
        return self.uri or f"{self.scheme}: {self.value}"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: the BCP 47 ``tag``, its parts, its ISO 639-3 code (None if not known), its name in the header.

    ``valid`` says whether the tag is well-formed; ``usage`` is the percentage of ``@usage``.
    """

    tag: str
    origin: Origin
    iso639_3: str | None = None
    script: str | None = None
    region: str | None = None
    name: str | None = None
    usage: str | None = None
    valid: bool = True

    def __str__(self) -> str:
        return f"{self.tag} ({self.iso639_3})" if self.iso639_3 else self.tag


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its SPDX id where there is one, its address, and the header's words."""

    text: str
    origin: Origin
    spdx: str | None = None
    uri: str | None = None

    def __str__(self) -> str:
        return self.spdx or self.uri or self.text


@dataclass(frozen=True, slots=True)
class Rights:
    """What is said of rights and is no licence: prose, or the address of a statement (RightsStatements.org, PDM)."""

    text: str
    origin: Origin
    uri: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.uri or self.text


@dataclass(frozen=True, slots=True)
class Subject:
    """A keyword, class code or category; ``scheme`` as the header points at it, ``scheme_name`` in words."""

    term: str
    origin: Origin
    scheme: str | None = None
    scheme_name: str | None = None
    uri: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.term


@dataclass(frozen=True, slots=True)
class Measure:
    """An extent: in words, and counted where the header counts."""

    text: str
    origin: Origin
    quantity: str | None = None
    unit: str | None = None

    def __str__(self) -> str:
        return self.text or f"{self.quantity} {self.unit}"
