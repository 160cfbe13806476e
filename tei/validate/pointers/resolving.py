"""What the documents of a corpus want of each other, compared once with what they have.

Every document's wants are unpacked once for each file that it points into, and every file's identifiers once: the time
grows with the number of pointers, and what is held beside the packed facts is one file's identifiers.
"""

import os
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from tei import corpus
from tei.diagnostics import Severity
from tei.document.loading import is_file
from tei.validate.pointers import facts as known
from tei.validate.pointers.facts import Facts, Fault, Identified, Want
from tei.validate.pointers.inclusions import Inclusions
from tei.validate.pointers.placing import Faulty, Placed, Source, facts_of, no_facts, placed, unplaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tei.limits import Limits
    from tei.validate.remembered.memory import Memory
    from tei.validate.results import Checked

_LIKENESS: Final = 0.7
_MOST_ADVISED: Final = 20
_FEW: Final = 64
Item = TypeVar("Item")
Result = TypeVar("Result")


class Scope(NamedTuple):
    """What may be read besides the documents: what lies below ``folders``, and ``files``; how, and what is asked for.

    Folders and files are true paths. Once it is ``stopped``, no more files are read.
    """

    folders: frozenset[str]
    files: frozenset[str]
    limits: "Limits"
    unused: bool = False
    jobs: int = 1
    stopped: "Callable[[], bool]" = bool

    def allows(self, place: str) -> bool:
        """Return whether the file at *place* may be read."""
        return place in self.files or any(str(folder) in self.folders for folder in Path(place).parents)


def settle(documents: "Sequence[Checked]", scope: Scope, memory: "Memory | None" = None) -> "list[Checked]":
    """Return *documents* with the findings on their pointers, and without the facts that these came from.

    *memory* may know what was said of the same faults in the same documents before.
    """
    footing = memory.footing(None) if memory else None
    parts = _parts(documents)
    found = _Resolving([*documents, *(one.part for one in parts)], scope)
    faults = found.faults()
    tasks, owners = [], []
    for part in (*(_Part(one, one) for one in documents), *parts):
        one, owner = part.part, part.owner
        if one.facts and one.facts.place in faults:
            taken = (own for own in owner.findings if own.path == one.path and own.severity is Severity.ERROR)
            places = frozenset(finding.span for finding in taken)
            header = "" if one is owner else owner.path
            tasks.append(
                Faulty(one.path, scope.limits, tuple(faults[one.facts.place]), places, header, part.via, footing)
            )
            owners.append(owner.path)
    additions: dict[str, list[Placed]] = {}
    for path, addition in zip(owners, _placed(tasks, memory, scope), strict=True):
        additions.setdefault(path, []).append(addition)
    return [_joined(one, additions.get(one.path, []), found.unchecked(one)) for one in documents]


class _Part(NamedTuple):
    """A file that is checked as part of the document ``owner``, as if it were a document."""

    owner: "Checked"
    part: "Checked"
    via: tuple[str, ...] = ()


def _parts(documents: "Sequence[Checked]") -> list[_Part]:
    """Return the files that are part of documents and none themselves, each once."""
    known = {one.facts.place for one in documents if one.facts}
    found: dict[str, _Part] = {}
    for one in documents:
        for path, facts, via in one.parts:
            if facts.place not in known and facts.place not in found:
                part = one._replace(path=path, facts=facts, findings=(), excerpts=(), parts=())
                found[facts.place] = _Part(one, part, via)
    return list(found.values())


def _placed(tasks: "Sequence[Faulty]", memory: "Memory | None", scope: Scope) -> "list[Placed]":
    def execute(those: "Sequence[Faulty]") -> "list[Placed]":
        return _executed(placed, those, unplaced, scope)

    return execute(tasks) if memory is None else list(memory.execute(execute, tasks))


