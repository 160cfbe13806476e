"""The table and the lines that the terminal shows."""

from tei import document
from tei.document import Document
from tei.encode import agreement


def edition(body: str, path: str) -> Document:
    """A document with *body*, and a title."""
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>'
    return document.parse(f"{tei}</fileDesc></teiHeader>\n<text><body>{body}</body></text></TEI>".encode(), path)


GOLD = edition("<p>in <date when='1949'>1949</date> <persName ref='a'>Mao</persName></p>", "gold.xml")


def test_table_has_names_in_order_and_totals_at_the_end() -> None:
    made = edition("<p>in <date when='1950'>1949</date> <name>Mao</name></p>", "made.xml")
    assert agreement.table(agreement.compare(made, GOLD)) == (
        "elements of the text                 equal missing  extra changed precision  recall     F1\n"
        "body                                     1       0      0       0     1.000   1.000  1.000\n"
        "date                                     1       0      0       0     1.000   1.000  1.000\n"
        "name                                     0       0      1       0     0.000       –  0.000\n"
        "p                                        1       0      0       0     1.000   1.000  1.000\n"
        "persName                                 0       1      0       0         –   0.000  0.000\n"
        "\n"
        "attributes of those equal            equal missing  extra changed precision  recall     F1\n"
        "date/@when                               0       0      0       1     0.000   0.000  0.000\n"
        "\n"
        "values of the header                 equal missing  extra changed precision  recall     F1\n"
        "fileDesc/titleStmt                       1       0      0       0     1.000   1.000  1.000\n"
        "\n"
        "total                                equal missing  extra changed precision  recall     F1\n"
        "elements of the text                     3       1      1       0     0.750   0.750  0.750\n"
        "attributes of those equal                0       0      0       1     0.000   0.000  0.000\n"
        "values of the header                     1       0      0       0     1.000   1.000  1.000\n"
    )


def test_table_says_first_that_the_texts_differ() -> None:
    made = edition("<p>in <date when='1949'>1949</date> <persName ref='a'>Mao Zedong</persName></p>", "made.xml")
    lines = agreement.table(agreement.compare(made, GOLD)).splitlines()
    assert lines[:3] == [
        "The two do not encode the same text: it differs in 1 place.",
        "Only what lies in the text that they share, or around it, can agree.",
        "",
    ]


def test_no_line_is_wider_than_90_characters() -> None:
    long = edition(f"<p><{'long' * 20} {'attribute' * 9}='a'>1949</{'long' * 20}></p>", "long.xml")
    lines = agreement.table(agreement.compare(long, long)).splitlines()
    assert max(map(len, lines)) == 90
    assert sum("longlonglonglonglonglonglonglonglo… " in line for line in lines) == 2


def test_a_share_that_is_not_all_is_not_shown_as_all() -> None:
    body = "".join(f"<p>{number}</p>" for number in range(3000))
    found = agreement.compare(edition(body.replace("<p>7</p>", "<l>7</l>"), "made.xml"), edition(body, "gold.xml"))
    (row,) = (line for line in agreement.table(found).splitlines() if line.startswith("p "))
    assert row.split() == ["p", "2999", "1", "0", "0", "1.000", "0.999", "0.999"]


def test_differences_are_lines_with_their_places() -> None:
    made = edition("<p>in <date when='1950'>1949</date> Mao</p>", "made.xml")
    assert list(agreement.differences(agreement.compare(made, GOLD))) == [
        "made.xml:2:25: @when of date around “1949”: gold has “1949”, here it is “1950”",
        "made.xml:2:49: gold has persName around “Mao”, missing here",
    ]
    bare = document.parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "bare.xml")
    assert list(agreement.differences(agreement.compare(bare, edition("", "gold.xml")))) == [
        "bare.xml:1:1: gold has body at the end, missing here",
        "gold.xml:1:74: gold has teiHeader/fileDesc/titleStmt/title “A”, missing here",
    ]
