"""The manual builds, its examples are true, and it names every rule, every setting and every element there is."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tei import notation, relaxng, schematron
from tei.diagnostics import RULES
from tei.document import Document, parse
from tei.names import SCH, TEI, XML
from tei.settings import Deposit, Files, Ignore, Settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SCHEMAS = ROOT / "schemas"
RULE_PAGES = sorted((DOCS / "rules").glob("*.md"))
PAGES = (*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, its lines, where it begins, and what a test is told about it."""

    language: str
    text: str
    line: int
    file: str = ""
    not_run: str = ""


FENCE = re.compile(
    r"^(?:(?:% not run:|<!-- not run:) *(?P<reason>[^\n]*?)(?: -->)?\n)?"
    r"```(?:\{[\w-]+\} *)?(?P<language>[\w./]*)\n(?::caption: (?P<file>\S+)\n\n?)?(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            found["language"],
            found["text"],
            text.count("\n", 0, found.start("text")) + 1,
            found["file"] or "",
            found["reason"] or "",
        )
        for found in FENCE.finditer(text)
    ]


def test_every_fence_of_a_page_is_read_as_a_block() -> None:
    for page in (*PAGES, *RULE_PAGES):
        fences = len(re.findall(r"^```", page.read_text(encoding="utf-8"), re.MULTILINE))
        assert fences == 2 * len(blocks(page)), page.name


# --- commands and their output ---


def filtered(words: list[str], lines: list[str]) -> list[str]:
    """The lines that head, tail or grep lets through; of grep's options what follows a line (-A)."""
    match words:
        case ["head", "-n", count]:
            return lines[: int(count)]
        case ["tail", "-n", count]:
            return lines[-int(count) :]
        case ["grep", "-A", after, pattern]:
            found = [number for number, line in enumerate(lines) if re.search(pattern, line)]
            shown = {number + more for number in found for more in range(int(after) + 1)}
            return [line for number, line in enumerate(lines) if number in shown]
        case ["grep", pattern]:
            return [line for line in lines if re.search(pattern, line)]
    pytest.fail(f"the manual has a command that this test does not know: {' '.join(words)}")


@dataclass
class Session:
    """A copy of the project in which the commands of one page run, one after the other, as a reader would type them."""

    folder: Path
    home: Path
    code: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def output(self, command: str) -> str:
        """What a terminal shows for *command*: tei itself, and the few words of a shell that the manual needs."""
        command, *filters = command.split(" | ")
        words = shlex.split(command)
        told = ""
        if words[0] == "tei":
            shown, told = self._tei(words[1:], apart=bool(filters))
        elif words == ["echo", "$?"]:
            shown = f"{self.code}\n"
        elif words[0] == "cat":
            shown = (self.folder / words[1]).read_text(encoding="utf-8")
        elif words[0] == "ls":
            shown = "".join(f"{path.name}\n" for path in sorted(self.folder.joinpath(*words[1:]).iterdir()))
        elif words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            shown = ""
        else:
            pytest.fail(f"the manual has a command that this test does not know: {command}")
        for one in filters:
            shown = "".join(filtered(shlex.split(one), shown.splitlines(keepends=True)))
        return told + shown

    def _tei(self, arguments: list[str], *, apart: bool) -> tuple[str, str]:
        """What tei writes to standard output and, where a pipe takes that *apart*, what it tells besides."""
        ran = subprocess.run(
            [sys.executable, "-m", "tei", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if apart else subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.code = ran.returncode
        return self._everywhere(ran.stdout), self._everywhere(ran.stderr or "")

    def _everywhere(self, said: str) -> str:
        """The words as a reader's machine would say them, on any system."""
        said = said.replace(str(self.home), "/home/you")
        # Nothing else is made equal: backslashes of JSON stay, those of Windows' paths stand before a name.
        return re.sub(r"\\+(?=\w)", "/", said) if os.name == "nt" else said

    def change(self, patch: str) -> None:
        """Apply a block of the language diff: what follows minus signs is replaced by what follows plus signs."""
        name = re.search(r"^\+\+\+ (\S+)$", patch, re.MULTILINE)
        assert name, patch
        file = self.folder / name[1]
        lines = [line for line in patch.splitlines() if line[:3] not in {"---", "+++"} and line[:1] in {"-", "+"}]
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] == "-")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] == "+")
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
        file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    folder = tmp_path / "edition"
    for name in ("corpus", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "tei.toml", folder)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEI_", "COV_", "PY"))}
    environment = kept | {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "TEI_CACHE_DIR": str(tmp_path / ".cache" / "tei"),
        "TEI_DATA_DIR": str(tmp_path / ".local" / "share" / "tei"),
    }
    return Session(folder, tmp_path, environment=environment)


