"""Languages: BCP 47 tags, taken apart, with their ISO 639-3 codes; those of the text and those of the source apart."""

import re
from typing import TYPE_CHECKING, Final

from tei.metadata import nodes
from tei.metadata.language_codes import ISO639_3
from tei.metadata.values import Language, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context

_TAG: Final = re.compile(
    r"(?:(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"
    r"(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
    r"|x(?:-[a-z\d]{1,8})+|i-[a-z]{2,8})",
    re.IGNORECASE | re.ASCII,
)
_THREE: Final = 3
_XML_LANG: Final = "xml:lang"


def of_tag(tag: str, origin: Origin, name: str | None = None, usage: str | None = None) -> Language:
    """Return the language of a BCP 47 *tag*; no parts are told of a tag that is not well-formed."""
    found = _TAG.fullmatch(tag)
    if not found:
        return Language(tag, origin, name=name, usage=usage, valid=False)
    primary = (found["language"] or "").partition("-")[0].lower()
    code = ISO639_3.get(primary) or (primary if len(primary) == _THREE else None)
    script, region = found["script"], found["region"]
    return Language(tag, origin, code, script and script.title(), region and region.upper(), name, usage)


def of_document(context: "Context", tei: "Element", profile: "Element | None") -> tuple[Language, ...]:
    """Return the languages of the edition: that of ``text`` or the document first, then those of ``langUsage``."""
    declared = [
        of_tag(ident, context.origin(one, "ident"), nodes.plain(one) or None, nodes.attribute(one, "usage"))
        for one in nodes.children(nodes.child(profile, "langUsage"), "language")
        if (ident := nodes.attribute(one, "ident"))
    ]
    text = nodes.child(tei, "text")
    written = [one for one in (text, tei) if one is not None and one.get(nodes.LANG)]
    first = [_written(context, one) for one in written[:1]]
    return _distinct([*first, *declared])


def of_source(context: "Context", element: "Element") -> tuple[Language, ...]:
    """Return the languages of a source: ``@mainLang``, then ``@otherLangs``, of each ``textLang``."""
    found = []
    for one in nodes.descendants(element, "textLang"):
        words = nodes.plain(one) or None
        for attribute in ("mainLang", "otherLangs"):
            tags = (one.get(attribute) or "").split()
            name = words if attribute == "mainLang" else None
            found += [of_tag(tag, context.origin(one, attribute), name) for tag in tags]
    return _distinct(found)


def _written(context: "Context", element: "Element") -> Language:
    return of_tag(nodes.squeezed(element.get(nodes.LANG, "")), context.origin(element, _XML_LANG))


def _distinct(languages: "Iterable[Language]") -> tuple[Language, ...]:
    """Return each language once; the name and usage that ``langUsage`` gives to one told before are kept."""
    found: dict[str, Language] = {}
    for one in languages:
        before = found.get(one.tag.lower())
        if before is None:
            found[one.tag.lower()] = one
        elif before.name is None:
            found[one.tag.lower()] = of_tag(before.tag, before.origin, one.name, one.usage)
    return tuple(found.values())
