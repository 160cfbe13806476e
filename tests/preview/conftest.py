"""A small project, and its preview as a process of its own: two threads of one process cannot both have a processor."""

import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

LETTER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>'
    "<publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>"
    "<text><body>\n<p>{words}</p>\n</body></text></TEI>"
)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def letter(words: str, title: str = "A letter") -> str:
    """A document whose only paragraph, in its second line, has these words."""
    return LETTER.format(words=words, title=title)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The folder of a project with two letters and a picture; outside of the corpus lies a secret."""
    folder = tmp_path / "project"
    (folder / "letters" / "1950").mkdir(parents=True)
    (folder / "letters" / "a.xml").write_text(letter("first, see <title>b</title>"), encoding="utf-8")
    (folder / "letters" / "1950" / "b.xml").write_text(letter("second"), encoding="utf-8")
    (folder / "letters" / "seal.svg").write_text(PICTURE, encoding="utf-8")
    (folder / "secret.xml").write_text(letter("secret"), encoding="utf-8")
    (folder / "tei.toml").write_text('[project]\ncorpus = "letters"\n', encoding="utf-8")
    return folder


class Running:
    """A preview that serves: where, and as which process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.process = process
        self.said = process.stdout.readline()
        found = re.match(r"http://127\.0\.0\.1:(\d+)/", self.said)
        assert found, self.said
        self.address, self.port = found[0], int(found[1])

    def get(self, path: str) -> str:
        """The content at *path*, which must be there."""
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:  # noqa: S310 - of this machine
            return str(answer.read().decode("utf-8"))

    def asked(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        """The status and content of an answer to what is asked for literally so."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        content = answer.read().decode("utf-8")
        connection.close()
        return answer.status, content


@pytest.fixture
def serve(repository: Path, project: Path) -> Iterator[Callable[..., Running]]:
    """A function that starts `tei serve` in the project."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Running:
        process = subprocess.Popen(
            [sys.executable, "-m", "tei", "serve", "--port", "0", *arguments],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(repository), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        started.append(process)
        return Running(process)

    yield start
    for process in started:
        process.kill()
        process.communicate()
