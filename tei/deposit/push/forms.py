"""``multipart/form-data``: a file and a few words beside it in one body, read while it is sent."""

import contextlib
import io
import json
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Final, cast

from tei.deposit.push.transport import Body

if TYPE_CHECKING:
    from tei.deposit.push.package import File


def form(file: "File", name: str, beside: Mapping[str, object] | None = None) -> Body:
    """Return the body with *file* under the file name *name*; *beside* goes with it as ``jsonData``."""
    # From the digest of the file: it cannot stand in the file by chance.
    boundary = f"tei-{file.sha256}"
    head = ""
    if beside is not None:
        value = json.dumps(beside, ensure_ascii=False)
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="jsonData"\r\n\r\n{value}\r\n'
    shown = name.replace("\\", "\\\\").replace('"', "%22").replace("\r", " ").replace("\n", " ")
    head += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{shown}"\r\n'
    head += "Content-Type: application/octet-stream\r\n\r\n"
    before, after = head.encode(), f"\r\n--{boundary}--\r\n".encode()
    size_bytes = len(before) + file.size_bytes + len(after)

    @contextlib.contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with file.open() as stream:
            yield cast("IO[bytes]", _Joined(io.BytesIO(before), stream, io.BytesIO(after)))

    return Body(size_bytes, f"multipart/form-data; boundary={boundary}", opened)


class _Joined:
    """Streams read one after the other, as one."""

    def __init__(self, *streams: IO[bytes]) -> None:
        self._streams: Final = list(streams)

    def read(self, size_bytes: int = -1) -> bytes:
        """Return the next bytes, at most *size_bytes*, none at the end of the last stream."""
        while self._streams:
            if block := self._streams[0].read(size_bytes):
                return block
            self._streams.pop(0)
        return b""
