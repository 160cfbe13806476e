"""The processor of this process, closed before it sees the first stylesheet, and what it says when something fails."""

import contextlib
import os
import re
import tempfile
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

RULE: Final = "xsl.stylesheet"
MEMORY: Final = "<stylesheet>"
# What is not said is the platform's own, which is not UTF-8 on Windows.
ENCODING: Final = "UTF-8"

_PROTOCOLS: Final = "http://saxon.sf.net/feature/allowedProtocols"
_CLOSED: Final = {
    "http://saxon.sf.net/feature/allow-external-functions": "false",
    # The parser inside has limits of its own, 100 levels and 200 attributes among them. What comes here has met ours.
    **{
        f"http://saxon.sf.net/feature/parserProperty?uri=jdk.xml.{limit}": "0"
        for limit in ("maxElementDepth", "elementAttributeLimit", "maxXMLNameLimit")
    },
}
_REPORTED: Final = re.compile(
    r"^\s*(?:Error|Type error)\b(?P<where>[^\n]*?)"
    r"(?:\bon line (?P<line>\d+))?(?: column (?P<column>\d+))?(?: of (?P<module>[^\n]*?))?:?[ \t]*\n"
    r"(?P<text>(?:[ \t]+[^\n]*\n?)+)",
    re.MULTILINE,
)
_TRACE: Final = re.compile(
    r"^\s*(?:In template rule|In template|In function|at |invoked by|called by)\b.*",
    re.DOTALL | re.MULTILINE,
)


class Report(NamedTuple):
    """An error as Saxon tells it; ``module`` is the last part of the stylesheet's address, as far as it has one."""

    message: str
    line: int
    column: int
    module: str


@cache
def engine() -> Any:  # noqa: ANN401 - saxonche has no types
    """Return the process's only processor. It is made on first use: loading it costs a third of a second.

    It opens no address but those that hold what they name, by which modules are imported.
    """
    return made(scheme="data")


def made(catalogue: str = "", scheme: str = "") -> Any:  # noqa: ANN401 - saxonche has no types
    """Return a new processor, closed but for addresses of *scheme*, which *catalogue*, a path, leads to files."""
    import saxonche  # noqa: PLC0415 - see above

    processor = saxonche.PySaxonProcessor(license=False)
    if catalogue:
        # Once it is said what may be opened, no catalogue is taken any more.
        processor.set_catalog_files([catalogue])
    for feature, value in {**_CLOSED, _PROTOCOLS: scheme}.items():
        processor.set_configuration_property(feature, value)
    return processor


def reports(said: str) -> list[Report]:
    """Return the errors that Saxon names in what it *said*, each once."""
    found = []
    for match in _REPORTED.finditer(said):
        message = " ".join(_TRACE.sub("", match["text"]).split())
        place = int(match["line"] or 1), int(match["column"] or 1)
        found.append(Report(message or str(match["where"]).strip(), *place, match["module"] or ""))
    return list(dict.fromkeys(found))


@contextlib.contextmanager
def captured() -> "Iterator[list[str]]":
    """Give a list that holds, once the block has been left, what the native library wrote to standard error.

    Saxon prints each dynamic error there, with its place, besides raising an exception without one. No property of
    SaxonC stops it, and ``sys.stderr`` is not what it writes to, so the file descriptor itself is turned aside.
    """
    said: list[str] = []
    try:
        kept = os.dup(2)
    except OSError:  # Standard error is closed, as for a program without a console: nothing to turn aside.
        yield said
        return
    aside = _aside(os.getpid())
    os.dup2(aside, 2)
    try:
        yield said
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        said.append(_emptied(aside))


@cache
def _aside(_process: int) -> int:
    """Return the descriptor of a file of this process, open for good: to make one takes as long as small rules do."""
    with tempfile.TemporaryFile() as made:
        return os.dup(made.fileno())


def _emptied(file: int) -> str:
    """Return what was written to *file*, and empty it."""
    size_bytes = os.lseek(file, 0, os.SEEK_END)
    os.lseek(file, 0, os.SEEK_SET)
    if not size_bytes:
        return ""
    written = os.read(file, size_bytes)
    os.lseek(file, 0, os.SEEK_SET)
    os.ftruncate(file, 0)
    return written.decode("utf-8", errors="replace")
