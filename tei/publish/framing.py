"""What all pages of a site have around them, and the templates that they are made with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tei.errors import EnvironmentFault
from tei.publish.styling import SCHEME

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from markupsafe import Markup

    from tei.wording import Words

_NONE: Final[Mapping[str, object]] = {}

STYLE: Final = "assets/edition.css"
"""Where the style sheet lies in the site."""

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy of every page: nothing from other hosts, nothing written into the page itself."""

SEARCHING: Final = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""That of the page of the search, whose index is read by a program in WebAssembly."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address in the site, and the words that lead there."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: its path, with slashes, and what it holds; what is large comes in parts."""

    path: str
    content: str | bytes | Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Pending:
    """A page at *path* that ``make`` makes, if ``inputs``, all that is its own, is not what it was made from before.

    Of some inputs there is none to be made.
    """

    path: str
    inputs: str
    make: "Callable[[], Page | None]"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page: the site's title and its words, and the links to its parts.

    ``theme`` is the name or the file of one, ``downloads`` are the forms that are offered of each document, and
    ``search`` is the address of the search, "" if there is none.
    """

    title: str
    words: "Words"
    theme: str
    base_url: str
    publisher: str
    modified: str
    navigation: tuple[Link, ...]
    downloads: tuple[str, ...] = ()
    search: str = ""

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.words.language

    def part(self, template: str, url: str, values: Mapping[str, object] = _NONE, root: str = "") -> str:
        """Return *template* made for the page at *url*, an address that ends with a slash, or "" for the first.

        *root* is where the site begins, as the page is to say it, by default seen from *url*.
        """
        return (
            _environment(self.words)
            .get_template(template)
            .render(
                {
                    "frame": self,
                    "url": url,
                    "root": root or root_of(url),
                    "canonical": self.base_url and self.base_url + url,
                    "policy": POLICY,
                    "style": STYLE,
                    "scheme": SCHEME,
                }
                | dict(values)
            )
        )

    def page(self, template: str, url: str, **values: object) -> Page:
        """Return the page at *url*, which *template* makes."""
        return Page(f"{url}index.html", self.part(template, url, values))

    def pending(self, template: str, url: str, inputs: str, values: "Callable[[], Mapping[str, object]]") -> Pending:
        """Return the page at *url*, which *template* makes of *values* if *inputs* are not those of before."""
        path = f"{url}index.html"
        return Pending(path, inputs, lambda: Page(path, self.part(template, url, values())))


def require() -> None:
    """Raise :class:`~tei.errors.EnvironmentFault` if what pages are made with is not installed."""
    _environment(None)
    prose("")


def root_of(url: str) -> str:
    """Return the way from the page at *url* to the root of the site."""
    return "../" * url.count("/") or "./"


@cache
def _environment(words: "Words | None") -> "Environment":
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra
    except ImportError as fault:
        message = "a site is made with Jinja2, which is not installed: pip install 'tei[publish]'"
        raise EnvironmentFault(message) from fault
    made = Environment(
        loader=PackageLoader("tei.publish"),
        # Also what is no page, as robots.txt, has nothing in it that would be escaped wrongly.
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["t"] = words
    made.filters["prose"] = prose
    if words is not None:
        made.filters["language_name"] = words.language_name
    return made


def prose(markdown: str) -> "Markup":
    """Return Markdown as HTML: headings begin below the page's own, and no HTML inside is let through."""
    try:
        from markdown_it import MarkdownIt  # noqa: PLC0415 - an extra
        from markupsafe import Markup  # noqa: PLC0415 - an extra
    except ImportError as fault:
        message = "texts of the project are Markdown, for which something is not installed: pip install 'tei[publish]'"
        raise EnvironmentFault(message) from fault
    reader = MarkdownIt("js-default", {"typographer": False})
    tokens = reader.parse(markdown)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1:]) + 1)}"
    rendered: Any = reader.renderer.render(tokens, reader.options, {})
    return Markup(rendered)  # noqa: S704 - the reader escapes what it does not know
