"""What is wrong with the quick fixes of a schema before any of their expressions is looked at."""

import difflib
from collections import Counter
from typing import TYPE_CHECKING, Final

from tei.names import SCH, SQF, split
from tei.schematron.source import Source, sch_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic

_COMMANDS: Final = frozenset({"add", "delete", "replace", "stringReplace"})
_REQUIRED: Final = {
    "call-fix": "ref",
    "fix": "id",
    "group": "id",
    "param": "name",
    "stringReplace": "regex",
    "user-entry": "name",
    "with-param": "name",
}
_PARENTS: Final = {
    "fixes": {"sch:schema"},
    "group": {"sch:rule", "sqf:fixes"},
    "fix": {"sch:rule", "sqf:fixes", "sqf:group"},
    "description": {"sqf:fix", "sqf:user-entry"},
    "title": {"sqf:description"},
    "p": {"sqf:description"},
    "param": {"sqf:fix"},
    "user-entry": {"sqf:fix"},
    "call-fix": {"sqf:fix"},
    "with-param": {"sqf:call-fix"},
    **{command: {"sqf:fix"} for command in _COMMANDS},
}
_ELEMENTS: Final = frozenset(_PARENTS) | {"copy-of", "keep"}
"""All elements; the two that copy nodes may stand anywhere in what a command makes."""

_VALUES: Final = {
    "node-type": ("keep", "element", "attribute", "processing-instruction", "pi", "comment"),
    "position": ("first-child", "last-child", "before", "after"),
}
_EXPRESSIONS: Final = ("match", "select", "use-when", "use-for-each", "default")
_MESSAGES: Final = ("assert", "report", "diagnostic", "property")
_FIX: Final = f"{{{SQF}}}fix"
_GROUP: Final = f"{{{SQF}}}group"
_FIXES: Final = f"{{{SQF}}}fixes"
_CALL: Final = f"{{{SQF}}}call-fix"
_DEFAULT: Final = f"{{{SQF}}}default-fix"


def faults(source: Source) -> "list[Diagnostic]":
    """Return the findings on the quick fixes of *source*; none if it has not one.

    TEI's Stylesheets leave the fixes of an ODD out of a schema, and the references to them in.
    """
    if next(source.root.iter(f"{{{SQF}}}*"), None) is None:
        return []
    return [finding for check in _CHECKS for finding in check(source)]


def _elements(source: Source) -> "Iterator[Diagnostic]":
    for element in _of_fixes(source.root):
        local = split(str(element.tag))[1]
        if local not in _ELEMENTS:
            message = f"<sqf:{local}> is not an element of Schematron Quick Fix"
            advice = [f"is <sqf:{close}> meant?" for close in difflib.get_close_matches(local, _ELEMENTS, 1)]
            yield source.finding_at("sch.schema.fix-element", message, element, None, *advice)
            continue
        parent = element.getparent()
        where = _shown(parent) if parent is not None else ""
        if local in _PARENTS and where not in _PARENTS[local]:
            wanted = " or ".join(f"<{name}>" for name in sorted(_PARENTS[local]))
            message = f"<sqf:{local}> stands in <{where}>, where it means nothing"
            yield source.finding_at("sch.schema.fix-element", message, element, None, f"it belongs into {wanted}")


def _of_fixes(root: "_Element") -> "Iterator[_Element]":
    """Yield the elements of quick fixes; what stands among the words of a message has never counted."""
    for element in root.iter(f"{{{SQF}}}*"):
        if next(element.iterancestors(*map(sch_name, _MESSAGES)), None) is None:
            yield element


def _shown(element: "_Element") -> str:
    namespace, local = split(str(element.tag))
    return {SCH: f"sch:{local}", SQF: f"sqf:{local}"}.get(namespace, local)


def _attributes(source: Source) -> "Iterator[Diagnostic]":
    for element in _of_fixes(source.root):
        local = split(str(element.tag))[1]
        needed = _REQUIRED.get(local, "")
        if needed and not element.get(needed, "").strip():
            yield source.finding_at("sch.schema.fix-attribute", f"<sqf:{local}> needs @{needed}", element, needed)
        if element.get("node-type") in _VALUES["node-type"][1:5] and "target" not in element.attrib:
            message = f"<sqf:{local}> needs @target, the name of the new node"
            yield source.finding_at("sch.schema.fix-attribute", message, element, None)
        for name in _EXPRESSIONS:
            if name in element.attrib and not element.attrib[name].strip():
                yield source.finding_at("sch.schema.fix-attribute", f"@{name} is empty", element, name)
        for name, known in _VALUES.items():
            value = element.get(name)
            if value is not None and value not in known:
                message = f"@{name} of <sqf:{local}> cannot be {value!r}"
                yield source.finding_at("sch.schema.fix-attribute", message, element, name, _meant(value, known))


def _meant(value: str, known: "Collection[str]") -> str:
    close = difflib.get_close_matches(value, known, 1)
    return f"is {close[0]!r} meant?" if close else f"there are: {', '.join(known)}"


def _repeated(source: Source) -> "Iterator[Diagnostic]":
    """Of the fixes and groups of a rule, and of those for all rules, no two may have one id."""
    rules = [list(_own(rule)) for rule in source.root.iter(sch_name("rule"))]
    for places in (*rules, list(_shared(source.root))):
        counts: Counter[str] = Counter()
        for fix in places:
            name = fix.get("id", "")
            counts[name] += 1
            if name and counts[name] > 1:
                message = f"there is a fix or a group {name!r} already"
                yield source.finding_at("sch.schema.fix-attribute", message, fix, "id")


