"""What was encoded: the text that was published, and the document in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei.encode.heading import dated, leaves, people, wording
from tei.encode.heading.elements import filled, make, paragraph, paragraphs, written
from tei.encode.information import languages
from tei.encode.information.manuscripts import ms_identifier
from tei.encode.information.people import person
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.heading.elements import Element
    from tei.encode.heading.facts import Facts
    from tei.encode.information.correspondence import Named

SOURCE = "source"
"""The identifier of the document in the archive."""


def source_description(facts: Facts) -> Element:
    """Return ``sourceDesc``: the copy text and, if anything is known of it, the document itself."""
    return make("sourceDesc", _copy_text(facts), manuscript(facts))


def _copy_text(facts: Facts) -> Element:
    """Return the published text as a ``bibl``, in the words of its page."""
    told = facts.told
    title = normal(facts.information.title) or normal(told.title)
    date = normal(facts.information.date) or normal(told.date)
    rights = list(paragraphs(told.rights))
    described = is_described(facts)
    return make(
        "bibl",
        make("title", title, level="a") if title else None,
        make("date", date, **dated.read(date)) if date else None,
        filled("publisher", facts.archive.publisher),
        make("idno", normal(told.record), type="record") if normal(told.record) else None,
        *(paragraph("note", one, type="citation") for one in told.citations if normal(one)),
        make("textLang", languages.english(facts.language), mainLang=facts.language),
        make("availability", *rights, status="unknown") if rights else None,
        make("relatedItem", type="translationOf", target=f"#{SOURCE}") if described and facts.is_translation else None,
        type="copyText",
        xml_id="copy-text",
    )


def is_described(facts: Facts) -> bool:
    """Return whether there is an ``msDesc`` for others to point at."""
    return bool(facts.reference or facts.hands or facts.additions or facts.described or facts.is_translation)


def manuscript(facts: Facts) -> Element | None:
    """Return the ``msDesc`` of the document, None if nothing is known of it."""
    if not is_described(facts):
        return None
    reference = facts.reference
    nowhere = make("msIdentifier", make("msName", f"The {wording.noun(facts)}; where it is kept is not told"))
    when = dated.of_document(facts)
    history = make("history", make("origin", dated.element("origDate", when))) if when else None
    return make(
        "msDesc",
        written(ms_identifier(reference)) if reference else nowhere,
        _contents(facts),
        _physical(facts),
        history,
        xml_id=SOURCE,
    )


def _contents(facts: Facts) -> Element | None:
    """Return ``msContents``: leaves, writer, the document's own heading, its language."""
    tongue = facts.original or ("" if facts.is_translation else facts.language)
    heading = wording.quiet(normal(facts.heading))
    item = filled(
        "msItem",
        leaves.locus(facts.reference),
        *_writers(facts),
        make("title", heading) if heading else None,
        make("textLang", languages.english(tongue) + _as_handled(facts), mainLang=tongue) if tongue else None,
    )
    return filled("msContents", item)


def _writers(facts: Facts) -> Iterator[Element]:
    """Yield who sent the document under the name that it has in the act, else who wrote it."""
    sent = [one for action in facts.actions("sent") for one in action.names if normal(one.text)]
    if sent:
        yield from (make("author", named(one)) for one in sent)
        return
    yield from (make("author", people.name(person(one), facts.pointer(one))) for one in facts.authors if normal(one))


def named(one: Named) -> Element:
    """Return somebody in an act of correspondence as the element that the caller chose."""
    return make(one.element, normal(one.text), ref=one.ref)


def _as_handled(facts: Facts) -> str:
    """Return in which of its forms the document is in the archive: ``, as deciphered and printed for …``."""
    steps = [step for step in ("deciphered", "printed") if any(facts.actions(step))]
    return f", as {wording.series(steps)} for its recipients" if steps else ""


def _physical(facts: Facts) -> Element | None:
    """Return ``physDesc``: what kind of thing it is, whose hands are on it, what was added."""
    count = leaves.count(facts.reference)
    support = None
    if count is not None:
        measure = make("measure", wording.counted(*count), unit=count[1], quantity=str(count[0]))
        support = make("supportDesc", make("extent", measure))
    form = facts.archive.form
    object_description = make("objectDesc", support, form=form) if form or support is not None else None
    hands = [make("handNote", one.sentence, xml_id=one.id, scope=one.scope, medium=one.medium) for one in facts.hands]
    return filled(
        "physDesc",
        object_description,
        make("handDesc", *hands, hands=str(len(hands))) if hands else None,
        filled("additions", *paragraphs(facts.additions)),
    )
