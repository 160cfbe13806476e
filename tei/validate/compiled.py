"""Schemas that are compiled once a process."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tei.errors import SchemaError
from tei.validate.stamped import Stamped

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.relaxng import Schema as Grammar
    from tei.schematron import Schema as Schematron
    from tei.validate.dtd import Schema as Dtd
    from tei.validate.xsd import Schema as XmlSchema


# The rooms are imported where they are first needed: a run with a grammar alone loads neither saxonche nor xmlschema.
@cache
def grammar(file: Stamped, folders: tuple[Path, ...], *, ids: bool) -> "Grammar":
    """Return the grammar in *file*, as :func:`tei.relaxng.load` does. Raises :class:`~tei.errors.SchemaError`.

    A grammar that was made from an ODD may be one with which identifiers cannot be checked.
    """
    from tei import relaxng  # noqa: PLC0415 - see above
    from tei.odd.wish import WITHOUT_IDS  # noqa: PLC0415 - see above

    checked = ids and not os.path.exists(f"{file.path}{WITHOUT_IDS}")  # noqa: PTH110 - once a schema, and with no Path
    return relaxng.load(file.path, folders=folders, ids=checked)


@cache
def schematron(file: Stamped) -> "Schematron":
    """Return the Schematron schema in *file*.

    Raises :class:`~tei.errors.SchemaError`, with the places in the ODD if it was made from one.
    """
    from tei.schematron import load  # noqa: PLC0415 - see above

    try:
        return load(file.path)
    except SchemaError as fault:
        from tei.odd.rules import tracing  # noqa: PLC0415 - see above

        raise SchemaError(tracing.traced(fault.diagnostics, file.path)) from fault


def placed(findings: "list[Diagnostic]", rules: Path) -> "list[Diagnostic]":
    """Return *findings* of Schematron with the places in the ODD, for those in *rules* if it was made from one."""
    if not findings:
        return findings
    from tei.odd.rules import tracing  # noqa: PLC0415 - see above

    return tracing.retold(findings, rules)


@cache
def xml_schema(file: Stamped, sandbox: Path | None = None) -> "XmlSchema":
    """Return the XML Schema in *file*, as :func:`tei.validate.xsd.load` does. Raises as that."""
    from tei.validate import xsd  # noqa: PLC0415 - see above

    return xsd.load(file.path, sandbox)


@cache
def dtd(file: Stamped, catalogs: tuple[Path, ...] = ()) -> "Dtd":
    """Return the DTD in *file*, as :func:`tei.validate.dtd.load` does. Raises as that."""
    from tei.validate import dtd, stand_ins  # noqa: PLC0415 - see above

    return dtd.load(file.path, stand_ins.catalogs(catalogs))
