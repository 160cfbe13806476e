"""Documents made to exhaust memory or to read files: each is refused before anything is expanded, opened or read."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tei.diagnostics import Diagnostic, Span
from tei.document import Limits, parse, read
from tei.errors import DocumentError, EnvironmentFault, UsageError


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """The URI of a file that no document may reach."""
    path = tmp_path / "secret.txt"
    path.write_text("not for the document beside it", encoding="utf-8")
    return path.as_uri()


@pytest.fixture(autouse=True)
def _quickly() -> Iterator[None]:
    """Hold every refusal in this module to a time in which nothing large can have been built."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 20


def refusal(text: str, limits: Limits = Limits()) -> Diagnostic:  # noqa: B008 - the defaults are frozen
    with pytest.raises(DocumentError) as caught:
        parse(text.encode(), "x.xml", limits)
    (only,) = caught.value.diagnostics
    return only


def test_nesting_of_100_000_elements() -> None:
    found = refusal("<a>" * 100_000)
    assert (found.rule, found.span) == ("xml.too-deep", Span(1, 3001, 1, 3003))
    assert found.message == "elements are nested more than 1,000 deep"


def test_nesting_at_the_limit_is_read() -> None:
    document = parse(("<a>" * 1000 + "</a>" * 1000).encode())
    assert sum(1 for _ in document.root.iter("a")) == 1000


def test_attribute_of_more_than_ten_million_characters() -> None:
    found = refusal(f'<a>\n<b n="{"x" * 10_000_001}"/></a>')
    assert (found.rule, found.span) == ("xml.attribute-too-long", Span(2, 1, 2, 3))


def test_attribute_at_the_limit_is_read() -> None:
    assert parse(f'<a n="{"x" * 100}"/>'.encode(), limits=Limits(attribute_chars=100)).root.get("n") == "x" * 100


def test_sparse_file_of_a_gibibyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as stream:
        stream.write(b"<a>")
        stream.truncate(1024**3)
    with pytest.raises(DocumentError) as caught:
        read(path)
    (found,) = caught.value.diagnostics
    assert (found.rule, found.span, found.path) == ("xml.too-large", Span(), str(path))
    assert found.message == "the file has 1,073,741,824 bytes or more; at most 268,435,456 are read"


def test_bytes_past_the_limit_are_refused() -> None:
    assert refusal("<a>12345</a>", Limits(size_bytes=11)).rule == "xml.too-large"
    assert parse(b"<a>1234</a>", limits=Limits(size_bytes=11)).root.text == "1234"


def exponential(levels: int) -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]>\n<a>&e{levels - 1};</a>'


def test_exponential_entity_bomb() -> None:
    found = refusal(exponential(12))
    assert (found.rule, found.span) == ("xml.entity-expansion", Span(2, 4, 2, 9))
    assert found.message.startswith("&e11; makes the document expand beyond 10,000,000 characters")


def test_exponential_entity_bomb_declared_backwards_and_in_an_attribute() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(12, 0, -1))
    found = refusal(f'<!DOCTYPE a [{entities}<!ENTITY e0 "ha">]>\n<a n="&e12;"/>')
    assert (found.rule, found.span) == ("xml.entity-expansion", Span(2, 7, 2, 12))


