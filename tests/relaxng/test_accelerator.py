"""The fast pass in C beside the one in Python: the same verdict on every document, whole or damaged."""

import gc
import os
import pyexpat
import random
import subprocess
import sys
import sysconfig
import threading
import weakref
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import grammars
from instances import Writer
from mutating import mutant, vocabulary
from tei import relaxng
from tei.errors import SchemaError
from tei.relaxng import acceleration
from tei.relaxng import automaton as automaton_module
from tei.relaxng.automaton import Automaton
from tei.relaxng.compilation import compiled
from tei.relaxng.driver import accepts_in_python
from tei.relaxng.states import State
from tei.relaxng.validator import Validator

Grammar = Callable[[str], Validator]

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "tei" / "relaxng" / "_accelerator.c"
CORPUS = HERE.parents[1] / "corpus" / "cable-59363.xml"
SCHEMA = HERE.parents[1] / "schemas" / "tei-documentary.rng"

pytestmark = pytest.mark.skipif(
    not acceleration.BUILT, reason="the accelerator has not been built: there was no C compiler"
)

# Every kind of pattern that reading has a way of its own for.
KINDS = """
datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"
start = element r { any | (item | date | pick | ref | word | free | names)* }
any = element any { attribute * { text }*, (text & any*) }
item = element item { attribute id { xsd:ID }?, attribute n { xsd:integer }?, (a & b & c) }
a = element a { empty }?
b = element b { text }?
c = element c { attribute k { "x" | "y" }?, item* }?
date = element date { attribute when { xsd:date | xsd:gYear }?, (xsd:date | "undated" | element unknown { empty }) }
pick = element pick { ((attribute type { "a" }, a) | (attribute type { "b" }, b)), text }
ref = element ref { attribute to { xsd:IDREFS }, attribute one { xsd:IDREF }?, empty }
word = element word { list { xsd:NCName, xsd:decimal+ } }
free = element mixed { mixed { element * - any { text }* } }
names = element names { attribute ok { xsd:NCName }, xsd:NMTOKENS }
"""
DOCUMENT = """<r>
  <item id="one" n="12"><b>x<!-- c -->y</b><a/><c k="x"><item n=" 7 "/><item id="zwei"><c/></item></c></item>
  <date when="1949-10-23"> 1949-10-23 </date><date>undated</date><date> <unknown/> </date>
  <date when="1949">2024-02-29</date>
  <pick type="a"><a/>x</pick><pick type="b"><b>y</b></pick>
  <ref to="one  zwei&#10;d&#xE9;j&#xE0;" one="one"/><item id=" d&#233;j&#xE0; "/>
  <word>über 1 2.5
  -3</word><mixed>t<any-thing>u</any-thing> <![CDATA[<v>]]></mixed><names ok="_a.b-1">x y 1</names>
</r>
"""
PIECES = [
    "<",
    ">",
    "/",
    '"',
    "&",
    "&#0;",
    "&lt;",
    "]]>",
    "<!--",
    "<?p?>",
    "\n",
    "é",
    "\ufeff",
    "<!DOCTYPE r>",
    "id='one'",
]
NAMES = [
    "item",
    "date",
    "pick",
    "a",
    "b",
    "c",
    "ref",
    "word",
    "mixed",
    "any",
    "r",
    "n",
    "id",
    "type",
    "when",
    "k",
    "to",
]
DEEP = 100_000
VALUES = ["one", "zwei", "12", "x", "", " ", "1949-13-01", "1949", "a b", "é", "1", "-", "undated", "q" * 300]


def both(automaton: Automaton, data: bytes) -> tuple[bool | None, bool | None]:
    """The verdicts, None for a document that C leaves to Python or that is not well-formed."""
    tables = automaton.accelerator
    assert tables is not None
    in_c = tables.accepts(data, DEEP, 0)
    pieces = [data[start : start + 7] for start in range(0, len(data), 7)]
    assert tables.accepts_pieces(pieces, DEEP, 0) is in_c
    try:
        return in_c, accepts_in_python(automaton, data, DEEP)
    except pyexpat.ExpatError:
        return in_c, False


