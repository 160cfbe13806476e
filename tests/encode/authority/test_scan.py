"""Names that an authority file lacks are proposed, with how often and where they stand."""

from pathlib import Path

import pytest
from lxml import etree

from tei import document
from tei.encode.authority import Authority, Context, Proposal, Source, scan, sources
from tei.encode.authority.reading import of
from tei.encode.authority.stubs import stubs
from tei.errors import UsageError
from tei.names import TEI

STALIN = (
    '<person xml:id="stalin"><persName><surname>Stalin</surname>, <forename>Iosif</forename></persName></person>'
    '<person xml:id="vyshinsky"><persName><surname>Vyshinsky</surname></persName></person>'
)


def authority(content: str = STALIN) -> Authority:
    return Authority(of(document.parse(f'<standOff xmlns="{TEI}">{content}</standOff>'.encode(), "a.xml")))


def names(text: str) -> list[tuple[str, str, int]]:
    """Text, kind and count of what is proposed for *text*."""
    return [(one.text, one.kind, one.count) for one in scan([Source("t.txt", text)], authority())]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Then Gromyko spoke. Gromyko left, and GROMYKO’s car.", [("Gromyko", "", 3)]),
        ("Explanations were made. However it was late.", []),
        ("Explanations came. He wanted Explanations.", [("Explanations", "", 2)]),
        ("Comrade Gromyko and A. A. Gromyko", [("A. A. Gromyko", "person", 1), ("Gromyko", "person", 1)]),
        ("told Cde. Stalin in Peking", [("Peking", "place", 1)]),
        ("the Ministry of Foreign Affairs", [("Ministry of Foreign Affairs", "org", 1)]),
        ("the Yalu River on 3 May", [("Yalu River", "place", 1)]),
        ("said Charles de Gaulle", [("Charles de Gaulle", "", 1)]),
        ("met Pak Hyung-sik", [("Pak Hyung-sik", "", 1)]),
        ("part III of it, in October", []),
        ("Yesterday Gromyko and yesterday Truman", [("Gromyko", "", 1), ("Truman", "", 1)]),
        ("General Staff and General Shtykov", [("General Staff", "org", 1), ("Shtykov", "person", 1)]),
        ("[Translator’s note] seen", []),
    ],
)
def test_run_of_capitals_that_nobody_has_is_proposed(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert names(text) == expected


def test_proposal_has_three_contexts_and_what_is_like_it() -> None:
    text = "\n".join(f"On day {number} Wyschinskij came." for number in range(5))
    (found,) = scan([Source("t.txt", text)], authority())
    after = " Wyschinskij came. On day"
    assert found == Proposal(
        "Wyschinskij",
        "",
        5,
        (
            Context("t.txt", 1, "On day 0 ", "Wyschinskij", f" came. On day 1{after}"),
            Context("t.txt", 2, "On day 0 Wyschinskij came. On day 1 ", "Wyschinskij", f" came. On day 2{after}"),
            Context("t.txt", 3, "On day 1 Wyschinskij came. On day 2 ", "Wyschinskij", f" came. On day 3{after}"),
        ),
        ("vyshinsky",),
    )  # fmt: skip


def test_names_that_are_encoded_are_left_out_and_blocks_part_names() -> None:
    tei = (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc>Header</fileDesc></teiHeader><text><body><p>when <persName>Truman'
        "</persName> met\n  Dean <hi>Ache</hi>son</p><p>Rusk came. <date>In October</date> of Rusk</p></body></text>"
        "</TEI>"
    )
    source = sources.of(document.parse(tei.encode(), "t.xml"))
    assert source == Source("t.xml", "\n\n\n\nwhen \ufffc met Dean Acheson\n\n\n\nRusk came. \ufffc of Rusk\n\n\n\n")
    assert [(one.text, one.count) for one in scan([source], authority())] == [("Rusk", 2), ("Dean Acheson", 1)]


def test_folder_gives_its_documents_and_transcriptions_that_none_encodes(tmp_path: Path) -> None:
    for name in ("b/one.txt", "two.txt", "two.xml", "three.md", ".git/x.txt", ".y.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f'<TEI xmlns="{TEI}"/>' if name.endswith(".xml") else "text", encoding="utf-8")
    assert [Path(one.path).name for one in sources.read([tmp_path])] == ["one.txt", "two.xml"]
    with pytest.raises(UsageError, match="nothing"):
        list(sources.read([tmp_path / "nothing.txt"]))


def test_proposals_become_entries_with_identifiers_of_their_own() -> None:
    text = (
        "met Comrade A. A. Gromyko in Peking, saw Stalin & Громыко, at the Trade Ministry; then Wyschinskij; "
        "saw 4th Army"
    )
    written = stubs(scan([Source("t.txt", text)], authority()), {"peking", "wyschinskij"})
    root = etree.fromstring(written.encode())
    assert written == (
        f'<standOff xmlns="{TEI}">\n'
        "  <listPerson>\n"
        '    <person xml:id="a-a-gromyko">\n'
        '      <persName type="main"><forename>A. A.</forename> <surname>Gromyko</surname></persName>\n'
        "    </person>\n"
        "    <!-- a person, an organisation or a place? -->\n"
        "    <!-- perhaps a variant of vyshinsky -->\n"
        '    <person xml:id="wyschinskij-name">\n'
        '      <persName type="main">Wyschinskij</persName>\n'
        "    </person>\n"
        "    <!-- a person, an organisation or a place? -->\n"
        '    <person xml:id="gromyko">\n'
        '      <persName type="main">Громыко</persName>\n'
        "    </person>\n"
        "  </listPerson>\n"
        "  <listOrg>\n"
        '    <org xml:id="army">\n'
        '      <orgName type="main">Army</orgName>\n'
        "    </org>\n"
        '    <org xml:id="trade-ministry">\n'
        '      <orgName type="main">Trade Ministry</orgName>\n'
        "    </org>\n"
        "  </listOrg>\n"
        "  <listPlace>\n"
        '    <place xml:id="peking-place">\n'
        '      <placeName type="main">Peking</placeName>\n'
        "    </place>\n"
        "  </listPlace>\n"
        "</standOff>\n"
    )
    assert len(root.findall(".//*[@{http://www.w3.org/XML/1998/namespace}id]")) == 6
