"""Reports: one module a format, each a function from a report to parts of text, which are written as they are made."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final

from tei.errors import UsageError
from tei.validate.reports.style import Style
from tei.validate.results import Report

__all__ = ["FORMATS", "Style", "parts", "render"]

_Parts = Callable[[Report, Style], Iterator[str]]

FORMATS: Final = {
    "text": "text",
    "concise": "concise",
    "json": "structured",
    "jsonl": "lines",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
    "svrl": "svrl",
    "html": "html",
}
"""The formats by name, each with the module that writes it."""


def render(report: Report, form: str = "text", style: Style | None = None, *, statistics: bool = False) -> str:
    """Return *report* in the format *form*, one of :data:`FORMATS`, ending in a line feed unless it is empty.

    With *statistics* it has figures in place of findings. Raises :class:`~tei.errors.UsageError` if *form* has none.
    """
    return "".join(parts(report, form, style, statistics=statistics))


def parts(report: Report, form: str = "text", style: Style | None = None, *, statistics: bool = False) -> Iterator[str]:
    """Return what :func:`render` does, part by part: a report on many documents is never held in memory."""
    if statistics:
        return iter([_statistics(report, form)])
    write: _Parts = import_module(f"{__name__}.{FORMATS[form]}").parts
    return write(report, style or Style())


def _statistics(report: Report, form: str) -> str:
    from tei.validate.reports.statistics import FORMS  # noqa: PLC0415 - few reports are figures

    if form not in FORMS:
        message = f"there are no statistics in the format {form}; in these there are: {', '.join(FORMS)}"
        raise UsageError(message)
    return FORMS[form](report)
