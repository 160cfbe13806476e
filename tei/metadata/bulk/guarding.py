"""Cells that a spreadsheet would take for something else, kept as text by an apostrophe before them.

A cell that begins with ``=`` is run as a formula, ``1949-10-23`` and ``23 October 1949`` become dates in the form of
the reader's country, and of a long number the last digits are lost. An apostrophe keeps all of these as they are. It is
put and taken away by one rule, so that nothing changes on the way there and back.
"""

import re
from typing import Final

REMOVE: Final = "[remove]"
"""The cell that takes away what its column shows."""
_FORMULA: Final = "=+-@\t\r\n|%"
_LETTER: Final = "A-Za-z\u00c0-\u017e\u0400-\u045f"
_MONTHS: Final = (
    "jan|feb|fév|mar|mär|maer|apr|avr|abr|mai|may|mag|jun|jui|giu|jul|lug|aug|aoû|ago|sep|set|oct|okt|ott|out|nov|dec|dez"
    "|déc|ene|dic|gen|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек"
)
_NUMBER_OR_DATE: Final = re.compile(
    rf"""\s*[(\[$€£]?\s*[.,]?\d[^{_LETTER}]*(?:(?:(?:{_MONTHS})[{_LETTER}]*|[{_LETTER}]{{1,2}})[^{_LETTER}]*)?
      | \s*(?:{_MONTHS})[{_LETTER}]*[^{_LETTER}\d]*\d[^{_LETTER}]*
      | \s*(?:true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|истина|ложь)\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST: Final = 60


def guarded(value: str) -> str:
    """Return *value* as a cell, with an apostrophe before it if a spreadsheet would change it."""
    return f"'{value}" if _is_endangered(value) else value


def bare(cell: str) -> str:
    """Return the value in *cell*, without the apostrophe that :func:`guarded` put."""
    return cell[1:] if cell.startswith("'") and _is_endangered(cell[1:]) else cell


def _is_endangered(value: str) -> bool:
    # What already begins with apostrophes before such a value would lose one of them on the way back.
    inner = value.lstrip("'")
    if not inner:
        return False
    if inner[0] in _FORMULA or inner == REMOVE:
        return True
    return len(inner) <= _LONGEST and _NUMBER_OR_DATE.fullmatch(inner) is not None
