"""Where the relative references of a document lead: which file on this machine, and never one that is elsewhere."""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from tei.document import observed
from tei.document.archives import member

_ESCAPED: Final = re.compile(r"[\s%#?]")
_LIKENESS: Final = 0.7


def place(folder: Path, file: str) -> str:
    """Return where the relative reference *file* leads from *folder*, "" for what is no relative reference."""
    written = unquote(file)
    # What begins with a slash is another host's or the root's; on Windows, looking there can be a call to a server.
    if "\0" in written or written.startswith(("/", "\\")) or ":" in written.partition("/")[0]:
        return ""
    target = observed.true_path(os.fspath(folder / written))
    inside = member(folder / "_")
    # What is in an archive leads to what is in it, and to nothing else.
    if inside and not target.startswith(observed.true_path(inside.archive) + os.sep):
        return ""
    return target


def neighbour(file: str, place: str) -> str:
    """Return *file* with the name of the file there that may be meant, or ""."""
    path, slash, name = map(unquote, file.rpartition("/"))
    present = observed.documents_in(os.path.dirname(place))  # noqa: PTH120 - a string
    near = [one for one in present if one.lower() == name.lower()]
    if not near:
        # Without the ending, which all of them share: it would make any two short names alike.
        stems = {Path(one).stem: one for one in present}
        near = [stems[stem] for stem in get_close_matches(Path(name).stem, stems, n=1, cutoff=_LIKENESS)]
    return _ESCAPED.sub(lambda character: quote(character[0]), f"{path}{slash}{near[0]}") if near else ""
