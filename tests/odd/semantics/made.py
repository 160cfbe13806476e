"""What the tests of the semantics of ODD look at: what became of an element, as words of its grammar."""

import re
from pathlib import Path

from lxml import etree

from tei.errors import SchemaError
from tei.names import RNG, SCH, TEI
from tei.odd.compiling import Compiled, compile_odd
from tei.odd.content_models.automata import Automaton, State
from tei.odd.content_models.elements import Contents, contents, key, symbol
from tei.odd.quirks import STRICT, Quirks
from tei.relaxng import sources

BASE = Path(__file__).with_name("base.xml")
HEAD = f'<TEI xmlns="{TEI}" xmlns:rng="{RNG}" xmlns:sch="{SCH}" xmlns:x="http://example.org/x"><text><body>'
MODULES = '<moduleRef key="tei"/><moduleRef key="core"/><moduleRef key="frame"/>'
_WORD = re.compile(r"\\?[A-Za-z_][\w.\-]*")
_KEYWORDS = frozenset({"text", "empty", "notAllowed", "list", "element", "string", "integer", "token"})


class Made:
    """What an ODD became; elements of TEI's namespace are called by their local names."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._contents: Contents = contents(compiled.grammar, sources.nothing)

    @property
    def names(self) -> set[str]:
        """The names of the elements that a document can have."""
        return {name.removeprefix(f"{{{TEI}}}") for name in self._contents.named}

    @property
    def roots(self) -> list[str]:
        """The names of the elements that a document may begin with."""
        return [name.removeprefix(f"{{{TEI}}}") for name in self._contents.roots]

    def content(self, name: str) -> Automaton | None:
        """Return the content model of an element."""
        return self._contents.language(_full(name))

    def attributes(self, name: str) -> dict[str, str]:
        """Return the attributes of an element: ``req`` or ``opt``, and the type."""
        return {
            symbol(attribute): f"{'req' if use.required else 'opt'} "
            + " || ".join(sorted({key(value.pattern) for value in use.values}))
            for attribute, use in self._contents.attributes(_full(name)).items()
        }

    @property
    def contexts(self) -> list[str]:
        """The contexts of the rules."""
        root = etree.fromstring(self.compiled.schematron.encode())
        return [rule.get("context", "") for rule in root.iter(f"{{{SCH}}}rule")]

    @property
    def findings(self) -> list[str]:
        """The rules and places of the warnings."""
        assert self.compiled.schematron  # With it come the findings about rules.
        return [_told(finding) for finding in self.compiled.warnings]


def _full(name: str) -> str:
    """Return a name in James Clark's notation; ``{}x`` is one in no namespace."""
    return name.removeprefix("{}") if name.startswith("{") else f"{{{TEI}}}{name}"


def _told(finding: object) -> str:
    rule, span = getattr(finding, "rule"), getattr(finding, "span")  # noqa: B009 - one for all kinds
    return f"{rule} {span.line}:{span.column}-{span.end_line}:{span.end_column}"


def write(folder: Path, inside: str, *, before: str = "", name: str = "own.odd", **attributes: str) -> Path:
    """Return an ODD: its schema selects three modules of the base on line 2, and has *inside* from line 3."""
    base = folder / "base.xml"
    if not base.exists():
        base.write_bytes(BASE.read_bytes())
    given = {"ident": "own", "start": "doc", "source": "base.xml"} | attributes
    written = " ".join(f'{attribute}="{value}"' for attribute, value in given.items())
    path = folder / name
    schema = f"<schemaSpec {written}>{MODULES}\n{inside}\n</schemaSpec>"
    path.write_text(f"{HEAD}{before}\n{schema}</body></text></TEI>", encoding="utf-8")
    return path


def made(path: Path, quirks: Quirks = STRICT) -> Made:
    """Return what the ODD at *path* becomes."""
    return Made(compile_odd(path, quirks=quirks))


def refused(path: Path, quirks: Quirks = STRICT) -> list[str]:
    """Return for what errors the ODD at *path* is refused: rules and places."""
    try:
        compile_odd(path, quirks=quirks)
    except SchemaError as fault:
        return [_told(finding) for finding in fault.diagnostics if finding.severity.value == "error"]
    return []


def told(path: Path, quirks: Quirks = STRICT) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is said of the ODD at *path*: messages and help."""
    try:
        return [(finding.message, finding.help) for finding in compile_odd(path, quirks=quirks).warnings]
    except SchemaError as fault:
        return [(finding.message, finding.help) for finding in fault.diagnostics]


def model(text: str) -> Automaton | None:
    """Return the content model that *text* says in compact syntax; words are elements of TEI's namespace."""
    words = set(_WORD.findall(text)) - _KEYWORDS
    defined = "\n".join(f"{word} = element {word} {{ empty }}" for word in sorted(words))
    grammar = f'default namespace = "{TEI}"\nstart = element ROOT {{ {text} }}\n{defined}'
    return contents(sources.read(grammar.encode(), "model.rnc"), sources.nothing).language(f"{{{TEI}}}ROOT")


def one(*symbols: str) -> Automaton:
    """Return the content model with exactly one of *symbols*."""
    return State(accepts=False, steps=tuple((symbol, 1) for symbol in sorted(symbols))), State(accepts=True, steps=())


def any_of(*symbols: str) -> Automaton:
    """Return the content model with any number of *symbols*."""
    return (State(accepts=True, steps=tuple((symbol, 0) for symbol in sorted(symbols))),)
