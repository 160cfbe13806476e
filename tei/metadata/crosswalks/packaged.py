"""What a package holds beside the record, as METS and PREMIS are told of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """A file of a package: its *path* from the package's root with ``/`` between the steps, and its checksums in hex.

    ``use`` says what the file is for, as METS groups files; without it the first step of the path does.
    """

    path: str
    size_bytes: int
    sha512: str
    sha256: str | None = None
    media_type: str = "application/octet-stream"
    use: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to the files: what, when (EDTF, not the clock's time), by what, with which outcome.

    ``type`` is a term of the Library of Congress's list of preservation event types: ``validation``, ``packing``,
    ``message digest calculation``. ``paths`` are the files it was done to, none for the package as a whole.
    """

    type: str
    date: str
    detail: str | None = None
    outcome: str | None = None
    agent: str | None = None
    agent_version: str | None = None
    paths: tuple[str, ...] = ()
