"""How something else is related to the edition, in DataCite's words, which InvenioRDM has in lower case.

Source: DataCite Metadata Schema 4.6, appendix 1, relationType and relatedIdentifierType.
"""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.metadata.crosswalks import unsaid
from tei.metadata.values import RelatedItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record
    from tei.metadata.values import Identifier

_RELATIONS: Final = """IsCitedBy Cites IsCollectedBy Collects IsSupplementTo IsSupplementedBy IsContinuedBy Continues
    IsDescribedBy Describes HasMetadata IsMetadataFor HasVersion IsVersionOf IsNewVersionOf IsPartOf IsPreviousVersionOf
    IsPublishedIn HasPart IsReferencedBy References IsDocumentedBy Documents IsCompiledBy Compiles IsVariantFormOf
    IsOriginalFormOf IsIdenticalTo IsReviewedBy Reviews IsDerivedFrom IsSourceOf IsRequiredBy Requires IsObsoletedBy
    Obsoletes HasTranslation IsTranslationOf""".split()  # noqa: SIM905 - a literal would take forty lines
_BY_NAME: Final = {name.lower(): name for name in _RELATIONS}
_SYNONYMS: Final = {
    "translationof": "IsTranslationOf",
    "host": "IsPartOf",
    "series": "IsPartOf",
    "otherform": "IsVariantFormOf",
}
_ANY: Final = "References"
_TYPES: Final = {
    "doi": "DOI",
    "handle": "Handle",
    "ark": "ARK",
    "isbn": "ISBN",
    "issn": "ISSN",
    "urn": "URN",
    "uuid": "URN",
}


class Typed(NamedTuple):
    """An identifier with DataCite's name for its kind."""

    type: str
    value: str


def relation(item: "RelatedItem") -> str:
    """Return how *item* is related; where its type is none of DataCite's, the edition refers to it."""
    told = (item.relation or "").lower()
    return _BY_NAME.get(told) or _SYNONYMS.get(told, _ANY)


def typed(identifier: "Identifier") -> Typed | None:
    """Return *identifier* as DataCite writes it, None if it is of no kind that DataCite knows, or wrong."""
    if identifier.valid is False:
        return None
    kind = _TYPES.get(identifier.scheme)
    if kind:
        in_full = kind == "URN" and identifier.uri
        return Typed(kind, identifier.uri if in_full and identifier.uri else identifier.value)
    return Typed("URL", identifier.uri) if identifier.uri and identifier.uri.startswith("http") else None


def identifier(item: "RelatedItem") -> Typed | None:
    """Return what identifies *item* outside the document, None if nothing does."""
    known = next((told for one in item.identifiers if (told := typed(one))), None)
    if known is None and item.target and item.target.startswith(("http://", "https://")):
        return Typed("URL", item.target)
    return known


def has_words_too(value: object) -> bool:
    """Return whether *value* is something related that has words beside what identifies it."""
    return isinstance(value, RelatedItem) and bool(value.text) and identifier(value) is not None


def lost(record: "Record", form: str) -> "Iterator[Loss]":
    """Yield the identifiers of what is related beyond the one that *form* has."""
    for number, item in enumerate(record.related, start=1):
        said = [one for one in item.identifiers if typed(one)][:1]
        reason = f"{form} has one identifier of what is related"
        yield from unsaid.beyond(f"related[{number}].identifiers", said, item.identifiers, reason)


def identifiers(record: "Record") -> "Iterator[dict[str, Any]]":
    """Yield DataCite's ``relatedIdentifiers`` of what is related to *record*."""
    for item in record.related:
        known = identifier(item)
        if known:
            yield {
                "relatedIdentifier": known.value,
                "relatedIdentifierType": known.type,
                "relationType": relation(item),
            }
