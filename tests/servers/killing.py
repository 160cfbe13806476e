"""A push in a process of its own that is killed when one of its requests comes, and the push after it."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from fault_cases import VARIABLE, Repository, attempt, different, find, make_package, settings
from faults import Fault, Proxy, between
from tei.deposit.push import package

_PROGRAM: Final = """
import sys
from pathlib import Path
from fault_cases import no_waiting, settings
from tei.deposit.push import Wishes, push
push(Path(sys.argv[1]), "there", settings(sys.argv[2]), Wishes(publish=True), clock=no_waiting())
"""


def killed_at_each(
    there: Repository, folder: Path, checkout: Path, *, is_carried_out: bool, every: int = 3
) -> list[str]:
    """Kill a push at each request that changes something, and at some that only ask; return what is wrong afterwards.

    The process is killed before the request reaches the repository, or after it was carried out and before the answer.
    """
    with between(there.url) as proxy:
        assert attempt(make_package(folder, "whole"), settings(proxy.url), there.token) == "published"
    wrong, lines = [], proxy.lines
    for number in (one for one, line in enumerate(lines, 1) if line[:3] != "GET" or one % every == 0):
        root = make_package(folder, f"killed-{number}")
        with between(there.url) as proxy:
            _kill_at(proxy, number, root, there.token, checkout, is_carried_out=is_carried_out)
            proxy.faults = []
            ended = attempt(root, settings(proxy.url), there.token)
        records = find(there, package.read(root).mark)
        differing = [name for record in records for name in different(there, record, root)]
        if (ended, len(records), differing) != ("published", 1, []):
            wrong.append(f"{lines[number - 1]}: {ended}, {len(records)} records, {differing}")
    return wrong


def _kill_at(proxy: Proxy, number: int, root: Path, token: str, checkout: Path, *, is_carried_out: bool) -> None:
    paths = os.pathsep.join([str(checkout), str(checkout / "tests" / "servers")])
    environment = {**os.environ, "PYTHONPATH": paths, VARIABLE: token}
    started = threading.Event()
    process: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        started.wait(30)
        process[0].kill()
        process[0].wait()

    def silence(_: bytes) -> bytes:
        kill()
        return b""

    # Nothing comes back before the process is gone.
    cut_at = None if is_carried_out else 0
    proxy.faults = [Fault(".", nth=number, cut_request_at=cut_at, change_answer=silence, then=kill)]
    process.append(subprocess.Popen([sys.executable, "-c", _PROGRAM, str(root), proxy.url], env=environment))
    started.set()
    assert process[0].wait(60) == -signal.SIGKILL
