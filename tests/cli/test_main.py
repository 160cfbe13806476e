"""What holds for every command: help, start-up, exit codes, streams."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tei as package
from tei import cli
from tei.cli.commands import COMMANDS
from tei.diagnostics import RULES, Diagnostic
from tei.errors import DocumentError, TeiError, UsageError

Run = Callable[..., subprocess.CompletedProcess[str]]

# What no command may load as long as it has no use for it.
HEAVY = {
    "asyncio",
    "concurrent.futures",
    "dask",
    "email",
    "importlib.metadata",
    "lxml",
    "multiprocessing",
    "pydantic",
    "rich",
    "saxonche",
    "socket",
    "ssl",
    "urllib.request",
    "xmlschema",
}
# What a valid document and a grammar in the cache need nothing of.
EXPLAINING = {
    "tei.document.observed",
    "tei.document.parsing",
    "tei.document.scanning",
    "tei.relaxng.compilation",
    "tei.relaxng.explaining",
    "tei.relaxng.findings",
    "tei.relaxng.grammar",
    "tei.relaxng.model",
    "tei.relaxng.nodes",
    "tei.relaxng.simplify",
    "tei.relaxng.sources",
    "tei.validate.closer",
    "tei.validate.remembered",
}
# What the library has no use for.
FOR_COMMANDS = {
    "click",
    "dataclasses",
    "difflib",
    "inspect",
    "shutil",
    "tempfile",
    "tei.diagnostics",
    "tomllib",
    "typer",
}


def loaded(repository: Path, program: str, cache: Path, *options: str) -> set[str]:
    """Return the modules that *program* has loaded when it ends well."""
    done = subprocess.run(
        [sys.executable, *options, "-c", f"import sys; {program}; print(*sys.modules, sep='\\n', file=sys.stderr)"],
        cwd=repository,
        env={**os.environ, "TEI_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_overview_and_version_load_nothing_heavy(repository: Path, tmp_path: Path, option: str) -> None:
    found = loaded(repository, f"from tei.cli import main; main([{option!r}])", tmp_path, "-S")
    assert "tei.cli" in found
    assert not found & (HEAVY | {"typer", "dataclasses", "inspect"})


@pytest.mark.parametrize("options", [[], ["--format", "json"], ["--jobs", "2"]])
def test_valid_document_and_known_grammar_load_no_other_engine(
    repository: Path, tmp_path: Path, options: list[str]
) -> None:
    words = ["validate", "--schema", "schemas/tei-documentary.rng", "corpus/cable-59363.xml", *options]
    program = f"from tei.cli import main; main({words!r}) == 0 or sys.exit('findings')"
    assert "tei.relaxng.compilation" in loaded(repository, program, tmp_path)
    found = loaded(repository, program, tmp_path)
    assert "tei.relaxng.driver" in found
    assert ("typer" in found) == ("--jobs" in options)
    assert not found & (HEAVY | EXPLAINING)


@pytest.mark.parametrize("options", [[], ["--format", "json"]])
def test_plain_call_loads_no_more_than_the_library_does(repository: Path, tmp_path: Path, options: list[str]) -> None:
    words = ["validate", "--schema", "schemas/tei-documentary.rng", "corpus/cable-59363.xml", *options]
    program = f"from tei.cli import main; main({words!r}) == 0 or sys.exit('findings')"
    for _until_the_grammar_is_known in range(2):
        loaded(repository, program, tmp_path, "-S")
    found = loaded(repository, program, tmp_path, "-S")
    assert "tei.relaxng.driver" in found
    assert not found & (HEAVY | EXPLAINING | {"typer", "dataclasses", "inspect", "difflib", "tei.diagnostics"})


def test_valid_document_and_known_grammar_load_little_through_the_library(repository: Path, tmp_path: Path) -> None:
    program = (
        "from tei import relaxng; schema = relaxng.load('schemas/tei-documentary.rng'); "
        "schema.validate('corpus/cable-59363.xml') == [] or sys.exit('findings')"
    )
    # Without site-packages, whose hooks load modules of their own: all of this is pure Python, with what comes with it.
    assert "tei.relaxng.compilation" in loaded(repository, program, tmp_path, "-S")
    # The second time the grammar is known, and it is written down what the document has taught; the third time that is.
    assert "tempfile" in loaded(repository, program, tmp_path, "-S")
    found = loaded(repository, program, tmp_path, "-S")
    assert "tei.relaxng.driver" in found
    assert not found & (HEAVY | EXPLAINING | FOR_COMMANDS)


def test_help_lists_every_command(tei: Run) -> None:
    done = tei("--help")
    assert (done.returncode, done.stderr) == (0, "")
    width = max(map(len, COMMANDS))
    for name, command in COMMANDS.items():
        assert f"  {name:<{width}}  {command.summary}\n" in done.stdout
    assert tei("-h").stdout == tei("help").stdout == done.stdout


def test_help_fits_a_plain_terminal(tei: Run) -> None:
    for words in (["--help"], ["cache", "--help"], ["rules", "--help"]):
        shown = tei(*words, COLUMNS="80").stdout
        assert shown.isascii()
        assert max(map(len, shown.splitlines())) <= 80


def test_version_is_the_packages(tei: Run) -> None:
    assert tei("--version").stdout == f"tei {package.__version__}\n"


def test_no_command_shows_the_overview_and_is_a_fault_in_the_call(tei: Run) -> None:
    done = tei()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: tei COMMAND")


@pytest.mark.parametrize(
    "words, said",
    [
        (["validte"], "tei: error: unknown command validte; did you mean validate?\n"),
        (["xyzzy"], "tei: error: unknown command xyzzy; see tei --help\n"),
        (["--verbose"], "tei: error: unknown option --verbose; see tei --help\n"),
        (["cache", "--verbose"], "tei: error: No such option: --verbose; see tei cache --help\n"),
        (
            ["rules", "xml.empty", "extra"],
            "tei: error: Got unexpected extra argument(s) (extra); see tei rules --help\n",
        ),
    ],
)
def test_wrong_call_says_so_in_one_line_and_exits_2(tei: Run, words: list[str], said: str) -> None:
    done = tei(*words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize(
    "fault, code, out, err",
    [
        (UsageError("wrong"), 2, "", "tei: error: wrong\n"),
        (TeiError("broken"), 2, "", "tei: error: broken\n"),
        (DocumentError([Diagnostic("xml.empty", "m", "x.xml")]), 1, "x.xml:1:1  xml.empty  m\n", ""),
        (KeyboardInterrupt(), 130, "", ""),
    ],
)
def test_what_is_raised_becomes_an_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: BaseException,
    code: int,
    out: str,
    err: str,
) -> None:
    def fail(_words: list[str]) -> int:
        raise fault

    monkeypatch.setattr(cli, "_dispatch", fail)
    assert cli.main(["rules"]) == code
    assert capsys.readouterr() == (out, err)


@pytest.mark.skipif(os.name != "posix", reason="closed pipes are told differently elsewhere")
def test_reader_that_goes_away_is_no_error(repository: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "tei", "rules"],
        cwd=repository,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_that_a_console_cannot_show_is_escaped(repository: Path) -> None:
    program = "from tei.cli import _prepare_streams; _prepare_streams(); print('\\u201c')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=repository,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.rstrip() == b"\\u201c"


def test_command_whose_file_is_missing_does_not_break_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from tei.cli.commands import Command  # noqa: PLC0415 - beside its only use

    monkeypatch.setitem(COMMANDS, "ghost", Command("tei.cli.ghost", "ghost", "Does not exist."))
    assert cli.main(["--help"]) == 0
    assert cli.main(["ghost"]) == 2


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two commands of two words, which exist already under other names."""
    from tei.cli.commands import Command  # noqa: PLC0415 - beside its only use

    monkeypatch.setitem(COMMANDS, "ledger rules", Command("tei.cli.rules", "rules", "List rules."))
    monkeypatch.setitem(COMMANDS, "ledger cache", Command("tei.cli.cache", "cache", "Show cache."))


