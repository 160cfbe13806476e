"""Real repositories for the tests: makes the environment of one once, starts it on loopback, and stops it.

By hand: ``python tests/servers/starting.py invenio HOME`` (or ``swh_deposit``) prints one line of JSON, ``{"url",
"token"}``, when it is ready, and writes it to HOME/ready.json; Ctrl-C ends it. The first start takes minutes, later
ones seconds.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
VERSIONS: Final = {"invenio": ("3.12",), "swh_deposit": ("3.11", "3.12")}
"""The repositories, each with the versions of Python that it runs on."""
_START_S: Final = 300


class Unavailable(Exception):
    """There is no Python that the server runs on, or it could not be installed or started; the text says which."""


def find_python(versions: tuple[str, ...]) -> str:
    """Return a Python of one of *versions*: one that TEI_TEST_PYTHON names, this one, or one on the path.

    Raises :class:`Unavailable`.
    """
    named = os.environ.get("TEI_TEST_PYTHON", "")
    program = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
    for candidate in [*filter(None, [named]), sys.executable, *(f"python{version}" for version in versions)]:
        with contextlib.suppress(OSError):
            # A shim of pyenv runs only what is selected; others do not look at the variable.
            environment = {**os.environ, "PYENV_VERSION": candidate.rpartition("python")[2] or versions[0]}
            words = [candidate, "-I", "-c", program]
            ran = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
            version, _, path = ran.stdout.strip().partition(" ")
            if ran.returncode == 0 and version in versions:
                return path
    message = f"this runs on Python {' or '.join(versions)}, and there is none here"
    raise Unavailable(message)


def install(name: str, home: Path) -> Path:
    """Return the Python of an environment in *home* that has what *name* requires. Raises :class:`Unavailable`."""
    requirements = HERE / name / "requirements.txt"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    python, stamp = home / "venv" / "bin" / "python", home / "installed"
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    stamp.unlink(missing_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    pip = [str(python), "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    with (home / "install.log").open("w", encoding="utf-8") as log:
        for command in (
            [find_python(VERSIONS[name]), "-I", "-m", "venv", str(home / "venv")],
            [*pip, "-r", str(requirements)],
        ):
            if subprocess.run(command, stdout=log, stderr=log, check=False).returncode:
                message = f"{name} could not be installed; see {log.name}"
                raise Unavailable(message)
    stamp.write_text(wanted, encoding="utf-8")
    return python


@contextlib.contextmanager
def running(name: str, home: Path) -> Iterator[dict[str, str]]:
    """Yield address and token of a server with an empty database; it ends with the block."""
    python = install(name, home)
    state, ready = home / "state", home / "ready.json"
    shutil.rmtree(state, ignore_errors=True)
    ready.unlink(missing_ok=True)
    (state / "instance").mkdir(parents=True)
    environment = {
        "HOME": str(state),
        "INVENIO_INSTANCE_PATH": str(state / "instance"),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
    }
    with (state / "server.log").open("wb") as log:
        command = [str(python), "-I", "-X", "utf8", str(HERE / name / "serving.py"), str(state), str(ready)]
        server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            yield _wait(name, server, ready, Path(log.name))
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(20)
            server.kill()
            server.wait()
            ready.unlink(missing_ok=True)


def _wait(name: str, server: "subprocess.Popen[bytes]", ready: Path, log: Path) -> dict[str, str]:
    for _ in range(_START_S * 5):
        if ready.exists():
            found: dict[str, str] = json.loads(ready.read_text(encoding="utf-8"))
            return found
        if server.poll() is not None:
            break
        time.sleep(0.2)
    message = f"{name} did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
    raise Unavailable(message)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt), running(sys.argv[1], Path(sys.argv[2]).resolve()) as started:
        print(json.dumps(started), flush=True)
        while True:
            time.sleep(3600)
