from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]
Corpus = Callable[..., Path]


def test_odd_is_written_and_summed_up(tei: Run, corpus: Corpus, tmp_path: Path) -> None:
    corpus('<p rend="a"/>' * 12)
    ran = tei("odd", "infer", "corpus", "-o", "my.odd")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "my.odd: 10 elements, 1 closed list; 1 of 1 document valid\n"
    assert '<schemaSpec ident="corpus" start="TEI" source="tei:4.8.0">' in (tmp_path / "my.odd").read_text("utf-8")
    valid = tei("validate", "--schema", "my.odd", "corpus")
    assert (valid.returncode, valid.stderr) == (0, "")


def test_odd_goes_to_standard_output_and_findings_elsewhere(tei: Run, corpus: Corpus) -> None:
    corpus("<p/>", '<p colour="red"/>')
    ran = tei("odd", "infer", "corpus")
    assert ran.returncode == 1
    assert ran.stdout.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<TEI ')
    assert ran.stdout.endswith("</TEI>\n")
    first, second = ran.stderr.splitlines()
    refused = "the document is not valid against TEI P5 4.8.0: the attribute colour is not allowed on <p>"
    unknown = "<p> has no attribute @colour in TEI P5 4.8.0; it occurs once"
    assert first == f"corpus/001.xml:1:216  odd.corpus-invalid  {refused}"
    assert second == f"corpus/001.xml:1:216  odd.not-in-source  {unknown}"


def test_empty_corpus_ends_with_2(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = tei("odd", "infer", "empty")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "tei: error: no .xml file in the folder empty\n"


def test_odd_is_not_written_over_a_document(tei: Run, corpus: Corpus) -> None:
    corpus("<p/>")
    ran = tei("odd", "infer", "corpus/000.xml", "-o", "corpus/000.xml")
    assert ran.returncode == 2
    assert "is one of the files to be read" in ran.stderr


def test_unknown_release_is_refused(tei: Run, corpus: Corpus) -> None:
    corpus("<p/>")
    ran = tei("odd", "infer", "corpus", "--source", "tei:1.0.0")
    assert ran.returncode == 2
    assert ran.stderr.startswith("tei: error: TEI P5 1.0.0 is not here; there are 2.7.0, ")
