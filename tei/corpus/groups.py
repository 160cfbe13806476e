"""What the control groups allow this process: a container or a cluster's job mostly has less than the machine."""

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path("/")


def allowances(
    root: Path, controller: str, *, first: "Sequence[str]", second: "Sequence[str]"
) -> "Iterator[tuple[str, ...]]":
    """Yield the words in the files of *controller*, for each group that the process is in.

    *first* are the names of its files in version 1, *second* in version 2; *root* is the folder that has ``proc`` and
    ``sys``. Inside a container the path of a group may be one of the world outside, where there is no such file.
    """
    for line in text(root / "proc/self/cgroup").splitlines():
        _number, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        # One hierarchy has no controllers in its line: version 2.
        if controllers and controller not in controllers.split(","):
            continue
        groups = root / "sys/fs/cgroup" / controllers
        here = PurePosixPath(path.lstrip("/"))
        for group in (here, *here.parents):
            said = [text(groups / group / file) for file in (first if controllers else second)]
            yield tuple(" ".join(said).split())


def text(file: Path) -> str:
    """Return what *file* of the system says, "" if there is no such file."""
    try:
        return file.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
