"""The declarations in scope at a place in a document: what the prefix of a QName and the name of an entity mean."""

from typing import TYPE_CHECKING

from tei import names
from tei.relaxng.datatypes import Context

if TYPE_CHECKING:
    import pyexpat


class Declarations(Context):
    """The namespaces in scope by their prefixes, "" being the default's; they change as expat reads on."""

    def __init__(self) -> None:
        super().__init__({"xml": names.XML})
        self._before: list[str | None] = []

    def attach(self, expat: "pyexpat.XMLParserType") -> None:
        """Have *expat* tell what is declared."""
        expat.StartNamespaceDeclHandler = self._bind
        expat.EndNamespaceDeclHandler = self._unbind
        expat.UnparsedEntityDeclHandler = self._declare

    def _bind(self, prefix: str | None, namespace: str | None) -> None:
        self._before.append(self.get(prefix or ""))
        self._set(prefix or "", namespace)

    def _unbind(self, prefix: str | None) -> None:
        # expat ends bindings in the reverse of the order in which it began them.
        self._set(prefix or "", self._before.pop())

    def _set(self, prefix: str, namespace: str | None) -> None:
        if namespace:
            self[prefix] = namespace
        else:
            self.pop(prefix, None)

    def _declare(self, name: str, *_declared: object) -> None:
        self.unparsed_entities |= {name}
