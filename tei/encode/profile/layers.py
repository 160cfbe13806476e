"""What a profile builds on: the files that it extends, each once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tei.encode.profile import keys
from tei.encode.profile.source import Source
from tei.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.settings.lines import Key

SHIPPED: Final = ("wilson", "frus", "venona", "leiden", "plain")
"""The profiles that come with the program."""
PARTS: Final = ("marks", "gaps", "readings", "restorations", "structure")
"""What the shipped ones are made of: marks on the leaf, gaps and doubts, readings, what is restored, what lines are."""
_HERE: Final = Path(__file__).parent / "shipped"
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A file of a profile; ``shipped``: it comes with the program, and its faults are those of who builds on it.

    ``top`` is the file that everything is for.
    """

    source: Source
    tables: dict[str, Any]
    top: Source
    shipped: str = ""

    def fault(self, key: Key, message: str, *, value: str = "", at: int = -1, **advice: Any) -> None:  # noqa: ANN401 - as of Source.fault
        """Note a fault where it can be mended: here, or in what builds on this."""
        if self.shipped:
            self.top.fault(("extends",), f"a rule of {self.shipped} does not fit any more: {message}")
        else:
            self.source.fault(key, message, value=value, at=at, **advice)

    def rules(self, name: str) -> Iterator[tuple[Key, dict[str, Any]]]:
        """Yield the tables that are written ``[[name]]``, each with where it stands."""
        yield from (((name, number), one) for number, one in enumerate(self.tables.get(name, ())))


def layers(source: Source, *, checked: bool = True) -> list[Layer]:
    """Return the file *source* and all that it extends, each once, what counts more before what counts less.

    Its own rules come first, then those of what it extends, in the order given. Raises `DocumentError` for what is not
    TOML, and with all keys and values that are wrong; without *checked* the file is one of those that are shipped.
    """
    found: list[Layer] = []
    _add(found, Layer(source, source.tables(), source, "" if checked else source.path), ())
    # What several build on counts less than each of them.
    last = {one.source.path: number for number, one in enumerate(found)}
    made = [one for number, one in enumerate(found) if last[one.source.path] == number]
    if faults := sorted({fault for one in found for fault in one.source.faults}):
        raise DocumentError(faults)
    return made


def _add(found: list[Layer], layer: Layer, above: tuple[str, ...]) -> None:
    found.append(layer)
    if not layer.shipped:
        keys.check(layer.tables, layer.source)
    above = (*above, layer.source.path)
    for name in keys.texts(layer.tables.get("extends", ())):
        base = _base(name, layer)
        if base is None:
            continue
        if base.source.path in above or len(above) > _DEEPEST:
            circle = "extends itself" if base.source.path in above else "extends too many others, one within the other"
            layer.source.fault(("extends",), f"the profile {circle}: {name}", value=name)
            continue
        _add(found, base, above)


def _base(name: str, layer: Layer) -> Layer | None:
    """Return what is extended as *name*, None if there is no such thing."""
    if name in {*SHIPPED, *PARTS}:
        return Layer(*shipped(name), layer.top, name)
    if not name.endswith(".toml"):
        known = (*SHIPPED, *PARTS)
        message = f"there is no profile “{name}”; one of your own is named with its ending .toml"
        layer.source.fault(("extends",), message, value=name, given=name, known=known)
        return None
    try:
        path = Path(layer.source.path).parent / name
        source = Source.of(path.parent.resolve() / path.name if ".." in path.parts else path)
        return Layer(source, source.tables(), layer.top)
    except UsageError as fault:
        layer.source.fault(("extends",), str(fault), value=name)
    except (OSError, ValueError):
        layer.source.fault(("extends",), f"“{name}” cannot be the path of a file", value=name)
    except DocumentError as fault:
        layer.source.faults.extend(fault.diagnostics)
    return None


@cache
def shipped(name: str) -> tuple[Source, dict[str, Any]]:
    """Return the file of the shipped profile or part *name*, and what it says."""
    source = Source(name, (_HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return source, source.tables()


def merged(found: Iterable[Layer]) -> dict[str, Any]:
    """Return the keys and tables of all layers as one, without the tables that are written in two brackets."""
    made: dict[str, Any] = {}
    for layer in reversed(list(found)):
        own = {key: value for key, value in layer.tables.items() if key not in _OWN and not _is_several(key, value)}
        lists = own.get("vocabulary")
        if isinstance(lists, dict):
            own["vocabulary"] = {name: _phrases(phrases) for name, phrases in lists.items()}
        made = _merged(made, own)
    return made


def _phrases(listed: object) -> dict[str, str]:
    """A list of the vocabulary, with its phrases in one form: a phrase without a value is its own."""
    if isinstance(listed, dict):
        return {_phrase(phrase): value for phrase, value in listed.items()}
    return {_phrase(phrase): phrase for phrase in listed} if isinstance(listed, list) else {}


def _phrase(written: object) -> str:
    return " ".join(str(written).casefold().split())


_OWN: Final = ("extends", "specimen")


def _is_several(key: str, value: object) -> bool:
    return key != "delimiter" and isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    made = dict(below)
    for key, value in above.items():
        known = made.get(key)
        made[key] = _merged(known, value) if isinstance(value, dict) and isinstance(known, dict) else value
    return made
