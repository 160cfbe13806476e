"""A whole document: prolog, header, text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from lxml import etree

from tei.encode import heading
from tei.encode.heading import Archive, Facts, Hand, Rendition
from tei.encode.pointing import relative
from tei.names import TEI, XML

if TYPE_CHECKING:
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
    """The document as XML, and the body that it was made of."""

    xml: str
    body: Body


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes the document that is called *identifier* and is written as *to*, None if it is not written."""

    profile: Profile
    wish: Wish
    identifier: str
    to: Path | None

    def compose(self, body: Body, told: Information) -> Composed:
        """Return the document of *body* with the header that *told* and the body itself give."""
        text = etree.fromstring(f'<TEI xmlns="{TEI}">{body.text()}</TEI>'.encode())[0]
        facts = _facts(body, text, told, self.profile, self.wish)
        header = etree.tostring(heading.pretty(heading.header(facts), 1), encoding="unicode")
        written = etree.tostring(text, encoding="unicode", with_tail=False)
        bare = f' xmlns="{TEI}"'
        return Composed(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            + "".join(self._models())
            + f'<TEI xmlns="{TEI}" xml:id="{self.identifier}" xml:lang="{escape(self.profile.language)}">\n'
            + f"  {header.replace(bare, '', 1)}\n  {written.replace(bare, '', 1)}\n</TEI>\n",
            body,
        )

    def _models(self) -> list[str]:
        folder = self.to.parent if self.to else None
        return [
            f'<?xml-model href="{relative(schema, folder)}" type="application/xml" '
            f'schematypens="{_SCHEMATYPES[schema.suffix]}"?>\n'
            for schema in self.wish.schemas
            if folder is not None and schema.suffix in _SCHEMATYPES
        ]


def _facts(body: Body, text: etree._Element, told: Information, profile: Profile, wish: Wish) -> Facts:
    hands = dict.fromkeys(str(one.get("hand")).removeprefix("#") for one in text.iter() if one.get("hand"))
    pointed = {pointer for one in text.iter() for pointer in (one.get("rendition") or "").split()}
    laid = [Rendition(name, css=css) for name, css in _LAID.items() if f"#{name}" in pointed]
    spoken = dict.fromkeys(str(one.get(f"{{{XML}}}lang")) for one in text.iter() if one.get(f"{{{XML}}}lang"))
    return Facts(
        information=told,
        day=wish.day,
        identifier=heading.urn(body.source),
        edition=wish.edition,
        archive=Archive(brackets_by="translator" if profile.responsible == "translator" else "editor"),
        profile=profile.name,
        language=profile.language,
        source_language=profile.source_language,
        languages=tuple(spoken),
        characters=len(re.sub(r"[ \t\r\n]+", " ", body.source.strip())),
        hands=tuple(Hand(hand, "Not identified.") for hand in hands),
        renditions=(*(Rendition(*one) for one in body.renditions), *laid),  # type: ignore[arg-type]
    )
