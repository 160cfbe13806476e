"""What is returned: a finding, its place, its severity, and the table of public rule ids."""

from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering
from typing import TYPE_CHECKING, Final, NotRequired, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a finding weighs; only an error makes a document invalid."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: lines and columns from 1, columns in code points, the end exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a text: what stands at ``span`` gives way to ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What a schema offers to mend a finding: its id, and what its author says of it.

    ``default`` is the one that the author prefers; ``entries`` are the names of what the user is asked for. ``edits``
    are there if they were asked for, in the order of their places; ``refusal`` says why they cannot be made.
    """

    id: str
    title: str
    notes: tuple[str, ...] = ()
    default: bool = False
    entries: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    refusal: str = ""

    def as_dict(self) -> "Offer":
        """Return the fix with the keys of the JSON report."""
        return {"id": self.id, "title": self.title, "default": self.default, "entries": list(self.entries)}


class Offer(TypedDict):
    """A fix as ``--format json`` prints it."""

    id: str
    title: str
    default: bool
    entries: list[str]


class Finding(TypedDict):
    """A diagnostic as ``--format json`` prints it; ``fixes`` are there where a schema offers any."""

    rule: str
    severity: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    xpath: str
    message: str
    help: list[str]
    expected: list[str]
    included_by: NotRequired[list[str]]
    fixes: NotRequired[list[Offer]]


@total_ordering
@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding in one document. Findings sort by path, then by place.

    ``expected_names`` is how many names ``expected`` stands for, where some of it are classes; else 0. ``included_by``
    are the places of the inclusions, ``path:line:column``, by which its file was read, the nearest first.
    """

    rule: str
    message: str
    path: str
    span: Span = Span()
    severity: Severity = Severity.ERROR
    xpath: str = ""
    help: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    expected_names: int = 0
    included_by: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def _place(self) -> tuple[str, Span, str, str]:
        return self.path, self.span, self.rule, self.message

    def __lt__(self, other: object) -> bool:
        """Return whether this finding stands before *other*."""
        if not isinstance(other, Diagnostic):
            return NotImplemented
        return self._place < other._place

    def __str__(self) -> str:
        """Return the finding on one line: ``path:line:column  rule  message``."""
        return f"{self.path}:{self.span.line}:{self.span.column}  {self.rule}  {self.message}"

    def as_dict(self) -> Finding:
        """Return the finding with the keys of the JSON report."""
        found: Finding = {
            "rule": self.rule,
            "severity": self.severity.value,
            "path": self.path,
            "line": self.span.line,
            "column": self.span.column,
            "end_line": self.span.end_line,
            "end_column": self.span.end_column,
            "xpath": self.xpath,
            "message": self.message,
            "help": list(self.help),
            "expected": list(self.expected),
        }
        if self.fixes:
            found["fixes"] = [fix.as_dict() for fix in self.fixes]
        if self.included_by:
            found["included_by"] = list(self.included_by)
        return found


@dataclass(frozen=True, slots=True)
class Rule:
    """A public, stable rule id and what it stands for."""

    id: str
    severity: Severity
    summary: str


def _rules(rows: "Iterable[tuple[str, str]]", severity: Severity = Severity.ERROR) -> dict[str, Rule]:
    return {rule_id: Rule(rule_id, severity, summary) for rule_id, summary in rows}


