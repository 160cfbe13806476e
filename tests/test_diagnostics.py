import pickle
import re
from pathlib import Path

import pytest

import tei
from tei.diagnostics import RULES, Diagnostic, Severity, Span
from tei.errors import EnvironmentFault, TeiError
from tei.names import prefixed, split, tei_name
from tei.resources import data_path


def test_findings_sort_by_path_then_place() -> None:
    late = Diagnostic("a.a", "m", "a.xml", Span(10, 1, 10, 2))
    early = Diagnostic("z.z", "m", "a.xml", Span(9, 80, 9, 81))
    other = Diagnostic("a.a", "m", "b.xml", Span(1, 1, 1, 1))
    assert sorted([other, late, early]) == [early, late, other]


def test_json_has_the_promised_keys_in_their_order() -> None:
    found = Diagnostic("xml.empty", "m", "p", Span(1, 2, 3, 4), Severity.WARNING, "/a", ("h",), ("e",))
    assert list(found.as_dict().items()) == [
        ("rule", "xml.empty"),
        ("severity", "warning"),
        ("path", "p"),
        ("line", 1),
        ("column", 2),
        ("end_line", 3),
        ("end_column", 4),
        ("xpath", "/a"),
        ("message", "m"),
        ("help", ["h"]),
        ("expected", ["e"]),
    ]


def test_finding_can_be_sent_to_another_process() -> None:
    found = Diagnostic("xml.empty", "m", "p", help=("h",))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - made on the line itself


def test_every_rule_that_the_code_names_is_in_the_table(repository: Path) -> None:
    literal = re.compile(
        r"\"((?:xml|validate|rng|sch|dtd|schema(?!\.org)|xsd|xsl|fid|ptr|odd|enc|dep|run)\.[a-z.-]+)\""
    )
    named = {
        rule
        for path in (repository / "tei").rglob("*.py")
        for rule in literal.findall(path.read_text(encoding="utf-8"))
    }
    assert {"xml.empty", "rng.value", "xsl.stylesheet"} <= named
    assert named <= set(RULES)


def test_rule_ids_have_one_shape() -> None:
    for rule_id, rule in RULES.items():
        assert rule.id == rule_id
        assert re.fullmatch(r"[a-z]+(\.[a-z]+(-[a-z]+)*){1,2}", rule_id)
        assert re.fullmatch(r"[A-Z][^.]+\.", rule.summary)


@pytest.mark.parametrize(
    "tag, shown",
    [
        (tei_name("p"), "p"),
        ("n", "n"),
        ("{http://www.w3.org/XML/1998/namespace}id", "xml:id"),
        ("{urn:x}y", "Q{urn:x}y"),
        ("{}z", "z"),
    ],
)
def test_name_is_shown_as_people_write_it(tag: str, shown: str) -> None:
    assert prefixed(tag) == shown


def test_namespace_with_a_brace_is_split_at_the_last() -> None:
    assert split("{a}b}c") == ("a}b", "c")


def test_missing_resource_is_a_damaged_installation() -> None:
    with pytest.raises(EnvironmentFault, match=r"^the installation of tei lacks schemas/none\.rng; install it again$"):
        data_path("schemas", "none.rng")


def test_rooms_are_attributes_of_the_package() -> None:
    assert tei.errors.TeiError is TeiError
    assert "relaxng" in dir(tei)
    with pytest.raises(AttributeError, match="has no attribute 'kitchen'"):
        _ = tei.kitchen
