"""The manual's page of a rule, as a terminal shows it."""

import re
import textwrap
from typing import TYPE_CHECKING, Final

from tei import resources
from tei.diagnostics import RULES
from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANCHOR: Final = re.compile(r"\([\w-]+\)=\n# `[^`]+`\n+")
_LINK: Final = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\([^)]*\)")
_EMPHASIS: Final = re.compile(r"(?<![\w*])\*([^*]+)\*(?![\w*])")
_FENCE: Final = re.compile(r"^```[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ITEM: Final = re.compile(r"\n(?=- )")


def names() -> list[str]:
    """Return the ids of all rules that have a page: tei's own, and those of the Schematron that ships."""
    return sorted(page.stem for page in resources.data_path("docs", "rules").glob("*.md"))


def page(rule: str, columns: int) -> str:
    """Return what *rule* means and how to mend it, in lines of *columns* characters.

    Raises :class:`~tei.errors.UsageError` for a rule that has no page.
    """
    if rule not in names():
        raise UsageError(_unknown(rule))
    known = RULES.get(rule)
    title = f"{rule}  {known.severity.value}" if known else rule
    body = _ANCHOR.sub("", resources.text("docs", "rules", f"{rule}.md"), count=1)
    return "\n\n".join([title, *_blocks(body, columns)]) + "\n"


def _blocks(body: str, columns: int) -> "Iterator[str]":
    """Yield the paragraphs, lists and examples of a page."""
    for number, part in enumerate(_FENCE.split(body)):
        if number % 2:  # What stands in a fence.
            yield textwrap.indent(part.rstrip("\n"), "    ")
            continue
        for paragraph in filter(None, (block.strip() for block in part.split("\n\n"))):
            yield "\n".join(_wrapped(item, columns) for item in _ITEM.split(_plain(paragraph)))


def _plain(paragraph: str) -> str:
    return _EMPHASIS.sub(r"\1", _LINK.sub(r"\1", paragraph))


def _wrapped(text: str, columns: int) -> str:
    if text.startswith("|"):  # A table keeps its lines.
        return text
    return textwrap.fill(
        " ".join(text.split()),
        columns,
        subsequent_indent="  " if text.startswith("- ") else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _unknown(rule: str) -> str:
    import difflib  # noqa: PLC0415 - needed for a slip alone

    near = difflib.get_close_matches(rule, names(), n=1)
    if near:
        return f"there is no rule {rule}; did you mean {near[0]}?"
    if rule.startswith("sch."):
        return f"{rule} is none of the rules that ship: the Schematron schema that has it says what it stands for"
    return f"there is no rule {rule}; tei rules lists them"
