"""The table of losses is true: what it does not name is in the form, and what it names as wholly lost is not."""

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest
import yaml

from tei.diagnostics import Span
from tei.errors import UsageError
from tei.metadata import Record, crosswalks
from tei.metadata.crosswalks import FORMS, Loss, unsaid
from tei.metadata.crosswalks.language_names import NAMES
from tei.metadata.crosswalks.shortfalls import Unsaid, as_creators, from_table, in_part, nowhere, together, values
from tei.metadata.values import (
    Action,
    Affiliation,
    Agent,
    Change,
    Correspondence,
    Date,
    Edition,
    Funder,
    Grant,
    Identifier,
    Language,
    Licence,
    Measure,
    Origin,
    Place,
    RelatedItem,
    Rights,
    Role,
    Series,
    Source,
    Subject,
    Text,
    Title,
)

BIBTEX = {
    "textbackslash{}": "\\",
    "textasciitilde{}": "~",
    "textasciicircum{}": "^",
    "textbraceleft{}": "{",
    "textbraceright{}": "}",
}


def said(form: str, data: bytes) -> str:
    """All words of a form as one text, without its escapes."""
    text = data.decode()
    if form == "cff":
        text = "\n".join(_strings(yaml.safe_load(text)))
    elif form == "bibtex":
        text = re.sub(r"\\(text\w+\{\}|[&%$#_])|[{}]", lambda found: BIBTEX.get(found[1] or "", found[1] or ""), text)
    elif FORMS[form].media_type.endswith("json"):
        text = "\n".join(_strings(json.loads(text)))
    elif form != "ris":
        text = html.unescape(text)
    # Descriptions of InvenioRDM are HTML, abstracts of HAL have paragraphs.
    text = html.unescape(re.sub(r"</?p>", " ", text)) if form in {"invenio", "hal"} else text
    return " ".join(text.split())


def _strings(content: Any) -> list[str]:
    if isinstance(content, dict):
        return [text for value in content.values() for text in _strings(value)]
    if isinstance(content, list) and content and all(isinstance(one, int) for one in content):
        return ["-".join(f"{one:02}" for one in content)]
    if isinstance(content, list):
        return [text for value in content for text in _strings(value)]
    return [str(content)]


def ways_to_say(value: object) -> list[tuple[str, ...]]:  # noqa: C901, PLR0912 - one case a kind of value
    """The ways in which a form may say *value*: each is words that all have to be there; [] is said by the element."""
    match value:
        case Role(text=""):
            return []
        case Identifier():
            return [(value.uri or value.value,), (value.value,)]
        case Date(edtf=None) | Text() | Title() | Affiliation() | Role() | Change():
            return [(value.text,)]
        case Date():
            ends = tuple(end for end in (value.start, value.end) if end)
            return [ends, tuple(end.replace("-", "/") for end in ends), (value.text or "\0",)]
        case Agent():
            return [(value.display,), (value.sort_name,), (value.surname or value.display,), (value.full_name or "\0",)]
        case Language():
            code = value.iso639_3 or value.tag
            return [(value.tag,), (value.tag.replace("-", "_"),), (code,), (NAMES.get(code, value.tag),)]
        case Licence():
            names = (value.spdx, (value.spdx or "").lower(), value.uri, value.text)
            return [(one,) for one in names if one]
        case Rights():
            return [(value.uri or value.text,), (value.text or value.uri or "",)]
        case Edition():
            return [tuple(filter(None, (value.number, value.text)))]
        case Series():
            return [(str(value),), *((one.value,) for one in value.identifiers)]
        case Subject():
            vocabulary = [one for one in (value.uri, value.scheme, value.scheme_name) if one and "#" not in one[:1]]
            return [(value.term, one) for one in vocabulary] or [(value.term,)]
        case Measure() | Funder() | Place() | Grant() | Source():
            return [(str(value),)]
        case RelatedItem():
            words = (value.text, value.target, *(one.value for one in value.identifiers))
            return [(one,) for one in words if one]
    return []


