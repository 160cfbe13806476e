from collections.abc import Callable
from pathlib import Path

from tei.odd.comparing import Side, opened, verdicts
from tei.odd.comparing.documents import Turned

Open = Callable[[str], Side]


def documents(folder: Path, **contents: str) -> Path:
    """A folder with a file for each of *contents*."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in contents.items():
        (corpus / f"{name}.xml").write_text(text, encoding="utf-8")
    return corpus


def told(turned: Turned) -> tuple[str, int, str, int, int]:
    first = turned.first
    return Path(turned.path).name, turned.findings, first.rule, first.span.line, first.span.column


def test_documents_that_stop_being_valid_have_their_first_finding(side: Open, tmp_path: Path) -> None:
    corpus = documents(
        tmp_path, valid="<p><a/></p>", broken="<p>\n <b/></p>", mended="<p><c/></p>", invalid="<q/>", torn="<p>"
    )
    rest = "a = element a { empty }\nb = element b { empty }\nc = element c { empty }"
    before = side(f"start = element p {{ a | b }}\n{rest}")
    after = side(f"start = element p {{ a | c }}\n{rest}")
    found = verdicts(before, after, [corpus])
    assert [told(one) for one in found.broken] == [("broken.xml", 1, "rng.element-not-allowed", 2, 2)]
    assert [told(one)[:3] for one in found.mended] == [("mended.xml", 1, "rng.element-not-allowed")]
    assert (found.documents, found.valid, found.invalid, found.faults) == (5, 1, 2, ())


def test_a_path_that_is_not_there_is_a_fault(side: Open, tmp_path: Path) -> None:
    grammar = side("start = element p { empty }")
    found = verdicts(grammar, grammar, [tmp_path / "absent"])
    assert found.documents == 0
    assert found.faults == (f"no such file or folder: {tmp_path / 'absent'}",)


def test_several_processes_say_the_same(side: Open, tmp_path: Path) -> None:
    corpus = documents(tmp_path, **{f"d{number}": f"<p n='{number}'/>" for number in range(6)})
    before = side("start = element p { attribute n { xsd:int }, empty }")
    after = side('start = element p { attribute n { xsd:int { maxInclusive = "2" } }, empty }')
    alone = verdicts(before, after, [corpus])
    assert [Path(one.path).stem for one in alone.broken] == ["d3", "d4", "d5"]
    assert verdicts(before, after, [corpus], jobs=2) == alone


def test_each_document_of_a_corpus_is_counted_once(shared_data: Path) -> None:
    corpus = shared_data / "bench" / "plays"
    plays = sorted(map(str, corpus.glob("*.xml")))
    found = verdicts(opened("tei:4.8.0"), opened("tei-lite"), [corpus])
    assert found.documents == len(plays)
    assert (found.mended, found.valid) == ((), 0)
    # tei-lite has neither the names of persons nor the roles of plays.
    assert len(found.broken) == len(plays) - found.invalid
    assert {one.first.rule for one in found.broken} == {"rng.element-not-allowed"}
    assert [one.path for one in found.broken] == sorted(one.path for one in found.broken)
