"""A whole document: prolog, header, text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal, cast, get_args
from xml.sax.saxutils import escape

from lxml import etree

from tei.encode import gathering, heading
from tei.encode.heading import Archive, Facts, Genre, Rendition
from tei.encode.pointing import relative
from tei.names import TEI
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tei.encode.encoding import Body
    from tei.encode.information import Information
    from tei.encode.profile import Profile
    from tei.encode.wish import Wish

_RUN_IN: Final = "page-run-in"
_INLINE: Final = "page-inline"
_LAID: Final = {_RUN_IN: "display: run-in", _INLINE: "display: inline"}
"""How elements are laid that point at these."""
_SCHEMATYPES: Final = {
    ".rng": "http://relaxng.org/ns/structure/1.0",
    ".sch": "http://purl.oclc.org/dsdl/schematron",
}


@dataclass(frozen=True, slots=True)
class Composed:
    """The document as XML, the body that it was made of, and in sentences what is doubtful in its header."""

    xml: str
    body: Body
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes the document that is called *identifier* and is written as *to*, None if it is not written.

    ``labels`` are the main names of entries by the pointers to them.
    """

    profile: Profile
    wish: Wish
    identifier: str
    to: Path | None
    labels: Mapping[str, str]

    def compose(self, body: Body, told: Information) -> Composed:
        """Return the document of *body* with the header that *told* and the body itself give."""
        text = etree.fromstring(f'<TEI xmlns="{TEI}">{body.text()}</TEI>'.encode())[0]
        gathered = gathering.gather(text, told, _genre(body.genre), self._labels(text))
        facts = gathered.over(self._facts(body, text, told))
        header = etree.tostring(heading.pretty(heading.header(facts), 1), encoding="unicode")
        written = etree.tostring(text, encoding="unicode", with_tail=False)
        bare = f' xmlns="{TEI}"'
        return Composed(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            + "".join(self._models())
            + f'<TEI xmlns="{TEI}" xml:id="{self.identifier}" xml:lang="{escape(self.profile.language)}">\n'
            + f"  {header.replace(bare, '', 1)}\n  {written.replace(bare, '', 1)}\n</TEI>\n",
            body,
            gathered.doubts,
        )

    def _facts(self, body: Body, text: etree._Element, told: Information) -> Facts:
        """What is known of the document but for what its text tells."""
        pointed = {pointer for one in text.iter() for pointer in (one.get("rendition") or "").split()}
        laid = [Rendition(name, css=css) for name, css in _LAID.items() if f"#{name}" in pointed]
        edition = replace(self.wish.edition, schemas=tuple(self._schemas()))
        return Facts(
            information=told,
            day=self.wish.day,
            identifier=told.id or heading.urn(body.source),
            edition=edition,
            archive=_archive(self.profile, told),
            profile=self.profile.name,
            genre=_genre(body.genre),
            language=self.profile.language,
            source_language=self.profile.source_language,
            characters=len(normal(body.source)),
            renditions=(*(Rendition(*one) for one in body.renditions), *laid),  # type: ignore[arg-type]
        )

    def _labels(self, text: etree._Element) -> dict[str, str]:
        """The main name of each entry that the text points at."""
        pointers = dict.fromkeys(str(one.get("ref")) for one in text.iter() if one.get("ref"))
        return {pointer: self.labels[pointer] for pointer in pointers if pointer in self.labels}

    def _schemas(self) -> Iterator[str]:
        if self.to is not None:
            yield from (relative(schema, self.to.parent) for schema in self.wish.schemas)

    def _models(self) -> list[str]:
        return [
            f'<?xml-model href="{schema}" type="application/xml" schematypens="{_SCHEMATYPES[suffix]}"?>\n'
            for schema in self._schemas()
            if (suffix := PurePosixPath(schema).suffix) in _SCHEMATYPES
        ]


def _archive(profile: Profile, told: Information) -> Archive:
    """What the profile says of the archive; who publishes only if the page shows that it is this one's."""
    known = profile.archive
    page = "\n".join(passage.text for passage in told.passages)
    recognised = known.recognised is not None and known.recognised.search(page) is not None
    by: Literal["translator", "editor"] = "translator" if profile.responsible == "translator" else "editor"
    published = (known.publisher, known.name) if recognised else ("", "")
    return Archive(*published, known.form, by, known.brackets_name)


_KNOWN: Final = frozenset(get_args(Genre))


def _genre(name: str) -> Genre:
    return cast("Genre", name) if name in _KNOWN else "document"
