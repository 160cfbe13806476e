"""A document in a headless browser: as CETEIcean makes it there from TEI, and as a page that was made before."""

import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

MEGABYTE = 1_000_000
_CETEICEAN = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title>
<script src="{script}"></script><body>
<script>new CETEI().getHTML5("{document}", made => {{ document.body.append(made); document.title = "done"; }});</script>
"""
_SHOWN = """() => new Promise(shown => { const look = () => document.title !== "x" && document.readyState === "complete"
? requestAnimationFrame(() => { document.body.getBoundingClientRect(); shown(performance.now()); })
: setTimeout(look, 1); look(); })"""


class Shown(NamedTuple):
    """What it took until a document was laid out, and the memory of the page's own program then."""

    milliseconds: float
    heap_mb: float
    words: int


def ceteicean(folder: Path, script: str, document: str) -> str:
    """Write the page that shows *document* by *script*, both in *folder*, and return its name."""
    page = _CETEICEAN.format(script=script, document=document)
    (folder / "ceteicean.html").write_text(page, encoding="utf-8")
    return "ceteicean.html"


def shown(folder: Path, names: list[str], browser: str, rounds: int) -> dict[str, Shown]:
    """The medians of the pages *names* in *folder*, by turns, each in a new window without a cache."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only who measures browsers needs it

    found: dict[str, list[Shown]] = {name: [] for name in names}
    with _served(folder) as address, sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for _round in range(rounds):
            for name in names:
                found[name].append(_looked_at(program, f"{address}/{name}"))
        program.close()
    return {name: Shown(*map(statistics.median, zip(*taken, strict=True))) for name, taken in found.items()}


def _looked_at(program: Any, address: str) -> Shown:  # noqa: ANN401 - playwright is not always installed
    context = program.new_context()
    page = context.new_page()
    page.goto(address, wait_until="commit")
    milliseconds = page.evaluate(_SHOWN)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    words = len(page.inner_text("body").split())
    context.close()
    return Shown(milliseconds, metrics["JSHeapUsedSize"] / MEGABYTE, words)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server chooses the name
        """Keep silent."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
