"""What the page of a document says of itself: how to cite it, for readers, and what programs find in it."""

from typing import TYPE_CHECKING, Any, NamedTuple

from tei.publish.exports import chicago, coins, linked, mla, tags
from tei.publish.exports.cited import cited

if TYPE_CHECKING:
    from tei.publish.exports.placing import Published
    from tei.publish.exports.wording import Run


class Citation(NamedTuple):
    """A document cited in a style: ``words`` are the key of what the style is called."""

    words: str
    runs: "tuple[Run, ...]"


def citations(document: "Published") -> tuple[Citation, ...]:
    """Return *document* in each style."""
    parts = cited(document)
    return (
        Citation("cite.bibliography", chicago.bibliography(parts)),
        Citation("cite.note", chicago.note(parts)),
        Citation("cite.mla", mla.works_cited(parts)),
    )


def shown(document: "Published") -> dict[str, Any]:
    """Return the values for ``cite.html``."""
    return {
        "citations": citations(document),
        "context_object": coins.context_object(document),
        "context_class": coins.CLASS,
    }


def hidden(document: "Published") -> dict[str, Any]:
    """Return the values for ``cite-head.html``."""
    return {
        "tags": tags.tags(document),
        "schemas": tags.SCHEMAS,
        "linked": linked.in_page(linked.of_document(document)),
        "linked_type": linked.MEDIA_TYPE,
    }
