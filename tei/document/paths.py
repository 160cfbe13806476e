"""XPaths: a readable one for an element, and the element for the two machine-made forms.

XPath 3.1's ``path()`` writes ``/Q{ns}TEI[1]/Q{ns}p[2]/@n``; libxml2 writes ``/*/*[2]`` or ``/tei:TEI/tei:p[2]``.
"""

import re
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

XML_ID: Final = f"{{{names.XML}}}id"
_ROOT_CALL: Final = "Q{http://www.w3.org/2005/xpath-functions}root()"
_STEP: Final = re.compile(
    r"""/(?:
        (?P<attribute>@(?:Q\{[^}]*\})?[^/\[]+)
      | (?P<leaf>(?:text|comment|node|processing-instruction|namespace)(?:\(|::)[^/]*)
      | (?:Q\{(?P<namespace>[^}]*)\}(?P<local>[^/\[]+) | (?P<any>\*) | (?P<qname>[^/\[@]+))
        (?:\[(?P<position>[1-9][0-9]*)\])?
    )""",
    re.VERBOSE,
)
_TEXT: Final = re.compile(r"text\(\)(?:\[([1-9][0-9]*)\])?")


class Numbers:
    """The numbers that steps of readable XPaths need. The children of an element are counted once, for all of them."""

    def __init__(self) -> None:
        # lxml keeps one proxy an element only while somebody holds it; the keys do.
        self._numbers: dict[_Element, int] = {}

    def of(self, element: "_Element") -> int:
        """Return which of the siblings of its name *element* is, from 1; 0 if it is the only one."""
        parent = element.getparent()
        if parent is None:
            return 0
        if element not in self._numbers:
            self._numbers.update(_numbered(parent))
        return self._numbers[element]


def readable(element: "_Element", numbers: Numbers) -> str:
    """Return an XPath that people can read, anchored at the nearest ``@xml:id``: ``//div[@xml:id="c"]/p[2]``."""
    steps: list[str] = []
    current: _Element | None = element
    while current is not None:
        identifier = current.get(XML_ID)
        name = names.prefixed(_tag(current))
        if identifier is not None:
            quote = "'" if '"' in identifier else '"'
            return "/".join([f"//{name}[@xml:id={quote}{identifier}{quote}]", *reversed(steps)])
        number = numbers.of(current)
        steps.append(f"{name}[{number}]" if number else name)
        current = current.getparent()
    return "/" + "/".join(reversed(steps))


_READABLE_STEP: Final = re.compile(
    r"""(?P<slashes>//?)(?P<name>@?(?:Q\{[^}]*\})?[^/\[]+)
        (?:\[(?:(?P<number>[0-9]+)|@xml:id=(?P<quote>["'])(?P<identifier>.*?)(?P=quote))\])?""",
    re.VERBOSE,
)


class Goals:
    """Where the paths of :func:`readable` lead in a document; the children of an element are looked through once."""

    def __init__(self, root: "_Element") -> None:
        self._root = root
        self._children: dict[_Element, dict[str, list[_Element]]] = {}

    def of(self, path: str) -> "list[_Element]":
        """Return the elements that *path* leads to, or that have the attribute it leads to.

        It is more than one if they share an identifier.
        """
        found: list[_Element] = []
        for step in _READABLE_STEP.finditer(path):
            name, number = step["name"], step["number"]
            if name.startswith("@"):
                break
            if step["slashes"] == "//":
                candidates = self._identified.get(step["identifier"], [])
                found = [one for one in candidates if names.prefixed(_tag(one)) == name]
            elif not found:
                found = [self._root] if names.prefixed(_tag(self._root)) == name else []
            else:
                named = [self._named(parent).get(name, []) for parent in found]
                found = [one for group in named for one in (group[int(number) - 1 :][:1] if number else group)]
            if not found:
                break
        return found

    @cached_property
    def _identified(self) -> "dict[str, list[_Element]]":
        found: dict[str, list[_Element]] = {}
        for element in self._root.iter("*"):
            identifier = element.get(XML_ID)
            if identifier is not None:
                found.setdefault(identifier, []).append(element)
        return found

    def _named(self, parent: "_Element") -> "dict[str, list[_Element]]":
        """Return the children of *parent* by their names."""
        if parent not in self._children:
            found = self._children[parent] = {}
            for child in parent.iterchildren("*"):
                found.setdefault(names.prefixed(_tag(child)), []).append(child)
        return self._children[parent]


def _tag(element: "_Element") -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _numbered(parent: "_Element") -> "Iterator[tuple[_Element, int]]":
    """Yield the children of *parent*, each with its number among those of its name, or 0 if it is the only one."""
    children = list(parent)
    counts, met = Counter(map(_tag, children)), Counter[str]()
    for child in children:
        tag = _tag(child)
        met[tag] += 1
        yield child, met[tag] if counts[tag] > 1 else 0


class Goal(NamedTuple):
    """The element that a path leads to or into; the Clark name of its attribute, or the number of its text, from 1."""

    element: "_Element"
    attribute: str = ""
    text: int = 0


def resolve(root: "_Element", path: str) -> Goal:
    """Return what *path* leads to.

    A path to a comment or processing instruction leads to the element that has it. Raises :class:`LookupError`.
    """
    written = path.removeprefix(_ROOT_CALL)
    current: _Element | None = None
    position = 0
    while (step := _STEP.match(written, position)) and step.end() > position:
        position = step.end()
        if step["attribute"] or step["leaf"]:
            break
        current = _child(root, current, step)
    if written != "/" and (position == 0 or position != len(written)):
        message = f"this XPath cannot be followed here: {path}"
        raise LookupError(message)
    return _goal(root if current is None else current, step)


def _goal(element: "_Element", step: re.Match[str] | None) -> Goal:
    """Return what the last *step* of a path, taken from *element*, leads to."""
    if step is None:
        return Goal(element)
    if step["attribute"]:
        return Goal(element, attribute=_clark(step["attribute"][1:]))
    text = _TEXT.fullmatch(step["leaf"] or "")
    return Goal(element, text=int(text[1] or 1) if text else 0)


def _clark(name: str) -> str:
    """Return the Clark name of an attribute written as ``Q{ns}n``, ``xml:n`` or ``n``."""
    if name.startswith("Q{"):
        return name[1:].removeprefix("{}")
    return f"{{{names.XML}}}{name[4:]}" if name.startswith("xml:") else name


def _child(root: "_Element", parent: "_Element | None", step: re.Match[str]) -> "_Element":
    if parent is None:
        found = _matching([root], step)
    elif step["local"]:
        # A name in full is for lxml to look for: there may be thousands of paragraphs side by side.
        found = parent.iterchildren(f"{{{step['namespace']}}}{step['local']}")
    else:
        found = _matching(parent.iterchildren("*"), step)
    child = next(islice(found, int(step["position"] or 1) - 1, None), None)
    if child is None:
        message = f"there is no {step[0]} below {'the document' if parent is None else names.prefixed(_tag(parent))}"
        raise LookupError(message)
    return child


def _matching(candidates: "list[_Element] | Iterator[_Element]", step: re.Match[str]) -> "Iterator[_Element]":
    for candidate in candidates:
        namespace, local = names.split(_tag(candidate))
        if step["any"]:
            yield candidate
        elif step["local"]:
            if (namespace, local) == (step["namespace"], step["local"]):
                yield candidate
        else:
            prefix, colon, rest = str(step["qname"]).partition(":")
            # Without a prefix libxml2 means a name in no namespace: one in a default namespace it writes as *.
            if (local == rest and candidate.prefix == prefix) if colon else (not namespace and local == prefix):
                yield candidate
