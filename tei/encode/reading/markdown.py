"""Markdown as lines: CommonMark with tables, struck out words and footnotes, by markdown-it-py, an optional library.

It is made into HTML, and that is read as a page is. Before an item stands what stood there in the source.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from tei.diagnostics import Diagnostic
from tei.encode.reading.encodings import decoded
from tei.encode.reading.items import SOURCE_MARKER
from tei.encode.reading.lines import Text, names, shown
from tei.encode.reading.pages import placed, tree
from tei.encode.reading.presentation import BLOCKS, UNSEEN
from tei.encode.reading.survey import survey
from tei.encode.reading.walking import SOURCE_LINE, Walk
from tei.errors import DocumentError, EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from tei.limits import Limits

AVAILABLE: Final = all(find_spec(library) is not None for library in ("markdown_it", "mdit_py_plugins"))
"""Whether markdown-it-py and its plugins are installed."""

_DEPTH: Final = 50
_ADDRESS: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|/|\.{1,2}/|#|[^/\s]+\.[a-z]{2,}|[^/\s]+/)", re.IGNORECASE)
_TAG_NAME: Final = re.compile(r"</?([A-Za-z][\w-]*)")
_INLINE: Final = names(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark meter "
    "output picture progress q rb ruby rt s samp select small span strike strong sub sup svg textarea time tt u var wbr"
)
_KNOWN: Final = BLOCKS | UNSEEN | _INLINE | {"html", "body", "head"}


def markdown(data: bytes, path: str, encoding: str, limits: Limits) -> Text:
    """Return the Markdown in *data* as lines; brackets that are no link stay, and a doubt names those that are one.

    Raises as :func:`.encodings.decoded`, :class:`~tei.errors.EnvironmentFault` without markdown-it-py, and
    :class:`~tei.errors.DocumentError` (``xml.too-deep``).
    """
    source = decoded(data, path, encoding)
    parser = _parser()
    told: dict[str, Any] = {}
    tokens = parser.parse(source.text, told)
    # At its greatest depth the library goes past what else there is without a word.
    if any(token.level >= _DEPTH - 1 for token in tokens):
        raise DocumentError([Diagnostic("xml.too-deep", f"blocks are nested {_DEPTH} deep", path)])
    doubts = (*source.doubts, *_definitions(told.get("references", {})), *_links(tokens, told), *_tags(tokens))
    _mark(tokens)
    root = tree(parser.renderer.render(tokens, parser.options, told), path)
    if root is None:
        return Text(path, (), source.encoding, "markdown", doubts=doubts, original=source.text)
    walk = Walk(survey(root, path, limits), converted=True)
    walk.run(root)
    lines = tuple(placed(walk.lines, source.text))
    title = next((line.text for line in lines if line.kind == "heading-1"), "")
    return Text(path, lines, source.encoding, "markdown", title, "", (*doubts, *walk.doubts()), source.text)


def _parser() -> Any:  # noqa: ANN401 - the library is optional, and so are its types
    if not AVAILABLE:
        message = "Markdown needs markdown-it-py, which is not installed: pip install 'tei[encode]'"
        raise EnvironmentFault(message)
    from markdown_it import MarkdownIt  # noqa: PLC0415 - optional
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - optional

    parser = MarkdownIt("commonmark", {"maxNesting": _DEPTH}).enable(["table", "strikethrough"])
    # Without notes in the line: of `lead^[a translator's remark]` the brackets are the editor's.
    parser.use(footnote_plugin, inline=False)
    parser.add_render_rule("footnote_caption", _caption)
    parser.add_render_rule("footnote_anchor", _nothing)
    parser.add_render_rule("footnote_block_open", _notes)
    return parser


def _caption(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _told: Any) -> str:  # noqa: ANN401 - as above
    """Return what is shown for a marker of a footnote: its number, without the brackets that the plugin adds."""
    return str(int(tokens[index].meta["id"]) + 1)


def _nothing(_renderer: Any, _tokens: Any, _index: int, _options: Any, _told: Any) -> str:  # noqa: ANN401 - as above
    """Return nothing for the arrow that the plugin puts at the end of a note."""
    return ""


def _notes(_renderer: Any, _tokens: Any, _index: int, _options: Any, _told: Any) -> str:  # noqa: ANN401 - as above
    """Return the beginning of the notes, without the rule that the plugin puts before them."""
    return "<section><ol>"


def _mark(tokens: Sequence[Token]) -> None:
    """Tell in each block's attributes its line in the source, and in an item's what stands before it."""
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet(SOURCE_LINE, str(token.map[0] + 1))
        if token.type == "list_item_open":
            token.attrSet(SOURCE_MARKER, f"{token.info}{token.markup}")


def _definitions(references: dict[str, Any]) -> Iterator[str]:
    """Return a doubt for each definition of a link that may have been meant as text: it is not shown."""
    for label, reference in references.items():
        if not _ADDRESS.match(reference["href"]):
            line = reference["map"][0] + 1
            written = f"[{label.lower()}]: {shown(reference['href'])}"
            yield f"“{written}” (line {line}) defines a link in Markdown and is no text"


def _links(tokens: Sequence[Token], told: dict[str, Any]) -> Iterator[str]:
    """Return a doubt for each link whose brackets may be an editor's."""
    labels = {label.casefold() for label in told.get("references", {})}
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        for words, address in _linked(token.children or ()):
            if words.casefold() in labels:
                yield f"“[{shown(words)}]” (line {line}) is a link in Markdown, and loses its brackets"
            elif not _ADDRESS.match(address):
                written = f"[{shown(words)}]({shown(address)})"
                yield f"“{written}” (line {line}) is a link in Markdown, and loses its brackets"


def _linked(children: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Return the words and the address of each link."""
    address: str | None = None
    words: list[str] = []
    for child in children:
        if child.type == "link_open":
            address, words = str(child.attrGet("href") or ""), []
        elif child.type == "link_close" and address is not None:
            yield "".join(words), address
            address = None
        elif address is not None:
            words.append(child.content)


def _tags(tokens: Sequence[Token]) -> Iterator[str]:
    """Return a doubt for each tag that HTML has not, and for the names of fences: they are not shown."""
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.type == "fence" and token.info.strip():
            yield f"“{shown(token.info)}” (line {line}) names the language of code in Markdown and is no text"
        pieces = [token] if token.type == "html_block" else (token.children or ())
        for piece in pieces:
            if piece.type not in {"html_block", "html_inline"}:
                continue
            for name in _TAG_NAME.findall(piece.content):
                if name.lower() not in _KNOWN:
                    yield f"“{shown(piece.content)}” (line {line}) is a tag in Markdown and is no text"
                    break
