"""Writes a corpus of letters, of any size and the same each time: a project with schema, rules and a file of names.

The letters are valid under the project's RELAX NG and its Schematron, and every pointer leads somewhere: into the
file of names by private prefixes, into the letter before, and within the letter. :mod:`planted` puts faults into some.

The rules of Schematron are such as XSLT 1.0 can run, so that other implementations can be asked the same.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tei.odd.compiling import compile_text

_PERSONS = 400
_PLACES = 150
_A_FOLDER = 100
_WORDS = [
    *(
        "archive",
        "letter",
        "copy",
        "received",
        "October",
        "message",
        "forwarded",
        "margin",
        "reading",
        "the",
        "of",
        "to",
    ),
    *("orchard", "river", "winter", "bread", "paper", "évidemment", "çà", "für", "größer", "Straße", "ink", "morning"),
    *("answer", "question", "journey", "station", "window", "garden", "sister", "brother"),
]
_NAMES = ["Ada", "Bo", "Cy", "Dora", "Emil", "Fanny", "Georg", "Hanna", "Ivo", "Jutta"]
_TOWNS = ["Aarau", "Bonn", "Calais", "Dieppe", "Erfurt", "Fulda", "Genf", "Hull"]

SETTINGS = """[project]
title = "Letters"
corpus = "letters"

[validate]
schema = "schema/letters.rng"
schematron = "schema/letters.sch"

[encode]
authority = "authority.xml"

[limits]
size_bytes = 120000
depth = 60
attribute_chars = 4000
"""

ODD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt><publicationStmt><p>Made for a test.</p>
  </publicationStmt><sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>
  <text><body><schemaSpec ident="letters" start="TEI">
    <moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="core"/><moduleRef key="textstructure"/>
    <moduleRef key="namesdates"/><moduleRef key="msdescription"/><moduleRef key="transcr"/><moduleRef key="linking"/>
    <elementSpec ident="div" mode="change"><attList>
      <attDef ident="type" mode="change" usage="req"><valList type="closed" mode="replace">
        <valItem ident="letter"/><valItem ident="enclosure"/></valList></attDef>
    </attList></elementSpec>
    <elementSpec ident="placeName" mode="change"><attList>
      <attDef ident="ref" mode="change" usage="req"/>
    </attList></elementSpec>
  </schemaSpec></body></text>
</TEI>
"""

RULES = """<?xml version="1.0" encoding="UTF-8"?>
<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    queryBinding="xslt">
  <ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
  <xsl:key name="language" match="tei:language" use="@ident"/>
  <pattern id="correspondence">
    <rule context="tei:correspAction[@type = 'sent']/tei:persName">
      <assert id="sender-is-author" test="@ref = ancestor::tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:author/*/@ref">
        Who sent the letter is not its author.</assert>
    </rule>
    <rule context="tei:correspAction[@type = 'received']/tei:date">
      <let name="sent" value="../../tei:correspAction[@type = 'sent']/tei:date/@when"/>
      <assert id="sent-before-received"
        test="number(translate(@when, '-', '')) &gt;= number(translate($sent, '-', ''))">
        The letter was received before it was sent, on <value-of select="$sent"/>.</assert>
    </rule>
    <rule context="tei:correspDesc">
      <report id="sent-twice" test="count(tei:correspAction[@type = 'sent']) &gt; 1">A letter is sent once.</report>
    </rule>
  </pattern>
  <pattern id="text">
    <rule context="tei:foreign">
      <assert id="language-declared" test="key('language', @xml:lang)">The language <value-of select="@xml:lang"/> is
        not declared.</assert>
    </rule>
    <rule context="tei:body//tei:date">
      <assert id="date-normalised" role="warning" test="@when or @from or @notBefore">The date says not when.</assert>
    </rule>
    <rule context="tei:note">
      <report id="note-empty" role="warning" test="normalize-space(.) = ''">The note is empty.</report>
    </rule>
    <rule context="tei:body//tei:hi">
      <report id="emphasis-nested" role="info" test="ancestor::tei:hi">Emphasis within emphasis.</report>
    </rule>
    <rule context="tei:div/tei:p">
      <let name="number" value="count(preceding-sibling::tei:p) + 1"/>
      <assert id="paragraph-number" test="@n = $number">This is paragraph <value-of select="$number"/>.</assert>
    </rule>
  </pattern>
  <pattern id="attributes">
    <rule context="tei:title">
      <report id="title-stop" role="info" test="substring(., string-length(.)) = '.'">A title has no full stop.</report>
    </rule>
  </pattern>
</schema>
"""


class Letter(NamedTuple):
    """A letter before it is written: the path from the project's folder, and the text."""

    path: str
    text: str


def path(number: int) -> str:
    """The path of the letter *number* from the project's folder."""
    return f"letters/{number // _A_FOLDER:04}/{_identifier(number)}.xml"


