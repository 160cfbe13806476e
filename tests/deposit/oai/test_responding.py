"""Responses: each verb, each error, lists in parts."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.deposit import oai
from tei.deposit.oai import Repository
from tei.diagnostics import Severity, Span
from tei.errors import UsageError
from tei.metadata.crosswalks import FORMS
from tei.metadata.oai.formats import FORMATS
from tei.settings import Settings

Asked = Callable[..., str]
Stocked = Callable[..., Repository]

FIRST = "oai:example.org:letters/1949/first"


def identifiers(text: str) -> list[str]:
    return re.findall("<identifier>oai:example.org:(.*)</identifier>", text)


def token(text: str) -> str:
    found = re.search(r"<resumptionToken[^>]*>(.*)</resumptionToken>", text)
    return found[1] if found else ""


# --- what a repository holds ---


def test_items_have_identifiers_days_and_sets_from_the_documents(stocked: Stocked) -> None:
    repository = stocked()
    found = [(item.identifier.removeprefix("oai:example.org:"), item.datestamp, item.sets) for item in repository.items]
    assert found == [
        ("letters/1949/first", "1999-05-06", ("letters", "letters:1949")),
        ("letters/1949/second", "2001-02-03", ("letters", "letters:1949")),
        ("letters/third", "2003-01-01", ("letters",)),
        ("Akten,%20%C3%BCbrige/fourth%204", "2004-05-01", ("Akten_2c__20__fc_brige",)),
        ("fifth", "2005-12-31", ()),
    ]  # fmt: skip
    assert repository.sets == {
        "Akten_2c__20__fc_brige": "Akten, übrige",
        "letters": "letters",
        "letters:1949": "letters / 1949",
    }


def test_document_without_a_day_is_told_and_not_served(stocked: Stocked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (finding,) = stocked().findings
    assert (finding.rule, finding.severity, Path(finding.path).name) == (
        "dep.oai-date",
        Severity.WARNING,
        "undated.xml",
    )
    assert finding.span == Span(1, 42, 1, 53)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    repository = stocked()
    assert repository.findings == ()
    assert (repository.items[0].identifier, repository.earliest) == ("oai:example.org:undated", "1970-01-02")


def test_document_that_is_not_xml_is_told_and_the_others_are_served(stocked: Stocked) -> None:
    repository = stocked(
        {
            "a.xml": "<TEI",
            "b.xml": "<TEI><teiHeader>"
            '<revisionDesc><change when="2001-01-01">a</change></revisionDesc></teiHeader></TEI>',
        }
    )
    assert [one.rule for one in repository.findings] == ["xml.not-well-formed"]
    assert [item.identifier for item in repository.items] == ["oai:example.org:b"]


def test_documents_of_a_corpus_are_records_of_their_own(repository: Path, stocked: Stocked) -> None:
    text = (repository / "tests/metadata/headers/corpus.xml").read_text(encoding="utf-8")
    found = stocked({"corpus.xml": text})
    # The date of a corpus is no date of its documents' change, but that of its publication is theirs too.
    assert [(item.identifier, item.datestamp) for item in found.items] == [
        ("oai:example.org:corpus", "2024-01-01"),
        ("oai:example.org:corpus;2", "2024-01-01"),
        ("oai:example.org:corpus;3", "2024-01-01"),
        ("oai:example.org:corpus;4", "2025-01-01"),
    ]
    assert found.findings == ()


def test_somebody_in_charge_is_asked_for_or_found(stocked: Stocked, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no header has the e-mail address"):
        stocked(email="")
    with pytest.raises(UsageError, match="'nobody' is no address"):
        stocked(email="nobody")
    file = tmp_path / "corpus" / "fifth.xml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("The Press<", "The Press<email>b@example.org</email><"), encoding="utf-8")
    found = oai.load(tmp_path / "corpus", Settings(), base_url="http://127.0.0.1/oai")
    assert (found.email, found.name) == ("b@example.org", "corpus")
    assert found.items[0].identifier == "oai:127.0.0.1:letters/1949/first"


# --- the verbs ---


def test_identify(stocked: Stocked, asked: Asked) -> None:
    assert asked(stocked(name="A & B"), verb="Identify") == (
        "<Identify>\n<repositoryName>A &amp; B</repositoryName>\n<baseURL>http://127.0.0.1:8080/oai</baseURL>\n"
        "<protocolVersion>2.0</protocolVersion>\n<adminEmail>a@example.org</adminEmail>\n"
        "<earliestDatestamp>1999-05-06</earliestDatestamp>\n<deletedRecord>no</deletedRecord>\n"
        "<granularity>YYYY-MM-DD</granularity>\n</Identify>\n"
    )


def test_formats_are_those_that_records_come_in(stocked: Stocked, asked: Asked) -> None:
    repository = stocked()
    text = asked(repository, verb="ListMetadataFormats")
    assert re.findall("<metadataPrefix>(.*)</metadataPrefix>", text) == list(FORMATS)
    assert asked(repository, verb="ListMetadataFormats", identifier=FIRST) == text
    for prefix, one in FORMATS.items():
        record = asked(repository, verb="GetRecord", identifier=FIRST, metadataPrefix=prefix)
        assert f'"{one.namespace}"' in record


@pytest.mark.skipif("dc" not in FORMS, reason="the form dc is not there yet")
def test_dublin_core_which_the_protocol_asks_for_is_a_format(stocked: Stocked, asked: Asked) -> None:
    assert next(iter(FORMATS)) == "oai_dc"
    record = asked(stocked(), verb="GetRecord", identifier=FIRST, metadataPrefix="oai_dc")
    assert "First &amp; “foremost”</dc:title>" in record


def test_record_is_the_header_and_its_place_in_the_repository(stocked: Stocked, asked: Asked) -> None:
    text = asked(stocked(), verb="GetRecord", identifier=FIRST, metadataPrefix="tei")
    assert text.startswith(
        f"<GetRecord>\n<record>\n<header>\n<identifier>{FIRST}</identifier>\n<datestamp>1999-05-06</datestamp>\n"
        "<setSpec>letters</setSpec>\n<setSpec>letters:1949</setSpec>\n</header>\n<metadata>\n<teiHeader xmlns="
    )
    assert "<title>First &amp; “foremost”</title>" in text
    assert "Words." not in text


def test_sets_are_the_folders(stocked: Stocked, asked: Asked) -> None:
    text = asked(stocked(), verb="ListSets")
    assert "<set>\n<setSpec>letters:1949</setSpec>\n<setName>letters / 1949</setName>\n</set>" in text
    assert text.count("<set>") == 3


@pytest.mark.parametrize(
    "arguments, found",
    [
        ({}, ["first", "second", "third", "fourth%204", "fifth"]),
        ({"from_": "2001-02-03"}, ["second", "third", "fourth%204", "fifth"]),
        ({"until": "2001-02-03"}, ["first", "second"]),
        ({"from_": "2001-02-03", "until": "2001-02-03"}, ["second"]),
        ({"from_": "2001-02-04", "until": "2004-04-30"}, ["third"]),
        ({"set": "letters"}, ["first", "second", "third"]),
        ({"set": "letters:1949", "from_": "2000-01-01"}, ["second"]),
    ],
)
def test_lists_are_selective(stocked: Stocked, asked: Asked, arguments: dict[str, str], found: list[str]) -> None:
    for verb in ("ListIdentifiers", "ListRecords"):
        text = asked(stocked(), verb=verb, metadataPrefix="tei", **arguments)
        assert [one.rpartition("/")[2] for one in identifiers(text)] == found
        assert "resumptionToken" not in text


# --- lists in parts ---


@pytest.mark.parametrize("page, parts", [(1, 5), (2, 3), (4, 2), (5, 1), (100, 1)])
@pytest.mark.parametrize("verb", ["ListIdentifiers", "ListRecords"])
def test_list_in_parts_has_every_record_once(stocked: Stocked, asked: Asked, verb: str, page: int, parts: int) -> None:
    repository = stocked(page=page)
    text = asked(repository, verb=verb, metadataPrefix="tei")
    texts = [text]
    while token(text):
        text = asked(repository, verb=verb, resumptionToken=token(text))
        texts.append(text)
    found = [one for text in texts for one in identifiers(text)]
    assert [f"oai:example.org:{one}" for one in found] == [item.identifier for item in repository.items]
    assert len(texts) == parts
    cursors = [re.findall('completeListSize="5" cursor="(.*)"', text) for text in texts]
    assert cursors == ([[str(part * page)] for part in range(parts)] if parts > 1 else [[]])


def test_list_goes_on_with_the_arguments_that_it_began_with(stocked: Stocked, asked: Asked) -> None:
    repository = stocked(page=1)
    text = asked(repository, verb="ListIdentifiers", metadataPrefix="tei", set="letters", from_="2000-01-01")
    text = asked(repository, verb="ListIdentifiers", resumptionToken=token(text))
    assert identifiers(text) == ["letters/third"]
    assert '<resumptionToken completeListSize="2" cursor="1"></resumptionToken>' in text


def test_sets_come_in_parts_too(stocked: Stocked, asked: Asked) -> None:
    repository = stocked(page=2)
    text = asked(repository, verb="ListSets")
    assert text.count("<set>") == 2
    assert asked(repository, verb="ListSets", resumptionToken=token(text)).count("<set>") == 1


def test_token_of_a_repository_that_has_changed_is_refused(stocked: Stocked, asked: Asked, tmp_path: Path) -> None:
    begun = token(asked(stocked(page=2), verb="ListIdentifiers", metadataPrefix="tei"))
    (tmp_path / "corpus" / "fifth.xml").unlink()
    changed = oai.load(tmp_path / "corpus", Settings(), base_url="http://127.0.0.1/oai", email="a@example.org", page=2)
    assert 'code="badResumptionToken"' in asked(changed, verb="ListIdentifiers", resumptionToken=begun)


# --- errors ---


def forged(repository: Repository, told: object) -> str:
    """A token with a right sum, as somebody could write it who has read the code."""
    text = json.dumps(told).replace('"PRINT"', json.dumps(repository.fingerprint)).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(text).digest()[:4] + text).decode().rstrip("=")


@pytest.mark.parametrize(
    "pairs, code",
    [
        ([], "badVerb"),
        ([("verb", "")], "badVerb"),
        ([("verb", "identify")], "badVerb"),
        ([("verb", "Identify"), ("verb", "Identify")], "badVerb"),
        ([("verb", "<&\0\ud800")], "badVerb"),
        ([("verb", "Identify"), ("set", "letters")], "badArgument"),
        ([("verb", "Identify"), ("resumptionToken", "x")], "badArgument"),
        ([("verb", "ListRecords")], "badArgument"),
        ([("verb", "GetRecord"), ("metadataPrefix", "tei")], "badArgument"),
        ([("verb", "GetRecord"), ("identifier", FIRST)], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "tei"), ("metadataPrefix", "tei")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "tei"), ("from", "2001")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "tei"), ("from", "2001-02-30")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "tei"), ("from", "2001-02-03T00:00:00Z")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "tei"), ("from", "2002-01-01"), ("until", "2001-01-01")],
         "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "tei"), ("resumptionToken", "x")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "marc")], "cannotDisseminateFormat"),
        ([("verb", "GetRecord"), ("identifier", FIRST), ("metadataPrefix", "marc")], "cannotDisseminateFormat"),
        ([("verb", "GetRecord"), ("identifier", "oai:example.org:x"), ("metadataPrefix", "tei")], "idDoesNotExist"),
        ([("verb", "ListMetadataFormats"), ("identifier", "oai:example.org:x")], "idDoesNotExist"),
        ([("verb", "ListRecords"), ("metadataPrefix", "tei"), ("until", "1998-12-31")], "noRecordsMatch"),
        ([("verb", "ListRecords"), ("metadataPrefix", "tei"), ("set", "nowhere")], "noRecordsMatch"),
        ([("verb", "ListRecords"), ("resumptionToken", "x")], "badResumptionToken"),
        ([("verb", "ListRecords"), ("resumptionToken", "é")], "badResumptionToken"),
        ([("verb", "ListRecords"), ("resumptionToken", "A" * 5000)], "badResumptionToken"),
    ],
)  # fmt: skip
def test_wrong_request_is_answered_with_its_code(
    stocked: Stocked, asked: Asked, pairs: list[tuple[str, str]], code: str
) -> None:
    assert asked(stocked(), *pairs).startswith(f'<error code="{code}">')


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        ["ListRecords", {"metadataPrefix": "tei"}, 2, "other"],
        ["ListSets", {}, 1, "PRINT"],
        ["ListRecords", {"metadataPrefix": 1}, 2, "PRINT"],
        ["ListRecords", [], 2, "PRINT"],
        ["ListRecords", {"metadataPrefix": "tei"}, -1, "PRINT"],
        ["ListRecords", {"metadataPrefix": "tei"}, "2", "PRINT"],
        ["ListRecords", {"metadataPrefix": "tei"}, 10**30, "PRINT"],
    ],
)
def test_token_that_somebody_has_made_up_is_refused(stocked: Stocked, asked: Asked, told: object) -> None:
    repository = stocked()
    made = forged(repository, told)
    assert 'code="badResumptionToken"' in asked(repository, verb="ListRecords", resumptionToken=made)


def test_token_that_nests_without_end_is_refused(stocked: Stocked, asked: Asked) -> None:
    text = b"[" * 1200
    made = base64.urlsafe_b64encode(hashlib.sha256(text).digest()[:4] + text).decode()
    assert 'code="badResumptionToken"' in asked(stocked(), verb="ListRecords", resumptionToken=made)


def test_repository_without_folders_has_no_sets_and_an_empty_one_no_records(stocked: Stocked, asked: Asked) -> None:
    text = "<TEI><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader></TEI>"
    repository = stocked({"a.xml": text})
    assert 'code="noSetHierarchy"' in asked(repository, verb="ListSets")
    assert 'code="noSetHierarchy"' in asked(repository, verb="ListRecords", metadataPrefix="tei", set="a")
    assert 'code="noRecordsMatch"' in asked(repository, verb="ListRecords", metadataPrefix="tei")
    assert "<earliestDatestamp>0001-01-01<" in asked(repository, verb="Identify")


def test_request_is_shown_with_its_arguments_unless_they_are_what_is_wrong(stocked: Stocked) -> None:
    repository = stocked()
    right = oai.respond(repository, [("verb", "ListRecords"), ("metadataPrefix", 'ma<rc"')]).decode()
    assert '<request verb="ListRecords" metadataPrefix=\'ma&lt;rc"\'>' in right
    wrong = oai.respond(repository, [("verb", "Identify"), ("set", "a")]).decode()
    assert "<request>http://127.0.0.1:8080/oai</request>" in wrong


def test_response_date_is_the_epochs_where_there_is_one(stocked: Stocked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    data = oai.respond(stocked(), [("verb", "Identify")])
    assert b"<responseDate>1970-01-02T00:00:00Z</responseDate>" in data


NAMES = st.sampled_from(["verb", "metadataPrefix", "identifier", "from", "until", "set", "resumptionToken", "x"])
VALUES = st.one_of(
    st.text(max_size=10),
    st.sampled_from(["ListRecords", "ListSets", "GetRecord", "tei", FIRST, "2001-01-01", "letters"]),
)


@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=5))
def test_any_request_has_a_response(pairs: list[tuple[str, str]]) -> None:
    repository = Repository("N", "http://127.0.0.1/oai", "a@example.org", (), {"letters": "letters"})
    text = oai.respond(repository, pairs).decode()
    assert text.endswith("</OAI-PMH>\n")
