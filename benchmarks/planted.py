"""Plants 50 faults, of every class that validation knows, into the letters of :mod:`letters`.

A fault is an edit of a letter, or another document in its place. Where its finding is to begin is marked in what is
written, so that line and column are known before anything is validated.
"""

from pathlib import Path
from typing import NamedTuple

import letters
from letters import Letter

_HERE = "⌖"
_NO_UTF_8 = "\ue000"  # Stands for a byte that UTF-8 cannot have.

SCHEMAS = {
    "small.dtd": """<!ELEMENT TEI (teiHeader, text)>
<!ATTLIST TEI xmlns CDATA #FIXED "http://www.tei-c.org/ns/1.0" xml:id ID #IMPLIED>
<!ELEMENT teiHeader (fileDesc)><!ELEMENT fileDesc (titleStmt, publicationStmt, sourceDesc)>
<!ELEMENT titleStmt (title)><!ELEMENT title (#PCDATA)><!ELEMENT publicationStmt (p)><!ELEMENT sourceDesc (p)>
<!ELEMENT text (body)><!ELEMENT body (p)><!ELEMENT p (#PCDATA)>
""",
    "small.xsd": """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  targetNamespace="http://www.tei-c.org/ns/1.0" elementFormDefault="qualified"><xs:element name="TEI"><xs:complexType>
  <xs:sequence><xs:any maxOccurs="unbounded" processContents="skip"/></xs:sequence>
  <xs:attribute name="rend" use="required"/><xs:anyAttribute processContents="skip"/>
  </xs:complexType></xs:element></xs:schema>
""",
    "letters.txt": "No schema.\n",
}
REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><list>
<item xml:id="entry-1">one</item><item xml:id="entry-2">two</item><item xml:id="entry-2">again</item>
</list></body></text></TEI>
"""
_SEG = '<seg xmlns="http://www.tei-c.org/ns/1.0" xml:id='
PARTS = {
    "parts/greeting.xml": f'{_SEG}"greeting">All the best.</seg>\n',
    "parts/taken.xml": f'{_SEG}"p-2">All the best.</seg>\n',
    "parts/faulty.xml": f'{_SEG}"also" {_HERE}colour="red">All the best.</seg>\n',
}


class Fault(NamedTuple):
    """The rule that is broken, and the edits that break it: what is written in a letter, and what in its place.

    One of the new texts has the mark, or the file that is ``included``. In the place of "" another document is put.
    """

    rule: str
    edits: tuple[tuple[str, str], ...]
    severity: str = "error"
    included: str = ""


class Expected(NamedTuple):
    """A finding that is expected: the path from the project's folder, the rule, its weight, and where it begins."""

    path: str
    rule: str
    severity: str
    line: int
    column: int


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ROOT = '<TEI xmlns="http://www.tei-c.org/ns/1.0"'
_FIRST, _SECOND = '<p xml:id="p-1" n="1">', '<p xml:id="p-2" n="2">'
_SENT = '<correspAction type="sent">\n'
_BEFORE, _LABEL = '<ref type="prev" ', '">The letter before'
_IMPRINT = """      <publicationStmt>
        <publisher>Nobody’s press</publisher>
        <date when="2026">2026</date>
      </publicationStmt>
"""
_NESTED = "".join(f'<!ENTITY {after} "{f"&{before};" * 60}">' for before, after in ("ab", "bc", "cd", "de"))
_SMALL = f"""{_DECLARATION}{{doctype}}{_ROOT} xml:id="{{{{identifier}}}}"{{attributes}}>
<teiHeader><fileDesc><titleStmt><title>A slip</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt>
<sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>
<text><body>{{paragraph}}</body></text>
</TEI>
"""
_IN_DTD = _SMALL.format(
    doctype='<!DOCTYPE TEI SYSTEM "../../schema/small.dtd">\n', attributes="", paragraph=f'<p {_HERE}n="1">Later.</p>'
)
_XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_IN_XSD = _SMALL.format(
    doctype=_HERE,
    attributes=f' {_XSI} xsi:schemaLocation="http://www.tei-c.org/ns/1.0 ../../schema/small.xsd"',
    paragraph="<p>Later.</p>",
)


def _at(written: str, instead: str, rule: str, severity: str = "error") -> tuple[Fault, ...]:
    return (Fault(rule, ((written, instead),), severity),)


def _first(words: str, rule: str, severity: str = "error") -> tuple[Fault, ...]:
    """A fault in what is added to the beginning of the first paragraph."""
    return _at(_FIRST, f"{_FIRST}{words} ", rule, severity)


def _second(words: str, rule: str, severity: str = "error") -> tuple[Fault, ...]:
    return _at(_SECOND, f"{_SECOND}{words} ", rule, severity)


def _whole(text: str, rule: str) -> tuple[Fault, ...]:
    """Another document in the place of the letter."""
    return _at("", text, rule)


