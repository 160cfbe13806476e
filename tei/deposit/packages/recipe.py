"""How a package was made: what is needed to make it again from the same documents, and nothing of the machine."""

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.errors import UsageError
from tei.limits import MEBIBYTE
from tei.metadata import stamps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.deposit.packages.contents import Wishes
    from tei.deposit.packages.files import Entry
    from tei.deposit.packages.members import Bundle

NAME: Final = "packing.json"
MOST_BYTES: Final = 64 * MEBIBYTE
_VERSION: Final = 1


class Recipe(NamedTuple):
    """The choices of a call, and the documents by their paths in the package, each with its SHA-256.

    ``date`` is the day that ``SOURCE_DATE_EPOCH`` asked for, "" if it asked for none.
    """

    form: str
    name: str
    title: str
    pdf: bool
    allow_invalid: bool
    date: str
    documents: dict[str, str]


def of(bundle: "Bundle", wishes: "Wishes", entries: "Iterable[Entry]") -> Recipe:
    """Return the recipe of the package of *bundle*, whose files are *entries*."""
    inside = {member.inside for member in bundle.members}
    documents = {entry.path: entry.sha256 for entry in sorted(entries) if entry.path in inside}
    date = stamps.asked() or ""
    return Recipe(wishes.form, bundle.name, bundle.title, wishes.pdf, wishes.allow_invalid, date, documents)


def text(recipe: Recipe) -> bytes:
    """Return *recipe* as the file :data:`NAME`."""
    content = {"packing": _VERSION, **recipe._asdict()}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read(data: bytes) -> Recipe:
    """Return the recipe that *data* holds. Raises :class:`~tei.errors.UsageError` if it is none."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.pop("packing", None) != _VERSION or not _is_recipe(found):
        message = f"{NAME} in the package is not as this version of tei writes it; pack again"
        raise UsageError(message)
    return Recipe(**found)


def _is_recipe(found: dict[str, Any]) -> bool:
    words = ("form", "name", "title", "date")
    documents = found.get("documents")
    return (
        set(found) == set(Recipe._fields)
        and all(isinstance(found[key], str) for key in words)
        and all(isinstance(found[key], bool) for key in ("pdf", "allow_invalid"))
        and isinstance(documents, dict)
        and all(isinstance(digest, str) for digest in documents.values())
    )
