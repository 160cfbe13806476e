"""What zooms images in a browser: a script of ours, and OpenSeadragon where the project has it."""

from dataclasses import dataclass, field
from importlib.resources import files as shipped
from typing import TYPE_CHECKING, Final

from tei.errors import SettingsError
from tei.publish.framing import Page
from tei.publish.outlining import file_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tei.settings import Settings

STYLE: Final = "assets/images.css"
SCRIPT: Final = "assets/images.js"
OPENSEADRAGON: Final = "assets/openseadragon.min.js"

_SCRIPTS: Final = ("stages.js", "images.js")
_PACKAGE: Final = "node_modules/openseadragon"
_IN_PACKAGE: Final = "build/openseadragon/openseadragon.min.js"
_LICENCE: Final = "LICENSE.txt"
_LICENCE_HERE: Final = "assets/openseadragon.LICENSE.txt"


@dataclass(frozen=True, slots=True)
class Viewer:
    """What pages with images load. ``digest`` is that of OpenSeadragon's file, "" without it."""

    digest: str = ""
    path: "Path | None" = field(default=None, repr=False, compare=False)

    @property
    def scripts(self) -> tuple[str, ...]:
        """Where the scripts lie in the site, in the order in which they run."""
        return (OPENSEADRAGON, SCRIPT) if self.digest else (SCRIPT,)

    @property
    def style(self) -> str:
        """Where the style sheet lies in the site."""
        return STYLE


def viewer(settings: "Settings") -> Viewer:
    """Return what is loaded: with OpenSeadragon if *settings* name it, or npm has put it beside their file.

    Raises :class:`~tei.errors.SettingsError` if what they name is not there.
    """
    named = settings.publish.openseadragon
    if named is not None and not named.is_file():
        message = f"{settings.path}: [publish] openseadragon names {named}, where there is no file"
        raise SettingsError(message)
    beside = settings.path.parent / _PACKAGE / _IN_PACKAGE if settings.path else None
    path = named or (beside if beside is not None and beside.is_file() else None)
    return Viewer(file_digest(path), path)


def files(viewer: Viewer | None) -> "Iterator[Page]":
    """Yield the files that *viewer* needs in the site; OpenSeadragon's licence asks for its text."""
    if viewer is None:
        return
    own = shipped("tei.publish")
    yield Page(STYLE, (own / "styles" / "images.css").read_text(encoding="utf-8"))
    scripts = ((own / "scripts" / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    yield Page(SCRIPT, "\n".join(scripts))
    if viewer.path is not None:
        yield Page(OPENSEADRAGON, viewer.path.read_bytes())
        beside = (viewer.path.parent, *viewer.path.parents[2:3])
        texts = (folder / _LICENCE for folder in beside)
        yield from [Page(_LICENCE_HERE, path.read_bytes()) for path in texts if path.is_file()][:1]
