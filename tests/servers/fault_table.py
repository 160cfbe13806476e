"""Prints what becomes of a push under each fault: ``python tests/servers/fault_table.py [--ready FILE]``.

Without an option the repository is played (``fake_invenio.py``); with the file that ``starting.py invenio HOME`` writes
when it is ready, it is a real InvenioRDM. Run it with the root of the checkout on PYTHONPATH, or with tei installed.
"""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from fake_invenio import FakeInvenio
from fault_cases import CASES, Repository, run
from playing import TOKEN, serving


def main() -> int:
    """Print one line a case and return 0 if all is as it must be."""
    parser = argparse.ArgumentParser(description="Print what becomes of a push under each fault.")
    parser.add_argument("--ready", type=Path, metavar="FILE", help="what a real InvenioRDM wrote when it was ready")
    arguments = parser.parse_args()
    failed = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if arguments.ready:
            ready = json.loads(arguments.ready.read_text(encoding="utf-8"))
            repository = Repository(ready["url"], ready["token"])
        else:
            repository = Repository(stack.enter_context(serving(FakeInvenio())), TOKEN)
        print("| fault | first push | the same again | records | files that differ |\n|---|---|---|---|---|")
        for case in CASES:
            result = run(case, repository, folder)
            first = result.first.replace(str(folder), "…").replace("|", "/")
            print(
                f"| {case.name} | {first} | {result.second} | {result.records} | {len(result.differing)} |", flush=True
            )
            for complaint in result.wrong:
                failed += 1
                print(f"NOT AS IT MUST BE: {complaint}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
