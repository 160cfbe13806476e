"""Archives that are damaged in any way are told of in words."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from tei.document import archives
from tei.errors import DocumentError, EnvironmentFault, UsageError
from tei.limits import DEFAULT

LETTER = b'<TEI xmlns="http://www.tei-c.org/ns/1.0">' + b"<p>words and more words</p>" * 40 + b"</TEI>"


def packed(compression: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        archive.writestr("letters/a.xml", LETTER)
        archive.writestr("b.xml", LETTER)
    return stream.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randint(len(changed) // 2, len(changed))] if chance.random() < 0.2 else changed)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_is_a_sentence_and_never_anything_else(tmp_path: Path, compression: int) -> None:
    chance = random.Random(compression)  # noqa: S311 - nothing secret
    data = packed(compression)
    told = 0
    for number in range(300):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(damaged(data, chance))
        try:
            for member in archives.members(path)[0]:
                archives.load(member, DEFAULT)
        except (EnvironmentFault, UsageError, DocumentError):
            told += 1
    assert told > 30
