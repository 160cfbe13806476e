"""How an ODD is to be compiled, and into what. Apart, for whoever asks for what is in the cache."""

from pathlib import Path
from typing import Final, NamedTuple

WITHOUT_IDS: Final = ".no-ids"
"""What follows the name of a grammar in that of a file beside it, if identifiers cannot be checked with it."""


class Wish(NamedTuple):
    """What is asked for; see :func:`~tei.odd.compiling.compile_odd`. *embed* puts the rules into the RELAX NG too."""

    forms: tuple[str, ...] = ("rng",)
    ident: str = ""
    source: str = ""
    catalog: Path | None = None
    folders: tuple[Path, ...] = ()
    language: str = ""
    compatibility: str = ""
    embed: bool = False
    corpus: tuple[Path, ...] = ()