def is_said(text: str, value: object) -> bool:
    ways = ways_to_say(value)
    return not ways or any(all(" ".join(word.split()) in text for word in way) for way in ways)


def is_inside(name: str, fields: set[str]) -> bool:
    """Whether a field, or one that it is a part of, is among these."""
    steps = name.split(".")
    return any(".".join(steps[:count]) in fields for count in range(1, len(steps) + 1))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_lost_is_said(any_record: Record, form: str) -> None:
    text = said(form, crosswalks.write(any_record, form))
    lost = {loss.field for loss in crosswalks.lost(any_record, form)}
    kept = [(name, value) for name, value in values(any_record) if not is_inside(name, lost)]
    assert [(name, str(value)) for name, value in kept if not is_said(text, value)] == []


@pytest.mark.parametrize("form", FORMS)
def test_losses_are_values_of_the_record_each_told_once_in_its_order_with_a_reason(
    any_record: Record, form: str
) -> None:
    names = [name for name, _value in values(any_record)]
    losses = crosswalks.lost(any_record, form)
    told = [loss.field for loss in losses]
    assert told == [name for name in names if name in set(told)]
    assert not [one for one in told if is_inside(one.rpartition(".")[0], set(told))]
    assert all(len(loss.reason.split()) > 3 for loss in losses)


@pytest.mark.parametrize("form", FORMS)
def test_same_record_gives_the_same_bytes(any_record: Record, form: str) -> None:
    data = crosswalks.write(any_record, form)
    assert data == crosswalks.write(any_record, form)
    assert data.endswith(b"\n")


# --- a record of which every word, year and language is found again ---

ORIGIN = Origin("marked.xml", "/TEI", Span(1, 1, 1, 5))
MARK = re.compile(r"Zq\d{3}x|\b1[3-8]\d\d\b")
# Languages that no form speaks of by itself.
LANGUAGES = (("yi", "yid"), ("cy", "cym"), ("lv", "lav"), ("sq", "sqi"), ("fo", "fao"), ("co", "cos"), ("kk", "kaz"))


