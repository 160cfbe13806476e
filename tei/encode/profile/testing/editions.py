"""A whole document around a fragment: the header declares what the fragment uses, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from tei.names import TEI

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tei.encode.finishing import Rendition

_RESPONSIBLE: Final = (
    ("translator", "trl", "Translation, with the notes and glosses in square brackets"),
    ("editor", "edt", "Edition of the transcription, with what it has in brackets"),
    ("encoder", "mrk", "TEI encoding"),
)

FIRST_LINE: Final = 2
"""The line of an edition on which its fragment begins."""


def pairs(given: Mapping[str, tuple[str, str, str]]) -> str:
    """Return the ``rendition`` elements of pairs by name: selector, before, after; none where nothing is generated."""
    return "".join(_pair(name, *pair) for name, pair in given.items())


def _pair(name: str, selector: str, before: str, after: str) -> str:
    lost = "-lost" if name.endswith("-lost") else ""
    stem = name.removesuffix("-lost")
    return "".join(
        _rendition(f"nota-{stem}-{scope}{lost}", scope, selector, text)
        for scope, text in (("before", before), ("after", after))
        if text
    )


def rendered(made: Iterable[Rendition]) -> str:
    """Return the ``rendition`` elements that an encoding has made."""
    return "".join(_rendition(*one) for one in made)


def _rendition(identifier: str, scope: str, selector: str, content: str) -> str:
    chosen = f" selector={quoteattr(selector)}" if selector else ""
    declared = 'content: "{}"'.format(re.sub(r'(["\\])', r"\\\1", content))
    opened = f'<rendition xml:id={quoteattr(identifier)} scheme="css" scope="{scope}"{chosen}>'
    return f"{opened}{escape(declared)}</rendition>"


def edition(fragment: str, renditions: str) -> str:
    """Return a document whose text is *fragment*, the children of a ``div``; *renditions* are elements.

    The fragment begins with the second line of what is returned.
    """
    statements = "".join(
        f'<respStmt xml:id="{identifier}"><resp ref="http://id.loc.gov/vocabulary/relators/{relator}">{resp}</resp>'
        "<name>The makers of the specimens</name></respStmt>"
        for identifier, relator, resp in _RESPONSIBLE
    )
    hands = sorted(set(re.findall(r'hand="#([\w-]+)"', fragment)))
    described = "".join(f'<handNote xml:id="{hand}">Not identified.</handNote>' for hand in hands)
    languages = sorted({"en", *re.findall(r'xml:lang="([\w-]+)"', fragment)})
    return (
        f'<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc><titleStmt>'
        f'<title type="main">A specimen</title>{statements}</titleStmt>'
        "<publicationStmt><publisher>The tei project</publisher></publicationStmt><sourceDesc><msDesc>"
        "<msIdentifier><msName>An invented typescript</msName></msIdentifier>"
        + (f"<physDesc><handDesc>{described}</handDesc></physDesc>" if described else "")
        + "</msDesc></sourceDesc></fileDesc><encodingDesc><tagsDecl>"
        f'{renditions}<rendition xml:id="page-run-in" scheme="css">display: run-in</rendition>'
        '<rendition xml:id="page-inline" scheme="css">display: inline</rendition>'
        "</tagsDecl></encodingDesc><profileDesc><langUsage>"
        + "".join(f'<language ident="{language}">As spoken.</language>' for language in languages)
        + "</langUsage></profileDesc></teiHeader>"
        f'<text><body><div type="document">\n{fragment}\n</div></body></text></TEI>'
    )
