"""Which images a document names for its pages, and where on them its words stand."""

from collections.abc import Callable

import pytest
from lxml.etree import _Element

from tei.document import Document, parse
from tei.render import Facsimile, facsimile, leaves

HEADER = """<teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc><encodingDesc><listPrefixDef>
<prefixDef ident="img" matchPattern="(\\d+)" replacementPattern="scans/$1.png"><p/></prefixDef>
</listPrefixDef></encodingDesc></teiHeader>"""
Found = Callable[..., Facsimile]


def document(text: str, before: str = "") -> Document:
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}{before}{text}</TEI>'
    return parse(source.encode(), "letter.xml")


def found(body: str, before: str = "") -> Facsimile:
    return facsimile(document(f"<text><body>{body}</body></text>", before))


def addresses(images: Facsimile) -> list[list[str]]:
    return [[one.address for one in leaf.graphics] for leaf in images.leaves]


def element(images: Facsimile, number: int, source: Document) -> str:
    elements = list(source.root.iter("*"))
    return str(elements[images.openings[number].element].tag).rpartition("}")[2]


def test_page_with_the_address_of_a_file() -> None:
    images = found('<pb facs="a.png" n="1r"/><p>One <pb facs="b.png"/> two</p>')
    assert addresses(images) == [["a.png"], ["b.png"]]
    assert [leaf.page for leaf in images.leaves] == ["1r", ""]
    assert [opening.place for opening in images.openings] == ["before", "before"]


def test_place_of_an_address_is_known() -> None:
    span = found('<pb\nfacs="a.png"/>').leaves[0].graphics[0].span
    assert (span.line, span.column) == (5, 1)


@pytest.mark.parametrize("target", ["s", "g"])
def test_pointer_to_a_surface_or_to_a_graphic_of_it(target: str) -> None:
    surface = """<facsimile><surface xml:id="s" n="12" ulx="0" uly="0" lrx="20" lry="30"><desc>A stain.</desc>
    <graphic xml:id="g" url="a.png" width="400px" height="600px"/><graphic url="b.png" width="40cm"/>
    </surface></facsimile>"""
    (leaf,) = found(f'<pb facs="#{target}"/>', surface).leaves
    assert [(one.address, one.width, one.height) for one in leaf.graphics] == [("a.png", 400, 600), ("b.png", 0, 0)]
    assert (leaf.page, leaf.words, leaf.space, leaf.part) == ("12", "A stain.", (0, 0, 20, 30), "")


def test_page_that_is_a_zone_is_a_part_of_the_image() -> None:
    facs = """<facsimile><surface><graphic url="a.png"/><zone xml:id="l" ulx="0" uly="0" lrx="9" lry="9"/>
    <zone xml:id="r" points="10,0 20,0 20,9.5"/></surface></facsimile>"""
    images = found('<pb facs="#l"/><p>x</p><pb facs="#r"/>', facs)
    assert [leaf.part for leaf in images.leaves] == ["0,0 9,0 9,9 0,9", "10,0 20,0 20,9.5"]
    assert images.regions == ()


def test_words_with_a_zone_have_their_place_on_the_page_that_is_open() -> None:
    facs = """<facsimile><surface xml:id="s"><graphic url="a.png"/><zone>
    <zone xml:id="z" ulx="1" uly="2" lrx="3" lry="4"/></zone></surface></facsimile>"""
    images = found('<pb facs="#s"/><p facs="#z">x</p>', facs)
    assert len(images.leaves) == 1
    assert [(one.leaf, one.points) for one in images.regions] == [(0, "1,2 3,2 3,4 1,4")]


def test_words_with_a_zone_open_its_page_where_nothing_else_does() -> None:
    facs = """<facsimile><surface><graphic url="a.png"/><zone xml:id="z" ulx="1" uly="2" lrx="3" lry="4"/></surface>
    </facsimile>"""
    source = document('<text><body><p facs="#z">x</p></body></text>', facs)
    images = facsimile(source)
    assert addresses(images) == [["a.png"]]
    assert element(images, 0, source) == "p"
    assert images.openings[0].place == "inside"


def test_surface_is_looked_at_once_however_many_words_stand_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    looked = leaves._Reading._with_pictures_of

    def count(reading: leaves._Reading, holder: _Element) -> leaves.Leaf | None:
        asked.append(holder)
        return looked(reading, holder)

    monkeypatch.setattr(leaves._Reading, "_with_pictures_of", count)
    zones = "".join(f'<zone xml:id="z{one}" ulx="1" uly="2" lrx="3" lry="4"/>' for one in range(9))
    words = "".join(f'<w facs="#z{one}">x</w>' for one in range(9))
    images = found(f"<p>{words}</p>", f'<facsimile><surface><graphic url="a.png"/>{zones}</surface></facsimile>')
    assert (len(images.regions), len(asked)) == (9, 1)


