"""Reports: one module a format, each a function from a report to text."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from tei.validate.reports import concise, structured, text
from tei.validate.reports.style import Style
from tei.validate.results import Report

__all__ = ["FORMATS", "Style", "render"]

Format = Callable[[Report, Style], str]

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {"text": text.render, "concise": concise.render, "json": structured.render},
)


def render(report: Report, form: str = "text", style: Style | None = None) -> str:
    """Return *report* in the format *form*, one of :data:`FORMATS`, ending in a line feed unless it is empty."""
    return FORMATS[form](report, style or Style())
