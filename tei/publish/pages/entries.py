"""A document as one entry of a list: what is said of it there, in words."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tei.publish.model import Item, Party
    from tei.wording import Words


class Entry(NamedTuple):
    """A document in a list: where it is, when and between whom it was written, and where it lies."""

    url: str
    title: str
    when: str
    date: str
    parties: str
    source: str
    language: str


def entry(item: "Item", said: "Words") -> Entry:
    """Return the entry of *item*."""
    date = said.date(item.when) if item.when else ""
    return Entry(
        url=item.url,
        title=item.title,
        when=item.when,
        # Of a range the header's own words say more than where it begins.
        date=item.date.text if item.date and item.date.extent != "instant" and item.date.text else date,
        parties=_parties(item, said),
        source=item.reference or item.archive,
        language=item.title_language,
    )


def _parties(item: "Item", said: "Words") -> str:
    sender, recipient = _named(item.senders, said), _named(item.recipients, said)
    if sender and recipient:
        return said("contents.from-to", sender=sender, recipient=recipient)
    if sender:
        return said("contents.from", sender=sender)
    return said("contents.to", recipient=recipient) if recipient else ""


def _named(parties: "tuple[Party, ...]", said: "Words") -> str:
    return said("join.semicolon").join(party.written or party.name for party in parties)
