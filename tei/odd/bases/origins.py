"""Where a customisation takes its specifications from: releases of TEI P5, compiled ODDs, ODDs that are compiled first.

Source: TEI Guidelines, ``@source`` (att.predicate and sections TDbuild, IM); docs/odd-semantics.md.
"""

import re
from typing import TYPE_CHECKING, Final

from tei import names
from tei.errors import DocumentError, TeiError
from tei.odd.bases import facts, shelf
from tei.odd.bases.base import DocumentBase
from tei.odd.source import assembly
from tei.relaxng.sources import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from tei.odd.bases.base import Base
    from tei.odd.source.files import Files

_ON_A_MACHINE: Final = re.compile(r"^(file:/*)?(/(home|Users|path|tmp|Volumes|mnt)/|[A-Za-z]:[\\/]|/[A-Za-z]:)")
"""What looks like a path on its author's own machine."""
_MODULE: Final = names.tei_name("moduleRef")
_GROUP: Final = names.tei_name("specGrpRef")
_TO_COMPILE: Final = frozenset({"change", "delete"})


class _ToldError(TeiError):
    """What is wrong has been noted."""


class Origins:
    """The bases of one ODD, each opened once.

    *compiled* compiles an ODD that another builds on; *override* is the address of the source that stands for every
    one the ODD names; *nearest* takes the nearest release for one that is not here; *release* is taken for every one.
    """

    def __init__(
        self,
        files: "Files",
        compiled: "Callable[[str, _Element], Base | None]",
        override: str = "",
        *,
        nearest: bool = False,
        release: str = "",
    ) -> None:
        self._files = files
        self._compiled = compiled
        self._override = override
        self._nearest = nearest
        self._release = f"tei:{release}" if release else ""
        self._bases: dict[str, Base | None] = {}

    def base(self, source: str, node: "_Element") -> "Base | None":
        """Return what *source*, written at *node*, means; None if it cannot be had, which is noted in the files."""
        address = self._override or source
        if self._release and _is_release(address):
            address = self._release
        if address not in self._bases:
            self._bases[address] = self._found(address, _carrier(node))
        return self._bases[address]

    @property
    def bases(self) -> "tuple[Base, ...]":
        """The bases that were found."""
        return tuple(base for base in self._bases.values() if base is not None)

    def _found(self, address: str, node: "_Element") -> "Base | None":
        try:
            # An ODD that names no source means what TEI has now: as the user has added it, or as it ships.
            found = self._on_the_shelf(address or "tei:current", node)
            return found or self._in_file(address, node)
        except _ToldError:
            pass
        except UnreadableError as fault:
            self._fault(address, str(fault), node, fault.advice)
        except DocumentError as fault:
            self._files.faults.extend(fault.diagnostics)
        except TeiError as fault:
            self._fault(address, str(fault), node, "")
        return None

    def _on_the_shelf(self, address: str, node: "_Element") -> "Base | None":
        """Return the source that *address* names: a release of TEI P5, or what the user has added."""
        try:
            return shelf.find(address)
        except shelf.MissingReleaseError as fault:
            release = shelf.normal(address).removeprefix("tei:")
            if not self._nearest or not release[:1].isdigit():
                self._files.fault("odd.source", fault.reason, node, fault.advice, attribute="source")
                raise _ToldError from fault
        near = _nearest(release)
        message = f"TEI P5 {release} is not here; {near}, the nearest release that is, stands for it"
        advice = f"get p5subset.xml of TEI P5 {release} and run: tei odd source add p5subset.xml"
        self._files.warn("odd.source", message, node, advice, attribute="source")
        return facts.load(near)

    def _in_file(self, address: str, node: "_Element") -> "Base | None":
        """Return the specifications in the file at *address*; an ODD with something left to compile is compiled."""
        root = self._files.open(address).root
        schemas = assembly.schemas(self._files, root)
        if schemas and any(_is_uncompiled(self._files, schema) for schema in schemas):
            return self._compiled(address, node)
        return DocumentBase(self._files, root, _last(address))

    def _fault(self, address: str, message: str, node: "_Element", advice: str) -> None:
        written = node.get("source", "").strip()
        if _ON_A_MACHINE.match(written) and not self._override:
            message = f"the source {written} is a path on somebody’s own machine"
            advice = "write its address, or give the file: --source FILE"
        elif address.startswith("http"):
            message = f"the source {address} is not a file, and nothing is read from the network"
            advice = "give the file: --source FILE, or a catalog that maps the address to one: --catalog FILE"
        else:
            advice = advice or "correct the address, or give the file: --source FILE"
        self._files.fault("odd.source", message, node, advice, attribute="source")


def _carrier(node: "_Element") -> "_Element":
    """Return the element whose ``source`` holds at *node*: itself, or one around it."""
    return next((outer for outer in [node, *node.iterancestors()] if outer.get("source")), node)


def _is_release(address: str) -> bool:
    """Return whether *address* means a release of TEI P5: by its name, or as the file that TEI publishes."""
    return shelf.normal(address).startswith("tei:") or _last(address) == "p5subset.xml"


def _is_uncompiled(files: "Files", schema: "_Element") -> bool:
    """Return whether a schema has something left to do: a module to take, a specification to change."""
    return any(
        (child.tag == _MODULE and child.get("key")) or child.tag == _GROUP or child.get("mode") in _TO_COMPILE
        for child in files.children(schema)
    )


def _nearest(release: str) -> str:
    """Return the release that is nearest to *release*: the next one, else the last before it."""
    ordered = [known for known in facts.releases() if known not in facts.DEVELOPMENT]
    later = [known for known in ordered if _numbers(known) >= _numbers(release)]
    return later[0] if later else ordered[-1]


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", release))


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]