def _declared(entities: str, reference: str, rule: str) -> tuple[Fault, ...]:
    """A reference, in the first paragraph, to what the letter's DOCTYPE declares."""
    doctype = f"<!DOCTYPE TEI [{entities}]>"
    return (Fault(rule, ((_ROOT, f"{doctype}{_ROOT}"), (_FIRST, f"{_FIRST}{_HERE}{reference} "))),)


def _prolog(address: str, rule: str, kind: str = "http://relaxng.org/ns/structure/1.0") -> tuple[Fault, ...]:
    """A schema that the letter asks for in vain."""
    return _at(_ROOT, f'{_HERE}<?xml-model href="{address}" schematypens="{kind}"?>\n{_ROOT}', rule)


def _before(edit: tuple[str, str], rule: str) -> tuple[Fault, ...]:
    """A fault in the pointer to the letter before."""
    return (Fault(rule, ((_BEFORE, f"{_BEFORE}{_HERE}"), edit)),)


FAULTS: tuple[tuple[Fault, ...], ...] = (
    # Not well-formed, or not safe to read
    _first(f"<hi>never closed {_HERE}</p><p>", "xml.not-well-formed"),
    _first(f"bread {_HERE}& salt", "xml.not-well-formed"),
    _first(f"<{_HERE}x:hi>prefix</x:hi>", "xml.not-well-formed"),
    _at("</TEI>\n", f"</TEI>\n{_HERE}<TEI/>\n", "xml.not-well-formed"),
    _first(f"a bell {_HERE}\x07 rings", "xml.control-character"),
    _first(f"a byte {_HERE}{_NO_UTF_8} too many", "xml.encoding"),
    _at(_DECLARATION, _HERE + _DECLARATION.replace("UTF-8", "KOI-99"), "xml.encoding"),
    _whole(_HERE, "xml.empty"),
    _whole(f"{_HERE}PK\x03\x04 a packed file", "xml.not-xml"),
    _first(f"{_HERE}&nobody;", "xml.entity-undeclared"),
    _declared('<!ENTITY far SYSTEM "far.txt">', "&far;", "xml.entity-external"),
    _declared(f'<!ENTITY a "{"ten letter" * 9}">{_NESTED}', "&e;", "xml.entity-expansion"),
    _first("<hi>" * 55 + f"{_HERE}<hi>deep" + "</hi>" * 56, "xml.too-deep"),
    _first(f'{_HERE}<hi rend="{"long " * 900}">long</hi>', "xml.attribute-too-long"),
    _whole(f"{_HERE}<TEI>{'large ' * 25_000}</TEI>", "xml.too-large"),
    # Not TEI
    _at(_ROOT, f"{_HERE}<TEI", "tei.not-tei"),
    _whole(f"{_HERE}<TEI.2><teiHeader/></TEI.2>", "tei.not-tei"),
    # RELAX NG
    _first(f"{_HERE}<item>bread</item>", "rng.element-not-allowed"),
    _first(f'{_HERE}<hi xmlns="http://example.org/own">strange</hi>', "rng.element-not-allowed"),
    _at("</publisher>\n", f"</publisher>{_HERE}<title/>\n", "rng.element-not-allowed"),
    _at("</profileDesc>\n", f"</profileDesc>{_HERE}<fileDesc/>\n", "rng.element-not-allowed"),
    _at(f"{_IMPRINT}      <sourceDesc>", f"{_HERE}<sourceDesc>", "rng.element-missing"),
    _first(f"{_HERE}<list/>", "rng.content-incomplete"),
    _first(f'<persName {_HERE}Ref="psn:1">Ada</persName>', "rng.attribute-not-allowed"),
    _first(f"{_HERE}<placeName>Paris</placeName>", "rng.attribute-missing"),
    _at('<div type="letter">', f'<div {_HERE}type="leter">', "rng.value"),
    (
        *_first(f'<ref {_HERE}colour="red">red</ref>', "rng.attribute-not-allowed"),
        *_second(f'<date {_HERE}when="1902-13-45">late</date>', "rng.value"),
    ),
    _at("<body>\n", f"<body>{_HERE}Words without a paragraph.\n", "rng.text-not-allowed"),
    _second(f'<seg {_HERE}xml:id="p-1">again</seg>', "rng.duplicate-id"),
    # Schematron
    _at(_SENT, f"{_SENT}{_HERE}<persName>Nobody</persName>", "sch.sender-is-author"),
    _first(f'{_HERE}<foreign xml:lang="la">ergo</foreign>', "sch.language-declared"),
    _first(f"{_HERE}<date>one day</date>", "sch.date-normalised", "warning"),
    (Fault("sch.title-stop", (("<title>", f"{_HERE}<title>"), ("</title>", ".</title>")), "info"),),
    (
        *_first(f'{_HERE}<note place="margin"/>', "sch.note-empty", "warning"),
        *_second(f"{_HERE}<foreign>ergo</foreign>", "sch.language-declared"),
    ),
    # Pointers
    _first(f'<ref target="#p-1 {_HERE}#p-none">there</ref>', "ptr.dangling"),
    _before((_LABEL, f"-x{_LABEL}"), "ptr.dangling"),
    _first(f'<persName {_HERE}ref="psn:9999">Nobody</persName>', "ptr.dangling"),
    _before(("../../letters", "../../lost"), "ptr.file-missing"),
    _first(f'<ref {_HERE}target="../../register.xml#entry-2">two</ref>', "ptr.ambiguous"),
    _first(f'<said who="psn:1 {_HERE}plc:3">Yes.</said>', "ptr.kind"),
    _first(f'<persName {_HERE}ref="psn:somebody">Somebody</persName>', "ptr.prefix"),
    # XInclude
    _first(f"<xi:include {_XI} {_HERE}href='../../parts/lost.xml'/>", "ptr.file-missing"),
    (
        Fault(
            "rng.duplicate-id",
            (
                (_FIRST, f"{_FIRST}<xi:include {_XI} href='../../parts/taken.xml'/> "),
                ('<p xml:id="p-2"', f'<p {_HERE}xml:id="p-2"'),
            ),
        ),
    ),
    (
        Fault(
            "rng.attribute-not-allowed",
            ((_FIRST, f"{_FIRST}<xi:include {_XI} href='../../parts/faulty.xml'/> "),),
            included="parts/faulty.xml",
        ),
    ),
    # What is ignored
    _first(f"{_HERE}<?tei-ignore rng.value reason='long mended'?><hi>so</hi>", "validate.ignore-unused", "warning"),
    # Other schemas
    _prolog("https://example.org/letters.rng", "schema.not-here"),
    _whole(_IN_DTD, "dtd.attribute-not-allowed"),
    _whole(_IN_XSD, "xsd.attribute-missing"),
)


