"""New elements in their place in a header, indented as what stands beside them; and elements taken out."""

from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

from tei.document.tags import start_tag
from tei.metadata.bulk.markup import Element, Text
from tei.metadata.bulk.words import Splice

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORDER: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "teiHeader": (("fileDesc",), ("encodingDesc",), ("profileDesc",), ("xenoData",), ("revisionDesc",)),
    "fileDesc": (
        ("titleStmt",),
        ("editionStmt",),
        ("extent",),
        ("publicationStmt",),
        ("seriesStmt",),
        ("notesStmt",),
        ("sourceDesc",),
    ),
    "titleStmt": (
        ("title",),
        ("author",),
        ("editor",),
        ("sponsor",),
        ("funder",),
        ("principal",),
        ("meeting", "respStmt"),
    ),
    "editionStmt": (("edition",), ("respStmt",)),
    "publicationStmt": (
        ("publisher", "distributor", "authority"),
        ("pubPlace", "address"),
        ("date",),
        ("idno",),
        ("availability",),
        ("ref", "ptr"),
    ),
    "availability": (("licence",), ("p", "ab")),
    "profileDesc": (("abstract",), ("creation",), ("langUsage",), ("textClass",), ("settingDesc", "correspDesc")),
    "textClass": (("classCode",), ("catRef",), ("keywords",)),
    "msDesc": (
        ("msIdentifier",),
        ("head",),
        ("msContents",),
        ("physDesc",),
        ("history",),
        ("additional",),
        ("msPart", "msFrag"),
    ),
    "history": (("summary",), ("origin",), ("provenance",), ("acquisition",)),
    "msIdentifier": (
        ("country",),
        ("region",),
        ("settlement",),
        ("district", "geogName"),
        ("institution",),
        ("repository",),
        ("collection",),
        ("idno",),
        ("altIdentifier", "msName", "objectName"),
    ),
    "correspAction": (("persName", "orgName", "name"), ("placeName", "settlement"), ("date",), ("note",)),
}
"""Which child comes before which, as the Guidelines ask, or as editors are used to where the Guidelines do not mind."""


class Fragment(NamedTuple):
    """An element to be written: words and markup that are ready, or other elements."""

    name: str
    attributes: "Mapping[str, str]"
    inside: "str | tuple[Fragment, ...]"

    def lines(self, prefix: str, indent: str, unit: str) -> list[str]:
        """Return the element line by line, each after *indent*; *unit* is what one more level is indented by."""
        name = prefix + self.name
        start = name + "".join(f' {key}="{quoted(value)}"' for key, value in self.attributes.items())
        if isinstance(self.inside, str):
            # escaped by whoever made it
            return [f"{indent}<{start}>{self.inside}</{name}>" if self.inside else f"{indent}<{start}/>"]
        inner = [line for one in self.inside for line in one.lines(prefix, indent + unit, unit)]
        return [f"{indent}<{start}>", *inner, f"{indent}</{name}>"]


def quoted(value: str, mark: str = '"') -> str:
    """Return *value* as it stands between two quotation marks of this kind."""
    return escape(value, {mark: "&quot;" if mark == '"' else "&apos;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def inserted(text: str, parent: Element, fragment: Fragment, after: Element | None = None) -> Splice:
    """Return the splice that puts *fragment* into *parent*: behind *after*, or where the order of the children asks."""
    before = after or _predecessor(parent, fragment.name)
    first = next(parent.elements, None)
    prefix = parent.written[: parent.written.find(":") + 1]
    if first is None:
        return _only_child(text, parent, fragment, prefix)
    neighbour = before or first
    space = _indentation(text, neighbour)
    if space is None:
        offset = neighbour.end if before else neighbour.start
        return Splice(offset, offset, "".join(line.strip() for line in fragment.lines(prefix, "", "")))
    line_end, indent = space
    lines = fragment.lines(prefix, indent, _unit(text, neighbour))
    if before:
        return Splice(before.end, before.end, "".join(line_end + line for line in lines))
    return Splice(first.start, first.start, line_end.join(lines).removeprefix(indent) + line_end + indent)


def removed(text: str, element: Element) -> Splice:
    """Return the splice that takes *element* out, and the line that it stood on if nothing else stood there."""
    space = _indentation(text, element)
    alone = text.startswith(("\n", "\r", "<"), element.end) or text[element.end :].lstrip(" \t")[:1] in {"\r", "\n"}
    start = element.start - len("".join(space)) if space and alone else element.start
    return Splice(start, element.end, "")


def with_attribute(text: str, element: Element, name: str, value: str | None) -> Splice:
    """Return the splice that gives *element* an attribute, another value of it, or takes it away with None."""
    tag = start_tag(text, element.start)
    for one in tag.attributes:
        if one.name != name:
            continue
        if value is None:
            start = len(text[: one.start].rstrip())
            return Splice(start, one.end, "")
        mark = text[one.end - 1]
        opening = text.index(mark, one.start)
        return Splice(opening + 1, one.end - 1, quoted(value, mark))
    closing = tag.end - (2 if element.is_empty_tag else 1)
    offset = tag.attributes[-1].end if tag.attributes else len(text[:closing].rstrip())
    return Splice(offset, offset, "" if value is None else f' {name}="{quoted(value)}"')


def _predecessor(parent: Element, name: str) -> Element | None:
    """Return the child after which one called *name* belongs, None for the beginning."""
    order = _ORDER.get(parent.name, ())
    rank = {one: number for number, names in enumerate(order) for one in names}
    found = list(parent.children(name))
    if found or name not in rank:
        return found[-1] if found else next(reversed(list(parent.elements)), None)
    earlier = [one for one in parent.elements if rank.get(one.name, len(order)) <= rank[name]]
    return earlier[-1] if earlier else None


def _only_child(text: str, parent: Element, fragment: Fragment, prefix: str) -> Splice:
    space = _indentation(text, parent)
    end = f"</{parent.written}>" if parent.is_empty_tag else ""
    if space is None:
        written = "".join(line.strip() for line in fragment.lines(prefix, "", ""))
    else:
        line_end, indent = space
        unit = _unit(text, parent)
        written = "".join(line_end + line for line in fragment.lines(prefix, indent + unit, unit)) + line_end + indent
    if parent.is_empty_tag:
        return Splice(parent.end - 2, parent.end, ">" + written + end)
    # White space that an empty element held is replaced; a comment in it stays before what is new.
    start = parent.open_end if all(isinstance(one, Text) for one in parent.content) else parent.close
    return Splice(start, parent.close, written)


def _indentation(text: str, element: Element) -> tuple[str, str] | None:
    """Return the line end and the white space before *element*, None if it does not begin a line."""
    before = text[: element.start]
    bare = before.rstrip(" \t")
    for line_end in ("\r\n", "\n", "\r"):
        if bare.endswith(line_end):
            return line_end, before[len(bare) :]
    return None


def _unit(text: str, element: Element) -> str:
    """Return by how much *element* is indented more than its parent, two spaces where that cannot be seen."""
    own = _indentation(text, element)
    above = _indentation(text, element.parent) if element.parent else None
    if own and above and own[1].startswith(above[1]) and own[1] != above[1]:
        return own[1][len(above[1]) :]
    return "  "
