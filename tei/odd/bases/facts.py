"""What releases of TEI P5 define, as facts: names, classes, content models, attributes, datatypes, values, dates.

They ship as one file of JSON a release, without TEI's prose, examples and rules; a specification is built when it is
asked for. lxml is not needed for them.
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.errors import UsageError
from tei.odd.bases.stored import KINDS, kind_of, spec_of, store

if TYPE_CHECKING:
    from tei.odd.bases.base import Base
    from tei.odd.bases.stored_content import Object
    from tei.odd.specs import Kind, Spec

CURRENT: Final = "4.9.0a"
"""The release that is meant where an ODD names none, or ``tei:current``.

It is the newest there is, a development state: an ODD that names no release is written against what TEI has now, and
would miss here, under the last stable release, what has been added since.
"""

DEVELOPMENT: Final = {"4.9.0a": "the development state of 21 October 2024"}
"""What is no stable release, and what it is instead."""

LAYOUT: Final = 1
"""The form of the JSON, which files of it name."""

_FOLDER: Final = Path(__file__).parent / "p5"
_NUMBER: Final = re.compile(r"(\d*)(.*)")


class Facts:
    """A :class:`~tei.odd.bases.base.Base` whose specifications come from JSON, which :func:`write` has made."""

    def __init__(self, text: str | bytes) -> None:
        stored = json.loads(text)
        self.name: str = stored["name"]
        self.release: str = stored["release"]
        self.modules: tuple[str, ...] = tuple(module for module in stored["modules"] if module)
        self.default_exceptions: tuple[str, ...] = tuple(stored["defaultExceptions"])
        self._in_modules: dict[str, list[int]] = stored["modules"]
        self._entries: list[Object] = stored["specs"]
        self._keys: list[tuple[Kind, str]] = [(kind := kind_of(entry), entry[kind]) for entry in self._entries]
        self._places = {key: place for place, key in enumerate(self._keys)}
        self._specs: dict[tuple[Kind, str], Spec] = {}

    def idents(self, kind: "Kind") -> tuple[str, ...]:
        """Return the idents of all specifications of this kind, in the order of the source."""
        return tuple(ident for found, ident in self._keys if found == kind)

    def module(self, ident: str) -> "tuple[tuple[Kind, str], ...]":
        """Return kind and ident of what a module has, in the order of the source."""
        return tuple(self._keys[place] for place in self._in_modules.get(ident, ()))

    def spec(self, kind: "Kind", ident: str) -> "Spec | None":
        """Return the specification, None if there is none."""
        key = kind, ident
        if key not in self._specs and key in self._places:
            self._specs[key] = spec_of(self._entries[self._places[key]])
        return self._specs.get(key)


def write(base: "Base") -> str:
    """Return the facts of *base* as JSON, a specification a line: the same for the same base, whenever it is made."""
    keys = [(kind, ident) for kind in KINDS for ident in base.idents(kind)]
    places = {key: place for place, key in enumerate(keys)}
    specs = [spec for key in keys if (spec := base.spec(*key)) is not None]
    head = {
        "layout": LAYOUT,
        "name": base.name,
        "release": base.release,
        "defaultExceptions": base.default_exceptions,
        "modules": {module: [places[key] for key in base.module(module)] for module in (*base.modules, "")},
    }
    lines = ",\n".join(_compact(store(spec)) for spec in specs)
    return f'{_compact(head)[:-1]},\n"specs":[\n{lines}\n]}}\n'


def _compact(stored: object) -> str:
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def releases() -> tuple[str, ...]:
    """Return the releases of TEI P5 whose facts ship, the oldest first."""
    return tuple(sorted((path.stem for path in _FOLDER.glob("*.json")), key=age))


def age(release: str) -> tuple[tuple[int, bool, str], ...]:
    """Return what puts releases into their order; 4.9.0a comes before 4.9.0, which it is on the way to."""
    parts = (_NUMBER.match(part) for part in release.split("."))
    return tuple((int(part[1] or 0), not part[2], part[2]) for part in parts if part)


def newest() -> str:
    """Return the newest stable release that ships."""
    return [release for release in releases() if release not in DEVELOPMENT][-1]


@lru_cache(maxsize=4)
def load(release: str = CURRENT) -> Facts:
    """Return the facts of this release of TEI P5, one of :func:`releases`.

    Raises :class:`~tei.errors.UsageError` if it is none of them.
    """
    if release not in releases():
        message = f"the facts of TEI P5 {release} do not ship with tei, but those of {', '.join(releases())} do"
        raise UsageError(message)
    return Facts((_FOLDER / f"{release}.json").read_bytes())


def label(release: str) -> str:
    """Return how findings call a release of TEI P5, a development state as such."""
    state = DEVELOPMENT.get(release)
    return f"TEI P5 {release}" + (f" ({state})" if state else "")