# What is no finding: a file that is included, and faults that the editors know of.
_IGNORED = """<?tei-ignore sch.note-empty ptr.dangling reason='to be seen to'?>
<seg><note place="margin"/><ref target="#p-none">there</ref></seg> """
_HARMLESS = {
    4: (Fault("", ((_FIRST, f"{_FIRST}<xi:include {_XI} href='../../parts/greeting.xml'/> "),)),),
    9: (Fault("", ((_FIRST, f"{_FIRST}{_IGNORED}"),)),),
}


class Planted(NamedTuple):
    """Letters of which some are faulty: the findings that are expected, and the paths of the letters concerned.

    Those that are ``faulty`` and not ``invalid`` have no errors, but lesser findings. In those that are
    ``ignored``, two findings are.
    """

    folder: Path
    expected: tuple[Expected, ...]
    invalid: frozenset[str]
    faulty: frozenset[str]
    ignored: frozenset[str]


def write(folder: Path, count: int, smallest_bytes: int, largest_bytes: int) -> Planted:
    """Write a project with *count* letters, in which all the faults are, into *folder*.

    Some of the others include a file, or have faults that are ignored.
    """
    _write_project(folder)
    # The first letter has none before it.
    faults = {1 + number * (count - 1) // len(FAULTS): one for number, one in enumerate(FAULTS)}
    expected: list[Expected] = []
    invalid, faulty, ignored = set(), set(), set()
    for number, letter in enumerate(letters.letters(count, smallest_bytes, largest_bytes)):
        planted = faults.get(number, _HARMLESS.get(number % 10, ()))
        text, found = _planted(letter, planted)
        expected += found
        if _IGNORED in text:
            ignored.add(letter.path)
        if found:
            faulty.add(letter.path)
        if any(one.severity == "error" for one in found):
            invalid.add(letter.path)
        file = folder / letter.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode().replace(_NO_UTF_8.encode(), b"\xff"))
    return Planted(folder, tuple(expected), frozenset(invalid), frozenset(faulty), frozenset(ignored))


def _write_project(folder: Path) -> None:
    letters.project(folder)
    (folder / "parts").mkdir()
    others = {**{f"schema/{name}": schema for name, schema in SCHEMAS.items()}, **PARTS, "register.xml": REGISTER}
    for name, text in others.items():
        (folder / name).write_text(text.replace(_HERE, ""), encoding="utf-8")


def _planted(letter: Letter, faults: tuple[Fault, ...]) -> tuple[str, list[Expected]]:
    """The letter's text with *faults* in it, which stand in their order, and what is expected of them."""
    text, expected = letter.text, []
    for fault in faults:
        for written, instead in fault.edits:
            if written not in text:
                message = f"{letter.path} has no {written!r}"
                raise ValueError(message)
            text = text.replace(written, instead, 1) if written else instead
        text = text.replace("{identifier}", Path(letter.path).stem)
        marked = PARTS[fault.included] if fault.included else text
        if _HERE in marked:
            before = marked.partition(_HERE)[0]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            expected.append(Expected(fault.included or letter.path, fault.rule, fault.severity, line, column))
            text = text.replace(_HERE, "")
    return text, expected
