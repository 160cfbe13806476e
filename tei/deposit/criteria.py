"""What makes an edition fit to be found, reached, joined and used again: the criteria, each with its weight.

The principles are those of FAIR; the weights those of the FAIR Data Maturity Model: 3 essential, 2 important, 1 useful.
A criterion that looks at several things, as at each person, is met by as great a part of them as is right.

Source: M. D. Wilkinson et al., The FAIR Guiding Principles (2016); RDA, FAIR Data Maturity Model (2020).
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.deposit import judgements as judge

if TYPE_CHECKING:
    from tei.deposit.cases import Case
    from tei.diagnostics import Diagnostic


class Principle(StrEnum):
    """The four principles."""

    FINDABLE = "Findable"
    ACCESSIBLE = "Accessible"
    INTEROPERABLE = "Interoperable"
    REUSABLE = "Reusable"


class Criterion(NamedTuple):
    """One criterion: the rule of its findings, its principle and weight, what it asks for in words, and how it is told.

    ``judge`` returns how many things it looks at, and a finding for each that is not as it should be.
    """

    rule: str
    principle: Principle
    weight: int
    asks: str
    judge: "Callable[[Case], tuple[int, list[Diagnostic]]]"


_F, _A, _I, _R = Principle

CRITERIA: Final = (
    Criterion("dep.title-missing", _F, 3, "a title", judge.title),
    Criterion("dep.identifier-missing", _F, 3, "an identifier", judge.identifier),
    Criterion("dep.identifier-not-persistent", _F, 3, "a persistent identifier", judge.persistent),
    Criterion("dep.identifier-invalid", _F, 2, "identifiers without a slip", judge.valid_identifiers),
    Criterion("dep.creator-missing", _F, 3, "an author or editor", judge.creator),
    Criterion("dep.date-missing", _F, 2, "a date of publication", judge.date),
    Criterion("dep.abstract-missing", _F, 2, "an abstract", judge.abstract),
    Criterion("dep.subject-missing", _F, 2, "subjects", judge.subjects),
    Criterion("dep.address-missing", _A, 3, "an address on the web", judge.address),
    Criterion("dep.publisher-missing", _A, 2, "a publisher", judge.publisher),
    Criterion("dep.access-missing", _A, 1, "who may have access", judge.access),
    Criterion("dep.language-missing", _I, 2, "the language", judge.language),
    Criterion("dep.language-invalid", _I, 2, "well-formed language tags", judge.language_tags),
    Criterion("dep.date-not-normalised", _I, 2, "normalised dates", judge.dates),
    Criterion("dep.agent-unidentified", _I, 2, "people with identifiers", judge.agents),
    Criterion("dep.role-without-code", _I, 1, "roles with codes", judge.roles),
    Criterion("dep.subject-without-scheme", _I, 1, "subjects of a vocabulary", judge.vocabularies),
    Criterion("dep.schema-missing", _I, 2, "the schema that it follows", judge.schema),
    Criterion("dep.rights-missing", _R, 3, "a statement of rights", judge.rights),
    Criterion("dep.licence-without-id", _R, 3, "a licence that machines know", judge.licence),
    Criterion("dep.source-missing", _R, 3, "the source", judge.source),
    Criterion("dep.source-incomplete", _R, 2, "where the manuscript lies", judge.manuscripts),
    Criterion("dep.edition-missing", _R, 1, "the version", judge.edition),
    Criterion("dep.history-missing", _R, 2, "a history of changes", judge.history),
    Criterion("dep.editorial-missing", _R, 1, "the principles of encoding", judge.editorial),
)
