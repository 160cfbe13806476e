"""RO-Crate 1.1: the metadata file of a folder, as one flat graph of what schema.org says of the edition and its files.

Source: RO-Crate Metadata Specification 1.1, sections on the root data entity, data entities and contextual entities.
"""

from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from tei.metadata.crosswalks import choices, schema_org

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.metadata.crosswalks.shortfalls import Loss
    from tei.metadata.record import Record

_CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
# Terms of schema.org that are younger than the context of RO-Crate 1.1.
_NEWER: Final = ("copyrightNotice", "sha256")
_PROFILE: Final = "https://w3id.org/ro/crate/1.1"
FILE_NAME: Final = "ro-crate-metadata.json"


class CrateFile(NamedTuple):
    """A file of the package: its path with slashes, what it is, and its size."""

    path: str
    media_type: str
    size_bytes: int
    title: str = ""
    sha256: str = ""


def write(record: "Record") -> bytes:
    """Return *record* as the metadata file of a crate without files."""
    return crate(record)


def crate(record: "Record", files: "Iterable[CrateFile]" = ()) -> bytes:
    """Return the metadata file of a folder with *files*, which the record describes as a whole."""
    graph = _Graph()
    root = choices.pruned(schema_org.content(record))
    root |= {"@id": "./", "@type": "Dataset", "isBasedOn": root.get("isBasedOn", []), "mainEntity": None}
    files = tuple(files)
    root["hasPart"] = [*_references(graph, root.get("hasPart", [])), *({"@id": _address(one.path)} for one in files)]
    root["encodingFormat"] = None
    entities = [_descriptor(), graph.flat(root), *(_file(one) for one in files), *graph.entities.values()]
    used = {key for entity in entities for key in choices.pruned(entity)}
    own = {name: f"http://schema.org/{name}" for name in _NEWER if name in used}
    return choices.json_of({"@context": [_CONTEXT, own] if own else _CONTEXT, "@graph": entities})


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what a crate cannot say of *record*: what schema.org cannot, but a licence is an entity of its own here."""
    for loss in schema_org.lost(record):
        if not loss.field.startswith("licences"):
            yield loss._replace(reason=loss.reason.replace("schema.org", "RO-Crate"))


class _Graph:
    """Collects the objects inside others as entities of their own, each once."""

    def __init__(self) -> None:
        self.entities: dict[str, dict[str, Any]] = {}

    def flat(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return *content* with a reference in place of each object that is in it."""
        return {key: self._value(value) for key, value in content.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, list):
            return [self._value(one) for one in value]
        return self.reference(value) if isinstance(value, dict) else value

    def reference(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return the reference to *content*, which becomes an entity; one without an address is numbered."""
        if set(content) == {"@id"}:
            return content
        flat = self.flat(content)
        address = flat.get("@id") or self._number(flat)
        known = self.entities.get(address, {})
        if known.get("name", flat.get("name")) != flat.get("name"):
            # One address with two names: both are kept, and it is said that they are one.
            return self.reference({**content, "@id": "", "sameAs": {"@id": address}})
        self.entities[address] = {**flat, **known, "@id": address}
        return {"@id": address}

    def _number(self, flat: dict[str, Any]) -> str:
        """Return a name for an entity that has none, that of an equal one if there is one."""
        for address, known in self.entities.items():
            if {**flat, "@id": address} == known:
                return address
        kind = flat["@type"] if isinstance(flat["@type"], str) else "agent"
        count = sum(address.startswith(f"#{kind.lower()}-") for address in self.entities)
        return f"#{kind.lower()}-{count + 1}"


def _references(graph: _Graph, parts: "Iterable[dict[str, Any]]") -> "list[dict[str, Any]]":
    return [graph.reference(part) for part in parts]


def _descriptor() -> dict[str, Any]:
    return {
        "@id": FILE_NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }


def _file(file: CrateFile) -> dict[str, Any]:
    return {
        "@id": _address(file.path),
        "@type": "File",
        "name": file.title or file.path,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size_bytes),
        "sha256": file.sha256,
    }


def _address(path: str) -> str:
    return quote(path)
