"""Documents changed at random, in their source text: tags stay on their lines, and what is not changed stays as it was.

A change takes a source of chance, the markup and a vocabulary, and returns the new text, or None where it finds nothing
to change. What a change makes need not be well-formed: :func:`mutant` tries again until it is.
"""

import pyexpat
import random
import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import markup
from markup import Element, Markup

VALUES: Final = (
    *("", "x", " x ", "main", "two words", "a b c d", "#editor", "#", "en", "é", "true", "low", "high", "unknown", "0"),
    *("1951", "1951-05", "1951-13", "1951-02-30", "1951-05-01T10:00:00", "P1Y", "2", "-1", "0.5", "1e3", "10cm", "1/2"),
    *("http://example.org/", "http://[", "a%20b", "%zz", "&lt;", "&#233;", "x:y", "en-US", "no_tag", "𝒳", "U+4E00"),
)
"""Values of attributes and texts, written as XML asks: each is right somewhere and wrong nearly everywhere."""
_TEXTS: Final = (" loose ", "x", "&amp;", "&#233;", "é", "𝒳", "<![CDATA[loose]]>", "\n  loose\n", "\u00a0", "1")
NAMESPACES: Final = ("", "urn:other", "http://www.tei-c.org/ns/1.0", "http://www.w3.org/1999/xhtml")
_IDENTIFIER: Final = re.compile(r"""(\bxml:id\s*=\s*(["'])[^"']*)(["'])""")
_MOST_TRIES: Final = 20


class Vocabulary(NamedTuple):
    """The names and values that changes put in: of elements and attributes, as written."""

    elements: tuple[str, ...]
    attributes: tuple[str, ...]
    values: tuple[str, ...] = VALUES
    namespaces: tuple[str, ...] = NAMESPACES


def vocabulary(texts: Iterable[str], strangers: Iterable[str] = (), attributes: Iterable[str] = ()) -> Vocabulary:
    """Return the names used in *texts*, those of *strangers* and *attributes* besides, and values from both."""
    found = [element for text in texts for element in markup.read(text).elements]
    names = {element.name for element in found if ":" not in element.name}
    known = {one.name for element in found for one in element.attributes if not one.name.startswith("xmlns")}
    return Vocabulary(tuple(sorted({*names, *strangers})), tuple(sorted({*known, *attributes})))


Change = Callable[[random.Random, Markup, Vocabulary], str | None]


# Elements


def _inner(chance: random.Random, document: Markup) -> Element:
    """Return an element that is not the root, unless there is no other."""
    return chance.choice(document.elements[1:] or document.elements)


def _any_place(chance: random.Random, document: Markup) -> int:
    """Return the offset of a place between two tags, inside the root."""
    element = _inner(chance, document)
    places = [element.start, element.end, element.inner, element.close]
    return chance.choice([one for one in places if document.root.inner <= one <= document.root.close] or [0])


def _copied(chance: random.Random, document: Markup, element: Element) -> str:
    """Return the element as written, without giving an identifier twice."""
    return _IDENTIFIER.sub(rf"\1-{chance.randrange(1_000_000)}\3", document.source(element))


