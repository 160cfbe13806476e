"""Wishes carried out on the text of one header: each changes what it is about and nothing else."""

from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn
from xml.sax.saxutils import escape

from tei.metadata import dates
from tei.metadata.bulk import cells, markup, words
from tei.metadata.bulk.columns import FAMILIES, Column, Item, part
from tei.metadata.bulk.guarding import REMOVE
from tei.metadata.bulk.placing import Fragment, inserted, removed, with_attribute
from tei.metadata.bulk.words import Mixed, Splice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.metadata.bulk.columns import Family
    from tei.metadata.bulk.markup import Element

_TOLD_IN_PROSE: Final = frozenset(
    {"publicationStmt", "editionStmt", "seriesStmt", "langUsage", "correspDesc", "sourceDesc", "history"}
)
_WITH_NAME: Final = frozenset({"author", "editor"})


class Refused(Exception):
    """What cannot be carried out: its column (None for a whole row), the rule, the sentence, and what to do."""

    def __init__(self, column: Column | None, rule: str, message: str, *help_texts: str) -> None:
        super().__init__(message)
        self.column = column
        self.rule = rule
        self.message = message
        self.help = help_texts


class Wish(NamedTuple):
    """The cells of one element that are to be other than they are, by the label of the part."""

    item: Item
    values: "Mapping[str, str]"

    @property
    def family(self) -> "Family":
        """The family that the element belongs to."""
        return FAMILIES[self.item.family]

    def refuse(self, label: str, rule: str, message: str, *help_texts: str) -> NoReturn:
        """Raise that the part with this label cannot be had as it is wished for."""
        raise Refused(self.item.column(label), rule, message, *help_texts)


def edited(text: str, wishes: "Mapping[Column, str]", entities: "Mapping[str, str | None]") -> str:
    """Return the header *text* with *wishes* carried out. Raises :class:`Refused` or ``markup.Opaque``.

    What is there is changed first, then taken away from the last to the first, then added: so numbers hold.
    """
    grouped = _grouped(wishes)
    header = markup.read(text, entities)
    there = {item for family in FAMILIES.values() for item, _ in cells.items(header, family)}
    changes = [wish for wish in grouped if wish.item in there and not _takes_away(wish)]
    removals = [wish for wish in grouped if wish.item in there and _takes_away(wish)]
    additions = sorted((wish for wish in grouped if wish.item not in there), key=lambda one: one.item.number)
    divided = [part for wish in changes for part in _divided(header, wish)]
    for wish in (*divided, *sorted(removals, key=lambda one: one.item.number, reverse=True), *additions):
        header = markup.read(text, entities)
        element = _found(header, wish.item)
        if element is None:
            splices = _added(text, header, wish)
        elif _takes_away(wish):
            splices = [_taken(text, element, wish)]
        else:
            splices = _further(text, element, wish)
            splices = splices or [one for label in wish.values for one in _changed(text, element, wish, label)]
        text = _spliced(text, splices)
    return text


def expected(header: "Element", wishes: "Mapping[Column, str]") -> dict[Column, str | None]:
    """Return what the columns are to show after *wishes*: what was there, changed, moved up or added to.

    None stands for whatever follows from another column of the same element: a name from its parts, parts from a name.
    """
    gone = {wish.item for wish in _grouped(wishes) if _takes_away(wish)}
    wished = sorted({column.item for column, value in wishes.items() if value != REMOVE}, key=lambda item: item.number)
    there = [item for family in FAMILIES.values() for item, _ in cells.items(header, family)]
    numbers: dict[Item, int] = {}
    counted: dict[tuple[str, str], int] = {}
    for item in dict.fromkeys((*there, *wished)):
        if item not in gone:
            numbers[item] = counted[item[:2]] = counted.get(item[:2], 0) + 1
    told: dict[Column, str | None] = {**cells.read(header), **_following(wishes), **wishes}
    return {
        column._replace(number=numbers[column.item]): value
        for column, value in told.items()
        if column.item in numbers and value != REMOVE
    }


def _divided(header: "Element", wish: Wish) -> "list[Wish]":
    """Return what is wished for an element as one wish for what is there, and one for each further name or task."""
    element = _found(header, wish.item)
    found: dict[tuple[int, str], dict[str, str]] = {(0, ""): {}}
    for label, value in wish.values.items():
        shows = part(wish.item.column(label))
        is_there = element is None or cells.is_there(element, shows)
        key = (0, "") if is_there else (shows.number, shows.subject if shows.kind == "child" else "")
        found.setdefault(key, {})[label] = value
    return [Wish(wish.item, values) for _key, values in sorted(found.items()) if values]