def _executed(
    task: "Callable[[Item], Result]",
    items: "Sequence[Item]",
    lost: "Callable[[Item, corpus.Loss], Result]",
    scope: Scope,
) -> "list[Result]":
    # To start processes takes longer than to read a few files.
    jobs = scope.jobs if len(items) > _FEW else 1
    return list(corpus.execute(task, items, jobs=jobs, lost=lost, stopped=scope.stopped))


def _joined(document: "Checked", additions: "list[Placed]", unchecked: tuple[str, ...]) -> "Checked":
    """Return *document* with more findings, all of them in the order of their places."""
    settled = document._replace(facts=None, parts=(), unchecked=document.unchecked + unchecked)
    if not additions:
        return settled
    findings = [*document.findings, *(finding for one in additions for finding in one.findings)]
    lines = [*document.excerpts, *(excerpt for one in additions for excerpt in one.excerpts)]
    pairs = sorted(zip(findings, lines, strict=True), key=lambda pair: pair[0])
    return settled._replace(
        findings=tuple(finding for finding, _excerpt in pairs),
        excerpts=tuple(excerpt for _finding, excerpt in pairs),
    )


class _Resolving:
    """One corpus on its way: the facts by place, those of files that are not checked among them."""

    def __init__(self, documents: "Sequence[Checked]", scope: Scope) -> None:
        self._scope = scope
        self._checked = {one.facts.place: one.facts for one in documents if one.facts}
        places = (one.facts.place if one.facts else os.path.realpath(one.path) for one in documents)
        self._facts: dict[str, Facts | None] = dict.fromkeys(places)
        self._facts |= self._checked
        self._documents = frozenset(self._facts)
        self._read_others()
        self._inclusions = Inclusions({place: one.included for place, one in self._facts.items() if one})
        self._faults: dict[str, list[Fault]] = {}
        # Most documents of a corpus point into the same file of names.
        self._elements = lru_cache(maxsize=_MOST_ADVISED)(self._elements_of)
        self._pointed_at: dict[str, set[str]] = {place: set() for place, one in self._checked.items() if one.unused}

    def faults(self) -> dict[str, list[Fault]]:
        """Return what is wrong, by the place of the document that it is wrong in."""
        askers: dict[str, list[str]] = {}
        for place, one in self._checked.items():
            for goal in one.wants:
                askers.setdefault(goal, []).append(place)
        for goal, places in askers.items():
            self._look_up(goal, [place for place in places if place != goal], self._inclusions.within(goal))
            if goal in places:
                self._look_up(goal, [goal], self._inclusions.family(goal))
        for place in self._faults:
            self._look_elsewhere(place)
        if self._scope.unused:
            self._find_unused()
        return self._faults

    def unchecked(self, document: "Checked") -> tuple[str, ...]:
        """Return the paths of the files that *document* points into, and that are there and were not looked into."""
        if document.facts is None:
            return ()
        aside = [
            place
            for place in document.facts.wants
            if place not in self._documents and self._facts.get(place) is None and is_file(place)
        ]
        return tuple(_seen_from_here(place, document.path) for place in aside)

    def _read_others(self) -> None:
        """Read what is pointed into and not checked, and what that includes."""
        waiting = {goal for one in self._checked.values() for goal in (*one.wants, *one.included)}
        while waiting := {place for place in waiting if place not in self._facts}:
            places = sorted(place for place in waiting if self._scope.allows(place) and is_file(place))
            self._facts |= dict.fromkeys(waiting)
            sources = [Source(place, self._scope.limits) for place in places]
            read = _executed(facts_of, sources, no_facts, self._scope)
            self._facts |= dict(zip(places, read, strict=True))
            waiting = {goal for one in read if one for goal in one.included}

    def _look_up(self, goal: str, places: list[str], members: frozenset[str]) -> None:
        """Compare what the documents at *places* want of the one at *goal* with what that and its *members* have."""
        if not places or self._facts.get(goal) is None:
            return
        home = self._home(goal, members)
        # What is in a file that could not be read cannot be said to be missing.
        whole = all(self._facts.get(member) is not None for member in members)
        near = _Advice(home)
        # Many documents want the same.
        looked_up: dict[str, Fault | None] = {}
        for place in places:
            for line in known.written_wants(self._checked[place], goal):
                if line not in looked_up:
                    want = known.wanted(line)
                    self._mark(members, want)
                    fault = self._fault(goal, want, home, whole=whole)
                    dangling = fault is not None and fault.rule == "ptr.dangling"
                    looked_up[line] = fault._replace(near=near.of(want.identifier)) if fault and dangling else fault
                if found := looked_up[line]:
                    self._faults.setdefault(place, []).append(found)

    def _home(self, goal: str, members: frozenset[str]) -> Identified:
        """Return what can be pointed at in the document at *goal*, after XInclude."""
        parts = [
            (member, known.identifiers(one))
            for member in (goal, *sorted(members - {goal}))
            if (one := self._facts.get(member))
        ]
        elements: dict[str, str] = {}
        repeated: set[str] = set()
        for member, part in parts:
            # A document that is checked is itself told of its identifiers that are not unique.
            repeated |= (elements.keys() & part.elements.keys()) | (
                frozenset() if member in self._documents else part.repeated
            )
            elements = {**part.elements, **elements}
        return Identified(elements, frozenset(repeated))

    def _fault(self, goal: str, want: Want, home: Identified, *, whole: bool) -> Fault | None:
        found = home.elements.get(want.identifier)
        if found is None:
            return Fault("ptr.dangling", goal, want) if whole else None
        if want.identifier in home.repeated:
            return Fault("ptr.ambiguous", goal, want)
        return Fault("ptr.kind", goal, want, found) if known.misled(want, found) else None

    def _look_elsewhere(self, place: str) -> None:
        """Say of what is missing in the document at *place* itself, if a file that it points into has it."""
        found = self._faults[place]
        own = [one for one in found if one.rule == "ptr.dangling" and one.place == place][:_MOST_ADVISED]
        others = [goal for goal in self._checked[place].wants if goal != place][:_MOST_ADVISED] if own else ()
        for goal in others:
            elements = self._elements(goal)
            advised = {one: one._replace(elsewhere=goal) for one in own if one.want.identifier in elements}
            found[:] = [advised.get(one, one) for one in found]

    def _elements_of(self, place: str) -> dict[str, str]:
        facts = self._facts.get(place)
        return known.identifiers(facts).elements if facts else {}

    def _mark(self, members: "Iterable[str]", want: Want) -> None:
        for member in members if self._scope.unused else ():
            if member in self._pointed_at:
                self._pointed_at[member].add(want.identifier)

    def _find_unused(self) -> None:
        for place, used in self._pointed_at.items():
            unused = [one for one in self._checked[place].unused if one not in used]
            faults = [Fault("ptr.unused", place, Want(one, "", "")) for one in unused]
            if faults:
                self._faults.setdefault(place, []).extend(faults)


class _Advice:
    """The identifiers that may be meant; each is looked for once, and no more than some."""

    def __init__(self, home: Identified) -> None:
        self._home = home
        self._given: dict[str, str] = {}

    def of(self, identifier: str) -> str:
        """Return the identifier that is most like this one, "" for none."""
        # To compare names takes its time: a document with thousands of wrong ones is told that they are wrong.
        if identifier not in self._given and len(self._given) < _MOST_ADVISED:
            self._given[identifier] = self._nearest(identifier)
        return self._given.get(identifier, "")

    def _nearest(self, identifier: str) -> str:
        folded = identifier.lower()
        same = [one for one in self._home.elements if one.lower() == folded]
        near = same or get_close_matches(identifier, self._home.elements, n=1, cutoff=_LIKENESS)
        return near[0] if near else ""


def _seen_from_here(place: str, document: str) -> str:
    """Return *place* as the paths of findings are: seen from where the call is made, unless the document's is not."""
    if os.path.isabs(document):  # noqa: PTH117 - a string
        return place
    try:
        return os.path.relpath(place)
    except ValueError:  # Another drive of Windows.
        return place
