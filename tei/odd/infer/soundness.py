"""Whether leaving elements out has made content models say something else, and what must stay so that it does not.

What a content model refers to and the schema has not is passed over. So ``(label, item)+`` without ``label`` becomes
``item+``, which TEI does not allow; and ``(p+ | summary?)`` without ``summary`` becomes ``p+``, which refuses the empty
element that TEI allows. Such a reference must lead somewhere, even if the corpus never goes there.
"""

from typing import TYPE_CHECKING

from tei.odd.content_models import automata, elements
from tei.odd.content_models.automata import State
from tei.odd.specs import Key
from tei.relaxng import sources

if TYPE_CHECKING:
    from tei.odd.content_models.automata import Automaton
    from tei.odd.content_models.elements import Contents
    from tei.odd.infer.narrowing import Used
    from tei.odd.infer.vocabulary import Vocabulary
    from tei.odd.schema import ResolvedSchema
    from tei.relaxng import model


def contents(grammar: "model.Grammar") -> "Contents":
    """Return what the grammar says of elements."""
    return elements.contents(grammar, sources.nothing)


def missing(
    vocabulary: "Vocabulary", used: "Used", whole: "Contents", narrow: "Contents", schema: "ResolvedSchema"
) -> frozenset[Key]:
    """Return what must not be left out: what *schema*, whose contents are *narrow*, lacks in changed content models."""
    known = whole.named.keys()
    found: set[Key] = set()
    for name, key in used.elements.items():
        if name not in narrow.named or name not in known:
            continue
        before, after = whole.language(name), narrow.language(name)
        if before is None or after is None:
            continue
        left_out = known - used.elements.keys()
        if not (automata.includes(before, after) and automata.includes(after, _without(before, left_out))):
            named = vocabulary.named(vocabulary.schema.specs[key].content)
            found.update(other for other in named if other not in schema.specs)
    return frozenset(found)


def _without(automaton: "Automaton", names: "set[str]") -> "Automaton":
    """Return the words of *automaton* in which none of *names* is; names without end stay."""
    states = [
        State(state.accepts, tuple(step for step in state.steps if "*" in step[0] or step[0] not in names))
        for state in automaton
    ]
    return automata.canonical(states)
