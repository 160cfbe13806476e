"""What a key of the settings may have: for each type, how it is read, and the words for what it should be."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from tei.settings.globs import mistake
from tei.settings.tables import Address, Day, Glob, Host, Named, Offer, Tag, Theme


class Kind(NamedTuple):
    """How a value is read, seen from the folder of the settings; None says that it is not ``described``.

    ``schema`` says the same in JSON Schema, as far as that goes.
    """

    read: Callable[[Any, Path], Any]
    described: str
    schema: dict[str, Any]


def _text(value: object, _folder: Path) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object, _folder: Path) -> int | None:
    # A bool is an int to Python, but `width = true` is no width.
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _truth(value: object, _folder: Path) -> bool | None:
    return value if isinstance(value, bool) else None


def _path(value: object, folder: Path) -> Path | None:
    if not isinstance(value, str) or not value or "\0" in value:
        return None
    return folder / Path(value).expanduser()


def _named(value: object, folder: Path) -> Path | None:
    """Return a path if *value* looks like one, else the name that it is."""
    path = _path(value, folder)
    is_name = isinstance(value, str) and re.fullmatch(r"[\w-]+", value) is not None
    return Path(str(value)) if path is not None and is_name else path


def _paths(value: object, folder: Path) -> tuple[Path, ...] | None:
    found = [_path(one, folder) for one in value] if isinstance(value, list) else [None]
    paths = tuple(one for one in found if one is not None)
    return paths if len(paths) == len(found) else None


def _one_or_more(value: object, folder: Path) -> tuple[Path, ...] | None:
    return _paths(value if isinstance(value, list) else [value], folder)


def _globs(value: object, _folder: Path) -> tuple[str, ...] | None:
    written: list[Any] = value if isinstance(value, list) else [value]
    return tuple(written) if written and all(isinstance(one, str) and not mistake(one) for one in written) else None


def _offers(value: object, _folder: Path) -> tuple[str, ...] | None:
    offered: list[Any] = value if isinstance(value, list) else []
    is_known = isinstance(value, list) and all(one in OFFERS for one in offered)
    return tuple(dict.fromkeys(offered)) if is_known else None


def _day(value: object, _folder: Path) -> str | None:
    import datetime as dt  # noqa: PLC0415 - few settings have a day

    # A moment is a day to Python, too.
    return value.isoformat() if type(value) is dt.date else None


def _address(value: object, _folder: Path) -> str | None:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        return None
    return value if value.endswith("/") else f"{value}/"


def _tag(value: object, _folder: Path) -> str | None:
    return value if isinstance(value, str) and _TAG.fullmatch(value) else None


def _hosts(value: object, _folder: Path) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(one, str) and _HOST.fullmatch(one) for one in value):
        return None
    return tuple(one.rstrip("/").lower() for one in value)


_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_HOST: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?/?")
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")
_TEXT: Final = Kind(_text, "text in quotation marks", {"type": "string"})
_SOME: Final[dict[str, Any]] = {"type": "string", "minLength": 1}
_LIST: Final[dict[str, Any]] = {"type": "array", "items": _SOME}

LANGUAGES: Final = ("en", "de", "fr", "es", "ru", "zh")
"""The languages whose words come with tei."""
OFFERS: Final = ("tei", "text", "lines", "epub", "pdf", "bib", "ris", "csl")
"""The forms in which a site can offer documents."""

KINDS: Final[dict[object, Kind]] = {
    str: _TEXT,
    str | None: _TEXT,
    int: Kind(_number, "a whole number above 0", {"type": "integer", "minimum": 1}),
    bool: Kind(_truth, "true or false, without quotation marks", {"type": "boolean"}),
    Path | None: Kind(_path, "a path in quotation marks", _SOME),
    Theme | None: Kind(_named, "the name of a theme, or the path of a style sheet, in quotation marks", _SOME),
    Named | None: Kind(_named, "the name of a profile, or the path of one, in quotation marks", _SOME),
    tuple[Path, ...]: Kind(_paths, "a list of paths in quotation marks", _LIST),
    tuple[Path, ...] | None: Kind(
        _one_or_more, "a path, or a list of paths, in quotation marks", {"anyOf": [_SOME, _LIST]}
    ),
    tuple[Glob, ...]: Kind(
        _globs,
        'a pattern as "letters/**/*.xml", or a list of them, relative to this file, with / between names',
        {"anyOf": [_SOME, {**_LIST, "minItems": 1}]},
    ),
    tuple[Offer, ...]: Kind(
        _offers,
        f"a list of {', '.join(OFFERS)}, each in quotation marks",
        {"type": "array", "items": {"enum": list(OFFERS)}, "uniqueItems": True},
    ),
    Address: Kind(
        _address,
        "an address that begins with https:// or http://, in quotation marks",
        {"type": "string", "pattern": f"^{_ADDRESS.pattern}$"},
    ),
    Tag: Kind(
        _tag,
        'the tag of a language, as "de", in quotation marks',
        {"anyOf": [{"enum": list(LANGUAGES)}, {"type": "string", "pattern": f"^{_TAG.pattern}$"}]},
    ),
    tuple[Host, ...]: Kind(
        _hosts,
        'a list of hosts as "https://iiif.example.org", in quotation marks and without a path',
        {"type": "array", "items": {"type": "string", "pattern": f"^{_HOST.pattern}$"}},
    ),
    Day: Kind(_day, "a day as 2027-01-31, without quotation marks", {"type": "string", "format": "date"}),
}
"""The kinds of values by the types that :mod:`tables` has for them."""

CHOICES: Final = {
    "view": ("reading", "diplomatic"),
    "kind": ("invenio", "sword2", "dataverse", "dspace", "hal"),
    "fail_on": ("error", "warning"),
}
"""The keys that have one of some words."""

SEVERITIES: Final = ("error", "warning", "info")
