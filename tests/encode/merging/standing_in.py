"""An encoder of a few rules, which stands in for the real one: what is merged must not depend on how it encodes."""

import re
from xml.sax.saxutils import escape

from tei import document
from tei.document import Document

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>'
    '<title type="main">A letter</title><respStmt xml:id="editor">'
    '<resp ref="http://id.loc.gov/vocabulary/relators/edt">Edition</resp><name>The editor</name></respStmt></titleStmt>'
    "<publicationStmt><publisher>The tei project</publisher></publicationStmt>"
    "<sourceDesc><msDesc><msIdentifier><msName>A letter</msName></msIdentifier>{}</msDesc></sourceDesc></fileDesc>"
    "<encodingDesc><tagsDecl>{}</tagsDecl></encodingDesc>"
    '<profileDesc><langUsage><language ident="en">English</language>{}</langUsage></profileDesc></teiHeader>'
)
PAIRS = {
    "supplied": ("supplied", "[", "]"),
    "gap": ("gap", "[illegible", "]"),
    "deletion": ("del", "[crossed out: ", "]"),
    "original": ("gloss", "[Russian: ", "]"),
}
SIC = '<rendition xml:id="nota-sic-after" scheme="css" scope="after">content: " [sic]"</rendition>'
_MARK = re.compile(
    r"\[illegible\]|\[crossed out: [^][]+\]|\[Russian: [^][]+\]|\[[^][]+\]|\b\d{1,2} May\b|\b\w+ \[sic\]"
)


def encode(text: str) -> Document:
    """*text* as TEI: each line a paragraph, brackets and days in May marked."""
    used: set[str] = set()
    names: set[str] = set()
    lines = [line for line in text.split("\n") if line.strip(" \t\r")]
    body = "\n".join(f'<p xml:id="{_named(line, names)}">{_inline(line, used)}</p>' for line in lines)
    declared = "".join(_pair(name) for name in PAIRS if name in used) + (SIC if "sic" in used else "")
    hands = '<handNote xml:id="hand-deletion">Not identified.</handNote>' if "deletion" in used else ""
    header = HEADER.format(
        f"<physDesc><handDesc>{hands}</handDesc></physDesc>" if hands else "",
        declared or "<rendition/>",
        '<language ident="ru-Latn">Russian</language>' if "original" in used else "",
    )
    content = f'<div type="letter">\n{body}\n</div>' if body else "<p/>"
    return document.parse(f"{header}\n<text><body>{content}</body></text></TEI>".encode(), "fresh.xml")


def _pair(name: str) -> str:
    selector, before, after = PAIRS[name]
    return "".join(
        f'<rendition xml:id="nota-{name}-{scope}" scheme="css" scope="{scope}" selector="{selector}">'
        f'content: "{string}"</rendition>'
        for scope, string in (("before", before), ("after", after))
    )


def _named(line: str, names: set[str]) -> str:
    stem = "p-" + "-".join(re.findall(r"[a-z]+", line.lower())[:3] or ["empty"])
    name = stem
    while name in names:
        name += "-x"
    names.add(name)
    return name


def _inline(line: str, used: set[str]) -> str:
    out, at = [], 0
    for found in _MARK.finditer(line):
        out.append(escape(line[at : found.start()]))
        out.append(_element(found[0], used))
        at = found.end()
    return "".join((*out, escape(line[at:])))


def _element(words: str, used: set[str]) -> str:
    if words == "[illegible]":
        used.add("gap")
        return '<gap reason="illegible"/>'
    if words.endswith(" [sic]"):
        used.add("sic")
        return f'<sic rendition="#nota-sic-after">{escape(words[:-6])}</sic>'
    if words.startswith("[crossed out: "):
        used.add("deletion")
        return f'<del hand="#hand-deletion">{escape(words[14:-1])}</del>'
    if words.startswith("[Russian: "):
        used.add("original")
        return f'<gloss type="original" resp="#editor" xml:lang="ru-Latn">{escape(words[10:-1])}</gloss>'
    if words.startswith("["):
        used.add("supplied")
        return f'<supplied reason="omitted" resp="#editor">{escape(words[1:-1])}</supplied>'
    return f'<date when="1949-05-{int(words[:-4]):02}" evidence="internal">{words}</date>'