def test_places_have_all_digits_that_are_written() -> None:
    facs = """<facsimile><surface xml:id="s"><graphic url="a.png"/>
    <zone xml:id="z" ulx="1" uly="2" lrx="1234567.25" lry="4321.125"/></surface></facsimile>"""
    (region,) = found('<pb facs="#s"/><p facs="#z">x</p>', facs).regions
    assert region.points == "1,2 1234567.25,2 1234567.25,4321.125 1,4321.125"


@pytest.mark.parametrize(
    "attributes",
    [
        'ulx="5" uly="0" lrx="5" lry="9"',
        'ulx="a" uly="0" lrx="5" lry="9"',
        'points="1,2 3,4"',
        'points="1,2 3,4 url(x),5"',
        'ulx="1e999" uly="0" lrx="5" lry="9"',
    ],
)
def test_zone_without_an_extent_has_no_place(attributes: str) -> None:
    facs = f'<facsimile><surface xml:id="s"><graphic url="a.png"/><zone xml:id="z" {attributes}/></surface></facsimile>'
    assert found('<pb facs="#s"/><p facs="#z">x</p>', facs).regions == ()


def test_bases_and_private_prefixes_are_resolved() -> None:
    facs = (
        '<facsimile xml:base="pics/"><surface xml:id="s" xml:base="one/"><graphic url="a.png"/></surface></facsimile>'
    )
    images = found('<pb facs="#s"/><div xml:base="sub/x.xml"><pb facs="b.png"/></div><pb facs="img:7"/>', facs)
    assert addresses(images) == [["pics/one/a.png"], ["sub/b.png"], ["scans/7.png"]]


def test_surface_in_a_group_and_graphic_without_a_surface() -> None:
    facs = """<facsimile><surfaceGrp><surface xml:id="s"><graphic url="a.png"/></surface></surfaceGrp>
    <graphic xml:id="g" url="b.png"/></facsimile>"""
    assert addresses(found('<pb facs="#g"/><pb facs="#s"/>', facs)) == [["b.png"], ["a.png"]]


def test_images_that_nothing_points_at_come_after_the_text_or_before_one_without_any() -> None:
    facs = '<facsimile><surface xml:id="s"><graphic url="a.png"/></surface><graphic url="b.png"/></facsimile>'
    some, none = found('<pb facs="#s"/>', facs), found("<p>x</p>", facs)
    assert addresses(some) == addresses(none) == [["a.png"], ["b.png"]]
    assert [one.place for one in some.openings] == ["before", "end"]
    assert [one.place for one in none.openings] == ["inside", "inside"]


def test_leaves_that_are_transcribed_have_their_images_and_places() -> None:
    source = document("""<sourceDoc><surface><graphic url="a.png"/><zone ulx="0" uly="0" lrx="9" lry="9">
    <line ulx="0" uly="0" lrx="9" lry="1">x</line><line>y</line></zone></surface>
    <surface><line>z</line></surface></sourceDoc>""")
    images = facsimile(source)
    assert addresses(images) == [["a.png"]]
    assert element(images, 0, source) == "surface"
    assert [one.points for one in images.regions] == ["0,0 9,0 9,9 0,9", "0,0 9,0 9,1 0,1"]


def test_places_are_on_the_surface_around_them_whatever_lies_on_that() -> None:
    zone = '<zone ulx="1" uly="2" lrx="3" lry="4"/>'
    source = document(
        f'<sourceDoc><surface><graphic url="a.png"/><surface><graphic url="flap.png"/>{zone}</surface>{zone}</surface>'
        f"<surface>{zone}</surface></sourceDoc>"
    )
    images = facsimile(source)
    assert addresses(images) == [["a.png"], ["flap.png"]]
    assert [one.leaf for one in images.regions] == [1, 0]


def test_each_surface_begins_a_page_also_of_an_image_that_was_there() -> None:
    images = facsimile(
        document('<sourceDoc><surface facs="a.png"/><surface facs="a.png"><zone>x</zone></surface></sourceDoc>')
    )
    assert addresses(images) == [["a.png"], ["a.png"]]


def test_pointers_that_lead_to_no_image_are_left_alone() -> None:
    facs = '<facsimile><surface xml:id="s"><media mimeType="audio/ogg" url="a.ogg"/></surface></facsimile>'
    assert found('<pb facs="#none"/><pb facs="#s"/><p xml:id="p" facs="#p">x</p>', facs).leaves == ()


def test_examples_of_markup_name_no_images() -> None:
    example = '<egXML xmlns="http://www.tei-c.org/ns/Examples"><pb facs="a.png"/></egXML>'
    assert found(f"<p>{example}</p>").leaves == ()


@pytest.mark.parametrize("attribute", ["facs", "sameAs"])
def test_manifest_of_the_source_is_known(attribute: str) -> None:
    facs = f'<facsimile {attribute}="https://iiif.example.org/m.json"><graphic url="a.png"/></facsimile>'
    assert found("<p/>", facs).manifest == "https://iiif.example.org/m.json"
    assert found("<p/>", facs.replace("https:", "javascript:")).manifest == ""
