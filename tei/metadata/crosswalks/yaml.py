"""YAML as people write it: block style, plain words where they mean nothing else, else double quotation marks.

Source: YAML 1.2.2, sections 5.7 (escapes), 7.3 (flow scalars) and 8.2 (block collections); also read as YAML 1.1.
"""

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A letter first, and nothing after it that could be an indicator, a comment or the end of a key.
_PLAIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f](?:[\w .,;/()&+'\u2018-\u201d\u2013-\u2014-]*[\w.)])?")
# What YAML 1.1 or 1.2 take for something other than words.
_MEANT: Final = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)|[-+.\d]+|0[xo].*")
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def document(content: "Mapping[str, object]") -> str:
    """Return *content* (objects, lists, strings and whole numbers) as a YAML document."""
    return "".join(f"{line}\n" for line in _mapping(content))


def _mapping(content: "Mapping[str, object]") -> "Iterator[str]":
    for key, value in content.items():
        if isinstance(value, dict):
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, list):
            yield f"{key}:"
            for one in value:
                yield from _entry(one)
        else:
            yield f"{key}: {_scalar(value)}"


def _entry(value: object) -> "Iterator[str]":
    """Yield the lines of one entry of a list, indented below its key."""
    lines = list(_mapping(value)) if isinstance(value, dict) else [_scalar(value)]
    for number, line in enumerate(lines):
        yield f"    {line}" if number else f"  - {line}"


def _scalar(value: object) -> str:
    return str(value) if isinstance(value, int) else scalar(str(value))


def scalar(text: str) -> str:
    """Return *text* as one scalar on one line."""
    if _PLAIN.fullmatch(text) and not _MEANT.fullmatch(text) and ": " not in text:
        return text
    # A string of JSON is one of YAML, but for characters that YAML does not print.
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