RULES: Final[dict[str, Rule]] = {
    **_rules(
        [
            ("xml.attribute-too-long", "An attribute's value is longer than the limit."),
            ("xml.control-character", "A character that XML does not allow, literally or as a reference."),
            ("xml.empty", "The file holds nothing."),
            ("xml.encoding", "The bytes are not in the encoding that the file declares or implies."),
            ("xml.entity-expansion", "Entities would expand beyond the limit, or into themselves."),
            ("xml.entity-external", "An entity that stands for another file is used; it is never read."),
            ("xml.entity-undeclared", "An entity is used that the file does not declare."),
            ("xml.not-well-formed", "The text is not well-formed XML."),
            ("xml.not-xml", "The file is something other than XML."),
            ("xml.too-deep", "Elements are nested more deeply than the limit."),
            ("xml.too-large", "The file is larger than the limit."),
        ],
    ),
    **_rules(
        [("rng.schema.default-value", "A default value in a RELAX NG schema could not be supplied in a document.")],
        Severity.WARNING,
    ),
    **_rules([("tei.baseline-stale", "A baseline has a finding that its document no longer has.")], Severity.INFO),
    **_rules(
        [
            ("run.timeout", "The check of a document took longer than it may, and was given up."),
            ("run.worker-lost", "The check of a document ended the process that it ran in."),
        ],
    ),
    **_rules(
        [
            ("validate.ignore-unclear", "An instruction to ignore findings does not name a rule, a reason or a place."),
            ("validate.ignore-unknown", "An instruction to ignore findings names a rule that there is not."),
        ],
    ),
    **_rules(
        [
            ("validate.ignore-expired", "The day has come until which findings were to be ignored."),
            ("validate.ignore-unused", "Findings are to be ignored that there are none of."),
        ],
        Severity.WARNING,
    ),
    **_rules([("tei.not-tei", "The outermost element is not TEI's TEI or teiCorpus.")]),
    **_rules(
        [
            ("ptr.ambiguous", "A pointer leads to an xml:id that several elements have."),
            ("ptr.dangling", "A pointer leads to an xml:id that no element has."),
            ("ptr.duplicate-id", "Two elements of a document have the same xml:id."),
            ("ptr.file-missing", "A pointer leads into a file that does not exist."),
            ("ptr.kind", "A pointer leads to an element of another kind than its attribute is for."),
            ("ptr.prefix", "A pointer has a private prefix, and no declaration of it fits."),
        ],
    ),
    **_rules(
        [
            ("xi.elsewhere", "A file is to be included that may not be read, or that is no file of this machine."),
            ("xi.loop", "A file includes itself, directly or through others."),
            ("xi.syntax", "An element of XInclude does not say what is to be included, or says too much."),
            ("xi.too-much", "A document includes more often, or more deeply, than the limit."),
            ("xi.xpointer", "The part of a file that is to be included is not there, or cannot be found."),
        ],
    ),
    **_rules([("ptr.unused", "Nothing points at an entry of an authority file.")], Severity.WARNING),
    **_rules(
        [
            ("rng.attribute-missing", "An element lacks an attribute that it must have."),
            ("rng.attribute-not-allowed", "An attribute is not allowed on this element."),
            ("rng.content-incomplete", "An element lacks something that it must contain."),
            ("rng.duplicate-id", "Two elements have the same xml:id."),
            ("rng.element-missing", "Another element was needed first."),
            ("rng.element-not-allowed", "An element is not allowed where it stands."),
            ("rng.idref", "An attribute refers to an identifier that no element has."),
            ("rng.invalid", "The grammar refuses the document, and it cannot be said where."),
            ("rng.root-not-allowed", "The document's outermost element is not one that the grammar starts with."),
            (
                "rng.schema.annotation",
                "An annotation of a compact schema stands wrongly, or has an attribute that it cannot have.",
            ),
            (
                "rng.schema.attribute",
                "An element of a RELAX NG schema lacks an attribute, or has one that it cannot have.",
            ),
            (
                "rng.schema.attributes",
                "Two attributes of one element may have the same name, or names without end are not repeated.",
            ),
            ("rng.schema.character", "A compact schema has a character, or an escape, that XML does not allow."),
            (
                "rng.schema.combine",
                "Several definitions of one name do not say, or not in one way, how they are combined.",
            ),
            ("rng.schema.content", "An element of a RELAX NG schema lacks a part, or has one too many."),
            (
                "rng.schema.datatype",
                "A datatype is not known, has a parameter it cannot have, or not the value that is given.",
            ),
            ("rng.schema.element", "An element is none of RELAX NG's, or stands where it cannot."),
            ("rng.schema.encoding", "A compact schema is neither UTF-8 nor UTF-16."),
            (
                "rng.schema.include",
                "A schema includes what is no grammar, or replaces what the included one does not define.",
            ),
            (
                "rng.schema.id-type",
                "It cannot be told by names which attributes of a schema are identifiers or references to them.",
            ),
            ("rng.schema.interleave", "Two parts of an interleave may have the same element, or both have text."),
            ("rng.schema.name", "A name in a RELAX NG schema is one that cannot be, or its prefix is not declared."),
            ("rng.schema.name-class", "A name class excepts what cannot be excepted there."),
            ("rng.schema.not-well-formed", "A RELAX NG schema in XML syntax is not well-formed, or not safe to read."),
            ("rng.schema.path", "A pattern stands inside another that cannot contain it."),
            ("rng.schema.prefix", "A prefix in a compact schema is not declared, or cannot be declared so."),
            ("rng.schema.recursion", "A definition refers to itself with no element between."),
            ("rng.schema.reference", "A file that a RELAX NG schema refers to cannot be read, or contains itself."),
            ("rng.schema.start", "A grammar does not say what a document begins with."),
            ("rng.schema.string-sequence", "A value stands beside other values, elements or text in the same content."),
            ("rng.schema.syntax", "A RELAX NG schema does not keep the compact syntax."),
            ("rng.schema.text", "Text stands in a RELAX NG schema where only elements can."),
            ("rng.schema.too-deep", "A RELAX NG schema is nested more deeply than the limit."),
            ("rng.schema.too-large", "A RELAX NG schema comes to more than the limit."),
            ("rng.schema.undefined", "A RELAX NG schema refers to a name that is not defined."),
            ("rng.text-not-allowed", "Text is not allowed in this element."),
            ("rng.value", "A value is not of the type that the grammar asks for."),
        ],
    ),
    **_rules(
        [
            ("sch.assertion", "A Schematron assertion fails that has no id, nor has its rule or pattern."),
            ("sch.document-absent", "A Schematron pattern applies to a document that is not at hand."),
            (
                "sch.not-evaluated",
                "An expression of the Schematron schema fails on this document, so nothing is known.",
            ),
            (
                "sch.schema.abstract-unknown",
                "A Schematron schema refers to an abstract pattern or rule that it has not.",
            ),
            (
                "sch.schema.attribute",
                "A Schematron element lacks an attribute, or has a value there that means nothing.",
            ),
            (
                "sch.schema.element",
                "An element in the Schematron namespace is none of Schematron's, or stands wrongly.",
            ),
            (
                "sch.schema.fix-attribute",
                "An element of a quick fix lacks an attribute, or has a value that means nothing.",
            ),
            (
                "sch.schema.fix-element",
                "An element in the namespace of quick fixes is none of them, or stands wrongly.",
            ),
            ("sch.schema.fix-unknown", "A Schematron schema refers to a quick fix that is not there."),
            ("sch.schema.include", "A file that a Schematron schema includes cannot be put in its place."),
            (
                "sch.schema.parameter",
                "A parameter of a Schematron schema or abstract pattern has no value, or is not declared.",
            ),
            ("sch.schema.phase-unknown", "A Schematron phase is asked for that the schema has not."),
            ("sch.schema.query-binding", "A Schematron schema is written in a query language that is not supported."),
            (
                "sch.schema.reference-unknown",
                "A Schematron schema refers to a pattern, diagnostic or property it has not.",
            ),
            ("sch.schema.root", "The outermost element of a Schematron schema is not sch:schema."),
            ("sch.schema.run", "A Schematron schema ends with an error, and nothing is known of the document."),
            (
                "sch.schema.variable-repeated",
                "A Schematron variable is defined twice where both definitions would hold.",
            ),
            (
                "sch.schema.variable-undefined",
                "An expression of a Schematron schema uses a variable that is not defined.",
            ),
            ("sch.schema.xpath", "An XPath expression of a Schematron schema cannot be compiled."),
            ("sch.schema.xslt", "A Schematron schema holds an XSLT declaration that is not accepted there."),
        ],
    ),
    **_rules(
        [
            ("sch.fix-not-evaluated", "An expression of a quick fix fails on this document, so it cannot be offered."),
            ("tei.fix-not-applied", "A quick fix was wanted and is not applied, or was taken back."),
        ],
        Severity.WARNING,
    ),
    **_rules(
        [
            ("odd.constraint-scheme", "A constraint of an ODD does not say in which language it is written."),
            ("odd.rule-nowhere", "A rule of an ODD applies to nothing that documents have."),
            ("odd.rule-prefix", "A rule of an ODD uses a prefix that is not declared, or that means two things."),
        ],
    ),
    **_rules(
        [
            ("odd.not-in-source", "Documents have an element or attribute that the source of the ODD has not."),
            ("odd.rule-context", "A rule of an ODD does not say what it applies to; its owner is taken."),
            ("odd.rule-mentions", "A rule of an ODD speaks of an element that the schema has not, or has renamed."),
        ],
        Severity.WARNING,
    ),
    **_rules(
        [
            ("schema.kind-unknown", "A document asks for a schema of a kind that cannot be told, or is not supported."),
            ("schema.not-here", "A document asks for a schema that is not here."),
        ],
    ),
    **_rules(
        [
            ("dtd.attribute-missing", "DTD: an element lacks an attribute that it must have."),
            ("dtd.attribute-not-allowed", "DTD: an attribute is not declared for this element."),
            ("dtd.content", "DTD: the content of an element is not what is declared for it."),
            ("dtd.element-not-declared", "DTD: an element is not declared."),
            ("dtd.idref", "DTD: an attribute refers to an identifier that no element has."),
            ("dtd.invalid", "DTD: the document is refused in a way that has no name of its own."),
            ("dtd.schema", "A DTD cannot be used."),
            ("dtd.value", "DTD: a value is not one that is declared for its attribute."),
        ],
    ),
    **_rules(
        [
            ("xsd.attribute-missing", "XML Schema: an element lacks an attribute that it must have."),
            ("xsd.attribute-not-allowed", "XML Schema: an attribute is not allowed on this element."),
            ("xsd.content-incomplete", "XML Schema: an element lacks something that it must contain."),
            ("xsd.element-not-allowed", "XML Schema: an element is not allowed where it stands."),
            ("xsd.invalid", "XML Schema: the document is refused in a way that has no name of its own."),
            ("xsd.root-not-allowed", "XML Schema: the outermost element is not one that the schema declares."),
            ("xsd.schema", "An XML Schema cannot be used."),
            ("xsd.text-not-allowed", "XML Schema: text is not allowed in this element."),
            ("xsd.value", "XML Schema: a value is not of the type that the schema asks for."),
            ("xsl.stylesheet", "A stylesheet cannot be compiled, or failed while it ran."),
            ("xsl.terminated", "A stylesheet ended itself, and said why."),
            ("xsl.unfinished", "A stylesheet took too long for a document, or more memory than there is."),
        ],
    ),
    **_rules([("xsl.message", "A stylesheet says something about a document.")], Severity.INFO),
    **_rules(
        [
            ("fid.missing", "Words of the transcription are not in the TEI."),
            ("fid.added", "The TEI has words that the transcription has not."),
            ("fid.changed", "Words of the transcription read differently in the TEI."),
            ("fid.space", "A space is missing or has been added."),
            ("fid.encoding", "The transcription is not text in the encoding that it should have."),
            ("fid.notation", "A rendition of the header cannot be applied."),
        ],
    ),
    **_rules(
        [
            ("dep.contact-missing", "A repository wants an e-mail address, and the header has none."),
            ("dep.date-not-taken", "The date of publication is not in a form that the repository takes."),
            ("dep.domain-missing", "HAL wants a domain of its own list, and the header names none."),
            ("dep.name-undivided", "A repository wants surname and forename apart, and the header has one name."),
            ("dep.title-too-short", "The title is shorter than the repository takes."),
            ("dep.rendering-missing", "An edition of a document is not in its package, or empty."),
            ("dep.file-changed", "A file of a package is not the one that its manifest lists."),
            ("dep.file-extra", "A file is in a package that its manifest does not list."),
            ("dep.file-missing", "A file that a manifest lists is not in the package."),
            ("dep.invalid", "A document is not packed, for it is not valid."),
            ("dep.manifest", "A manifest or list of a package cannot be read, or does not say what it must."),
            ("dep.metadata-differs", "A metadata file is not what its document gives."),
            ("dep.package-unknown", "What is to be verified is no package, or of a format that is not known."),
            ("dep.path-unsafe", "A name in a package leads out of it, or to what is no file."),
            ("dep.schema", "The schemas in a package cannot be applied."),
            ("dep.too-large", "A package holds more than is unpacked or read."),
            ("dep.remote-bytes", "A repository does not hold a file of the package byte for byte."),
            ("dep.remote-extra", "A repository holds a file that the package has not."),
            ("dep.remote-metadata", "A repository does not accept, or does not keep, some of the metadata."),
        ],
    ),
    **_rules(
        [
            ("dep.abstract-missing", "The edition has no abstract."),
            ("dep.address-missing", "No identifier of the edition leads to an address on the web."),
            ("dep.agent-unidentified", "A person or organisation has no identifier of a registry."),
            ("dep.creator-missing", "Nobody is named as author or editor."),
            ("dep.date-missing", "The edition has no date of publication."),
            ("dep.date-not-normalised", "A date has no value that machines can read."),
            ("dep.file-name", "The name of the file has characters that a repository replaces."),
            ("dep.history-missing", "The history of the document has no entry with a date."),
            ("dep.identifier-invalid", "The form or the check digit of an identifier is wrong."),
            ("dep.identifier-missing", "The edition has no identifier."),
            ("dep.identifier-not-persistent", "The edition has no identifier that is meant to last."),
            ("dep.language-invalid", "The tag of a language is not one of BCP 47."),
            ("dep.language-missing", "The language of the edition is not told."),
            ("dep.licence-without-id", "No licence is named that machines know."),
            ("dep.publisher-missing", "Nobody is named who publishes the edition."),
            ("dep.rights-missing", "Nothing is said of rights."),
            ("dep.schema-missing", "The document does not say which schema it follows."),
            ("dep.source-incomplete", "A manuscript lacks what it is found by: place, repository, shelfmark."),
            ("dep.source-missing", "It is not said what the edition was made from."),
            ("dep.subject-missing", "The edition has no subjects."),
            ("dep.title-missing", "The edition has no title."),
        ],
        Severity.WARNING,
    ),
    **_rules(
        [
            ("dep.access-missing", "It is not said whether the text is freely available."),
            ("dep.edition-missing", "The edition has no version."),
            ("dep.editorial-missing", "The principles of the encoding are not told."),
            ("dep.role-without-code", "A role is told in words that are no MARC relator."),
            ("dep.subject-without-scheme", "A keyword is of no vocabulary."),
        ],
        Severity.INFO,
    ),
    **_rules(
        [
            ("pub.image-missing", "An image that a document names is not there."),
            ("pub.image-outside", "An image lies outside the folder of the corpus, and is not looked for."),
            ("pub.image-type", "What a document names as an image is none that a site shows."),
        ],
        Severity.WARNING,
    ),
    **_rules([("pub.image-remote", "An image lies on a host that pages may not ask.")], Severity.INFO),
    **_rules(
        [
            ("dep.metadata-changed", "A header has changed since the table that is applied to it was exported."),
            ("dep.metadata-column", "A column of a table of metadata is not known, missing, or there twice."),
            ("dep.metadata-invalid", "A document would not be valid any more with what a table says."),
            ("dep.metadata-markup", "Markup in a header stands in the way of what a table says."),
            ("dep.metadata-path", "A row of a table is about a document that is not in the corpus."),
            ("dep.metadata-place", "A header has no place for the element that a cell asks for."),
            ("dep.metadata-row", "A row of a table cannot be read, or is about the same header as another."),
            ("dep.metadata-sheet", "A file is not a table of metadata."),
            ("dep.metadata-value", "A cell has a value that cannot be meant, or that its attribute cannot have."),
        ],
    ),
    **_rules(
        [("dep.oai-date", "A header tells no day for a harvester to go by, so that its record is not served.")],
        Severity.WARNING,
    ),
    **_rules(
        [
            ("dep.package-undated", "A package has no date, for its documents have none."),
            ("dep.name-archivematica", "Archivematica will rename a document."),
            ("dep.name-changed", "A document is called otherwise in its package, for the sake of other platforms."),
            ("dep.remote-changed", "A repository keeps some of the metadata in other words."),
            ("dep.remote-unread", "A repository does not give back what it took, so nothing could be compared."),
        ],
        Severity.WARNING,
    ),
    **_rules(
        [
            ("odd.gone", "An ODD relies on what the release of TEI that it is to be upgraded to has no more."),
            ("odd.moved", "An ODD overrides an attribute where the later release of TEI does not have it any more."),
        ],
    ),
    **_rules(
        [("odd.deprecated", "A schema has what the later release of TEI means to give up.")],
        Severity.WARNING,
    ),
    **_rules(
        [
            ("odd.corpus-invalid", "A document that an ODD is inferred from is not valid against its source."),
            ("odd.cycle", "A file of an ODD includes itself, a group refers to itself, or an ODD builds on itself."),
            ("odd.occurrence", "An ODD asks for more of something than it allows."),
            ("odd.pattern", "An ODD holds RELAX NG that is none."),
            ("odd.source", "The source of an ODD cannot be had, has no specifications, or is not compiled."),
            ("odd.unresolved", "An ODD refers to a file, or to something in one, that cannot be had."),
            ("odd.value", "An attribute of an ODD has a value that is not understood."),
        ],
    ),
    **_rules(
        [
            ("odd.attribute-conflict", "An element gets one attribute from two classes that define it differently."),
            ("odd.attribute-exists", "An ODD adds an attribute that its owner has already."),
            ("odd.datatype", "An ODD wants a datatype that the schema does not have, or that cannot be restricted."),
            ("odd.exists", "An ODD adds what the schema has already."),
            ("odd.no-group", "An ODD refers to a group of specifications that is not there."),
            ("odd.no-schema", "A file has no schemaSpec, or none of that name: it is not the ODD of a schema."),
            ("odd.processing-model", "An ODD says how elements are shown, and defines no schema."),
            ("odd.start", "A document is to begin with an element that the schema does not have."),
            ("odd.unknown", "An ODD selects a module, an element or the like that its source does not have."),
            ("odd.value-exists", "An ODD adds a value that is in the list already."),
        ],
    ),
    **_rules(
        [
            ("odd.changes-nothing", "An ODD changes or deletes what the schema does not have."),
            ("odd.dangling", "A content model or datatype refers to what the schema does not have."),
            ("odd.empty-class", "An element must have a member of a class that has no members."),
            ("odd.kind", "A content model refers to a class as if it were an element."),
            ("odd.module", "A specification is said to be in a module that it is not in, or is in none."),
            ("odd.no-such-attribute", "An ODD changes or deletes an attribute that its owner does not have."),
            ("odd.repeated", "An ODD changes the same thing twice."),
            ("odd.required-child", "An element is deleted that another requires."),
            ("odd.several-schemas", "An ODD has several schemas, and the first is compiled."),
            ("odd.unreachable", "An element is specified that no document can have."),
        ],
        Severity.WARNING,
    ),
    **_rules([("odd.xsd-wider", "XML Schema cannot say what the grammar says, and allows more.")], Severity.INFO),
    **_rules(
        [("odd.content", "A content model has something in it that is no part of one, or a group has nothing in it.")],
        Severity.WARNING,
    ),
    **_rules(
        [
            ("enc.invalid", "What would be written is not valid, and is not written."),
            ("enc.profile", "A profile of conventions says what is not understood, or what can never come to pass."),
            ("enc.specimen", "A specimen of a profile becomes something else than it says."),
        ],
    ),
    **_rules(
        [
            ("enc.character", "The transcription has a character that XML does not have."),
            ("enc.collapsed", "Two stamps were run together, so that nobody can say which words are whose."),
            ("enc.empty", "The transcription has no words."),
            ("enc.plain", "The document is given in paragraphs alone."),
            ("enc.unclosed", "A bracket is opened and never closed."),
            ("enc.unknown", "No rule of the profile takes a bracket."),
            ("enc.unopened", "A bracket is closed and was never opened."),
        ],
        Severity.WARNING,
    ),
    **_rules(
        [
            ("enc.ambiguous", "A bracket, a date or a name may be understood in another way too."),
            ("enc.header", "Something that the header says of the document is not certain, or is left out."),
            ("enc.reading", "How the file was read is a guess, or something in it is left out."),
        ],
        Severity.INFO,
    ),
    **_rules([("fid.line", "A line ends elsewhere than in the transcription.")], Severity.WARNING),
    **_rules(
        [
            ("enc.decode", "An element would not be read back from the transcription that is written of it."),
            ("enc.merge-conflict", "An edited text and hand-made markup contradict each other."),
            ("enc.merge-lost", "Hand-made markup is gone with the words that it stood for."),
        ],
        Severity.WARNING,
    ),
}
"""Every rule id that the package itself gives, listed by ``tei rules``.

A Schematron assertion with an ``@id`` is reported as ``sch.`` and that id; the schema that has it documents it.
"""