def damaged(chance: random.Random, data: str) -> str:
    """The document with a few places changed: characters, names, values, whole stretches."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice([0, 0, 1, 3, 20]))
        put = chance.choice(
            ["", chance.choice(PIECES), chance.choice(NAMES), chance.choice(VALUES), data[start:end] * 2]
        )
        data = data[:start] + put + data[end:]
    return data


def exchanged(chance: random.Random, data: str) -> str:
    """The document with one word in place of another: mostly well-formed still."""
    old, new = chance.choice(NAMES + VALUES[:4]), chance.choice(NAMES + VALUES)
    parts = data.split(old)
    place = chance.randrange(len(parts))
    return old.join(parts[:place]) + (old if place > 0 else "") + new.join(parts[place:])


def fuzz(inputs: int, seed: int) -> int:
    """Compare the verdicts on so many damaged documents, and return how many were accepted."""
    validators = [
        Validator(*compiled(KINDS.encode(), "kinds.rnc")),
        Validator(*compiled(SCHEMA.read_bytes(), str(SCHEMA))),
    ]
    texts = [DOCUMENT, CORPUS.read_text(encoding="utf-8")]
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    accepted = 0
    for number in range(inputs):
        # The small one oftener: it has every kind of pattern.
        which = 1 if number % 5 == 4 else 0
        change = chance.choice([damaged, exchanged])
        data = change(chance, texts[which]).encode("utf-8", "surrogatepass")
        if chance.random() < 0.1:
            data = (
                data[: chance.randrange(len(data))]
                + bytes([chance.randrange(256)])
                + data[chance.randrange(len(data)) :]
            )
        in_c, in_python = both(validators[which].automaton, data)
        assert in_c is in_python or (in_c is None and b"<!DOCTYPE" in data), data
        accepted += bool(in_c)
    return accepted


def test_damaged_documents_are_judged_as_in_python() -> None:
    # Some documents stay valid, or nothing would be shown of what is accepted.
    assert fuzz(1_000, seed=23) > 50


@pytest.mark.full
def test_many_damaged_documents_are_judged_as_in_python() -> None:
    assert fuzz(20_000, seed=1949) > 500


@pytest.mark.parametrize("seed", range(8))
def test_documents_under_grammars_at_random_are_judged_as_in_python(seed: int, tmp_path: Path) -> None:
    verdicts: Counter[bool | None] = Counter()
    for number in range(12):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - repeatable on purpose
        made = grammars.schema(chance)
        for name, text in made.files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        path = tmp_path / made.name
        try:
            automaton = Validator(*compiled(path.read_bytes(), str(path))).automaton
        except SchemaError:
            continue
        if automaton.accelerator is None:
            continue
        texts = [Writer(chance).document(made.grammar) for _ in range(10)]
        words = vocabulary(texts, grammars.LOCALS, grammars.ATTRIBUTES)
        for text in texts + [mutant(chance, text, words) for text in texts for _ in range(4)]:
            in_c, in_python = both(automaton, text.encode())
            assert in_c is in_python or (in_c is None and "<!DOCTYPE" in text), text
            verdicts[in_c] += 1
    assert verdicts[True] > 20
    assert verdicts[False] > 20


def test_real_documents_are_judged_as_in_python(shared_data: Path) -> None:
    automaton = relaxng.load(shared_data / "p5" / "tei_all.rng")._validator.automaton
    verdicts = []
    for path in sorted((shared_data / "bench").glob("*/*.xml"))[::9]:
        data = path.read_bytes()
        in_c, in_python = both(automaton, data)
        assert in_c is in_python, path.name
        verdicts.append(in_c)
    assert {True, False} == set(verdicts)


def test_tables_follow_an_automaton_that_forgets(monkeypatch: pytest.MonkeyPatch, grammar: Grammar) -> None:
    monkeypatch.setattr(automaton_module, "_MOST_STATES", 10)
    names = [f"e{n}" for n in range(10)]
    validator = grammar(
        f"start = r r = element r {{ (r | element x {{ {' & '.join(f'element {n} {{ empty }}?' for n in names)} }})* }}"
    )
    rows = "".join(f"<r><x>{''.join(f'<{name}/>' for name in names[n:] + names[:n])}</x>" for n in range(10))
    document = f"<r>{rows}{'</r>' * 10}</r>"
    assert both(validator.automaton, document.encode()) == (True, True)
    assert validator.automaton.generation > 3
    assert both(validator.automaton, document.replace("<e5/><e6/>", "<e5/><e5/>").encode()) == (False, False)


def test_endless_names_are_forgotten(monkeypatch: pytest.MonkeyPatch, grammar: Grammar) -> None:
    monkeypatch.setattr(automaton_module, "_MOST_ENTRIES", 100)
    validator = grammar("start = any any = element * { attribute * { text }*, any* }")
    rows = [f"<e{n} a{n}='' b=''><f{n}/></e{n}>" for n in range(1000)]
    document = f"<r>{''.join(rows)}</r>"
    assert both(validator.automaton, document.encode()) == (True, True)
    assert validator.automaton.generation > 20
    assert sum(len(state) for state in validator.automaton._states.values()) < 200


def test_depth_costs_no_recursion(grammar: Grammar) -> None:
    validator = grammar("start = a a = element a { a? }")
    data = b"<a>" * 20_000 + b"</a>" * 20_000
    assert both(validator.automaton, data) == (True, True)
    tables = validator.automaton.accelerator
    assert tables is not None
    assert [tables.accepts(data, depth, 0) for depth in (20_000, 19_999)] == [True, False]


def test_document_with_a_doctype_is_left_to_python(grammar: Grammar) -> None:
    validator = grammar("start = element r { attribute n { 'a' } }")
    data = b"<!DOCTYPE r [<!ATTLIST r n CDATA 'a'>]><r/>"
    assert both(validator.automaton, data) == (None, True)
    assert validator.validate(data) == []


def test_prefixes_in_values_are_left_to_python(grammar: Grammar) -> None:
    assert grammar("start = element r { xsd:QName }").automaton.accelerator is None


def test_switch_turns_it_off(grammar: Grammar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_NO_ACCEL", "1")
    assert grammar("start = element r { empty }").automaton.accelerator is None
    monkeypatch.setenv("TEI_NO_ACCEL", "0")
    assert grammar("start = element r { empty }").automaton.accelerator is not None


def test_what_python_raises_comes_out(grammar: Grammar, monkeypatch: pytest.MonkeyPatch) -> None:
    validator = grammar("start = element r { element a { empty }* }")
    tables = validator.automaton.accelerator
    assert tables is not None

    def interrupted(_self: State, _name: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(State, "__missing__", interrupted)
        with pytest.raises(KeyboardInterrupt):
            tables.accepts(b"<r><a/><b/></r>", DEEP, 0)
    assert tables.accepts(b"<r><a/></r>", DEEP, 0) is True


def test_pieces_must_be_bytes(grammar: Grammar) -> None:
    tables = grammar("start = element r { empty }").automaton.accelerator
    assert tables is not None
    with pytest.raises(TypeError):
        tables.accepts_pieces(["<r/>"], DEEP, 0)  # type: ignore[list-item]
    with pytest.raises(ZeroDivisionError):
        tables.accepts_pieces((bytes([1 // 0]) for _ in range(1)), DEEP, 0)
    assert tables.accepts_pieces([b"<r", b"/>"], DEEP, 0) is True


def test_second_document_at_the_same_time_is_left_to_python(grammar: Grammar) -> None:
    validator = grammar("start = element r { element a { empty }* }")
    tables = validator.automaton.accelerator
    assert tables is not None
    within: list[bool | None] = []

    def pieces() -> "list[bytes]":
        within.append(tables.accepts(b"<r/>", DEEP, 0))
        return []

    def reading() -> "object":
        yield b"<r>"
        yield from pieces()
        yield b"</r>"

    assert tables.accepts_pieces(reading(), DEEP, 0) is True  # type: ignore[arg-type]
    assert within == [None]


def test_threads_may_share_a_schema(grammar: Grammar) -> None:
    validator = grammar(KINDS)
    verdicts: list[bool] = []
    data = [DOCUMENT.encode(), DOCUMENT.replace("<a/>", "<a/><a/>", 1).encode()]

    def read() -> None:
        verdicts.extend(validator.is_valid(one) for _ in range(50) for one in data)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts.count(True) == verdicts.count(False) == 200


def test_tables_go_with_their_automaton(grammar: Grammar) -> None:
    validator = grammar(KINDS)
    assert both(validator.automaton, DOCUMENT.encode()) == (True, True)
    gone = weakref.ref(validator.automaton)
    del validator
    gc.collect()
    assert gone() is None


@pytest.mark.full
def test_no_memory_is_misused(tmp_path: Path) -> None:
    """Under AddressSanitizer and UndefinedBehaviorSanitizer, on a thousand inputs, nothing is reported."""
    compiler = sysconfig.get_config_var("CC") or "cc"
    sanitizer = subprocess.run(
        [*compiler.split(), "-print-file-name=libasan.so"], capture_output=True, text=True, check=False
    ).stdout.strip()
    if not os.path.isabs(sanitizer):  # noqa: PTH117 - an answer that is no path
        pytest.skip("the C compiler has no AddressSanitizer")
    binary = tmp_path / "_accelerator.abi3.so"
    flags = ["-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-shared", "-fPIC"]
    subprocess.run(
        [*compiler.split(), *flags, "-I", sysconfig.get_path("include"), str(SOURCE), "-o", str(binary)], check=True
    )
    run = (
        "import importlib.util as u, sys, pathlib\n"
        f"spec = u.spec_from_file_location('tei.relaxng._accelerator', {str(binary)!r})\n"
        "import tei.relaxng\n"
        "module = u.module_from_spec(spec); spec.loader.exec_module(module)\n"
        "import tei.relaxng.acceleration as acceleration\n"
        "acceleration._accelerator = module\n"
        f"sys.path[:0] = {[str(HERE), str(HERE.parent / 'differential')]!r}\n"
        "import test_accelerator as tests\n"
        "assert tests.fuzz(1_000, seed=7) > 50\n"
        "make = lambda text: tests.Validator(*tests.compiled(text.encode(), 'g.rnc'))\n"
        "tests.test_tables_go_with_their_automaton(make)\n"
        "print('clean')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", run],
        env={**os.environ, "LD_PRELOAD": sanitizer, "ASAN_OPTIONS": "detect_leaks=0", "PYTHONMALLOC": "malloc"},
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parents[1],
    )
    assert done.stdout == "clean\n", done.stderr


def test_attribute_longer_than_asked_for_is_left_to_the_closer_look(grammar: Grammar) -> None:
    automaton = grammar("start = element r { attribute a { text }, attribute b { text }? }").automaton
    tables = automaton.accelerator
    assert tables is not None
    data = "<r a='short' b='né'/>".encode()
    # é has two bytes.
    assert [tables.accepts(data, DEEP, longest) for longest in (0, 5, 4, 2)] == [True, True, False, False]
