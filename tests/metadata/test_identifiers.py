from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.diagnostics import Span
from tei.metadata import Record, identifiers
from tei.metadata.values import Origin

Written = Callable[..., Record]
HERE = Origin("a.xml", "/TEI", Span())


@pytest.mark.parametrize(
    "address, scheme, value",
    [
        ("https://orcid.org/0000-0002-1825-0097", "orcid", "0000-0002-1825-0097"),
        ("http://isni.org/isni/0000000121032683", "isni", "0000000121032683"),
        ("http://viaf.org/viaf/89766698/", "viaf", "89766698"),
        ("https://d-nb.info/gnd/118642499", "gnd", "118642499"),
        ("http://www.wikidata.org/wiki/Q855", "wikidata", "Q855"),
        ("https://ror.org/05gq02987", "ror", "05gq02987"),
        ("http://id.loc.gov/authorities/names/n79022889.html", "lcnaf", "n79022889"),
        ("http://id.loc.gov/authorities/subjects/sh85095265", "lcsh", "sh85095265"),
        ("https://www.idref.fr/026927608", "idref", "026927608"),
        ("https://catalogue.bnf.fr/ark:/12148/cb11886028q", "bnf", "cb11886028q"),
        ("https://data.bnf.fr/ark:/12148/cb11886028q", "bnf", "cb11886028q"),
        ("https://www.geonames.org/2988507/paris.html", "geonames", "2988507"),
        ("http://vocab.getty.edu/tgn/7008038", "tgn", "7008038"),
        ("doi:10.1000/182", "doi", "10.1000/182"),
        ("http://dx.doi.org/10.5281/zenodo.7", "doi", "10.5281/zenodo.7"),
        ("https://doi.org/10.13039/501100000780", "crossref-funder", "10.13039/501100000780"),
        ("https://hdl.handle.net/21.11115/0000-000E-6B23-3", "handle", "21.11115/0000-000E-6B23-3"),
        ("https://n2t.net/ark:/13030/tf5p30086k", "ark", "ark:/13030/tf5p30086k"),
        ("urn:uuid:46f40a56-1f13-49ee-bc99-86ed4d690476", "uuid", "46f40a56-1f13-49ee-bc99-86ed4d690476"),
        ("urn:isbn:9783161484100", "isbn", "9783161484100"),
        ("ISBN 3-16-148410-X", "isbn", "3-16-148410-X"),
        ("ISBN-13: 978-3-16-148410-0", "isbn", "978-3-16-148410-0"),
        ("urn:nbn:de:101:1-201102033592", "urn", "urn:nbn:de:101:1-201102033592"),
        ("https://hal.science/hal-01234567", "uri", "https://hal.science/hal-01234567"),
        ("https://example.org/letters/1", "uri", "https://example.org/letters/1"),
    ],
)
def test_address_tells_the_scheme(address: str, scheme: str, value: str) -> None:
    identifier = identifiers.identify(address, HERE)
    assert (identifier.scheme, identifier.value) == (scheme, value)
    assert identifier.valid is not False
    assert identifier.uri


@pytest.mark.parametrize(
    "declared, words, scheme, value, valid",
    [
        ("ORCID", "0000 0002 1825 0097", "orcid", "0000-0002-1825-0097", True),
        ("orcid", "0000-0002-1694-233x", "orcid", "0000-0002-1694-233X", True),
        ("orcid", "0000-0002-1825-0098", "orcid", "0000-0002-1825-0098", False),
        ("orcid", "0000-0002-1825", "orcid", "0000-0002-1825", False),
        ("ISNI", "0000 0001 2103 2683", "isni", "0000000121032683", True),
        ("viaf", "٨٩٧٦٦٦٩٨", "viaf", "٨٩٧٦٦٦٩٨", False),
        ("ISNI", "0000 0001 2103 2684", "isni", "0000000121032684", False),
        ("isbn", "978-3-16-148410-0", "isbn", "978-3-16-148410-0", True),
        ("isbn", "978-3-16-148410-1", "isbn", "978-3-16-148410-1", False),
        ("isbn", "0-8044-2957-X", "isbn", "0-8044-2957-X", True),
        ("issn", "0317-8471", "issn", "0317-8471", True),
        ("eISSN", "0317-8472", "issn", "0317-8472", False),
        ("pnd", "118504177", "gnd", "118504177", True),
        ("doi", "10.1000/182", "doi", "10.1000/182", True),
        ("doi", "ten", "doi", "ten", False),
        ("shelfmark", "Cod. 7", "shelfmark", "Cod. 7", None),
        (None, "Cod. 7", "local", "Cod. 7", None),
        ("url", "https://example.org/1", "uri", "https://example.org/1", None),
        ("dracor", "https://dracor.org/id/ger000195", "dracor", "https://dracor.org/id/ger000195", None),
    ],
)
def test_declared_scheme_is_checked(declared: str | None, words: str, scheme: str, value: str, valid: object) -> None:
    identifier = identifiers.identify(words, HERE, declared)
    assert (identifier.scheme, identifier.value) == (scheme, value)
    assert identifier.valid is valid


@given(st.integers(0, 10**15 - 1))
def test_exactly_one_check_digit_of_an_orcid_is_right(number: int) -> None:
    valid = [digit for digit in "0123456789X" if identifiers.identify(f"{number:015}{digit}", HERE, "orcid").valid]
    assert len(valid) == 1


@given(st.text(max_size=40), st.sampled_from([None, "orcid", "isbn", "issn", "isni", "doi", "lcnaf", "x"]))
def test_any_words_are_an_identifier_or_a_wrong_one(words: str, declared: str | None) -> None:
    identifier = identifiers.identify(words, HERE, declared)
    assert identifier.uri is None or identifier.valid is not False


def test_nested_identifiers_are_told_each(written: Written) -> None:
    record = written(publication='<idno type="reference">Fond 5, <idno type="file">d. 7</idno></idno><idno/>')
    assert [(one.scheme, one.value) for one in record.identifiers] == [("reference", "Fond 5, d. 7"), ("file", "d. 7")]