def _following(wishes: "Mapping[Column, str]") -> dict[Column, None]:
    """Return the columns that show a name in another way than those which are wished to be other."""
    found: dict[Column, None] = {}
    for column in wishes:
        number = part(column).number
        parts = (one.numbered(number) for one in FAMILIES[column.family].parts)
        shows = [one for one in parts if one.kind in {"text", "name"}]
        if column.label in {one.label for one in shows}:
            found.update({column._replace(label=one.label): None for one in shows})
    return found


def _grouped(wishes: "Mapping[Column, str]") -> list[Wish]:
    found: dict[Item, dict[str, str]] = {}
    for column, value in wishes.items():
        found.setdefault(column.item, {})[column.label] = value
    return [Wish(item, values) for item, values in found.items()]


def _takes_away(wish: Wish) -> bool:
    return wish.values.get("") == REMOVE


def _found(header: "Element", wanted: Item) -> "Element | None":
    return next((one for item, one in cells.items(header, FAMILIES[wanted.family]) if item == wanted), None)


def _spliced(text: str, splices: "list[Splice]") -> str:
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _changed(text: str, element: "Element", wish: Wish, label: str) -> "list[Splice]":
    """Return what gives one part of an element that is there another value."""
    value, shows = wish.values[label], part(wish.item.column(label))
    if shows.kind in {"attribute", "date", "pointer"}:
        _require_value(wish, label)
        home = cells.pointing(element, shows) if shows.kind == "pointer" else element
        return [with_attribute(text, home, shows.subject, None if value == REMOVE else value)]
    target = cells.worded(element, shows)
    if target is None or value == REMOVE:
        what = f"<{shows.subject or 'persName'}>"
        message = f"there is no {what} here to change" if target is None else f"{what} cannot be taken out of a name"
        wish.refuse(label, "dep.metadata-markup", message, "change the header itself")
    try:
        return words.rewritten(target, value, *cells.aside(wish.family))
    except Mixed:
        message = f"the words of <{target.written}> stand in markup that this change would destroy"
        wish.refuse(label, "dep.metadata-markup", message, "change one stretch of words, or the header itself")


def _further(text: str, element: "Element", wish: Wish) -> "list[Splice]":
    """Return what puts a further name or task into an element, behind the last; nothing if the wish is no such."""
    label = next(iter(wish.values))
    shows = part(wish.item.column(label))
    if cells.is_there(element, shows):
        return []
    before = cells.last(element, shows)
    if before is None or not cells.is_there(element, shows._replace(number=shows.number - 1)):
        what = "task" if shows.kind == "child" else "name"
        wish.refuse(label, "dep.metadata-place", f"there is no {what} before the {what} {shows.number}")
    if REMOVE in wish.values.values():
        wish.refuse(label, "dep.metadata-markup", "there is nothing here to remove")
    if shows.kind == "child":
        return [inserted(text, element, Fragment(shows.subject, {}, escape(wish.values[label])), before)]
    return [inserted(text, element, _named(wish, shows.number), before)]


def _taken(text: str, element: "Element", wish: Wish) -> Splice:
    """Return what takes an element out, with what held nothing else and is made again when it is needed."""
    if len(wish.values) > 1:
        other = next(label for label in wish.values if label)
        wish.refuse(other, "dep.metadata-value", "the element is to be removed, and to have another value too")
    for _ in range(wish.family.creates):
        above = element.parent
        if above is None or len(list(above.elements)) > 1 or above.has_words or None in above.content:
            break
        element = above
    return removed(text, element)


def _added(text: str, header: "Element", wish: Wish) -> "list[Splice]":
    """Return what puts a new element into its place; of what is not there nothing is taken away."""
    values = {label: value for label, value in wish.values.items() if value != REMOVE}
    if not values:
        return []
    wish = wish._replace(values=values)
    for label in values:
        if part(wish.item.column(label)).kind not in {"text", "child", "name"}:
            _require_value(wish, label)
    home, missing = _place(header, wish)
    fragment = _fragment(wish)
    for step in reversed(missing):
        attributes = {}
        if step == wish.family.home[-1] and wish.family.scheme == "home" and wish.item.scheme:
            attributes = {wish.family.scheme_attribute: wish.item.scheme}
        fragment = Fragment(step, attributes, (fragment,))
    siblings = [one for item, one in cells.items(header, wish.family) if item[:2] == wish.item[:2] and not missing]
    after = siblings[-1] if siblings else None
    return [inserted(text, after.parent if after and after.parent else home, fragment, after)]