def _references(source: Source) -> "Iterator[Diagnostic]":
    for element in source.root.iter(sch_name("assert"), sch_name("report")):
        offered = element.get(_FIX, "").split()
        known = _in_scope(element, source.root)
        for name in offered:
            if name not in known:
                yield _unknown(source, element, _FIX, name, known)
        preferred = element.get(_DEFAULT)
        if preferred is not None and preferred not in _offered(offered, known):
            message = f"the default fix {preferred!r} is none of those that are offered"
            yield source.finding_at("sch.schema.fix-unknown", message, element, _DEFAULT, "name it in @sqf:fix, too")


def _offered(names: list[str], known: "dict[str, _Element]") -> set[str]:
    """Return the ids of the fixes that *names* mean; a group stands for those in it."""
    found = set(names)
    for name in names:
        if name in known and known[name].tag == _GROUP:
            found |= {str(fix.get("id")) for fix in known[name].iterchildren(_FIX)}
    return found


def _unknown(source: Source, element: "_Element", attribute: str, name: str, known: "Collection[str]") -> "Diagnostic":
    advice = _meant(name, sorted(known)) if known else "there is no fix here at all"
    return source.finding_at("sch.schema.fix-unknown", f"there is no fix {name!r} here", element, attribute, advice)


def _calls(source: Source) -> "Iterator[Diagnostic]":
    for call in source.root.iter(_CALL):
        name = call.get("ref", "")
        if not name.strip():
            continue  # _attributes has said so.
        caller = call.getparent()
        known = {key: fix for key, fix in _in_scope(call, source.root, caller).items() if fix.tag == _FIX}
        if name not in known:
            yield _unknown(source, call, "ref", name, known)
            continue
        called = known[name]
        if "use-for-each" in called.attrib:
            message = f"the fix {name!r} is made for each of several nodes, and cannot be called"
            yield source.finding_at("sch.schema.fix-attribute", message, call, "ref")
        if caller is not None and _comes_back(called, caller, source.root):
            yield source.finding_at("sch.schema.fix-attribute", f"the fix {name!r} calls itself", call, "ref")
        yield from _parameters(source, call, called)


def _comes_back(called: "_Element", caller: "_Element", root: "_Element") -> bool:
    """Return whether *called* calls *caller*, by however many steps."""
    seen, waiting = {called}, [called]
    while waiting:
        fix = waiting.pop()
        if fix is caller:
            return True
        for call in fix.iterchildren(_CALL):
            following = _in_scope(call, root, fix).get(call.get("ref", ""))
            if following is not None and following not in seen:
                seen.add(following)
                waiting.append(following)
    return False


def _parameters(source: Source, call: "_Element", called: "_Element") -> "Iterator[Diagnostic]":
    declared = {str(own.get("name")): own for own in called.iterchildren(f"{{{SQF}}}param")}
    given = [(own, own.get("name", "")) for own in call.iterchildren(f"{{{SQF}}}with-param")]
    for own, name in given:
        if name and name not in declared:
            advice = _meant(name, sorted(declared)) if declared else "it has none"
            message = f"the fix {called.get('id')!r} has no parameter {name!r}"
            yield source.finding_at("sch.schema.fix-unknown", message, own, "name", advice)
    for name, own in declared.items():
        if own.get("required") == "yes" and name not in {one for _own, one in given}:
            message = f"the fix {called.get('id')!r} needs a value for its parameter {name!r}"
            yield source.finding_at(
                "sch.schema.fix-attribute", message, call, None, f'<sqf:with-param name="{name}" …/>'
            )


def _in_scope(place: "_Element", root: "_Element", caller: "_Element | None" = None) -> "dict[str, _Element]":
    """Return what an id means at *place*: fixes and groups of its rule, and those of all rules.

    A rule that others extend is looked at with all there are: it has theirs, too. *caller* does not mean itself.
    """
    found = list(_shared(root))
    rule = next(place.iterancestors(sch_name("rule")), None)
    if rule is not None and rule.get("abstract") == "true":
        found += root.iter(_FIX, _GROUP)
    elif rule is not None:
        found += [fix for extended in _extended(rule, root) for fix in _own(extended)]
    return {str(fix.get("id")): fix for fix in found if fix is not caller}


def _extended(rule: "_Element", root: "_Element") -> "list[_Element]":
    """Return the rules that *rule* extends, by however many steps, and itself at the end."""
    abstract = {str(one.get("id")): one for one in root.iter(sch_name("rule")) if one.get("abstract") == "true"}
    found, waiting = [rule], [rule]
    while waiting:
        for extends in waiting.pop().iterchildren(sch_name("extends")):
            target = abstract.get(extends.get("rule", ""))
            if target is not None and target not in found:
                found.append(target)
                waiting.append(target)
    return found[::-1]


def _own(rule: "_Element") -> "Iterable[_Element]":
    return _fixes_in(rule.iterchildren(_FIX, _GROUP))


def _shared(root: "_Element") -> "Iterable[_Element]":
    return _fixes_in(fix for fixes in root.iterchildren(_FIXES) for fix in fixes.iterchildren(_FIX, _GROUP))


def _fixes_in(places: "Iterable[_Element]") -> "Iterator[_Element]":
    for place in places:
        yield place
        if place.tag == _GROUP:
            yield from place.iterchildren(_FIX)


_CHECKS: Final = (_elements, _attributes, _repeated, _references, _calls)
