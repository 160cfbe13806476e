"""Which archive a reference is of: as it names it, as its classes tell, or as its first words look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.information import practices, repositories
from tei.encode.information.repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.information.repositories import Practice

PIECE: Final = re.compile(r"[,;:\n，、；：。]+")
"""What divides the pieces of a reference."""
EDGES: Final = " \t\r\n\xa0,;:.，、；：。()（）[]/–—-"
"""What is around a piece and not of it."""

# What tells a practice though no archive is named.
SIGNS: Final[tuple[tuple[Practice, re.Pattern[str]], ...]] = (
    (
        "us",
        re.compile(
            r"(?<!\w)(?:(?:The\s)?National Archives,?\s)?(?:RG|Record Group)\s?\d+(?!\w)|(?<!\w)CIA-RDP\d+-?\w+"
        ),
    ),
    (
        "us",
        re.compile(
            rf"(?:(?<!\w)(?:Department of State, )?Central (?:Decimal )?Files?,? )?(?<![\w./]){practices.DECIMAL}"
        ),
    ),
    # Bestände of the East German state with leaves that are German: DO is the Dominions Office otherwise.
    ("german", re.compile(r"(?<![\w/])(?:DY|DC|DE|DH|DO|NY)\s\d+/\d[\w./-]{0,20},?\s(?:Blatt|Bll?\.)\s?\d")),
    ("uk", re.compile(rf"(?<![\w/])(?:(?:The\s)?National Archives[,:]?\s)?(?:{practices.UK_CLASSES})\s\d+/\d+")),
    ("chinese", re.compile(rf"(?<![\w-]){practices.CHINESE_FILE}(?![\w-])")),
    ("russian", re.compile(r"(?<!\w)(?i:fond|f\.|фонд|ф\.)\s?\w[\w-]{0,20}[\s,.]{0,3}(?i:opis|op\.|опись|оп\.|опис)")),
    ("general", re.compile(r"(?<!\w)(?i:box)\s\d+\w*,\s?(?i:folder|file)(?!\w)")),
)


class Keeper(NamedTuple):
    """The archive of a reference, where its names stand, and what is doubtful about that."""

    repository: Repository
    places: tuple[tuple[int, int], ...]
    doubts: tuple[str, ...] = ()


def keeper(text: str) -> Keeper | None:
    """Return the archive that *text* is a reference of, None if it tells none."""
    return _named(text) or _deduced(text) or _guessed(text)


def _named(text: str) -> Keeper | None:
    """Return the first archive that *text* names, or the part of it that is named too: SAPMO-BArch of the BArch."""
    names = list(repositories.named(text))
    if not names:
        return None
    first = names[0][2]
    repository = next((one for _, _, one in names if one.is_part_of(first)), first)
    places = tuple((start, end) for start, end, one in names if one in {first, repository})
    doubts = [
        f"a second archive is named: “{text[start:end]}” ({one.name})"
        for start, end, one in names
        if one not in {first, repository}
    ]
    if repository.publication:
        doubts.append(f"“{repository.abbreviation}” is a printed edition and not an archive")
    return Keeper(repository, places, tuple(doubts))


# Archives whose classes are cited without them, and the names that say less than which archive it is.
_DEDUCED: Final[Sequence[tuple[Practice, re.Pattern[str], str, re.Pattern[str]]]] = (
    ("uk", re.compile(""), "The National Archives", re.compile(r"(?<!\w)(?:The )?National Archives(?!\w)")),
    (
        "us",
        re.compile(r"(?<!\w)(?:RG|Record Group)\s?\d"),
        "National Archives and Records Administration",
        re.compile(r"(?<!\w)(?:The )?National Archives(?!\w)|(?<!\w)NA(?!\w)"),
    ),
    ("us", re.compile("CIA-RDP"), "Central Intelligence Agency", re.compile(r"(?<!\w)CIA(?=[,:\s])")),
)


def _deduced(text: str) -> Keeper | None:
    """Return the archive that the classes in *text* are of, and where a part of its name stands."""
    told = practice_of(text)
    for of, sign, name, short in _DEDUCED:
        if of == told and sign.search(text):
            repository = next(one for one in repositories.table() if one.name == name)
            places = tuple(found.span() for found in short.finditer(text))
            doubt = f"the archive is not named; by its classes it is {repository.display}"
            return Keeper(repository, places, () if places else (doubt,))
    return None


_KEEPER: Final = re.compile(
    r"\w*(?:archi[vfwe]\w*|arhiv\w*|архив\w*|архів\w*|librar(?:y|ies)|bibliot[he]\w*|museum|levéltár\w*)|档案馆|檔案館|文書館",
    re.IGNORECASE,
)
_KEEPER_CHARS: Final = 120
# “Harbour Archives Q 12” has the name of the archive before its number.
_BEFORE_NUMBER: Final = re.compile(r"\s(?:[A-Z]\s)?\S{0,20}\d")


def _guessed(text: str) -> Keeper | None:
    """Return an archive that the table does not have: the beginning of *text*, if it has the word for one in it."""
    piece = PIECE.split(text, maxsplit=1)[0]
    name = _BEFORE_NUMBER.split(piece, maxsplit=1)[0].strip(EDGES)
    if not name or name[0].islower() or len(name) > _KEEPER_CHARS or not _KEEPER.search(name) or name == text.strip():
        return None
    start = text.index(name)
    repository = Repository("", name, "", "", "", practice_of(text) or "general")
    doubt = f"“{name}” is taken for the name of an archive; it is none that is known"
    return Keeper(repository, ((start, start + len(name)),), (doubt,))


def practice_of(text: str) -> Practice | None:
    """Return the practice that *text* shows signs of though it may name no archive, None if there are none."""
    return next((practice for practice, sign in SIGNS if sign.search(text)), None)
