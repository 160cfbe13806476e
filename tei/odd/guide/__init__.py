"""The encoding guidelines of a project as one page: the prose of its ODD, and an entry for each part of its schema."""

import base64
import hashlib
import sys
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei import resources, saxon
from tei.document import Limits, parse
from tei.odd.grammar.definitions import Definitions
from tei.odd.guide import examples
from tei.odd.guide.changes import changes
from tei.odd.guide.compact import Compact
from tei.odd.guide.entries import Entries, Sources
from tei.odd.guide.front import front
from tei.odd.guide.identifiers import Identifiers
from tei.odd.guide.placing import places
from tei.odd.guide.prose import prose
from tei.odd.guide.record import add, new
from tei.odd.guide.saying import Saying
from tei.odd.guide.wording import Wording
from tei.odd.specs import Key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic
    from tei.odd.compiling import Compiled

_FOLDER: Final = ("xslt", "odd")
_ALREADY_READ: Final = Limits(sys.maxsize, sys.maxsize, sys.maxsize, sys.maxsize)
"""What comes to the stylesheet was read within the caller's limits."""
_KINDS: Final = (("element", ""), ("class", "model"), ("class", "atts"), ("macro", ""), ("data", ""))
"""The sections of the reference, in their order."""


class Guide(NamedTuple):
    """A page of HTML, and what is wrong with documents of the corpus: those are left out."""

    html: str
    faults: "tuple[Diagnostic, ...]"


def guide(compiled: "Compiled", corpus: "Iterable[Path]" = (), languages: tuple[str, ...] = ()) -> Guide:
    """Return the guide to what *compiled* is, with examples from the documents at *corpus*.

    *languages* are those in which descriptions are wanted, the first most; those of the schema's ``docLang``
    otherwise.

    Raises :class:`~tei.errors.UsageError` if a path of the corpus is missing or a folder holds no document.
    """
    paths = tuple(corpus)
    shown = examples.read(paths) if paths else None
    text = _page(_record(compiled, shown, languages or compiled.schema.documentation_languages))
    return Guide(text, tuple(shown.faults) if shown else ())


def _record(compiled: "Compiled", shown: "examples.Corpus | None", languages: tuple[str, ...]) -> "_Element":
    """Return all that is on the page, as the stylesheet reads it."""
    schema = compiled.schema
    definitions = Definitions(schema)
    identifiers = Identifiers(schema.specs)
    saying = Saying(languages)
    changed = changes(schema, compiled.bases)
    elements = [key for key in schema.specs if key.kind == "element"]
    sources = Sources(
        schema,
        compiled.inheritance,
        definitions,
        identifiers,
        Wording(schema, definitions),
        saying,
        Compact(compiled.grammar),
        places(compiled.grammar, definitions, elements),
        changed,
        shown,
    )
    record = new("guide")
    front(record, compiled, sources)
    record.append(prose(*compiled.written, schema, identifiers))
    entries = Entries(sources)
    for kind, type_ in _KINDS:
        section = add(record, "section", kind=kind, type=type_)
        for key in _sorted(compiled, kind, type_):
            section.append(entries.of(key))
    return record


def _sorted(compiled: "Compiled", kind: str, type_: str) -> list[Key]:
    specs = compiled.schema.specs
    found = [
        key
        for key, spec in specs.items()
        if key.kind == kind and (kind != "class" or (spec.type == "model") == (type_ == "model"))
    ]
    return sorted(found, key=lambda key: (specs[key].output_name.casefold(), specs[key].output_name, key))


def _page(record: "_Element") -> str:
    css = resources.text(*_FOLDER, "guide.css")
    parameters: dict[str, saxon.Parameter] = {
        "css": css,
        # The policy of the page names the style by its hash, so that no other style can be brought in.
        "css-hash": "sha256-" + base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii"),
    }
    source = parse(etree.tostring(record, encoding="utf-8"), "<guide>", _ALREADY_READ)
    return _stylesheet().transform(source, parameters=parameters).text + "\n"


@cache
def _stylesheet() -> saxon.Stylesheet:
    return saxon.compile(resources.data_path(*_FOLDER, "guide.xsl"), trusted=True)
