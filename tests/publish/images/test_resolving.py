"""What becomes of the addresses of images: files of the corpus, other hosts, and what is none."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei.diagnostics import Severity
from tei.limits import Limits
from tei.publish.images.resolving import Album, resolved
from tei.publish.model import Item
from tei.publish.outlining import Source, outlined

HOST = "https://iiif.example.org"


@pytest.fixture
def album(pictured: Any, write_letter: Callable[..., Path]) -> Callable[..., Album]:
    """A function that gives the images of a document with this body."""

    def make(body: str, facsimile: str = "", hosts: tuple[str, ...] = ()) -> Album:
        write_letter(pictured, "one", body, facsimile)
        corpus = pictured.folder / "letters"
        item = outlined("one.xml", Source(corpus, Limits()))
        assert isinstance(item, Item)
        return resolved(item, corpus, hosts)

    return make


def told(found: Album) -> list[tuple[str, str, int, int]]:
    return [(one.rule, one.severity, one.span.line, one.span.column) for one in found.findings]


def test_file_is_shown_with_its_size(album: Callable[..., Album]) -> None:
    found = album('<pb facs="scans/page%202.png"/>')
    (image,) = found.shown[0].images
    assert (image.address, image.width, image.height, image.file) == (
        "images/scans/page%202.png",
        600,
        900,
        "scans/page 2.png",
    )
    assert found.findings == ()


def test_largest_of_several_sizes_comes_first(album: Callable[..., Album]) -> None:
    both = '<graphic url="scans/1-small.png"/><graphic url="scans/1.png"/>'
    facs = f'<facsimile><surface xml:id="s">{both}</surface></facsimile>'
    assert [one.width for one in album('<pb facs="#s"/>', facs).shown[0].images] == [900, 60]


@pytest.mark.parametrize(
    "address",
    ["../secret.png", "scans/../../secret.png", "/etc/secret.png", "file:///etc/secret.png", "%2e%2e/secret.png"],
)
def test_file_outside_the_corpus_is_never_read(
    album: Callable[..., Album], pictured: Any, make_png: Callable[..., bytes], address: str
) -> None:
    (pictured.folder / "secret.png").write_bytes(make_png(5, 5))
    found = album(f'<pb\nfacs="{address}"/>')
    assert told(found) == [("pub.image-outside", Severity.WARNING, 7, 1)]
    assert found.is_empty
    assert found.findings[0].path == str(pictured.folder / "letters" / "one.xml")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_link_that_leads_out_is_not_followed(
    album: Callable[..., Album], pictured: Any, make_png: Callable[..., bytes]
) -> None:
    (pictured.folder / "secret.png").write_bytes(make_png(5, 5))
    (pictured.folder / "letters" / "link.png").symlink_to(pictured.folder / "secret.png")
    found = album('<pb facs="link.png"/>')
    assert [one.rule for one in found.findings] == ["pub.image-missing"]
    assert found.is_empty


def test_missing_file_is_told_with_its_place(album: Callable[..., Album]) -> None:
    facs = '<facsimile>\n<graphic xml:id="g"\nurl="none.png"/></facsimile>'
    assert told(album('<pb facs="#g"/>', facs)) == [("pub.image-missing", Severity.WARNING, 8, 1)]


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a.SVG", b"<svg/>"),
        ("a.tif", b"II*\x00"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>"),
        ("a.png", b"GIF89a\x05\x00\x05\x00\x00\x00\x00"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"\xff\xd8\xff" + b"\x00" * 40),
        ("a.avif", b"\x00\x00\x00\x20ftypavif" + b"\xff" * 40),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBP"),
        ("a.png", b""),
        ("a.html", b"<p>"),
        ("one.xml", b""),
    ],
)
def test_what_is_no_image_of_its_kind_is_refused(
    album: Callable[..., Album], pictured: Any, name: str, content: bytes
) -> None:
    (pictured.folder / "letters" / name).write_bytes(content)
    found = album(f'<pb facs="{name}"/>')
    assert [one.rule for one in found.findings] == ["pub.image-type"]
    assert found.is_empty


def test_image_of_another_host_is_a_link_until_the_project_lets_pages_ask(album: Callable[..., Album]) -> None:
    address = f"{HOST}/a b.jpg?x=1"
    found = album(f'<pb facs="{address.replace(" ", "%20")}"/>')
    assert [(one.rule, one.severity) for one in found.findings] == [("pub.image-remote", Severity.INFO)]
    assert found.shown[0].images == ()
    assert found.shown[0].elsewhere is not None
    assert found.shown[0].elsewhere.address == f"{HOST}/a%20b.jpg?x=1"
    allowed = album(f'<pb facs="{HOST}/a.jpg"/>', hosts=(HOST,))
    assert allowed.findings == ()
    assert [one.address for one in allowed.shown[0].images] == [f"{HOST}/a.jpg"]


@pytest.mark.parametrize(
    "address",
    [
        f"{HOST}.evil.example/a.jpg",
        "https://evil.example/https://iiif.example.org/a.jpg",
        f"{HOST}:8443/a.jpg",
        "http://iiif.example.org/a.jpg",
        f"{HOST}@evil.example/a.jpg",
    ],
)
def test_host_is_that_host_and_no_other(album: Callable[..., Album], address: str) -> None:
    found = album(f'<pb facs="{address}"/>', hosts=(HOST,))
    assert [one.rule for one in found.findings] == ["pub.image-remote"]
    assert found.shown[0].images == ()


@pytest.mark.parametrize(
    "address",
    ["https://[::1/a.jpg", "https:///a.jpg", "https://a.example:99999/a.jpg", "https://a;script-src%20*/b.jpg"],
)
def test_what_is_no_address_is_no_link_either(album: Callable[..., Album], address: str) -> None:
    found = album(f'<pb facs="{address}"/>')
    assert [one.rule for one in found.findings] == ["pub.image-missing"]
    assert found.is_empty


@pytest.mark.parametrize(
    "address", ["x://[a", "javascript:alert(1)", "data:image/png;base64,AAAA", "ftp://example.org/a.png"]
)
def test_other_schemes_are_no_images(album: Callable[..., Album], address: str) -> None:
    found = album(f'<pb facs="{address}"/>')
    assert [one.rule for one in found.findings] == ["pub.image-outside"]
    assert found.is_empty


@pytest.mark.parametrize(
    "address",
    [
        f"{HOST}/iiif/2/leaf/info.json",
        f"{HOST}/iiif/2/leaf/full/full/0/default.jpg",
        f"{HOST}/iiif/2/leaf/full/!800,800/0/default.jpg",
        f"{HOST}/iiif/2/leaf/full/max/0/native.png",
    ],
)
def test_image_service_is_known_by_its_address(album: Callable[..., Album], address: str) -> None:
    (image,) = album(f'<pb facs="{address}"/>', hosts=(HOST,)).shown[0].images
    assert image.service == f"{HOST}/iiif/2/leaf"


def test_part_of_an_image_of_a_service_is_an_image(album: Callable[..., Album]) -> None:
    address = f"{HOST}/iiif/2/leaf/0,0,5,5/max/0/default.jpg"
    (image,) = album(f'<pb facs="{address}"/>', hosts=(HOST,)).shown[0].images
    assert (image.address, image.service) == (address, "")
