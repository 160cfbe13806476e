"""Items to a site: what each document is called in it, their order, and what is said of the whole."""

import datetime as dt
import os
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from tei import wording
from tei.errors import UsageError
from tei.metadata.oai import EMAIL
from tei.publish.model import Item, Site
from tei.publish.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tei.settings import Settings

_UNFIT: Final = re.compile(r"[^\w.-]+")
# A file's name has 255 bytes at most on most disks; what stands behind that of a document is far shorter than the rest.
_MOST_BYTES: Final = 200
_EPOCH: Final = "SOURCE_DATE_EPOCH"


def planned(items: "Iterable[Item]", settings: "Settings", folder: "Path | None" = None) -> Site:
    """Return the site of *items*, with the names and the words that *settings* give it.

    Its register lies in *folder*, or in memory.
    """
    found = _in_order(_identified(sorted(items, key=lambda item: item.path)))
    said = settings.publish
    words = wording.of(settings)
    return Site(
        title=said.title or settings.project.title or words("home.untitled"),
        items=found,
        base_url=said.base_url,
        words=words,
        theme=str(said.theme or settings.render.theme or ""),
        downloads=said.downloads,
        publisher=settings.encode.publisher,
        email=_email(said.email),
        home=_prose(said.home, "home"),
        about=_prose(said.about, "about"),
        modified=_day_of_build() or max((item.modified for item in found), default=""),
        register=Register(found, folder),
    )


def _identified(items: "Sequence[Item]") -> tuple[Item, ...]:
    """Return *items*, each with a name of its own: its ``xml:id``, else its file's, else its path's.

    A name that only differs in capitals, or in how accents are written, from another is none: on many disks both would
    be one folder.
    """
    own = Counter(_name(item.identifier) for item in items)
    stems = Counter(_name(PurePosixPath(item.path).stem) for item in items)
    taken: set[str] = set()
    named = []
    for item in items:
        stem = PurePosixPath(item.path).stem
        candidates = (
            item.identifier if own[_name(item.identifier)] == 1 else "",
            stem if stems[_name(stem)] == 1 and not own[_name(stem)] else "",
            item.path.removesuffix(".xml").replace("/", "-"),
            "document",
        )
        name = _free(next(each for each in map(_fit, candidates) if each), taken)
        named.append(replace(item, identifier=name))
    return tuple(named)


def _name(identifier: str) -> str:
    return _fit(identifier).casefold()


def _fit(name: str) -> str:
    """Return *name* as a folder may be called on every platform, and in an address.

    Accents and vowels that are signs of their own, as files on a Mac and words in Hindi have them, are parts of it.
    """
    short = unicodedata.normalize("NFC", name).encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore")
    return _UNFIT.sub(_instead, short).strip(".-")


def _instead(unfit: re.Match[str]) -> str:
    marks = "".join(sign for sign in unfit[0] if unicodedata.category(sign).startswith("M"))
    return marks if marks == unfit[0] else f"{marks}-"


def _free(name: str, taken: set[str]) -> str:
    """Return *name*, with a number if it is taken; now it is."""
    number, chosen = 1, name
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{name}-{number}"
    taken.add(chosen.casefold())
    return chosen


def _in_order(items: "Iterable[Item]") -> tuple[Item, ...]:
    """Return *items* by date; of a month or year that is not closer known, what is of a day in it comes first."""
    return tuple(sorted(items, key=lambda item: (not item.when, _sortable(item.when), item.identifier)))


def _sortable(when: str) -> tuple[int, str]:
    before_christ = when.startswith("-")
    year, _, rest = when.removeprefix("-").partition("-")
    number = int(year) if year.isdigit() else 0
    return (-number if before_christ else number), f"{rest}~"


def _prose(path: "Path | None", key: str) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        reason = (fault.strerror if isinstance(fault, OSError) else "it is not UTF-8") or str(fault)
        message = f"[publish] {key} names {path}, which cannot be read: {reason}"
        raise UsageError(message) from fault


def _email(address: str) -> str:
    if address and not EMAIL.fullmatch(address):
        message = f"[publish] email: {address!r} is no e-mail address"
        raise UsageError(message)
    return address


def _day_of_build() -> str:
    """Return the day that ``SOURCE_DATE_EPOCH`` names, "" if there is none."""
    said = os.environ.get(_EPOCH, "")
    if not said.isdigit():
        return ""
    return dt.datetime.fromtimestamp(int(said), tz=dt.UTC).date().isoformat()
