"""Finds the shipped schemas and stylesheets in a wheel, an sdist and an editable checkout alike."""

from pathlib import Path

from tei.errors import EnvironmentFault

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Return where the shipped file or folder ``parts`` lies: ``data_path("schemas", "tei-documentary.rng")``.

    A wheel carries the folders as ``tei/_data``; a checkout and an unpacked sdist have them beside the package.
    Raises :class:`~tei.errors.EnvironmentFault` if the file is in neither, for then the installation is damaged.
    """
    for base in (_PACKAGE / "_data", _PACKAGE.parent):
        candidate = base.joinpath(*parts)
        if candidate.exists():
            return candidate
    message = f"the installation of tei lacks {'/'.join(parts)}; install it again"
    raise EnvironmentFault(message)


def text(*parts: str) -> str:
    """Return the shipped file ``parts`` as text."""
    return data_path(*parts).read_text(encoding="utf-8")
