"""Reports: one module a format, each a function from a report to text."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from tei.validate.reports.style import Style
from tei.validate.results import Report

__all__ = ["FORMATS", "Style", "render"]

_Render = Callable[[Report, Style], str]

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


def render(report: Report, form: str = "text", style: Style | None = None) -> str:
    """Return *report* in the format *form*, one of :data:`FORMATS`, ending in a line feed unless it is empty."""
    write: _Render = import_module(f"{__name__}.{FORMATS[form]}").render
    return write(report, style or Style())