def _place(header: "Element", wish: Wish) -> "tuple[Element, tuple[str, ...]]":
    """Return the element that takes the new one, and the steps that have to be made between. Raises Refused."""
    label = next(iter(wish.values))
    family, home, taken = wish.family, header, 0
    for step in family.home:
        found = list(cells.followed(home, step))
        if step == family.home[-1] and family.scheme == "home":
            found = [one for one in found if one.attribute(family.scheme_attribute) == wish.item.scheme][-1:]
        if len(found) > 1:
            message = f"there are {len(found)} <{found[0].written}>, and it cannot be told which is meant"
            wish.refuse(label, "dep.metadata-place", message, "add it to the header itself")
        if not found:
            break
        home, taken = found[0], taken + 1
    missing = family.home[taken:]
    if len(missing) > family.creates:
        message = f"the header has no <{missing[0].partition('[')[0]}> in <{home.written}> to put it into"
        wish.refuse(label, "dep.metadata-place", message, "add that to the header first")
    paragraphs = home.name in _TOLD_IN_PROSE and any(home.children("p", "ab"))
    if home.has_words or paragraphs:
        message = f"<{home.written}> is written in prose, which has no place for another element"
        wish.refuse(label, "dep.metadata-place", message, "change the header itself")
    return home, missing


def _fragment(wish: Wish) -> Fragment:
    family, values = wish.family, wish.values
    if family.elements == ("respStmt",):
        return _statement(wish)
    shows = {label: part(wish.item.column(label)) for label in values}
    attributes = {
        one.subject: values[label] for label, one in shows.items() if one.kind in {"attribute", "date", "pointer"}
    }
    if family.scheme == "element" and wish.item.scheme:
        attributes = {family.scheme_attribute: wish.item.scheme, **attributes}
    name = _name(wish, "", values)
    if name and family.elements[0] in _WITH_NAME:
        reference = {"ref": attributes.pop("ref")} if "ref" in attributes else {}
        return Fragment(family.elements[0], attributes, (Fragment("persName", reference, name),))
    inside = escape(values.get("", ""))
    return Fragment(family.elements[0], attributes, inside)


def _statement(wish: Wish) -> Fragment:
    """Return a new ``respStmt``: who did it and what."""
    shows = sorted((part(wish.item.column(label)) for label in wish.values), key=lambda one: one.number)
    tasks = [one for one in shows if one.kind == "child"]
    names = dict.fromkeys(one.number for one in shows if one.kind != "child")
    if not tasks or not names:
        wish.refuse(shows[0].label, "dep.metadata-value", "a new contributor needs a name and a role")
    done = [Fragment(one.subject, {}, escape(wish.values[one.label])) for one in tasks]
    return Fragment("respStmt", {}, (*done, *(_named(wish, number) for number in names)))


def _named(wish: Wish, number: int) -> Fragment:
    """Return the name with this number as the element that a ``respStmt`` has for it."""
    parts = {one.label: one.numbered(number).label for one in wish.family.parts if one.kind != "child"}
    values = {label: wish.values[full] for label, full in parts.items() if full in wish.values}
    name = _name(wish, parts[""], values)
    if not (name or values.get("")):
        first = next(full for full in parts.values() if full in wish.values)
        wish.refuse(first, "dep.metadata-value", "a new contributor needs a name and a role")
    reference = {"ref": values["ref"]} if "ref" in values else {}
    return Fragment("persName" if name else "name", reference, name or escape(values[""]))


def _name(wish: Wish, whole: str, values: "Mapping[str, str]") -> str:
    """Return the inside of a ``persName`` whose parts have columns of their own, "" if they are empty.

    *whole* is the label of the column that has the name undivided.
    """
    given = {label: values[label] for label in ("surname", "forename") if label in values}
    if not given:
        return ""
    tagged = {label: f"<{label}>{escape(value)}</{label}>" for label, value in given.items()}
    orders = {", ".join(given.values()): ", ".join(tagged.values())}
    if len(given) > 1:
        orders[f"{given['forename']} {given['surname']}"] = f"{tagged['forename']} {tagged['surname']}"
    wanted = values.get("", next(iter(orders)))
    if wanted not in orders:
        wish.refuse(whole, "dep.metadata-value", f"“{wanted}” is not the name that its parts give")
    return orders[wanted]


def _require_value(wish: Wish, label: str) -> None:
    """Refuse a value that its attribute cannot have whatever the schema."""
    value, shows = wish.values[label], part(wish.item.column(label))
    if value == REMOVE or shows.kind != "date" or dates.of_value(value, shows.subject):
        return
    advice = "write it as 1949-10-23, 1949-10 or 1949"
    if value[:1].isdigit():
        advice += "; put ' before it, and the spreadsheet will leave it as it is"
    wish.refuse(label, "dep.metadata-value", f"“{value}” is no date that @{shows.subject} can have", advice)