def _tagged(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else f"<{name}/>"


def _renamed(document: Markup, element: Element, name: str, declared: str = "") -> str:
    """Return the text in which both tags of *element* have *name*, and the first a declaration besides."""
    start = document.text[element.start + 1 + len(element.name) : element.inner]
    middle, ending = document.content(element), document.text[element.close : element.end]
    ending = ending.replace(element.name, name, 1)
    return document.replaced(element.start, element.end, f"<{name}{declared}{start}{middle}{ending}")


def drop(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An element is gone, with all that is in it."""
    one = _inner(chance, document)
    return document.replaced(one.start, one.end, "")


def hollow(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An element has lost its content."""
    one = chance.choice(document.elements)
    return document.replaced(one.inner, one.close, "")


def repeat(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An element stands twice."""
    one = _inner(chance, document)
    return document.replaced(one.start, one.start, _copied(chance, document, one))


def swap(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """Two neighbours have changed places."""
    parents = [one for one in document.elements if len(one.children) > 1]
    if not parents:
        return None
    children = chance.choice(parents).children
    index = chance.randrange(len(children) - 1)
    first, second = children[index : index + 2]
    between = document.text[first.end : second.start]
    return document.replaced(first.start, second.end, document.source(second) + between + document.source(first))


def move(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """A copy of an element stands where another begins or ends."""
    place = _any_place(chance, document)
    return document.replaced(place, place, _copied(chance, document, _inner(chance, document)))


def insert(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """A new element stands somewhere."""
    place = _any_place(chance, document)
    return document.replaced(place, place, _tagged(chance.choice(words.elements), chance.choice(("", "", "new"))))


def rename(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An element has the name of another."""
    prefix = (one := chance.choice(document.elements)).name.rpartition(":")[0]
    name = chance.choice(words.elements)
    return _renamed(document, one, f"{prefix}:{name}" if prefix else name)


def misspell(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An element's name has lost a letter, or is written in capitals."""
    one = chance.choice(document.elements)
    return _renamed(document, one, chance.choice((one.name[:-1], one.name.swapcase(), one.name + "s")))


def wrap(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An element, or its content, stands in a new one."""
    one = _inner(chance, document)
    start, end = (one.start, one.end) if chance.random() < 0.5 else (one.inner, one.close)
    return document.replaced(start, end, _tagged(chance.choice(words.elements), document.text[start:end]))


def unwrap(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An element's tags are gone."""
    one = _inner(chance, document)
    return document.replaced(one.start, one.end, document.content(one))


# Text


def add_text(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """Text stands where a tag begins or ends."""
    place = _any_place(chance, document)
    return document.replaced(place, place, chance.choice(_TEXTS))


def break_text(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An element without children has another text."""
    leaves = [one for one in document.elements if not one.children and not one.is_one_tag]
    if not leaves:
        return None
    one = chance.choice(leaves)
    return document.replaced(one.inner, one.close, chance.choice(words.values))


# Attributes


def _written(chance: random.Random, document: Markup) -> tuple[str, int, int] | None:
    """Return an attribute that is no declaration: its name, and where it stands."""
    found = [one for each in document.elements for one in each.attributes if not one.name.startswith("xmlns")]
    if not found:
        return None
    one = chance.choice(found)
    return one.name, one.start, one.end


def drop_attribute(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An attribute is gone."""
    one = _written(chance, document)
    return one and document.replaced(one[1], one[2], "")


def rename_attribute(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An attribute has the name of another, or a misspelt one."""
    if (one := _written(chance, document)) is None:
        return None
    name = chance.choice((*words.attributes, one[0][:-1] or "y", one[0] + "s"))
    return None if name == "xml:id" else document.replaced(one[1], one[1] + len(one[0]), name)


def break_value(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An attribute other than an identifier has another value."""
    one = _written(chance, document)
    if one is None or one[0] == "xml:id":
        return None
    return document.replaced(one[1], one[2], f'{one[0]}="{chance.choice(words.values)}"')


def borrow_attribute(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An element has another's attribute besides."""
    one = _written(chance, document)
    if one is None or one[0] == "xml:id":
        return None
    return _with_attribute(document, chance.choice(document.elements), document.text[one[1] : one[2]])


def add_attribute(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An element has a new attribute."""
    new = f'{chance.choice(words.attributes)}="{chance.choice(words.values)}"'
    return None if new.startswith("xml:id") else _with_attribute(document, chance.choice(document.elements), new)


def _with_attribute(document: Markup, element: Element, written: str) -> str:
    place = element.start + 1 + len(element.name)
    return document.replaced(place, place, f" {written}")


# Identifiers


def repeat_identifier(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An element has the identifier of another."""
    found = [(each, one) for each in document.elements for one in each.attributes if one.name == "xml:id"]
    if not found:
        return None
    _, source = chance.choice(found)
    written = document.text[source.start : source.end]
    target, own = chance.choice([(chance.choice(document.elements), None), chance.choice(found)])
    if own is not None:
        return document.replaced(own.start, own.end, written)
    return _with_attribute(document, target, written)


def break_identifier(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """An identifier is another, or none."""
    found = [one for each in document.elements for one in each.attributes if one.name == "xml:id"]
    if not found:
        return None
    one = chance.choice(found)
    return document.replaced(one.start, one.end, f'xml:id="{chance.choice(("", "1a", "a b", "new", " new ", "a:b"))}"')


# Namespaces


def move_namespace(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An element, with all that is in it, stands in another namespace."""
    one = chance.choice(document.elements)
    declared = chance.choice(words.namespaces)
    for attribute in one.attributes:
        if attribute.name == "xmlns":
            return document.replaced(attribute.start, attribute.end, f'xmlns="{declared}"')
    return _with_attribute(document, one, f'xmlns="{declared}"')


def prefix(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An element alone stands in another namespace, or in the same one under a prefix."""
    one = chance.choice(document.elements)
    named = [namespace for namespace in words.namespaces if namespace]
    # Oftener those that the document has: the element may be in that one already.
    namespace = chance.choice((*named, *(one for one in named if one in document.text)))
    name = one.name.rpartition(":")[2]
    return _renamed(document, one, f"m:{name}", f' xmlns:m="{namespace}"')


def prefix_attribute(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An attribute stands in a namespace."""
    one = _written(chance, document)
    if one is None:
        return None
    namespace = chance.choice([one for one in words.namespaces if one])
    name = one[0].rpartition(":")[2]
    declared = f'xmlns:n="{namespace}" n:{name}'
    return document.replaced(one[1], one[1] + len(one[0]), declared)


# Document type declarations


def declare_entity(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """A text begins with a reference to an entity that the document declares: of text, or of an element."""
    texts = list(document.texts())
    if not texts:
        return None
    place = chance.choice(texts).start
    name = chance.choice(words.elements)
    value = chance.choice(("many", " ", "a b", "1951", f"<{name}>many</{name}>", f"<{name}/> <{name}/>"))
    return _declared(document, f'<!ENTITY many "{value}">', document.replaced(place, place, "&many;"))


def declare_attribute(chance: random.Random, document: Markup, words: Vocabulary) -> str | None:
    """An element has an attribute that stands nowhere: the document declares it, with a default."""
    name, attribute = chance.choice(document.elements).name, chance.choice(words.attributes)
    return _declared(document, f'<!ATTLIST {name} {attribute} CDATA "{chance.choice(words.values)}">', document.text)


def _declared(document: Markup, declaration: str, text: str) -> str | None:
    """Return *text*, which is that of *document* from the root on, with a declaration before the root."""
    if "<!DOCTYPE" in document.text:
        return None
    start = document.root.start
    return f"{text[:start]}<!DOCTYPE {document.root.name} [{declaration}]>{text[start:]}"


# What changes places and nothing else


def break_line(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """A start tag goes over several lines."""
    one = chance.choice(document.elements)
    places = [attribute.start for attribute in one.attributes]
    places.append(one.inner - (2 if one.is_one_tag else 1))
    place = chance.choice(places)
    return document.replaced(place, place, chance.choice(("\n", "\r\n  ", "\n\t", "\r")))


def carriage_returns(_chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """Each line ends in CRLF."""
    return None if "\r" in document.text else document.text.replace("\n", "\r\n")


def divide_text(chance: random.Random, document: Markup, _words: Vocabulary) -> str | None:
    """A text has a comment, an instruction, a reference or a CDATA section in it."""
    texts = [one for one in document.texts() if "&" not in document.text[one.start : one.end]]
    if not texts:
        return None
    one = chance.choice(texts)
    place = chance.randint(one.start, one.end - 1)
    character = document.text[place]
    inside = f"<![CDATA[{character}]]>" if character not in "\r\n" else "&#10;"
    reference = f"&#x{ord(character):x};" if character != "\r" else "&#9;"
    new = chance.choice((f"<!-- <p> -->{character}", f"{character}<?x <y>?>", reference, inside, f"𝒳{character}é"))
    return document.replaced(place, place + 1, new)


STRUCTURE: Final[tuple[Change, ...]] = (
    *(drop, hollow, repeat, swap, move, insert, rename, misspell, wrap, unwrap, add_text, break_text),
)
ATTRIBUTES: Final[tuple[Change, ...]] = (
    *(drop_attribute, rename_attribute, break_value, break_value, borrow_attribute, add_attribute),
)
IDENTIFIERS: Final[tuple[Change, ...]] = (repeat_identifier, break_identifier)
MOVES: Final[tuple[Change, ...]] = (move_namespace, prefix, prefix_attribute)
DECLARATIONS: Final[tuple[Change, ...]] = (declare_entity, declare_attribute)
LAYOUT: Final[tuple[Change, ...]] = (break_line, carriage_returns, divide_text)
ALL: Final = (*STRUCTURE, *ATTRIBUTES, *IDENTIFIERS, *MOVES, *DECLARATIONS)


def mutant(
    chance: random.Random,
    text: str,
    words: Vocabulary,
    changes: tuple[Change, ...] = ALL,
    layout: tuple[Change, ...] = LAYOUT,
) -> str:
    """Return *text* with one to eight of *changes*, and in half of all cases some of *layout*, if there are any.

    It is well-formed, with regard to namespaces too.
    """
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        text = _changed(chance, text, words, changes)
    for _ in range(chance.choice((0, 0, 1, 2)) if layout else 0):
        text = _changed(chance, text, words, layout)
    return text


def _changed(chance: random.Random, text: str, words: Vocabulary, changes: tuple[Change, ...]) -> str:
    """Return *text* with one change; unchanged if none that was tried could be made."""
    document = markup.read(text)
    for _ in range(_MOST_TRIES):
        new = chance.choice(changes)(chance, document, words)
        if new is not None and _well_formed(new):
            return new
    return text


def _well_formed(text: str) -> bool:
    parser = pyexpat.ParserCreate("UTF-8", namespace_separator="\n")
    try:
        parser.Parse(text.encode(), True)  # noqa: FBT003 - pyexpat takes no keyword
    except pyexpat.ExpatError:
        return False
    return True