@pytest.mark.usefixtures("group")
def test_command_of_two_words_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ledger", "rules"]) == 0
    assert capsys.readouterr().out.split()[0] == min(RULES)
    assert cli.main(["help", "ledger", "rules"]) == 0
    assert capsys.readouterr().out.startswith("Usage: tei ledger rules [OPTIONS] [RULE]")


@pytest.mark.usefixtures("group")
def test_command_of_three_words_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from tei.cli.commands import Command  # noqa: PLC0415 - beside its only use

    monkeypatch.setitem(COMMANDS, "ledger page rules", Command("tei.cli.rules", "rules", "List rules."))
    assert cli.main(["ledger", "page", "rules"]) == 0
    assert capsys.readouterr().out.split()[0] == min(RULES)
    assert cli.main(["help", "ledger", "page", "rules"]) == 0
    assert capsys.readouterr().out.startswith("Usage: tei ledger page rules [OPTIONS] [RULE]")
    assert cli.main(["ledger", "--help"]) == 0
    assert "  cache       Show cache.\n  page rules  List rules.\n" in capsys.readouterr().out
    assert cli.main(["ledger", "page"]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("Usage: tei ledger page COMMAND [OPTIONS] [ARGUMENTS]\n")
    assert "  rules  List rules.\n" in shown
    for words, said in (
        (["pag"], "unknown command ledger pag; did you mean ledger page?"),
        (["page", "rule"], "unknown command ledger page rule; did you mean ledger page rules?"),
        (["page", "xyzzy"], "unknown command ledger page xyzzy; see tei ledger page --help"),
        (["page", "-x"], "unknown option -x; see tei ledger page --help"),
    ):
        assert cli.main(["ledger", *words]) == 2
        assert capsys.readouterr() == ("", f"tei: error: {said}\n")


@pytest.mark.usefixtures("group")
def test_first_word_alone_lists_its_group(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ledger"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("Usage: tei ledger COMMAND [OPTIONS] [ARGUMENTS]\n\nCommands:\n")
    assert "  rules  List rules.\n  cache  Show cache.\n" in shown.err
    for words in (["ledger", "--help"], ["help", "ledger"]):
        assert cli.main(words) == 0
        assert capsys.readouterr() == (shown.err, "")


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    "words, said",
    [
        (["ledger", "rule"], "tei: error: unknown command ledger rule; did you mean ledger rules?\n"),
        (["ledger", "xyzzy"], "tei: error: unknown command ledger xyzzy; see tei ledger --help\n"),
        (["ledger", "--json"], "tei: error: unknown option --json; see tei ledger --help\n"),
        (["ledgr"], "tei: error: unknown command ledgr; did you mean ledger?\n"),
        (["ledger", "cache", "--x"], "tei: error: No such option: --x; see tei ledger cache --help\n"),
    ],
)
def test_wrong_call_in_a_group_says_so(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert cli.main(words) == 2
    assert capsys.readouterr() == ("", said)


def test_rules_are_all_listed(tei: Run) -> None:
    lines = tei("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(RULES)
    table = json.loads(tei("rules", "--json").stdout)
    assert {row["id"]: row["summary"] for row in table["rules"]} == {one.id: one.summary for one in RULES.values()}


def test_rules_whose_ids_begin_alike_are_listed(tei: Run) -> None:
    lines = tei("rules", "ptr.").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(rule for rule in RULES if rule.startswith("ptr."))


def test_page_of_a_rule_is_shown_in_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert cli.main(["rules", "ptr.kind"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["ptr.kind  error", "", "A pointer leads to an element of another kind than its"]
    assert max(map(len, lines)) <= 60
    # The page of the manual has these words in a link and as emphasis.
    assert "`person`. The page on pointers has the attributes of which" in lines
    assert "Mend: point at what is meant, or use the attribute that is" in lines


def test_page_of_a_rule_that_a_shipped_schema_has_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "sch.gap-reason"]) == 0
    assert capsys.readouterr().out.startswith("sch.gap-reason\n\nA gap does not say why words are missing.\n\nMend: ")


def test_examples_and_lists_of_a_page_keep_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    for page in (Path(__file__).parents[2] / "docs" / "rules").glob("*.md"):
        assert cli.main(["rules", page.stem]) == 0
        shown = capsys.readouterr().out
        assert "```" not in shown
        assert "](" not in shown
        items = re.findall(r"^- ", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(re.findall(r"^- ", shown, re.MULTILINE)) == len(items)


def test_page_of_a_rule_as_json_has_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "ptr.kind", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["id", "severity", "summary", "page"]
    assert told["summary"] == RULES["ptr.kind"].summary
    assert told["page"].startswith("A pointer leads to an element of another kind than its attribute is for: ")


@pytest.mark.parametrize(
    "rule, said",
    [
        ("rng.elemnt-not-allowed", "there is no rule rng.elemnt-not-allowed; did you mean rng.element-not-allowed?"),
        (
            "sch.of-ours",
            "sch.of-ours is none of the rules that ship: the Schematron schema that has it says what it stands for",
        ),
        ("zzz", "there is no rule zzz; tei rules lists them"),
        ("zzz.", "there is no rule zzz.; tei rules lists them"),
    ],
)
def test_rule_that_has_no_page_is_a_wrong_call(capsys: pytest.CaptureFixture[str], rule: str, said: str) -> None:
    assert cli.main(["rules", rule]) == 2
    assert capsys.readouterr() == ("", f"tei: error: {said}\n")


def test_cache_is_shown_and_cleared(tei: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "c"))
    assert tei("cache").stdout == f"{tmp_path / 'c'}  0 B\n"
    package.cache.store("findings", "abcdef", b"x" * 1536)
    assert tei("cache").stdout == f"{tmp_path / 'c'}  1.5 KiB\n  findings  1 file  1.5 KiB\n"
    assert json.loads(tei("cache", "--json").stdout) == {
        "folder": str(tmp_path / "c"),
        "action": "show",
        "size_bytes": 1536,
        "kinds": [{"kind": "findings", "files": 1, "size_bytes": 1536}],
    }
    assert tei("cache", "clear").stdout == f"Removed 1.5 KiB from {tmp_path / 'c'}\n"
    assert tei("cache").stdout == f"{tmp_path / 'c'}  0 B\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_full_disk_behind_standard_output_is_a_fault_of_the_machine(repository: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tei", "rules"],
            cwd=repository,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "tei: error: cannot write the output: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes standard output")
def test_closed_standard_output_is_no_fault(repository: Path) -> None:
    command = f"{sys.executable} -m tei rules >&-"
    done = subprocess.run(command, shell=True, cwd=repository, stderr=subprocess.PIPE, check=False)  # noqa: S602
    assert (done.returncode, done.stderr) == (0, b"")
