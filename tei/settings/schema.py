"""The JSON Schema of ``tei.toml``, for editors that complete and check as one writes; made from the tables' types."""

from typing import Any

from tei.settings.reading import NO_KEYS, TABLES
from tei.settings.tables import Deposit, Files, Ignore, Settings, Weight
from tei.settings.values import CHOICES, KINDS, SEVERITIES
from tei.settings.words import WORDS


def json_schema() -> dict[str, Any]:
    """Return the schema, in draft 7, which editors know."""
    tables = {name: _within(name, getattr(Settings(), name)) for name in TABLES}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "tei.toml",
        "description": "The settings of a project for tei.",
        "type": "object",
        "additionalProperties": False,
        "properties": tables,
    }


def _within(name: str, defaults: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the tables
    if name == "deposit":
        return {"type": "object", "additionalProperties": _table(Deposit(), "kind", "url")}
    return _table(defaults)


def _table(defaults: Any, *required: str) -> dict[str, Any]:  # noqa: ANN401 - any of the tables
    """Return the schema of a table with the keys of *defaults*."""
    keys = {key: kind for key, kind in type(defaults).__annotations__.items() if key not in NO_KEYS}
    said = WORDS[type(defaults)]
    properties = {
        key: {"description": said[key]} | _value(key, kind, getattr(defaults, key)) for key, kind in keys.items()
    }
    described = (type(defaults).__doc__ or "").split("\n\n")[0].replace("``", "`")
    content = {
        "description": " ".join(described.split()),
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }
    return content | ({"required": list(required)} if required else {})


def _value(key: str, kind: object, default: object) -> dict[str, Any]:
    if kind == tuple[Files, ...]:
        said = [{"required": [each]} for each in ("schema", "schematron", "xsd", "phase")]
        return {"type": "array", "items": _table(Files(), "match") | {"anyOf": said}}
    if kind == tuple[Ignore, ...]:
        return {"type": "array", "items": _table(Ignore(), "rule", "reason")}
    if kind == tuple[Weight, ...]:
        return {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}}
    content: dict[str, Any] = {"enum": list(CHOICES[key])} if key in CHOICES else KINDS[kind].schema
    return content | ({"default": default} if isinstance(default, (str, int)) and default else {})
