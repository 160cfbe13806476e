"""The quick fixes of an ODD's rules, so that they mean in a schema what they mean in the ODD.

Source: W3C community group "Quick-fix support for XML", Schematron Quick Fixes Specification, draft of March 2018.
"""

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from tei.names import SCH, SQF

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.rules.prefixes import Prefixes

FIXES: Final = frozenset({f"{{{SQF}}}fix", f"{{{SQF}}}group"})
"""What stands in a rule, or in ``sqf:fixes`` for all rules."""

EXPRESSIONS: Final = frozenset({"match", "select", "use-when", "use-for-each", "default", "target", "regex"})
"""The attributes of a fix in which there may be prefixes."""

_MAKING: Final = (f"{{{SQF}}}add", f"{{{SQF}}}replace")
_NAME: Final = re.compile(r"[\w.\-]+")


def shared(fix: "_Element") -> "_Element":
    """Return a copy of *fix*, or of a group, as one that holds for all rules."""
    # The stubs of lxml do not know that None stands for the default namespace.
    fixes = etree.Element(f"{{{SQF}}}fixes", nsmap=cast("dict[str, str]", fix.nsmap))
    fixes.append(deepcopy(fix))
    fixes[0].tail = None
    return fixes


def name_targets(node: "_Element", twin: "_Element", prefixes: "Prefixes") -> None:
    """Give the names of new elements their prefixes in *twin*, a copy of *node*.

    The default namespace of the ODD is not that of the schema.
    """
    for original, made in zip(node.iter(*_MAKING), twin.iter(*_MAKING), strict=True):
        target, namespace = made.get("target", ""), original.nsmap.get(None)
        is_element = made.get("node-type", "element") in {"element", "keep"}
        if namespace and namespace != SCH and is_element and _NAME.fullmatch(target):
            made.set("target", prefixes.name(namespace, target))
