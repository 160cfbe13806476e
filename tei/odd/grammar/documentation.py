"""What a schema says for people: glosses and descriptions in one language, as annotations of the grammar."""

from typing import TYPE_CHECKING, Final

from tei.relaxng.model import ANNOTATIONS, Annotation, AnnotationAttribute, QName

if TYPE_CHECKING:
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import AttDef, Key, Prose, Spec, ValItem

_DOCUMENTATION: Final = QName(ANNOTATIONS, "documentation")
_DEFAULT: Final = QName(ANNOTATIONS, "defaultValue")


class Documentation:
    """What is said of the parts of *schema*, in the language its author asks for."""

    def __init__(self, schema: "ResolvedSchema", languages: tuple[str, ...] = ()) -> None:
        self._schema = schema
        self._languages = (*(languages or schema.documentation_languages), "", "en")

    def of_schema(self) -> tuple[Annotation, ...]:
        """Return what is said of the schema as a whole."""
        return _note(self._schema.title)

    def of_spec(self, spec: "Spec") -> tuple[Annotation, ...]:
        """Return what is said of an element, macro or datatype."""
        return _note(self.text(spec.prose))

    def of_class(self, key: "Key") -> tuple[Annotation, ...]:
        """Return what is said of a class."""
        return _note(self.text(self._schema.specs[key].prose))

    def of_attribute(self, definition: "AttDef") -> tuple[Annotation | AnnotationAttribute, ...]:
        """Return what is said of an attribute, and its default value."""
        notes: tuple[Annotation | AnnotationAttribute, ...] = _note(self.text(definition.prose))
        if definition.default is None or definition.required:
            return notes
        return (AnnotationAttribute(_DEFAULT, definition.default, "a"), *notes)

    def of_value(self, item: "ValItem") -> tuple[Annotation, ...]:
        """Return what is said of a value."""
        return _note(self.text(item.prose))

    def text(self, prose: "tuple[Prose, ...]") -> str:
        """Return gloss and description: ``(abbreviation) marks …``."""
        gloss = self._chosen(prose, "gloss")
        described = self._chosen(prose, "desc")
        return f"({gloss}) {described}".rstrip() if gloss else described

    def _chosen(self, prose: "tuple[Prose, ...]", kind: str) -> str:
        """Return the text of this kind in the first of the languages that has one, else the first there is."""
        found = [part for part in prose if part.kind == kind and part.node.get("type") != "deprecationInfo"]
        for language in self._languages:
            for part in found:
                if part.language == language:
                    return _words(part)
        return _words(found[0]) if found else ""


def _words(part: "Prose") -> str:
    return " ".join("".join(map(str, part.node.itertext())).split())


def _note(text: str) -> tuple[Annotation, ...]:
    return (Annotation(_DOCUMENTATION, content=(text,), prefix="a"),) if text else ()
