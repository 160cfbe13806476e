"""The page about the edition: the project's words, the principles that the headers state, rights, figures."""

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import tei
from tei.publish.pages.figures import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.framing import Frame, Page
    from tei.publish.model import Declaration, Site
    from tei.wording import Words

URL: Final = "about/"

_OF_RIGHTS: Final = ("licence", "rights")
_ORDER: Final = (
    "p",
    "ab",
    "correction",
    "normalization",
    "punctuation",
    "quotation",
    "hyphenation",
    "segmentation",
    "stdVals",
    "interpretation",
)


class Statement(NamedTuple):
    """What headers say, paragraph by paragraph; ``documents`` is how many say so, 0 if all do."""

    heading: str
    paragraphs: tuple[str, ...]
    language: str
    address: str
    documents: int


def pages(site: "Site", frame: "Frame") -> "Iterator[Page]":
    """Yield the page about the edition."""
    said = site.words
    counted = Counter(one for item in site.items for one in dict.fromkeys(item.declarations))
    yield frame.page(
        "about.html",
        URL,
        prose_text=site.about,
        project=_statements(counted, ("project",), site, said),
        principles=_statements(counted, _ORDER, site, said),
        rights=_statements(counted, _OF_RIGHTS, site, said),
        figures=figures(site),
        image_hosts=[host.partition("//")[2] for host in site.image_hosts],
        version=tei.__version__,
    )


def _statements(
    counted: "Counter[Declaration]", kinds: tuple[str, ...], site: "Site", said: "Words"
) -> tuple[Statement, ...]:
    """Return what headers say of *kinds*, in their order; what more documents say comes first."""
    found = sorted(
        (one for one in counted if one.kind in kinds),
        key=lambda one: (kinds.index(one.kind), -counted[one], one.text, one.language, one.address),
    )
    return tuple(_statement(one, counted[one], site, said) for one in found)


def _statement(one: "Declaration", documents: int, site: "Site", said: "Words") -> Statement:
    key = f"principle.{one.kind}"
    return Statement(
        heading=said(key) if said.known(key) else "",
        paragraphs=tuple(one.text.split("\n")),
        language=one.language if one.language != site.language else "",
        address=one.address,
        documents=0 if documents == len(site.items) else documents,
    )
