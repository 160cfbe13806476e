"""The reference of a guide: an entry of the record for each element, class, macro and datatype."""

from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.odd.guide.counting import how_many
from tei.odd.guide.record import add, new, spoken
from tei.odd.guide.rules import rules
from tei.odd.guide.words import Words, plain
from tei.odd.specs import AttList, attributes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from tei.odd.grammar.definitions import Definitions
    from tei.odd.guide.changes import Changes
    from tei.odd.guide.compact import Compact
    from tei.odd.guide.examples import Corpus, Shown
    from tei.odd.guide.identifiers import Identifiers
    from tei.odd.guide.placing import Places
    from tei.odd.guide.rules import Rule
    from tei.odd.guide.saying import Saying
    from tei.odd.guide.wording import Wording
    from tei.odd.resolution.inheritance import Attributes, Inheritance
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import AttDef, AttName, Key, Spec

_ALIKE: Final = 24
"""How many elements a list has at most that several entries show; a longer one is shown once and referred to."""
_PARENTS: Final = 12
"""How many parents are named that an element has in a corpus."""


class Sources(NamedTuple):
    """What is known of a schema, for its entries to be made from."""

    schema: "ResolvedSchema"
    inheritance: "Inheritance"
    definitions: "Definitions"
    identifiers: "Identifiers"
    wording: "Wording"
    saying: "Saying"
    compact: "Compact"
    places: "Places"
    changes: "Changes"
    corpus: "Corpus | None"


