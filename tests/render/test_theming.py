"""Themes: which there are, what a file of one's own may hold, and how light or dark is chosen."""

import re
from pathlib import Path

import pytest

from tei import render
from tei.document import Document
from tei.errors import UsageError
from tei.render.theming import THEMES, switched, theme

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "themes.md").read_text(encoding="utf-8")
EDITION = (Path(__file__).resolve().parents[2] / "xslt" / "edition" / "edition.css").read_text(encoding="utf-8")


def test_paper_adds_nothing_and_is_the_default() -> None:
    assert theme(None) == theme("paper") == ""


def test_plain_is_a_style_sheet() -> None:
    assert "--paper: #ffffff" in theme("plain")


def test_theme_that_there_is_not_is_told() -> None:
    with pytest.raises(UsageError, match="there is no theme plane; there are paper and plain"):
        theme("plane")
    with pytest.raises(UsageError, match=r"the theme gone\.css cannot be read"):
        theme("gone.css")


def test_own_theme_comes_after_ours_on_a_page_and_not_in_it_twice(cable: Document, tmp_path: Path) -> None:
    path = tmp_path / "own.css"
    path.write_text(":root { --link: #123456 }", encoding="utf-8")
    page = render.html(cable, theme=path)
    assert page.index("--link: #7a3415") < page.index("--link: #123456")
    assert page.count("--link: #123456") == 1


@pytest.mark.parametrize(
    "css",
    [
        "@import 'x.css';",
        "@IMPORT url(x.css);",
        "a { background: url(https://example.org/x.png) }",
        "a { background: url( 'x.png') }",
        "a { background: image-set('x.png' 1x) }",
        "a { background: u\\72l(x.png) }",
        "a { background: cross-fade('x.png', red) }",
        'a { content: "/*"; background: url(x.png); content: "*/" }',
        "a { content: '/*'; background: url(x.png); content: '*/' }",
        "a { content: \"/*\n; background: url(x.png) } b { content: '*/' }",
        "</style><script>",
    ],
)
def test_theme_that_fetches_or_ends_its_place_is_refused(tmp_path: Path, css: str) -> None:
    path = tmp_path / "own.css"
    path.write_text(css, encoding="utf-8")
    with pytest.raises(UsageError, match="which a theme may not"):
        theme(path)


def test_comment_may_name_what_a_theme_may_not(tmp_path: Path) -> None:
    path = tmp_path / "own.css"
    path.write_text('/* "url(x.png)" or @import, it\'s no matter */ a { color: red }', encoding="utf-8")
    assert "color: red" in theme(path)


def test_address_in_the_theme_itself_is_none_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "own.css"
    path.write_text("/* url(x) */ a { background: url(data:image/gif;base64,R0) }", encoding="utf-8")
    assert theme(path).startswith("/* url(x) */")


def test_what_holds_in_the_dark_can_be_chosen_and_weighs_no_more() -> None:
    css = switched(
        "@media (prefers-color-scheme: dark) {\n  :root { --ink: #fff }\n}\n@media print { :root { --ink: #000 } }"
    )
    assert '@media (prefers-color-scheme: dark) { :root:where(:not([data-scheme="light"])) { --ink: #fff } }' in css
    assert ':root:where([data-scheme="dark"]) { --ink: #fff }' in css
    assert css.index("#fff") < css.index("#000")


@pytest.mark.parametrize("name", THEMES)
def test_every_dark_scheme_of_ours_can_be_chosen(name: str) -> None:
    css = EDITION + theme(name)
    assert switched(css).count(':root:where(:not([data-scheme="light"]))') == css.count("prefers-color-scheme: dark")


def test_the_manual_names_every_custom_property_of_the_edition() -> None:
    declared = set(re.findall(r"^ +(--[\w-]+):", EDITION.partition("/* The page")[0], re.MULTILINE))
    named = set(re.findall(r"`(--[\w-]+)`", MANUAL))
    assert declared <= named
    assert named - declared <= set(re.findall(r"(--[\w-]+):", EDITION + _site()))


def _site() -> str:
    folder = Path(__file__).resolve().parents[2] / "tei" / "publish" / "styles"
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.css"))
