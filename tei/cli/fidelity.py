"""``tei fidelity``: whether a document gives its transcription back."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei import settings as projects
from tei.cli.options import Format
from tei.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from tei.document import Document
    from tei.encode.fidelity import Fidelity
    from tei.encode.transcription import Transcription


def fidelity(
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="The transcription, a text file.")],
    tei: Annotated[Path, typer.Argument(metavar="TEI", help="The document that encodes it.")],
    *,
    form: Annotated[Format, typer.Option("--format", help="How the comparison is reported.")] = Format.TEXT,
) -> int:
    """Compare a document with its transcription, word for word and space for space.

    The text of the document, with the brackets that its renditions generate and without what its encoder has added,
    must give the transcription back; lines around the document must stand in its header. Lines that end elsewhere are
    listed and are no fault. The exit code is 0 if nothing is lost, added or changed, 1 if something is.
    """
    from tei.corpus import missing  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.document import read  # noqa: PLC0415 - as above
    from tei.encode import transcription  # noqa: PLC0415 - as above
    from tei.encode.fidelity import check  # noqa: PLC0415 - as above

    for path in (text, tei):
        if not path.exists():
            raise UsageError(missing(path))
    limits = projects.load(tei.absolute().parent).limits
    source = transcription.read(text, limits)
    try:
        document = read(tei, limits)
    except DocumentError:
        if source.source.lstrip().startswith("<"):
            message = f"TEXT comes first, then TEI: {text} looks like XML, and {tei} is none"
            raise UsageError(message) from None
        raise
    result = check(source, document)
    write = _json if form is Format.JSON else _text
    sys.stdout.write(write(result, source, document))
    return 0 if result.faithful else 1


def _text(result: "Fidelity", source: "Transcription", document: "Document") -> str:
    """Return the findings, each with its line, and the figures."""
    from tei.cli.terminal import report_style  # noqa: PLC0415 - as in fidelity
    from tei.validate.excerpts import excerpts  # noqa: PLC0415 - as in fidelity
    from tei.validate.reports.findings import findings  # noqa: PLC0415 - as in fidelity
    from tei.validate.results import Checked  # noqa: PLC0415 - as in fidelity

    blocks: list[str] = []
    for path, words in ((source.path, source.source), (document.path, document.source)):
        found = tuple(finding for finding in result.findings if finding.path == path)
        blocks.extend(findings(Checked(path, found, excerpts(words, found)), report_style()))
    verdict = "faithful" if result.faithful else "not faithful"
    kept = f"{result.kept:,} of {result.characters:,} characters of the document are in the TEI"
    lines = "1 line around it is" if result.outside_lines == 1 else f"{result.outside_lines} lines around it are"
    blocks.append(f"{verdict}: {kept}; {lines} in the header\n")
    return "\n".join(blocks)


def _json(result: "Fidelity", source: "Transcription", document: "Document") -> str:
    """Return the comparison as one JSON object; the findings have the keys of ``tei validate --format json``."""
    content = {
        "transcription": source.path,
        "document": document.path,
        "faithful": result.faithful,
        "characters": result.characters,
        "kept": result.kept,
        "outside_lines": result.outside_lines,
        "findings": [finding.as_dict() for finding in result.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
