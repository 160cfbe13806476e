"""A METS package: the common folder with ``mets.xml``, which lists every file and what the documents are.

Source: METS 1.12, http://www.loc.gov/METS/
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import __version__
from tei.deposit.packages import files
from tei.deposit.packages.crate import identifier
from tei.metadata import stamps

if TYPE_CHECKING:
    from tei.deposit.packages.cards import Card
    from tei.deposit.packages.contents import Contents

INNER: Final = ""
SUFFIX: Final = ""

NAME: Final = "mets.xml"
METS: Final = "http://www.loc.gov/METS/"
XLINK: Final = "http://www.w3.org/1999/xlink"
DC: Final = "http://purl.org/dc/elements/1.1/"
_USES: Final = {"documents": "preservation", "editions": "access", "metadata": "metadata", "schemas": "schema"}


def finish(root: Path, contents: "Contents", _target: Path) -> Path:
    """Return *root* with its ``mets.xml``."""
    tree = _mets(contents)
    files.write(root, NAME, etree.tostring(tree, encoding="UTF-8", xml_declaration=True, pretty_print=True))
    return root


def _mets(contents: "Contents") -> etree._Element:
    root = etree.Element(f"{{{METS}}}mets", nsmap={"mets": METS, "xlink": XLINK, "dc": DC})
    root.set("OBJID", contents.name)
    root.set("LABEL", _xml(contents.title))
    header = _sub(root, "metsHdr", **({"CREATEDATE": stamps.moment(contents.day) or ""} if contents.day else {}))
    agent = _sub(header, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    _sub(agent, "name").text = f"tei {__version__}"
    for number, card in enumerate(contents.cards, start=1):
        _describe(root, number, card)
    _list_files(root, contents)
    _structure(root, contents)
    return root


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{METS}}}{name}", attributes)


def _describe(root: etree._Element, number: int, card: "Card") -> None:
    """Add the section that describes one document, in Dublin Core."""
    section = _sub(root, "dmdSec", ID=f"dmd-{number}")
    data = _sub(_sub(section, "mdWrap", MDTYPE="DC"), "xmlData")
    for name, value in _facts(card):
        etree.SubElement(data, f"{{{DC}}}{name}").text = _xml(value)


def _facts(card: "Card") -> Iterator[tuple[str, str]]:
    yield "title", card.title
    yield from (("creator", one.sort_name) for one in card.creators)
    if card.publisher:
        yield "publisher", card.publisher.name
    if card.day:
        yield "date", card.day
    if card.language:
        yield "language", card.language
    yield from (("identifier", one) for one in card.identifiers)
    if card.licence:
        yield "rights", card.licence[1] or card.licence[0]
    if card.rights:
        yield "rights", card.rights


def _list_files(root: etree._Element, contents: "Contents") -> None:
    section = _sub(root, "fileSec")
    groups: dict[str, etree._Element] = {}
    for number, entry in enumerate(contents.entries, start=1):
        use = _USES.get(entry.path.partition("/")[0], "other")
        if use not in groups:
            groups[use] = _sub(section, "fileGrp", USE=use)
        file = _sub(
            groups[use],
            "file",
            ID=f"file-{number}",
            MIMETYPE=entry.media_type,
            SIZE=str(entry.size_bytes),
            CHECKSUM=entry.sha512,
            CHECKSUMTYPE="SHA-512",
        )
        location = _sub(file, "FLocat", LOCTYPE="URL")
        location.set(f"{{{XLINK}}}href", identifier(entry.path))


def _structure(root: etree._Element, contents: "Contents") -> None:
    """Add the map of folders; a document's own entry points to its description."""
    described = {member.inside: f"dmd-{number}" for number, member in enumerate(contents.members, start=1)}
    top = _sub(_sub(root, "structMap", TYPE="physical"), "div", TYPE="package", LABEL=_xml(contents.title))
    folders: dict[str, etree._Element] = {"": top}
    for number, entry in enumerate(contents.entries, start=1):
        folder = folders[_folder(folders, entry.path.rpartition("/")[0])]
        item = _sub(folder, "div", TYPE="file", LABEL=entry.path.rpartition("/")[2])
        if entry.path in described:
            item.set("DMDID", described[entry.path])
        _sub(item, "fptr", FILEID=f"file-{number}")


def _folder(folders: dict[str, etree._Element], path: str) -> str:
    """Return *path* after its entry, and those of the folders that it is in, have been added."""
    if path not in folders:
        parent, _slash, name = path.rpartition("/")
        folders[path] = _sub(folders[_folder(folders, parent)], "div", TYPE="folder", LABEL=name)
    return path


def _xml(words: str) -> str:
    return " ".join(words.split())
