import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.errors import SchemaError
from tei.odd.content_models.automata import Automaton
from tei.odd.content_models.elements import Contents, Use, contents, symbol
from tei.relaxng import sources
from tei.relaxng.name_sets import Name

Grammar = Callable[[str], Contents]


def used(found: Contents, name: str) -> dict[str, bool]:
    """Which attributes elements called *name* have, and whether they must."""
    return {symbol(one): use.required for one, use in found.attributes(name).items()}


def test_attributes_are_apart_from_the_content(grammar: Grammar) -> None:
    found = grammar(
        "start = element p { (attribute n { text } | attribute rend { text }), attribute id { text }, text }"
    )
    assert used(found, "p") == {"n": False, "rend": False, "id": True}
    assert found.language("p") == ((True, (("#text", 0),)),)


def test_an_attribute_in_every_branch_is_required_with_all_its_values(grammar: Grammar) -> None:
    found = grammar("start = element p { (attribute n { xsd:int } | attribute n { xsd:date }), empty }")
    use = found.attributes("p")[Name("", "n")]
    assert use.required
    assert len(use.values) == 2


def test_definitions_of_one_name_are_united(grammar: Grammar) -> None:
    found = grammar(
        "start = element r { element p { attribute n { text }, a }, element p { attribute n { text }?, b* } }\n"
        "a = element a { empty }  b = element b { empty }"
    )
    assert len(found.named["p"]) == 2
    assert found.language("p") == grammar(
        "start = element p { a | b* } a = element a { empty } b = element b { empty }"
    ).language("p")
    assert used(found, "p") == {"n": False}


def test_names_without_end_are_one_symbol(grammar: Grammar) -> None:
    found = grammar(
        'namespace t = "urn:t"\n'
        "start = element root { any* , element t:* - t:p { empty }* }\n"
        "any = element * - (t:* | x) { attribute * { text }*, (text | any)* }"
    )
    assert list(found.named) == ["root", "*-x,{urn:t}*", "{urn:t}*-{urn:t}p"]
    assert used(found, "*-x,{urn:t}*") == {"*": False}
    assert found.roots == ("root",)


def test_one_definition_may_have_several_names(grammar: Grammar) -> None:
    found = grammar("start = element (a | b) { attribute (n | m) { text }, empty }")
    assert found.roots == ("a", "b")
    assert used(found, "b") == {"n": False, "m": False}


def test_files_and_combined_definitions_are_followed(tmp_path: Path) -> None:
    (tmp_path / "base.rnc").write_text("start = element p { x* }\nx = a\na = element a { empty }", encoding="utf-8")
    path = tmp_path / "own.rnc"
    path.write_text('include "base.rnc"\nx |= element b { empty }', encoding="utf-8")
    found = contents(sources.read(path.read_bytes(), str(path)), sources.files(path))
    assert found.language("p") == ((True, (("a", 0), ("b", 0))),)


def test_what_is_no_grammar_is_told(grammar: Grammar) -> None:
    with pytest.raises(SchemaError) as raised:
        grammar("start = element p { missing }")
    assert [(one.rule, one.span.line, one.span.column) for one in raised.value.diagnostics] == [
        ("rng.schema.undefined", 1, 21)
    ]


def test_uses_keep_their_patterns(grammar: Grammar) -> None:
    found = grammar("start = element p { attribute n { text }?, empty }")
    [(name, use)] = found.attributes("p").items()
    assert name == Name("", "n")
    assert use == Use(required=False, values=use.values)
    assert found.uses(found.elements[0].content) == found.attributes("p")


# Against the facts of the reference's schemas

_SCHEMAS = ["tei_all", "tei_lite", "tei_simplePrint"]


def _hash(automaton: Automaton | None) -> list[object]:
    assert automaton is not None
    return [hashlib.sha1(json.dumps(automaton).encode(), usedforsecurity=False).hexdigest()[:12], len(automaton)]


def _agree(schema: Path, languages: Path) -> None:
    with gzip.open(languages, "rt", encoding="utf-8") as file:
        known = json.load(file)
    found = contents(sources.read(schema.read_bytes(), str(schema)), sources.files(schema))
    assert len(found.named) > 10
    for name, elements in found.named.items():
        # The reference's anyElement has a definition for each element that it stands in: equal ones are one there.
        hashes = {json.dumps(_hash(found.automaton(element))) for element in elements}
        assert hashes == {json.dumps(one) for one in known[name]}, name


@pytest.mark.parametrize("name", _SCHEMAS)
def test_automata_are_those_of_the_reference(shared_data: Path, name: str) -> None:
    _agree(shared_data / "p5" / f"{name}.rng", shared_data / "odd" / f"exemplar-{name}" / "languages.json.gz")


@pytest.mark.parametrize("name", ["tei_bare", "tei_drama", "tei_lite", "tei_simplePrint"])
def test_automata_of_compiled_customisations_are_those_of_the_reference(shared_data: Path, name: str) -> None:
    folder = shared_data / "odd" / f"exemplar-{name}"
    _agree(folder / "schema.rng", folder / "languages.json.gz")