class Entries:
    """Makes the entries of one guide, in the order in which they stand in it."""

    def __init__(self, sources: Sources) -> None:
        self._from = sources
        self._shown_lists: dict[frozenset[Key], tuple[str, str]] = {}
        specs = sources.schema.specs
        self._by_name = {(key.namespace, specs[key].output_name): key for key in sources.places.contents}

    def of(self, key: "Key") -> "_Element":
        """Return the entry for *key*."""
        known, spec = self._from, self._from.schema.specs[key]
        change = known.changes.of.get(key)
        entry = new(
            "entry",
            id=known.identifiers.of(key),
            kind=key.kind,
            type=spec.type if key.kind == "class" else "",
            name=spec.output_name,
            ident=spec.ident,
            module=spec.module,
            namespace="" if key.namespace == names.TEI else key.namespace,
            until=spec.valid_until,
            status=change.status if change else "",
        )
        known.saying.write(entry, spec.prose)
        self._content(entry, key, spec)
        self._classes(entry, spec)
        if key.kind == "class":
            self._members(entry, key, spec)
        if key.kind == "element":
            self._places(entry, key)
        self._attributes(entry, key, spec)
        self._rules(entry, spec)
        for phrase in change.phrases if change else ():
            add(entry, "change", phrase)
        known.saying.write_more(entry, spec.prose)
        if key.kind == "element" and known.corpus is not None:
            self._corpus(entry, known.corpus, known.corpus.elements.get(_tag(key, spec)))
        return entry

    # Content, and what the grammar has of it

    def _content(self, entry: "_Element", key: "Key", spec: "Spec") -> None:
        if key.kind != "class":
            self._words(entry, self._from.wording.content(spec))
        for item in spec.values.items if spec.values else ():
            value = add(entry, "value", name=item.value, until=item.valid_until)
            self._from.saying.write(value, item.prose)
        if compact := self._from.compact.of(self._patterns(key, spec)):
            add(entry, "compact", compact)

    def _patterns(self, key: "Key", spec: "Spec") -> list[str]:
        """Return the names of the patterns that stand for *key* in the grammar."""
        name = self._from.definitions.names[key]
        if key.kind != "class" or spec.type == "model":
            forms = ("", "_sequence", "_sequenceOptional", "_sequenceRepeatable", "_sequenceOptionalRepeatable")
            return [name + form for form in forms]
        return [f"{name}.attributes", *self._from.compact.beginning(f"{name}.attribute.")]

    def _words(self, parent: "_Element", words: Words) -> None:
        written = add(parent, "words", plain="text" if plain(words) in {"text", "nothing"} else "")
        spoken(written, words, self._from.identifiers)

    # Who is what

    def _ref(self, parent: "_Element", key: "Key", **more: str) -> None:
        spec = self._from.schema.specs[key]
        add(parent, "ref", spec.output_name, to=self._from.identifiers.of(key), kind=key.kind, **more)

    def _refs(self, parent: "_Element", keys: "Iterable[Key]") -> None:
        specs = self._from.schema.specs
        for key in sorted(keys, key=lambda key: (specs[key].output_name.casefold(), key)):
            self._ref(parent, key)

    def _classes(self, entry: "_Element", spec: "Spec") -> None:
        keys = [self._from.schema.key("class", one.key) for one in (spec.classes.members if spec.classes else ())]
        if found := [key for key in keys if key is not None]:
            self._refs(add(entry, "classes"), found)

    def _members(self, entry: "_Element", key: "Key", spec: "Spec") -> None:
        direct = [member.key for member in self._from.schema.members.get(key.ident, ())]
        self._refs(add(entry, "members", kind=spec.type), direct)
        users = [] if spec.type == "model" else [one.key for one in self._from.schema.flattened(key.ident)]
        if through := [one for one in users if one not in direct]:
            folded = "yes" if len(through) > _ALIKE else ""
            self._refs(add(entry, "through", count=str(len(through)), folded=folded), through)

    def _places(self, entry: "_Element", key: "Key") -> None:
        """Write where the element may stand, and what may stand in it."""
        alphabet = self._from.places.contents[key]
        parents = self._from.places.parents[key]
        start = self._from.schema.start
        roots = ("TEI", "teiCorpus") if start is None else start
        self._elements(entry, "contained", parents, root="yes" if key.ident in roots else "")
        contains = self._elements(
            entry,
            "contains",
            alphabet.elements,
            mixed="yes" if alphabet.text else "",
            anything="yes" if alphabet.anything else "",
        )
        for name in sorted(alphabet.others):
            add(contains, "other", name)

    def _elements(self, entry: "_Element", kind: str, keys: "Iterable[Key]", **more: str) -> "_Element":
        """Write a list of elements by module; a long one that another entry has is referred to."""
        found = frozenset(keys)
        elements = add(entry, kind, count=str(len(found)), **more)
        if len(found) > _ALIKE:
            if found in self._shown_lists:
                to, name = self._shown_lists[found]
                add(elements, "same", name, to=to)
                return elements
            identifier = f"{entry.get('id')}.{kind}"
            elements.set("id", identifier)
            self._shown_lists[found] = identifier, entry.get("name", "")
        for module in sorted({self._from.schema.specs[key].module for key in found}):
            within = add(elements, "module", name=module)
            self._refs(within, (key for key in found if self._from.schema.specs[key].module == module))
        return elements

    # Attributes

    def _attributes(self, entry: "_Element", key: "Key", spec: "Spec") -> None:
        given = self._given(key, spec)
        own = [one.definition for one in given.values() if one.origin == (key.ident if key.kind == "class" else "")]
        others = _alternatives(spec.attributes)
        for definition in own:
            self._attribute(entry, key, definition, others.get(definition.name, ()))
        by_class: dict[str, list[AttDef]] = {}
        for one in given.values():
            if one.definition not in own:
                by_class.setdefault(one.origin, []).append(one.definition)
        for ident, definitions in sorted(by_class.items()):
            home = self._from.schema.key("class", ident)
            if home is None:
                continue
            inherited = add(entry, "from", ident, to=self._from.identifiers.of(home))
            for definition in definitions:
                self._inherited(inherited, home, definition)

    def _given(self, key: "Key", spec: "Spec") -> "Attributes":
        if key.kind == "element":
            return self._from.inheritance.of_element(spec)
        return self._from.inheritance.of_class(key.ident) if key.kind == "class" else {}

    def _inherited(self, parent: "_Element", home: "Key", definition: "AttDef") -> None:
        add(
            parent,
            "att",
            _attribute_name(definition),
            to=self._from.identifiers.attribute(home, definition),
            required="yes" if definition.required else "",
            until=definition.valid_until,
        )

    def _attribute(self, entry: "_Element", key: "Key", definition: "AttDef", others: "tuple[AttDef, ...]") -> None:
        """Write an attribute in full: what it says, whether it must be there or one of *others*, what its value is."""
        usage = "required" if definition.required else "recommended" if definition.usage == "rec" else "optional"
        if others:
            instead = " or ".join(f"@{_attribute_name(other)}" for other in others)
            usage = f"required, or instead of it {instead}" if definition.required else f"not together with {instead}"
        written = add(
            entry,
            "attribute",
            id=self._from.identifiers.attribute(key, definition),
            name=_attribute_name(definition),
            usage=usage,
            until=definition.valid_until,
            default="" if definition.default is None else definition.default,
        )
        self._from.saying.write(written, definition.prose)
        values = definition.values
        closed = values is not None and values.type == "closed"
        if not closed:
            self._words(written, self._from.wording.datatype(definition.datatype))
        if values is not None and values.items:
            several = how_many(definition.datatype) if closed else ""
            listed = add(written, "values", type=values.type or "open", several=several)
            for item in values.items:
                self._from.saying.write(add(listed, "value", name=item.value, until=item.valid_until), item.prose)
        self._told(written, rules(definition.constraints, self._from.saying.languages))
        self._from.saying.write_more(written, definition.prose)

    # Rules, and the corpus

    def _rules(self, entry: "_Element", spec: "Spec") -> None:
        self._told(entry, rules(spec.constraints, self._from.saying.languages))

    def _told(self, parent: "_Element", found: "Iterable[Rule]") -> None:
        for rule in found:
            written = add(parent, "rule", ident=rule.ident, warns="yes" if rule.warns else "")
            for message in rule.messages:
                add(written, "message", message)

    def _corpus(self, entry: "_Element", corpus: "Corpus", shown: "Shown | None") -> None:
        """Write how often the corpus has the element, where, and examples."""
        used = add(entry, "corpus", count=str(shown.count if shown else 0))
        if shown is None:
            return
        used.set("documents", str(shown.documents))
        used.set("of", str(corpus.documents))
        ordered = sorted(shown.parents.items(), key=lambda one: (-one[1], one[0]))
        for tag, count in ordered[:_PARENTS]:
            self._parent(used, tag, count)
        if more := ordered[_PARENTS:]:
            used.set("more", str(len(more)))
        for example in shown.examples:
            add(used, "example", document=example.document).append(example.node)

    def _parent(self, used: "_Element", tag: str, count: int) -> None:
        namespace, local = names.split(tag)
        key = self._by_name.get((namespace, local))
        to = "" if key is None else self._from.identifiers.of(key)
        add(used, "parent", local, to=to, count=str(count))


def _tag(key: "Key", spec: "Spec") -> str:
    """Return the Clark name that documents have."""
    return f"{{{key.namespace}}}{spec.output_name}" if key.namespace else spec.output_name


def _alternatives(attlist: "AttList | None") -> "dict[AttName, tuple[AttDef, ...]]":
    """Return the other attributes of its list for each attribute of which only one may be there."""
    found: "dict[AttName, tuple[AttDef, ...]]" = {}
    for member in attlist.members if attlist else ():
        if isinstance(member, AttList):
            found.update(_alternatives(member))
    if attlist is not None and attlist.org == "choice":
        known = attributes(attlist)
        for one in known:
            found[one.name] = tuple(other for other in known if other is not one)
    return found


def _attribute_name(definition: "AttDef") -> str:
    """Return the name of an attribute as people write it."""
    namespace, local = definition.output_name
    if definition.alt_ident or ":" in definition.ident:
        return definition.alt_ident or definition.ident
    return f"xml:{local}" if namespace == names.XML else local
