"""How each criterion is told from a record: how many things it looks at, and a finding for each that falls short."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.deposit.cases import Case
    from tei.diagnostics import Diagnostic
    from tei.metadata.values import Agent, Date, Identifier, Source

Judged = tuple[int, "list[Diagnostic]"]

_TITLES: Final = ("fileDesc", "titleStmt")
_PUBLICATION: Final = ("fileDesc", "publicationStmt")
_PERSISTENT: Final = frozenset({"doi", "handle", "ark"})
_LASTING_ADDRESSES: Final = (
    "urn:nbn:",
    "https://purl.org/",
    "http://purl.org/",
    "https://w3id.org/",
    "https://n2t.net/",
)


def _one(finding: "Diagnostic | None") -> Judged:
    return 1, [finding] if finding else []


def _needed(case: "Case", there: object, rule: str, message: str, advice: str, *steps: str) -> Judged:
    """Return the judgement on something that must be there once."""
    return _one(None if there else case.missing(rule, message, advice, *steps))


def title(case: "Case") -> Judged:
    """A title that is not empty."""
    message, advice = "the edition has no title", "<title>…</title>"
    return _needed(case, case.record.title, "dep.title-missing", message, advice, *_TITLES)


def identifier(case: "Case") -> Judged:
    """An identifier of whatever kind."""
    message = "the edition has no identifier"
    advice = '<idno type="DOI">10.…/…</idno>, which a repository that gives DOIs can reserve,'
    return _needed(case, case.record.identifiers, "dep.identifier-missing", message, advice, *_PUBLICATION)


def persistent(case: "Case") -> Judged:
    """Of an edition with an identifier, one that somebody has promised to keep."""
    found = case.record.identifiers
    if not found:
        return 0, []
    if any(_lasts(one) for one in found):
        return 1, []
    first = found[0]
    kinds = {"uuid": "a UUID, which leads nowhere", "uri": "an address on the web, which may change"}
    message = f"the edition is identified by {kinds.get(first.scheme, 'a number of its own')}"
    advice = 'add <idno type="DOI">10.…/…</idno>, or a Handle, ARK or URN:NBN'
    return 1, [case.wrong("dep.identifier-not-persistent", message, advice, first.origin)]


def _lasts(identifier: "Identifier") -> bool:
    if identifier.scheme in _PERSISTENT:
        return identifier.valid is not False
    return (identifier.uri or "").lower().startswith(_LASTING_ADDRESSES)


def valid_identifiers(case: "Case") -> Judged:
    """Of identifiers whose form or check digit can be computed, all right: those of the edition and of people."""
    agents = (*case.record.creators, *case.record.contributors, *(one.agent for one in case.record.funders))
    found = [*case.record.identifiers, *(one for agent in agents for one in agent.identifiers)]
    checked = list({one.origin: one for one in found if one.valid is not None}.values())
    findings = [
        case.wrong("dep.identifier-invalid", _slip(one), "compare it with its source, letter by letter", one.origin)
        for one in checked
        if not one.valid
    ]
    return len(checked), findings


def _slip(identifier: "Identifier") -> str:
    names = {"doi": "DOI", "orcid": "ORCID iD", "isni": "ISNI", "isbn": "ISBN", "issn": "ISSN", "uuid": "UUID"}
    name = names.get(identifier.scheme, identifier.scheme)
    return f"“{identifier.value}” is no {name}: its form is another, or its check digit is wrong"


def creator(case: "Case") -> Judged:
    """An author, or an editor in the place of one."""
    message = "nobody is named as author or editor"
    advice = "<author><persName><forename>…</forename> <surname>…</surname></persName></author>"
    return _needed(case, choices.creators(case.record), "dep.creator-missing", message, advice, *_TITLES)


def date(case: "Case") -> Judged:
    """A date of publication, be it in words."""
    message, advice = "the edition has no date of publication", '<date when="YYYY-MM-DD"/>'
    return _needed(case, case.record.publication_dates, "dep.date-missing", message, advice, *_PUBLICATION)


def abstract(case: "Case") -> Judged:
    """An abstract."""
    message, advice = "the edition has no abstract", "<abstract><p>…</p></abstract>"
    return _needed(case, case.record.abstracts, "dep.abstract-missing", message, advice, "profileDesc")


def subjects(case: "Case") -> Judged:
    """Keywords, or a class."""
    there = (*case.record.subjects, *case.record.genres)
    message = "the edition has no subjects"
    advice = '<keywords scheme="…"><term>…</term></keywords>'
    return _needed(case, there, "dep.subject-missing", message, advice, "profileDesc", "textClass")


def address(case: "Case") -> Judged:
    """An identifier that a browser can follow."""
    message = "no identifier of the edition leads to an address on the web"
    advice = '<idno type="DOI">10.…/…</idno> or <idno type="URI">https://…</idno>'
    there = choices.web_address(case.record)
    return _needed(case, there, "dep.address-missing", message, advice, *_PUBLICATION)


def publisher(case: "Case") -> Judged:
    """Somebody who makes the edition available."""
    message, advice = "nobody is named who publishes the edition", "<publisher>…</publisher>"
    return _needed(case, case.record.publisher, "dep.publisher-missing", message, advice, *_PUBLICATION)


def access(case: "Case") -> Judged:
    """Whether the text is free."""
    message = "it is not said whether the text is freely available"
    advice = '<availability status="free"> or <availability status="restricted">'
    said = case.record.access if case.record.access and case.record.access.text != "unknown" else None
    return _needed(case, said, "dep.access-missing", message, advice, *_PUBLICATION)


def language(case: "Case") -> Judged:
    """A language."""
    message, advice = (
        "the language of the edition is not told",
        '<language ident="…">…</language>, with xml:lang="…" at <TEI>,',
    )
    steps = ("profileDesc", "langUsage")
    return _needed(case, case.record.languages, "dep.language-missing", message, advice, *steps)


def language_tags(case: "Case") -> Judged:
    """Each language by a tag of BCP 47."""
    found = case.record.languages
    advice = "write a tag as en, de-CH or zh-Hant: language, script and region, divided by hyphens"
    findings = [
        case.wrong("dep.language-invalid", f"“{one.tag}” is no language tag", advice, one.origin)
        for one in found
        if not one.valid
    ]
    return len(found), findings


def dates(case: "Case") -> Judged:
    """Each date with a value that machines read; what is said of the source is looked at too."""
    found = list({one.origin: one for one in _dates(case)}.values())
    findings = [
        case.wrong("dep.date-not-normalised", _not_normalised(one), _normalise(one), one.origin)
        for one in found
        if one.edtf is None
    ]
    return len(found), findings


def _dates(case: "Case") -> "Iterator[Date]":
    record = case.record
    yield from record.publication_dates
    yield from record.creation_dates
    yield from (date for source in record.sources for date in source.dates)
    yield from (one.date for one in record.changes if one.date)


def _not_normalised(date: "Date") -> str:
    if date.refused:
        return f"“{date.refused[0].text}” is a day that no calendar has, or no date"
    return f"the date “{date.text}” is told in words alone"


def _normalise(date: "Date") -> str:
    if date.refused:
        return "write YYYY, YYYY-MM or YYYY-MM-DD"
    return 'add when="YYYY-MM-DD", or notBefore="…" and notAfter="…" where the day is not known'


def agents(case: "Case") -> Judged:
    """Each author and contributor with an identifier of a registry."""
    found = (*case.record.creators, *case.record.contributors)
    findings = [
        case.wrong("dep.agent-unidentified", f"{one.display} has no identifier", _identify(one), one.origin)
        for one in found
        if not any(identifier.valid is not False for identifier in one.identifiers)
    ]
    return len(found), findings


def _identify(agent: "Agent") -> str:
    """Return where to look for an identifier: an ORCID is for the living."""
    if agent.kind == "organisation":
        return 'add ref="https://ror.org/…", or a GND, VIAF, ISNI or Wikidata address'
    where = "to its entry in the authority file" if agent.entry else 'here, or ref="https://orcid.org/…" of the living'
    return f"add a GND, VIAF, ISNI or Wikidata address {where}"


def roles(case: "Case") -> Judged:
    """Each role that is told in words with a code of the MARC relators."""
    found = [role for one in case.record.contributors for role in one.roles if role.text]
    distinct = list({role.origin: role for role in found}.values())
    advice = 'add ref="http://id.loc.gov/vocabulary/relators/…", as …/trl for a translator'
    findings = [
        case.wrong("dep.role-without-code", f"the role “{role.text}” has no code", advice, role.origin)
        for role in distinct
        if not role.relators
    ]
    return len(distinct), findings


def vocabularies(case: "Case") -> Judged:
    """Each keyword with its vocabulary, or with an address of its own."""
    found = case.record.subjects
    advice = 'add scheme="https://id.loc.gov/authorities/subjects" to <keywords>, or ref="…" to <term>'
    findings = [
        case.wrong("dep.subject-without-scheme", f"“{one.term}” is of no vocabulary", advice, one.origin)
        for one in found
        if not one.scheme and not one.uri
    ]
    return len(found), findings


def schema(case: "Case") -> Judged:
    """A schema, named by ``schemaRef`` or by a processing instruction before the root."""
    before = case.document.root.itersiblings(preceding=True)
    there = case.record.schemas or any(getattr(one, "target", "") == "xml-model" for one in before)
    message = "it is not said which schema the document follows"
    advice = '<schemaRef type="relaxng" url="…"/>'
    return _needed(case, there, "dep.schema-missing", message, advice, "encodingDesc")


def rights(case: "Case") -> Judged:
    """A licence or a statement of rights."""
    there = (*case.record.licences, *case.record.rights)
    message = "nothing is said of rights"
    advice = '<licence target="https://creativecommons.org/licenses/by/4.0/"/>, or the rights in a <p>,'
    return _needed(case, there, "dep.rights-missing", message, advice, *_PUBLICATION, "availability")


def licence(case: "Case") -> Judged:
    """A licence with an id of the SPDX list."""
    found = case.record.licences
    if any(one.spdx for one in found):
        return 1, []
    advice = '<licence target="https://creativecommons.org/licenses/by/4.0/"/>, or the address of another licence,'
    rule = "dep.licence-without-id"
    if not found:
        return 1, [case.missing(rule, "no licence is named", advice, *_PUBLICATION, "availability")]
    return 1, [
        case.wrong(
            rule, "the licence is none of the SPDX list", f"name one that is there: {advice[:-1]}", found[0].origin
        )
    ]


def source(case: "Case") -> Judged:
    """A source that is described, or the statement that there is none."""
    message = "it is not said what the edition was made from"
    advice = "<msDesc>, <bibl> or <biblStruct>, or a <p> that says that there is none,"
    return _needed(case, case.record.sources, "dep.source-missing", message, advice, "fileDesc", "sourceDesc")


def manuscripts(case: "Case") -> Judged:
    """Each manuscript with place, keeper and shelfmark."""
    found = [one for one in case.record.sources if one.kind == "msDesc"]
    findings = [
        case.wrong(
            "dep.source-incomplete",
            f"the manuscript has no {' and no '.join(lacking)}",
            "a manuscript is found by <settlement>, <repository> and <idno> in its <msIdentifier>",
            case.inside(one.origin, "msIdentifier"),
        )
        for one in found
        if (lacking := list(_lacking(one)))
    ]
    return len(found), findings


def _lacking(manuscript: "Source") -> "Iterator[str]":
    if not (manuscript.settlement or manuscript.country):
        yield "place"
    if not (manuscript.repository or manuscript.institution):
        yield "repository"
    if not (manuscript.shelfmarks or manuscript.identifiers):
        yield "shelfmark"


def edition(case: "Case") -> Judged:
    """A version."""
    message = "the edition has no version"
    advice = '<edition n="1.0">…</edition>'
    return _needed(case, case.record.edition, "dep.edition-missing", message, advice, "fileDesc", "editionStmt")


def history(case: "Case") -> Judged:
    """A history with at least one dated entry."""
    there = any(one.date for one in case.record.changes)
    message = "the history of the document has no entry with a date"
    advice = '<change when="YYYY-MM-DD">…</change>'
    return _needed(case, there, "dep.history-missing", message, advice, "revisionDesc")


def editorial(case: "Case") -> Judged:
    """What the encoding does, in words."""
    there = (*case.record.editorial, *case.record.project)
    message = "the principles of the encoding are not told"
    advice = "<editorialDecl><p>…</p></editorialDecl>"
    return _needed(case, there, "dep.editorial-missing", message, advice, "encodingDesc")