def project(folder: Path) -> None:
    """Write everything but the letters into *folder*."""
    schemas = folder / "schema"
    schemas.mkdir(parents=True)
    (folder / "tei.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "authority.xml").write_text(authority(), encoding="utf-8")
    (schemas / "letters.odd").write_text(ODD, encoding="utf-8")
    (schemas / "letters.rng").write_text(compile_text(ODD.encode(), "letters").rng, encoding="utf-8")
    (schemas / "letters.sch").write_text(RULES, encoding="utf-8")


def letters(count: int, smallest_bytes: int, largest_bytes: int) -> Iterator[Letter]:
    """Yield *count* letters of *smallest_bytes* to *largest_bytes*."""
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 - the same letter each time
        yield Letter(path(number), letter(number, chance.randint(smallest_bytes, largest_bytes), chance))


def authority() -> str:
    """The file of names: persons and places."""
    persons = "".join(
        f'<person xml:id="person-{one}"><persName ref="#person-{one}">{_person(one)}</persName></person>\n'
        for one in range(_PERSONS)
    )
    places = "".join(
        f'<place xml:id="place-{one}"><placeName ref="#place-{one}">{_town(one)}</placeName></place>\n'
        for one in range(_PLACES)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="names"><teiHeader><fileDesc>
<titleStmt><title>Names</title></titleStmt><publicationStmt><p>Made for a test.</p></publicationStmt>
<sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>
<standOff><listPerson>
{persons}</listPerson><listPlace>
{places}</listPlace></standOff></TEI>
"""


def letter(number: int, size_bytes: int, chance: random.Random) -> str:
    """The text of the letter *number*, of about *size_bytes*."""
    sender, receiver, place = chance.randrange(_PERSONS), chance.randrange(_PERSONS), chance.randrange(_PLACES)
    year, month, day = chance.randint(1890, 1920), chance.randint(1, 12), chance.randint(1, 28)
    sent, received = f"{year}-{month:02}-{day:02}", f"{year + 1}-{month:02}-{day:02}"
    before = f"../../{path(number - 1)}#{_identifier(number - 1)}" if number else f"#{_identifier(0)}"
    paragraphs = _paragraphs(size_bytes - 3000, chance)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{_identifier(number)}" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>{_person(sender)} to {_person(receiver)}, {sent}</title>
        <author><persName ref="psn:{sender}">{_person(sender)}</persName></author>
      </titleStmt>
      <publicationStmt>
        <publisher>Nobody’s press</publisher>
        <date when="2026">2026</date>
      </publicationStmt>
      <sourceDesc>
        <msDesc>
          <msIdentifier><repository>Town archive</repository><idno>A {number}</idno></msIdentifier>
          <physDesc><handDesc><handNote xml:id="hand-1">Ink.</handNote></handDesc></physDesc>
        </msDesc>
      </sourceDesc>
    </fileDesc>
    <encodingDesc>
      <listPrefixDef>
        <prefixDef ident="psn" matchPattern="([0-9]+)" replacementPattern="../../authority.xml#person-$1"/>
        <prefixDef ident="plc" matchPattern="([0-9]+)" replacementPattern="../../authority.xml#place-$1"/>
      </listPrefixDef>
    </encodingDesc>
    <profileDesc>
      <langUsage>
        <language ident="en">English</language>
        <language ident="fr">French</language>
      </langUsage>
      <correspDesc>
        <correspAction type="sent">
          <persName ref="psn:{sender}">{_person(sender)}</persName>
          <placeName ref="plc:{place}">{_town(place)}</placeName>
          <date when="{sent}"/>
        </correspAction>
        <correspAction type="received">
          <persName ref="psn:{receiver}">{_person(receiver)}</persName>
          <date when="{received}"/>
        </correspAction>
        <correspContext>
          <ref type="prev" target="{before}">The letter before</ref>
        </correspContext>
      </correspDesc>
    </profileDesc>
  </teiHeader>
  <text>
    <body>
      <div type="letter">
        <opener>
          <dateline>
            <placeName ref="plc:{place}">{_town(place)}</placeName>,
            <date when="{sent}">that day</date>
          </dateline>
          <salute>Dear <persName ref="psn:{receiver}">{_person(receiver)}</persName>,</salute>
        </opener>
{paragraphs}        <closer>
          <salute>Yours ever,</salute>
          <signed hand="#hand-1"><persName ref="psn:{sender}">{_person(sender)}</persName></signed>
        </closer>
      </div>
    </body>
  </text>
</TEI>
"""


def _paragraphs(size_bytes: int, chance: random.Random) -> str:
    """At least two paragraphs, of about *size_bytes* together."""
    written: list[str] = []
    size = 0
    while size < size_bytes or len(written) < 2:  # noqa: PLR2004 - faults are planted into the first two
        number = len(written) + 1
        phrases = " ".join(f"{_words(chance, 14)} {_phrase(number, chance)}" for _ in range(5))
        written.append(f'        <p xml:id="p-{number}" n="{number}">{phrases} {_words(chance, 6)}.</p>\n')
        size += len(written[-1].encode())
    return "".join(written)


def _phrase(number: int, chance: random.Random) -> str:
    """What an editor has marked: a name, a date, another language, a correction, a note, a pointer."""
    person, place = chance.randrange(_PERSONS), chance.randrange(_PLACES)
    kind = chance.randrange(8)
    if kind < 2:  # noqa: PLR2004 - a quarter
        return f'<persName ref="psn:{person}">{_person(person)}</persName>'
    return (
        f'<placeName ref="plc:{place}">{_town(place)}</placeName>',
        f'<date when="19{chance.randint(10, 19)}-08-1{chance.randrange(9)}">{_words(chance, 3)}</date>',
        f'<foreign xml:lang="fr">{_words(chance, 2)}</foreign>',
        f"<choice><sic>{_words(chance, 1)}</sic><corr>{_words(chance, 1)}</corr></choice>",
        f'<note place="margin" resp="psn:{person}">{_words(chance, 8)}</note>',
        f'<ref target="#p-{chance.randint(1, number)}">{_words(chance, 2)}</ref> <hi rend="italic">so</hi>',
    )[kind - 2]


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))


def _identifier(number: int) -> str:
    return f"letter-{number:06}"


def _person(number: int) -> str:
    return f"{_NAMES[number % len(_NAMES)]} {_TOWNS[number // len(_NAMES) % len(_TOWNS)]}er"


def _town(number: int) -> str:
    return f"{_TOWNS[number % len(_TOWNS)]}-{number // len(_TOWNS)}"
