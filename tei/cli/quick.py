"""The plainest calls of ``tei validate``, read without typer.

Hooks and editors make them at each saving, and to load typer takes twice as long as to validate a letter. Whatever is
not a path, or one of a few options in its longest form, is left to typer: its help, its messages, its abbreviations.
"""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.cli.checking import Call

_FORMS: Final = ("text", "concise", "json")
_SWITCHES: Final = {
    "--explain": ("explain", True),
    "--all": ("all_kinds", True),
    "--no-ids": ("ids", False),
    "--pointers": ("pointers", True),
    "--no-pointers": ("pointers", False),
    "--unused": ("unused", True),
    "--no-xinclude": ("xinclude", False),
    "--no-cache": ("cache", False),
}


def read(words: "Sequence[str]") -> "Call | None":
    """Return the call that *words* make, None if they are not of the plainest kind."""
    said: dict[str, Any] = {}
    paths: list[str] = []
    schemas: list[str] = []
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        if word in _SWITCHES:
            name, value = _SWITCHES[word]
            said[name] = value
        elif not word.startswith("-") and word:
            paths.append(word)
        elif word == "--schema" and waiting and not waiting[-1].startswith("-"):
            schemas.append(waiting.pop())
        elif word == "--format" and waiting and waiting[-1] in _FORMS:
            said["form"] = waiting.pop()
        else:
            return None
    from tei.cli.checking import Call, place  # noqa: PLC0415 - only now is it known to be needed

    return Call(tuple(map(place, paths)), schema=tuple(schemas), **said)