class Marks:
    """Words and dates, each another."""

    def __init__(self) -> None:
        self._count = 0
        self._languages = iter(LANGUAGES)

    @property
    def word(self) -> str:
        self._count += 1
        return f"Zq{self._count:03}x"

    @property
    def address(self) -> str:
        return f"https://example.org/{self.word}"

    def text(self, kind: str | None = None) -> Text:
        return Text(f"Words {self.word}", ORIGIN, type=kind)

    def title(self, kind: str | None = None, level: str | None = None) -> Title:
        return Title(f"Title {self.word}", ORIGIN, kind, level)

    def identifier(self, scheme: str) -> Identifier:
        value = self.word
        homes = {"doi": "https://doi.org/10.5555/", "orcid": "https://orcid.org/", "ror": "https://ror.org/"}
        address = homes.get(scheme, "https://example.org/")
        value = f"10.5555/{value}" if scheme == "doi" else value
        return Identifier(scheme, value, ORIGIN, address + value.removeprefix("10.5555/"), valid=True)

    def local(self) -> Identifier:
        return Identifier("shelfmark", self.word, ORIGIN)

    def date(self, extent: Any = "instant") -> Date:
        self._count += 1
        first = f"{1300 + self._count}-03-04"
        if extent == "instant":
            return Date("", ORIGIN, first, first, first, extent, "day")
        self._count += 1
        last = f"{1300 + self._count}-05-06"
        return Date("", ORIGIN, f"{first}/{last}", first, last, extent, "day")

    def open_date(self) -> Date:
        self._count += 1
        last = f"{1300 + self._count}"
        return Date(f"before {last}", ORIGIN, f"../{last}", None, last, "between", "year")

    def date_in_words(self) -> Date:
        return Date(f"the day of {self.word}", ORIGIN)

    def affiliation(self) -> Affiliation:
        return Affiliation(f"House {self.word}", ORIGIN, (self.identifier("ror"),))

    def person(self, *relators: str, role: str = "") -> Agent:
        surname, forename = self.word, self.word
        return Agent(
            f"{forename} {surname}",
            ORIGIN,
            "person",
            surname,
            forename,
            identifiers=(self.identifier("orcid"), self.identifier("gnd"), self.local()),
            affiliations=(self.affiliation(), self.affiliation()),
            email=Text(f"{self.word}@example.org", ORIGIN),
            roles=(Role(f"{role} {self.word}" if role else "", relators, ORIGIN),) if relators or role else (),
        )

    def body(self, *relators: str) -> Agent:
        roles = (Role("", relators, ORIGIN),) if relators else ()
        identifiers = (self.identifier("ror"), self.identifier("isni"))
        email = Text(f"{self.word}@example.org", ORIGIN)
        return Agent(f"Press {self.word}", ORIGIN, "organisation", identifiers=identifiers, email=email, roles=roles)

    def place(self) -> Place:
        return Place(f"Place {self.word}", ORIGIN, (self.identifier("geonames"), self.identifier("tgn")), (48.5, 9.25))

    def language(self) -> Language:
        tag, code = next(self._languages)
        return Language(tag, ORIGIN, code)

    def licence(self, *, known: bool) -> Licence:
        if known:
            return Licence(f"Licence {self.word}", ORIGIN, "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
        return Licence(f"Licence {self.word}", ORIGIN, None, self.address)

    def subject(self) -> Subject:
        return Subject(f"Term {self.word}", ORIGIN, self.address, f"Vocabulary {self.word}", self.address)

    def related(self, relation: str | None = "isPartOf", target: str | None = None, *ids: Identifier) -> RelatedItem:
        return RelatedItem(relation, f"Other {self.word}", ORIGIN, ids, target)

    def series(self) -> Series:
        ids = (self.identifier("issn"), self.identifier("doi"))
        titles = (self.title("main", "s"), self.title("sub", "s"))
        return Series(ORIGIN, titles, f"Series {self.word}", ids, (self.person("edt"),), self.text())

    def manuscript(self) -> Source:
        return Source(
            "msDesc",
            ORIGIN,
            citation=f"Manuscript {self.word}",
            titles=(self.title(),),
            authors=(self.person("aut"),),
            contributors=(self.person("scr"),),
            dates=(self.date("between"), self.date()),
            origin_places=(self.place(),),
            repository=self.text(),
            institution=self.text(),
            country=self.text(),
            settlement=self.text(),
            collections=(self.text(),),
            shelfmarks=(self.text(),),
            identifiers=(self.identifier("uri"), self.local()),
            form=self.text(),
            material=self.text(),
            extents=(Measure(f"leaves {self.word}", ORIGIN),),
            scopes=(self.text(),),
            licences=(self.licence(known=False),),
            rights=(Rights(f"Rights {self.word}", ORIGIN, self.address),),
            notes=(self.text(),),
            related=(self.related(),),
        )

    def book(self) -> Source:
        return Source(
            "bibl",
            ORIGIN,
            citation=f"Book {self.word}",
            titles=(self.title(), self.title()),
            authors=(self.person("aut"),),
            publishers=(self.body("pbl"), self.body("pbl")),
            publication_places=(self.place(),),
            dates=(self.date(),),
            identifiers=(self.identifier("doi"),),
        )

    def letter(self) -> Correspondence:
        sent = Action("sent", ORIGIN, None, (self.person(),), (self.place(),), (self.date(), self.date_in_words()))
        passed = Action("transmitted", ORIGIN, None, (self.person(),), (), (self.date(),))
        copied = Action("received", ORIGIN, "copy", (self.person(),), notes=(self.text(),))
        got = Action("received", ORIGIN, None, (self.person(),))
        actions = (sent, passed, got, copied)
        return Correspondence(ORIGIN, self.word, self.address, None, actions, (self.related("prev"),), (self.text(),))


def marked() -> Record:
    """A record with something in every field."""
    mark = Marks()
    return Record(
        "marked.xml",
        ORIGIN,
        Text(mark.word, ORIGIN),
        identifiers=(mark.identifier("doi"), mark.identifier("handle"), mark.identifier("uri"), mark.local()),
        titles=(mark.title("main"), mark.title("sub"), mark.title("alt"), mark.title("short"), mark.title(None, "s")),
        creators=(mark.person("aut"), mark.person("aut"), mark.body("aut")),
        contributors=(
            mark.person("edt"),
            mark.person("trl", role="translation by"),
            mark.person("trc", role="transcription by"),
            mark.body("spn"),
            mark.person(role="coffee by"),
        ),
        funders=(
            Funder(mark.body(), ORIGIN, (Grant(mark.word, ORIGIN, mark.address), Grant(mark.word, ORIGIN))),
            Funder(mark.body(), ORIGIN),
        ),
        edition=Edition(f"Edition {mark.word}", ORIGIN, mark.word, (mark.date(),)),
        extents=(Measure(f"pages {mark.word}", ORIGIN),),
        publishers=(mark.body("pbl"), mark.body("pbl")),
        distributors=(mark.body("dst"),),
        authorities=(mark.body(),),
        publication_places=(mark.place(),),
        publication_dates=(mark.date(), mark.date("between")),
        access=mark.text(),
        licences=(mark.licence(known=True), mark.licence(known=False)),
        rights=(Rights(f"Rights {mark.word}", ORIGIN, mark.address), Rights(f"Rights {mark.word}", ORIGIN)),
        series=(mark.series(), mark.series()),
        notes=(mark.text(), mark.text()),
        languages=(mark.language(), mark.language(), mark.language()),
        abstracts=(mark.text(), mark.text()),
        subjects=(mark.subject(), Subject(f"Term {mark.word}", ORIGIN)),
        genres=(mark.subject(), Subject(f"Term {mark.word}", ORIGIN)),
        creation_dates=(mark.date("interval"), mark.date(), mark.open_date()),
        creation_places=(mark.place(),),
        places=(mark.place(), mark.place()),
        correspondences=(mark.letter(),),
        sources=(mark.manuscript(), mark.book(), mark.book()),
        related=(
            mark.related("isPartOf", mark.address),
            mark.related("isTranslationOf", None, mark.identifier("doi")),
            mark.related("own words", "#within"),
            RelatedItem("next", "", ORIGIN, (), mark.address),
        ),
        project=(mark.text(),),
        editorial=(mark.text("correction"),),
        schemas=(RelatedItem("schema", "", ORIGIN, (), mark.address),),
        status=mark.text(),
        changes=(
            Change(f"Change {mark.word}", ORIGIN, mark.date(), (mark.person(),), mark.word, mark.word),
            Change(f"Change {mark.word}", ORIGIN, mark.date(), (), None, None),
            Change(f"Change {mark.word}", ORIGIN),
        ),
    )


def without_authors() -> Record:
    """The same without authors, publishers and a DOI, and with dates that are no plain ones."""
    record, mark = marked(), Marks()
    mark._count = 400
    return replace(
        record,
        creators=(),
        publishers=(),
        identifiers=record.identifiers[1:],
        licences=record.licences[1:],
        publication_dates=(mark.date("between"), mark.date_in_words()),
        creation_dates=(mark.date_in_words(), mark.open_date()),
        changes=(Change(f"Change {mark.word}", ORIGIN, mark.date_in_words()),),
        edition=Edition(f"Edition {mark.word}", ORIGIN, None, (mark.date(),)),
    )


def odd() -> Record:
    """A record with what is wrong, in prose, without a title or only pointed at."""
    mark = Marks()
    mark._count = 450

    def wrong() -> Identifier:
        return Identifier("orcid", mark.word, ORIGIN, None, valid=False)

    named = replace(mark.person("edt"), surname=None, forename=None, kind="unknown", identifiers=(wrong(),))
    return Record(
        "odd.xml",
        ORIGIN,
        identifiers=(wrong(), Identifier("uuid", mark.word, ORIGIN, f"urn:uuid:{mark.word}", valid=True)),
        titles=(mark.title("short"), mark.title("alt"), mark.title("main"), mark.title("sub"), mark.title("sub")),
        creators=(named,),
        contributors=(replace(mark.body("edt"), kind="unknown"), mark.person("ill", role="drawings by")),
        authorities=(mark.body(),),
        publication_dates=(mark.open_date(),),
        licences=(Licence(f"Licence {mark.word}", ORIGIN),),
        rights=(Rights("", ORIGIN, mark.address),),
        series=(
            Series(ORIGIN, (), f"Series {mark.word}", (wrong(),)),
            Series(ORIGIN, (), "", (mark.identifier("doi"),)),
        ),
        languages=(
            Language("fo-Latn-FO", ORIGIN, "fao", "Latn", "FO"),
            Language("x-muehle", ORIGIN),
            Language("kk_KZ", ORIGIN, None, valid=False),
        ),
        subjects=(Subject(f"Term {mark.word}", ORIGIN, "#within"),),
        creation_dates=(Date("about 1350", ORIGIN, "1350~", "1350", "1350", "instant", "year"), mark.date()),
        sources=(
            Source("p", ORIGIN, citation=f"Prose {mark.word}", identifiers=(mark.identifier("doi"),)),
            Source("bibl", ORIGIN, titles=(mark.title(),), dates=(mark.date_in_words(),), notes=(mark.text(),)),
            Source("msDesc", ORIGIN, shelfmarks=(mark.text(),), languages=(mark.language(),)),
        ),
        related=(
            RelatedItem("prev", "", ORIGIN, (), f"#{mark.word}"),
            RelatedItem("prev", "", ORIGIN, (mark.identifier("doi"), mark.identifier("isbn"))),
            RelatedItem(None, f"Other {mark.word}", ORIGIN),
        ),
        changes=(Change("", ORIGIN, mark.date(), (mark.person(),)), Change("", ORIGIN, None, (mark.person(),))),
    )


RECORDS: dict[str, Callable[[], Record]] = {"with everything": marked, "without authors": without_authors, "odd": odd}
cached = cache(lambda name: RECORDS[name]())


def marks_of(value: object) -> set[str]:
    """The words, years and codes of languages in a value and all that is in it."""
    return {mark for text in _texts(value) for mark in MARK.findall(text)} | set(_codes(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (text for one in value for text in _texts(one))
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Origin):
        yield from (text for slot in fields(value) for text in _texts(getattr(value, slot.name)))  # type: ignore[arg-type] # one is


def _codes(value: object) -> list[str]:
    if isinstance(value, Licence):
        return [value.spdx, value.spdx.lower(), value.uri or value.spdx] if value.spdx else []
    if isinstance(value, Language):
        return [
            value.tag,
            value.tag.partition("-")[0],
            value.iso639_3 or value.tag,
            NAMES.get(value.iso639_3 or "", value.tag),
        ]
    return []


def found(text: str, mark: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(mark)}(?![^\W_])", text) is not None


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("form", FORMS)
def test_value_is_said_wholly_in_part_or_not_at_all_as_its_loss_tells(form: str, name: str) -> None:
    record = cached(name)
    text = said(form, crosswalks.write(record, form))
    losses = {loss.field: loss for loss in crosswalks.lost(record, form)}
    wrong = []
    for field, value in values(record):
        loss = losses.get(field)
        present = {mark for mark in marks_of(value) if found(text, mark)}
        if loss is None:
            untrue = not is_inside(field, set(losses)) and not is_said(text, value)
        elif isinstance(value, Role):
            # Which code stands for a role, each form says in its own way; its words are gone in any case.
            untrue = bool(present)
        else:
            untrue = not present if loss.partial else bool(present)
        if untrue:
            wrong.append((field, str(value), loss, present))
    assert wrong == []


# --- tables ---


def test_loss_of_a_field_covers_what_is_in_it(cable: Record) -> None:
    rows = (Unsaid(("correspondences",), "no"), in_part("in part", "sources.titles"))
    assert list(from_table(cable, rows)) == [
        Loss("correspondences[1]", "no"),
        Loss("correspondences[2]", "no"),
        Loss("sources[1].titles[1]", "in part", partial=True),
        Loss("sources[2].titles[1]", "in part", partial=True),
    ]


def test_of_two_losses_of_a_field_that_counts_by_which_nothing_is_said(cable: Record) -> None:
    told = [Loss("titles[2]", "some", partial=True), Loss("titles[1]", "first"), Loss("sources[1].titles[1]", "inner")]
    others = [Loss("titles[2]", "none"), Loss("titles[1]", "second"), Loss("sources[1]", "outer", partial=True)]
    assert list(together(cable, told, others)) == [
        Loss("titles[1]", "first"),
        Loss("titles[2]", "none"),
        Loss("sources[1]", "outer", partial=True),
    ]


def test_editor_who_is_named_as_creator_loses_what_creators_lose() -> None:
    record = cached("without authors")
    rows = (nowhere("A form", "contributors.email"), Unsaid(("creators.email",), "creators"))
    told = [(loss.field, loss.reason) for loss in from_table(record, rows, as_creators)]
    assert told[:2] == [
        ("contributors[1].email", "creators"),
        ("contributors[2].email", "A form has no place for it"),
    ]


def test_values_are_the_fields_in_their_order(any_record: Record) -> None:
    named = [field.name for field in any_record.fields() if not field.name.endswith(".entry")]
    assert [name for name, _ in values(any_record)] == named


def test_form_that_is_not_known_names_those_that_are(cable: Record) -> None:
    with pytest.raises(UsageError, match=r"there is no form marc21; known are .*datacite-json"):
        crosswalks.write(cable, "marc21")


def test_every_form_has_a_file_of_its_own() -> None:
    assert len({form.file_name for form in FORMS.values()}) == len(FORMS)


# --- what the cable loses ---


def reason(record: Record, form: str, field: str) -> str | None:
    return {one.field: one.reason for one in crosswalks.lost(record, form)}.get(field)


def test_cable_loses_in_dublin_core_what_each_contributor_did(cable: Record) -> None:
    told = "all who took part stand side by side; what each of them did is not said"
    assert reason(cable, "dc", "contributors[1].roles[1]") == told
    assert reason(cable, "mods", "contributors[1].roles[1]") is None


def test_cable_loses_its_way_in_cmif_and_its_letters_elsewhere(cable: Record) -> None:
    letter = Loss("correspondences[1]", "who wrote to whom has no place here; the form cmif is made for it and has it")
    assert crosswalks.lost(cable, "dcterms").count(letter) == 1
    told = "CMIF has who sent and who received a letter; what happened on its way is not said"
    assert [one.field for one in crosswalks.lost(cable, "cmif") if one.reason == told] == [
        "correspondences[1].actions[2]",
        "correspondences[1].actions[3]",
        "correspondences[1].actions[4]",
        "correspondences[1].actions[5]",
        "correspondences[2].actions[2]",
    ]


def test_cable_loses_its_second_language_in_datacite(cable: Record) -> None:
    assert reason(cable, "datacite-xml", "languages[1]") is None
    assert reason(cable, "datacite-xml", "languages[2]") == "DataCite has one language, here en"


def test_terms_of_the_cable_are_said_in_dublin_core_without_their_vocabulary(cable: Record) -> None:
    told = [one for one in crosswalks.lost(cable, "dc") if one.field.startswith(("subjects", "genres"))]
    assert told
    assert all(one.partial for one in told)
    assert all(not one.partial for one in crosswalks.lost(cable, "hal") if one.field.startswith("genres"))


def test_wrong_identifier_is_lost_not_passed_on(orchards: Record) -> None:
    assert reason(orchards, "datacite-xml", "creators[2].identifiers[1]") == unsaid.INVALID.reason
    for form in ("cmif", "datacite-xml", "dc", "dcterms", "dspace", "hal", "mets", "mods", "premis"):
        assert b"0000-0002-1825-0098" not in crosswalks.write(orchards, form), form
