"""``tei render`` as a process: what it prints, and where."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]

LETTER = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>Grüße</p></body></text></TEI>'


def test_corpus_is_rendered_by_one_command(tei: Run, repository: Path, tmp_path: Path) -> None:
    done = tei("render", "--html", "corpus", "-o", str(tmp_path / "out"), cwd=repository)
    page = tmp_path / "out" / "cable-59363.html"
    assert done.stdout == f"{page}\nOpen {page} in a browser.\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in page.parent.iterdir()) == ["cable-59363.html"]


def test_without_a_path_the_corpus_of_the_settings_is_rendered(tei: Run, repository: Path, tmp_path: Path) -> None:
    done = tei("render", "-o", str(tmp_path / "out"), cwd=repository)
    assert (tmp_path / "out" / "cable-59363.html").is_file()
    assert done.returncode == 0


def test_without_a_path_and_a_corpus_it_is_said(tei: Run) -> None:
    done = tei("render")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "tei: error: no PATH is given, and there is no tei.toml here that names a corpus\n"


def test_plain_text_goes_to_standard_output_and_nothing_else(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LETTER, encoding="utf-8")
    done = tei("render", "--text", "--view", "diplomatic", "a.xml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Grüße\n", "")


def test_width_folds(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LETTER.replace("Grüße", "one two three four"), encoding="utf-8")
    assert tei("render", "--text", "--view", "diplomatic", "--width", "12", "a.xml").stdout == "one two\nthree four\n"


def test_finding_is_printed_and_the_exit_code_is_1(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LETTER, encoding="utf-8")
    (tmp_path / "b.xml").write_text("<TEI>", encoding="utf-8")
    done = tei("render", "--text", "a.xml", "b.xml")
    assert done.returncode == 1
    assert done.stdout.startswith("b.xml:1:6  xml.not-well-formed  ")
    assert done.stdout.endswith(f"{Path('edition/a.txt')}\n")


def test_what_is_skipped_is_told_on_standard_error(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff/></TEI>', encoding="utf-8")
    done = tei("render", "a.xml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "tei: a.xml: skipped, for it is no TEI document with a text\n"


def test_both_forms_at_once_are_a_fault_of_the_call(tei: Run) -> None:
    done = tei("render", "--html", "--text", "a.xml")
    assert (done.returncode, done.stderr) == (2, "tei: error: --html and --text exclude each other\n")


def test_help_loads_no_engine(tei: Run, repository: Path, tmp_path: Path) -> None:
    program = tmp_path / "sitecustomize.py"
    program.write_text(
        "import atexit, sys\n"
        "heavy = {'lxml', 'saxonche', 'xmlschema'}\n"
        "atexit.register(lambda: print('loaded:', sorted(heavy & set(sys.modules)), file=sys.stderr))\n",
        encoding="utf-8",
    )
    done = tei("render", "--help", PYTHONPATH=f"{tmp_path}{os.pathsep}{repository}")
    assert done.returncode == 0
    assert "--view" in done.stdout
    assert done.stderr.endswith("loaded: []\n")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the names of files are Unicode")
def test_name_that_is_not_utf8_is_rendered(tei: Run, repository: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\xff.xml")
    shutil.copy(repository / "corpus" / "cable-59363.xml", tmp_path / name)
    done = tei("render", "--html", name, "-o", "out/", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / os.fsdecode(b"bad\xff.html")).is_file()


SHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:param name="a"/><xsl:param name="b"/><xsl:output method="text"/>
<xsl:template match="/"><xsl:message>Hm</xsl:message><xsl:value-of select="$a, $b" separator="|"/></xsl:template>
</xsl:stylesheet>"""


def test_stylesheet_of_ones_own_gets_its_parameters(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LETTER, encoding="utf-8")
    (tmp_path / "my.xsl").write_text(SHEET, encoding="utf-8")
    done = tei("render", "--xslt", "my.xsl", "-p", "a=1=2", "--param", "b=", "a.xml")
    assert (done.returncode, done.stdout) == (0, "1=2|")
    assert done.stderr == "my.xsl:3:25  xsl.message  Hm\n   help: said of a.xml\n"


def test_stylesheet_of_ones_own_that_cannot_be_compiled_is_told_with_its_place(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LETTER, encoding="utf-8")
    (tmp_path / "my.xsl").write_text(SHEET.replace("$a, $b", "$a, $c"), encoding="utf-8")
    done = tei("render", "--xslt", "my.xsl", "a.xml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tei: error: a stylesheet cannot be used as it is\nmy.xsl:3:")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "option", ["--pdf", "--book=x", "--view=reading", "--width=0", "--authority=p.xml", "--language=de"]
)
def test_options_for_editions_have_no_meaning_for_a_stylesheet(tei: Run, option: str) -> None:
    name = option.partition("=")[0]
    assert f"--xslt and {name} exclude each other" in tei("render", "--xslt", "my.xsl", option, "a.xml").stderr


@pytest.mark.parametrize("option", ["-p=a=1", "--suffix=x", "--also=x", "--timeout=0"])
def test_options_for_a_stylesheet_have_no_meaning_without_one(tei: Run, option: str) -> None:
    name = option.partition("=")[0]
    assert f"{name} is for a stylesheet; name it with --xslt" in tei("render", option, "a.xml").stderr


def test_parameter_is_a_name_and_a_value(tei: Run) -> None:
    assert "a parameter is NAME=VALUE" in tei("render", "--xslt", "my.xsl", "-p", "a", "a.xml").stderr
