"""The values that a record is made of, each with the place where it was read."""

from tei.metadata.values.agents import Affiliation, Agent, Funder, Grant, Kind, Role
from tei.metadata.values.dates import Date, Extent, Precision
from tei.metadata.values.events import Action, Change, Correspondence
from tei.metadata.values.words import Identifier, Language, Licence, Measure, Origin, Rights, Subject, Text, Title
from tei.metadata.values.works import Edition, Place, RelatedItem, Series, Source

__all__ = [
    "Action",
    "Affiliation",
    "Agent",
    "Change",
    "Correspondence",
    "Date",
    "Edition",
    "Extent",
    "Funder",
    "Grant",
    "Identifier",
    "Kind",
    "Language",
    "Licence",
    "Measure",
    "Origin",
    "Place",
    "Precision",
    "RelatedItem",
    "Rights",
    "Role",
    "Series",
    "Source",
    "Subject",
    "Text",
    "Title",
]
