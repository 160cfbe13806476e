"""The three libraries: which types each has, and what is to be known of a type before a text is checked."""

import copy
import pickle
import subprocess
import sys

import pytest

from tei.relaxng.datatypes import BUILT_IN, COMPATIBILITY, XSD, Datatype, DatatypeError, library


def _type(uri: str, name: str, parameters: tuple[tuple[str, str], ...] = ()) -> Datatype:
    found = library(uri)
    assert found is not None
    assert found.uri == uri
    return found.datatype(name, parameters)


def test_unknown_library_is_none() -> None:
    assert library("urn:unknown") is None
    assert library("http://www.w3.org/2001/XMLSchema") is None


def test_built_in_string_keeps_white_space_and_token_does_not() -> None:
    assert _type(BUILT_IN, "string").value(" a ") == " a "
    assert _type(BUILT_IN, "token").value(" a\t\nb ") == "a b"
    assert _type(BUILT_IN, "token").value("a\u00a0") == "a\u00a0"


@pytest.mark.parametrize(
    "uri,name,parameters,complaint",
    [
        (BUILT_IN, "date", (), "the built-in library has no datatype date, only string, token"),
        (BUILT_IN, "token", (("pattern", "a"),), "takes no parameters"),
        (COMPATIBILITY, "ENTITY", (), "only ID, IDREF, IDREFS"),
        (COMPATIBILITY, "ID", (("length", "1"),), "takes no parameters"),
        (XSD, "Date", (), "XML Schema has no datatype Date; there is date"),
        (XSD, "anyType", (), "XML Schema has no datatype anyType"),
    ],
)
def test_unknown_type_is_refused(uri: str, name: str, parameters: tuple[tuple[str, str], ...], complaint: str) -> None:
    with pytest.raises(DatatypeError) as caught:
        _type(uri, name, parameters)

    assert complaint in str(caught.value)


@pytest.mark.parametrize("uri", [COMPATIBILITY, XSD])
@pytest.mark.parametrize("kind", ["ID", "IDREF", "IDREFS"])
def test_identifiers_are_known_by_their_kind(uri: str, kind: str) -> None:
    assert _type(uri, kind).kind == kind


@pytest.mark.parametrize("kind", ["ID", "IDREF"])
def test_compatibility_types_are_names_without_colons(kind: str) -> None:
    assert _type(COMPATIBILITY, kind).allows(" a ")
    assert not _type(COMPATIBILITY, kind).allows("a:b")
    assert not _type(COMPATIBILITY, kind).allows("a b")


def test_references_are_one_or_more_names() -> None:
    assert _type(COMPATIBILITY, "IDREFS").value(" a  b ") == ("a", "b")
    assert not _type(COMPATIBILITY, "IDREFS").allows(" ")


@pytest.mark.parametrize(
    "uri,name,parameters,is_text",
    [
        (BUILT_IN, "string", (), True),
        (BUILT_IN, "token", (), True),
        (XSD, "string", (), True),
        (XSD, "normalizedString", (), True),
        (XSD, "token", (), True),
        (XSD, "token", (("minLength", "0"),), False),
        (XSD, "anyURI", (), False),
        (XSD, "NCName", (), False),
        (COMPATIBILITY, "ID", (), False),
    ],
)
def test_only_unrestricted_strings_are_text(
    uri: str, name: str, parameters: tuple[tuple[str, str], ...], *, is_text: bool
) -> None:
    assert _type(uri, name, parameters).is_text is is_text


def test_only_qualified_names_need_namespaces() -> None:
    names = ("string", "date", "NCName", "anyURI", "QName", "NOTATION")

    assert [name for name in names if _type(XSD, name).needs_namespaces] == ["QName", "NOTATION"]


def test_types_are_equal_where_library_name_and_parameters_are() -> None:
    first = _type(XSD, "token", (("pattern", "a"),))

    assert first is _type(XSD, "token", (("pattern", "a"),))
    assert first == copy.copy(first)
    assert hash(first) == hash(copy.copy(first))
    assert first != _type(XSD, "token", (("pattern", "b"),))
    assert first != _type(XSD, "string", (("pattern", "a"),))
    assert _type(XSD, "token") != _type(BUILT_IN, "token")


def test_parameters_are_kept_in_their_order() -> None:
    parameters = (("pattern", "a.*"), ("maxLength", "3"), ("pattern", ".*b"))

    assert _type(XSD, "string", parameters).parameters == parameters


def test_error_crosses_processes() -> None:
    with pytest.raises(DatatypeError) as caught:
        _type(XSD, "unknown")

    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 -- our own bytes


def test_modules_of_types_are_imported_when_they_are_named() -> None:
    code = (
        "import sys; from tei.relaxng.datatypes import XSD, library; library(XSD).datatype('anyURI');"
        "assert 'tei.relaxng.datatypes.temporal' not in sys.modules;"
        "assert 'decimal' not in sys.modules;"
        "library(XSD).datatype('date'); assert 'tei.relaxng.datatypes.temporal' in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
