"""Names without end as XML Schema speaks of them: by namespaces.

Source: XML Schema 1.0 Part 1, section 3.10.
"""

from typing import Final

from tei.relaxng import name_classes
from tei.relaxng.name_sets import AnyName, NameSet, NsName

ANY: Final = "##any"
OTHER: Final = "##other"
LOCAL: Final = "##local"
TARGET: Final = "##targetNamespace"


def spaces(names: NameSet, target: str) -> tuple[str, ...]:
    """Return the namespaces, as a schema for *target* writes them, that have all of *names*, and few besides.

    ``##other`` is every namespace but the target and none.
    """
    if isinstance(names, NsName):
        return (LOCAL,) if not names.namespace else (TARGET,) if names.namespace == target else (names.namespace,)
    if not isinstance(names, AnyName) or target not in (excluded := _excluded(names)):
        return (ANY,)
    return (OTHER,) if "" in excluded else (OTHER, LOCAL)


def _excluded(names: AnyName) -> set[str]:
    """Return the namespaces of which *names* has no name."""
    parts = () if names.exception is None else name_classes.parts(names.exception)
    return {part.namespace for part in parts if isinstance(part, NsName) and part.exception is None}


def has(spaces_: tuple[str, ...], namespace: str, target: str) -> bool:
    """Return whether names of *namespace* are meant."""
    own = LOCAL if not namespace else TARGET if namespace == target else namespace
    other = OTHER in spaces_ and namespace not in {target, ""}
    return ANY in spaces_ or own in spaces_ or other


def overlap(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Return whether both mean some namespace."""
    if ANY in one or ANY in two or set(one) & set(two):
        return True
    others = {*one, *two}
    return OTHER in others and bool(others - {OTHER, LOCAL, TARGET})


def besides(names: NameSet, spaces_: tuple[str, ...], target: str) -> tuple[str, str] | None:
    """Return a name that *spaces_* mean and *names* does not have, None if there is none to be named."""
    for namespace, local in name_classes.representatives(names):
        if not names.contains(namespace, local) and has(spaces_, namespace, target) and local.isprintable():
            return namespace, local
    return None
