import json
from collections.abc import Callable
from pathlib import Path

from tei.odd.comparing import Side, compare, reports, verdicts

Open = Callable[[str], Side]

BEFORE = """start = p
p = element p { attribute n { "1" | "2" }?, attribute old { text }?, (a | b)* }
a = element a { attribute n { "1" | "2" }?, attribute old { text }?, text }
b = element b { attribute n { "1" | "2" }?, attribute old { text }?, empty }
c = element c { empty }
"""
AFTER = """start = p | a
p = element p { attribute n { "2" | "3" }?, (a*, b*) }
a = element a { attribute n { "2" | "3" }?, attribute new { xsd:date }, (text & c?) }
b = element b { attribute n { "2" | "3" }?, attribute new { xsd:date }?, empty }
c = element c { empty }
"""


def test_text_is_ordered_by_element(side: Open) -> None:
    before, after = side(BEFORE), side(AFTER)
    assert reports.text(compare(before, after)) == (
        f"{before.name} → {after.name}\n"
        "\n"
        "a document may begin with <a> now\n"
        "\n"
        "<a>\n"
        "  gets @new, which it must have: a date\n"
        "\n"
        "<a>, <b> and <p>\n"
        "  loses @old\n"
        "  @n: values changed; new: “3”; gone: “1”\n"
        "\n"
        "<b>\n"
        "  gets @new: a date\n"
        "\n"
        "<c>\n"
        "  is new, allowed in <a>\n"
        "\n"
        "<p>\n"
        "  content narrowed; not allowed any more, for example: <b>, <a>\n"
        "\n"
        "1 element added, 0 removed, 3 differences of attributes, 1 of values, 1 of contents; 4 differences may make a "
        "valid document invalid\n"
    )


def test_what_is_the_same_is_said_to_be(side: Open) -> None:
    before, after = side(BEFORE), side(BEFORE)
    assert reports.text(compare(before, after)) == f"{before.name} and {after.name} do not differ\n"


def test_markdown_takes_nothing_for_its_own(side: Open) -> None:
    one = 'start = element p {{ attribute n {{ xsd:token {{ pattern = "{}" }} }} }}'
    marked = reports.markdown(compare(side(one.format("a*[bc]")), side(one.format("a_*"))))
    assert (
        "### `<p>`\n\n- `@n`: values changed; a token, matching a\\*\\[bc\\] became a token, matching a\\_\\*;"
        in marked
    )


def test_json_has_all_differences(side: Open) -> None:
    content = json.loads(reports.structured(compare(side(BEFORE), side(AFTER))))
    assert content["same"] is False
    assert content["summary"] == {
        "added": 1,
        "removed": 0,
        "renamed": 0,
        "attributes": 3,
        "values": 1,
        "contents": 1,
        "breaking": 4,
    }
    [narrowed] = [one for one in content["differences"] if one["kind"] == "content"]
    assert (narrowed["elements"], narrowed["verdict"], narrowed["breaks"]) == (["p"], "narrowed", True)
    assert (narrowed["only_before"], narrowed["only_after"]) == ("<b>, <a>", None)
    [start] = [one for one in content["differences"] if one["kind"] == "start"]
    assert (start["elements"], start["came"], start["gone"]) == ([], ["<a>"], [])
    [values] = [one for one in content["differences"] if one["kind"] == "values"]
    assert (values["elements"], values["came"], values["gone"]) == (["a", "b", "p"], ["3"], ["1"])


def test_a_corpus_is_told_in_each_format(side: Open, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text("<p><b/><a/></p>", encoding="utf-8")
    before, after = side(BEFORE), side(AFTER)
    comparison = compare(before, after)
    found = verdicts(before, after, [tmp_path / "one.xml"])
    text = reports.text(comparison, found)
    assert f"{tmp_path / 'one.xml'} is not valid any more: 1:8  rng.element-not-allowed  " in text
    assert "1 document: 1 stop being valid, 0 become valid, 0 stay valid, 0 invalid\n" in text
    assert "\n## The corpus\n" in reports.markdown(comparison, found)
    content = json.loads(reports.structured(comparison, found))["corpus"]
    assert [(one["findings"], one["first"]["rule"]) for one in content["broken"]] == [(1, "rng.element-not-allowed")]