def test_exponential_entity_bomb_hidden_by_character_references() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&#38;e{n - 1};" * 10}">' for n in range(1, 12))
    assert refusal(f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e11;</a>').rule == "xml.entity-expansion"


def test_quadratic_entity_bomb() -> None:
    found = refusal(f'<!DOCTYPE a [<!ENTITY e "{"x" * 50_000}">]>\n<a>{"&e;" * 5_000}</a>')
    assert (found.rule, found.span) == ("xml.entity-expansion", Span(2, 604, 2, 607))


def test_bomb_of_default_attributes() -> None:
    found = refusal(f'<!DOCTYPE a [<!ATTLIST b n CDATA "{"x" * 5_000}">]><a>{"<b/>" * 5_000}</a>')
    assert (found.rule, found.span.line) == ("xml.entity-expansion", 1)


def test_bomb_in_a_default_attribute_that_no_element_has() -> None:
    text = exponential(12).replace("]>", '<!ATTLIST z n CDATA "&e11;">]>').replace("&e11;</a>", "</a>")
    assert refusal(text).rule == "xml.entity-expansion"


def test_entity_that_stands_in_itself() -> None:
    found = refusal('<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a>&x;</a>')
    assert (found.rule, found.span) == ("xml.entity-expansion", Span(1, 53, 1, 56))


def test_chain_of_100_000_entities() -> None:
    entities = "".join(f'<!ENTITY e{n} "&e{n - 1};">' for n in range(1, 100_000))
    assert refusal(f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]><a>&e99999;</a>').rule == "xml.entity-expansion"


def test_depth_of_entities_counts_from_wherever_they_are_first_used() -> None:
    entities = "".join(f'<!ENTITY e{n} "&e{n - 1};">' for n in range(1, 30))
    assert refusal(f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]><a>&e15;&e29;</a>').rule == "xml.entity-expansion"


def test_bomb_that_is_declared_and_never_used_does_no_harm() -> None:
    assert parse(exponential(12).replace("&e11;</a>", "</a>").encode()).root.text is None


def test_internal_entity_is_expanded() -> None:
    document = parse(b'<!DOCTYPE a [<!ENTITY x "1<b>2</b>">]>\n<a n="&y;">&x;3<c/></a>'.replace(b"&y;", b"4"))
    assert document.serialised == '<a n="4">1<b>2</b>3<c/></a>'
    assert document.span(document.root[0]) == Span(2, 10, 2, 13)
    assert document.span(document.root[1]) == Span(2, 14, 2, 18)


def test_external_entity_is_refused_where_it_is_used(secret: str) -> None:
    found = refusal(f'<!DOCTYPE a [\n<!ENTITY x SYSTEM "{secret}">\n]>\n<a>&x;</a>')
    assert (found.rule, found.span) == ("xml.entity-external", Span(4, 4, 4, 7))
    assert found.message == "&x; stands for another file, which is not read"


def test_external_entity_inside_another_is_refused(secret: str) -> None:
    found = refusal(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret}"><!ENTITY y "<b>&x;</b>">]>\n<a>&y;</a>')
    assert (found.rule, found.span) == ("xml.entity-external", Span(2, 4, 2, 7))


def test_external_entity_that_is_not_used_is_not_read(secret: str) -> None:
    document = parse(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret}">]><a>t</a>'.encode())
    assert document.serialised == "<a>t</a>"


def test_external_parameter_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "e.ent").write_text('<!ENTITY x "read">', encoding="utf-8")
    uri = (tmp_path / "e.ent").as_uri()
    found = refusal(f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{uri}">%p;]>\n<a>&x;</a>')
    assert (found.rule, found.span) == ("xml.entity-undeclared", Span(2, 4, 2, 7))
    assert parse(f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{uri}">%p;]><a>t</a>'.encode()).root.text == "t"


def test_internal_parameter_entity_is_refused() -> None:
    found = refusal("<!DOCTYPE a [<!ENTITY % p \"<!ENTITY x 'y'>\">\n%p;]><a>&x;</a>")
    assert (found.rule, found.span) == ("xml.entity-expansion", Span(2, 1, 2, 4))


@pytest.mark.parametrize("system", ['SYSTEM "{}"', 'PUBLIC "-//x" "{}"', "SYSTEM '{}' []"])
def test_external_dtd_is_not_read(tmp_path: Path, system: str) -> None:
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY x "read"><!ATTLIST a n CDATA "read">', encoding="utf-8")
    path = tmp_path / "x.xml"
    path.write_text(f"<!DOCTYPE a {system.format('x.dtd')}><a>t</a>", encoding="utf-8")
    document = read(path)
    assert (document.root.get("n"), document.serialised) == (None, "<a>t</a>")
    path.write_text(f"<!DOCTYPE a {system.format(dtd.as_uri())}>\n<a>&x;</a>", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert [(one.rule, one.span) for one in caught.value.diagnostics] == [("xml.entity-undeclared", Span(2, 4, 2, 7))]


def test_undeclared_entity_says_what_to_write_instead() -> None:
    found = refusal("<a>caf&eacute;</a>")
    assert found == Diagnostic(
        "xml.entity-undeclared",
        "the entity &eacute; is not declared in this file; a DTD elsewhere is not read",
        "x.xml",
        Span(1, 7, 1, 15),
        help=("write é or &#xE9;",),
    )


def test_each_undeclared_entity_is_named_once() -> None:
    text = '<!DOCTYPE a SYSTEM "x.dtd"><a>&one;&one;<b n="&two;"/><!-- &three; --><![CDATA[&four;]]></a>'
    with pytest.raises(DocumentError) as caught:
        parse(text.encode())
    assert [one.span.column for one in caught.value.diagnostics] == [31, 47]


def test_fault_before_an_undeclared_entity_is_told_first() -> None:
    found = refusal("<a><b>x</c>&nbsp;</a>")
    assert (found.rule, found.span.column) == ("xml.not-well-formed", 8)


def test_default_attributes_of_the_file_itself_are_given() -> None:
    text = '<!DOCTYPE a [<!-- ] "> --><!ATTLIST a k CDATA "v" t NMTOKENS #IMPLIED>]>\n<a t=" x  y "/>'
    document = parse(text.encode())
    assert {str(name): value for name, value in document.root.attrib.items()} == {"k": "v", "t": "x y"}
    assert document.span(document.root) == Span(2, 1, 2, 16)


@pytest.mark.parametrize("piece", ["<!--", "<![CDATA[", "<?a ", "<", "&", "<a ", "<!DOCTYPE a [", "]]>", '<a b="'])
def test_repeated_openings_take_linear_time(piece: str) -> None:
    with pytest.raises(DocumentError):
        parse(("<a>" + piece * 300_000).encode())


def test_missing_file_is_a_fault_in_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^there is no file .*none\.xml$"):
        read(tmp_path / "none.xml")


def test_folder_is_a_fault_in_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is a folder, not a file$"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["a\0b.xml", "x" * 5000])
def test_impossible_name_is_a_fault_in_the_call(name: str) -> None:
    with pytest.raises(UsageError):
        read(name)


def test_unreadable_file_is_a_fault_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xml"
    path.write_text("<a/>", encoding="utf-8")

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(EnvironmentFault, match=r"Permission denied$"):
        read(path)