def console_steps(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output that the manual claims."""
    for step in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = step.partition("\n")
        yield command, output


WITH_COMMANDS = [page for page in PAGES if any(block.language == "console" for block in blocks(page))]


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.stem)
def test_commands_of_a_page_print_what_the_page_says(page: Path, session: Session) -> None:
    for block in blocks(page):
        if block.not_run:
            continue
        if block.file:
            target = session.folder / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8", newline="\n")
        elif block.language == "diff":
            session.change(block.text)
        elif block.language == "console":
            for command, claimed in console_steps(block.text):
                shown = session.output(command)
                assert shown == claimed, f"{page.name}:{block.line}: $ {command}\n{shown}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_block_that_is_not_run_says_why(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    marks = re.findall(r"^(?:%|<!--) not run:(.*)$", text, re.MULTILINE)
    assert all(len(mark.split()) > 2 for mark in marks)
    assert len(marks) == sum(bool(block.not_run) for block in blocks(page))


@pytest.mark.parametrize(
    "page",
    [DOCS / name for name in ("python.md", "metadata.md", "deposit-check.md", "decode.md")],
    ids=lambda page: page.stem,
)
def test_python_examples_do_what_they_show(page: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(session.folder)
    monkeypatch.setenv("TEI_CACHE_DIR", session.environment["TEI_CACHE_DIR"])
    examples = "\n".join(block.text for block in blocks(page) if block.language == "pycon")
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    assert test.examples
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.REPORT_NDIFF)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)


# --- examples of encoding ---


@dataclass(frozen=True)
class Pair:
    """Lines of a transcription and the elements that the manual says stand for them."""

    transcription: str
    encoding: str
    line: int


def pairs() -> list[Pair]:
    found = blocks(DOCS / "encoding.md")
    return [
        Pair(first.text, second.text, second.line)
        for first, second in pairwise(found)
        if first.language == "text" and second.language == "xml"
    ]


def example(fragment: str) -> Document:
    """*fragment* as the whole text of a document with the cable's header and the notation of the manual's page."""
    gold = (ROOT / "corpus" / "cable-59363.xml").read_text(encoding="utf-8")
    *_, notations = (block.text for block in blocks(DOCS / "encoding.md") if block.text.startswith("<tagsDecl>"))
    header = re.sub(r"<tagsDecl>.*</tagsDecl>", lambda _: notations, gold[: gold.index("<text>")], flags=re.DOTALL)
    division = f'<div type="cable" decls="#corresp-cable">{fragment}</div>'
    if fragment.startswith("<person"):
        body = f"<standOff><listPerson>{fragment}</listPerson></standOff></TEI>"
    elif fragment.startswith("<correspDesc"):
        header = re.sub(r'<correspDesc xml:id="corresp-message".*?</correspDesc>', fragment, header, flags=re.DOTALL)
        body = "<text><body><div type='cable'><p>…</p></div></body></text></TEI>"
    elif fragment.startswith("<tagsDecl"):
        body = "<text><body><div type='cable'><p>…</p></div></body></text></TEI>"
    else:
        body = f"<text><body>{division}</body></text></TEI>"
    return parse((header + body).encode(), "example.xml")


ENCODINGS = [block for block in blocks(DOCS / "encoding.md") if block.language == "xml"]


@pytest.mark.parametrize("block", ENCODINGS, ids=lambda block: f"line-{block.line}")
def test_encodings_of_the_manual_are_valid(block: Block) -> None:
    document = example(block.text)
    assert relaxng.load(SCHEMAS / "tei-documentary.rng").validate(document) == []
    findings = schematron.load(SCHEMAS / "tei-documentary.sch").validate(document)
    # The header is the cable's and speaks of hands and acts that a fragment does not have.
    whole = {"sch.hand-unused", "sch.corresp-claimed"}
    assert [finding for finding in findings if finding.rule not in whole] == []


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"line-{pair.line}")
def test_encodings_of_the_manual_give_their_transcription_back(pair: Pair) -> None:
    assert "\n".join(notation.lines(example(pair.encoding).root)) == pair.transcription.strip()


# --- nothing missing, nothing stale ---


def anchors(page: Path) -> list[str]:
    return re.findall(r"^\(([\w.-]+)\)=$", page.read_text(encoding="utf-8"), re.MULTILINE)


def rule_headings() -> list[str]:
    return [page.stem for page in RULE_PAGES]


def assertions() -> dict[str, str]:
    """The rule ids of the Schematron that tei ships, each with its role."""
    roots = [etree.parse(SCHEMAS / name).getroot() for name in ("tei-documentary.sch", "tei-conformance.sch")]
    rules = [rule for root in roots for rule in root.iter(f"{{{SCH}}}rule")]
    return {
        f"sch.{check.get('id')}": check.get("role", rule.get("role", "error"))
        for rule in rules
        for check in rule
        if check.tag in {f"{{{SCH}}}assert", f"{{{SCH}}}report"}
    }


def weights() -> dict[str, str]:
    """The severity of every rule that ships."""
    return {rule.id: rule.severity.value for rule in RULES.values()} | assertions()


def test_every_rule_has_its_page_and_every_page_a_rule() -> None:
    assert set(rule_headings()) == set(weights())


def test_page_of_a_rule_begins_with_its_anchor_and_its_name() -> None:
    for page in RULE_PAGES:
        anchor = page.stem.replace(".", "-")
        assert page.read_text(encoding="utf-8").startswith(f"({anchor})=\n# `{page.stem}`\n\n")


def test_overview_of_the_rules_names_each_once_with_its_weight() -> None:
    text = (DOCS / "rules.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[`([\w.-]+)`\]\(rules/([\w.-]+)\.md\) \| (\w+) \| \S.*\|$", text, re.MULTILINE)
    assert [name for name, page, _weight in rows if name != page] == []
    assert len(rows) == len(weights())
    assert {name: weight for name, _page, weight in rows} == weights()


def test_pages_of_warnings_say_so_and_no_others_do() -> None:
    said = {page.stem for page in RULE_PAGES if re.match(r"\S+\n.*\n\n\*Warning\.\*", page.read_text(encoding="utf-8"))}
    assert said == {rule for rule, weight in weights().items() if weight == "warning"}


def test_every_setting_is_documented_with_its_default() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    documented = re.findall(r"^`\[([\w.]+)\] (\w+)`$", text, re.MULTILINE)
    known = [
        (table, key)
        for table in Settings._fields
        if table not in {"path", "deposit"}
        for key in type(getattr(Settings(), table))._fields
    ]
    known += [("deposit.NAME", key) for key in Deposit._fields]
    known = [one for one in known if one not in {("validate", key) for key in ("files", "severity", "ignore")}]
    known += [("validate.files", key) for key in Files._fields if key != "line"]
    known += [("validate.ignore", key) for key in Ignore._fields if key != "line"]
    known += [("validate.severity", "RULE")]
    assert sorted(documented) == sorted(known)


def test_schema_page_names_exactly_the_elements_of_the_customisation() -> None:
    odd = etree.parse(SCHEMAS / "tei-documentary.odd").getroot()
    kept = {str(spec.get("ident")) for spec in odd.iter(f"{{{TEI}}}elementSpec") if spec.get("mode") != "delete"}
    text = (DOCS / "schema.md").read_text(encoding="utf-8")
    _, _, elements = text[: text.index("\n## Values\n")].partition("\n## Elements\n")
    documented = re.findall(r"^\| `(\w+)` \|", elements, re.MULTILINE)
    assert len(documented) == len(set(documented))
    assert set(documented) == kept


@pytest.mark.parametrize("page, schema", [("schema.md", "tei-documentary"), ("conformance.md", "tei-conformance")])
def test_page_has_each_rule_of_the_schematron_in_its_pattern(page: str, schema: str) -> None:
    root = etree.parse(SCHEMAS / f"{schema}.sch").getroot()
    patterns = {
        str(pattern.get("id")): [str(check.get("id")) for check in pattern.iter(f"{{{SCH}}}assert", f"{{{SCH}}}report")]
        for pattern in root.iter(f"{{{SCH}}}pattern")
    }
    text = (DOCS / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| [^|]* \| (\[.*) \|$", text, re.MULTILINE)
    assert {name: re.findall(r"\[`([\w-]+)`\]", rules) for name, rules in rows} == patterns


def test_schema_page_names_exactly_the_values_and_the_required_attributes_of_the_customisation() -> None:
    odd = etree.parse(SCHEMAS / "tei-documentary.odd").getroot()
    lists, required = {}, set()
    for attribute in odd.iter(f"{{{TEI}}}attDef"):
        spec = next(attribute.iterancestors(f"{{{TEI}}}elementSpec"), None)
        name = "" if spec is None else str(spec.get("ident"))
        values = [str(item.get("ident")) for item in attribute.iter(f"{{{TEI}}}valItem")]
        if values:
            lists[f"{name}/@{attribute.get('ident')}".removeprefix("/")] = values
        if attribute.get("usage") == "req":
            required.add(f"{name}/@{attribute.get('ident')}")
    text = (DOCS / "schema.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\S*@[\w:-]+)` \|(?: (?:closed|open) \|)? (.*) \|$", text, re.MULTILINE)
    assert {name: re.findall(r"`([^`]+)`", values) for name, values in rows} == lists
    paragraph = re.search(r"Required are: (.*?)\.$", text, re.MULTILINE | re.DOTALL)
    assert paragraph
    assert set(re.findall(r"`([^`]+)`", paragraph[1])) == required


def test_identifiers_in_the_manuals_xml_are_not_positional() -> None:
    for block in ENCODINGS:
        root = etree.fromstring(f'<x xmlns="{TEI}">{block.text}</x>')
        for element in root.iter():
            assert not re.fullmatch(r"[a-z]+[-_.]?\d+", element.get(f"{{{XML}}}id", "")), block.line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_relative_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor and file.suffix == ".md":
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
            assert anchor in {*anchors(file), *slugs}, f"{page.name}: {target}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "builder",
    # The first reads every page and follows every reference, and writes nothing.
    ["dummy", pytest.param("html", marks=pytest.mark.full)],
)
def test_manual_builds_without_a_warning(tmp_path: Path, builder: str) -> None:
    pytest.importorskip("furo", reason="the manual needs tei[docs]")
    pytest.importorskip("myst_parser", reason="the manual needs tei[docs]")
    # A process of its own: Sphinx's imports are none of this suite's business, nor are the warnings of its parts.
    ran = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", builder, str(DOCS), str(tmp_path / "made")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "made" / "index.html").is_file() == (builder == "html")
