"""The memory of one call: what is known of its documents from earlier ones, and what later ones are to know."""

import os
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, Self, TypeVar

from tei.document import loading, observed
from tei.errors import TeiError
from tei.limits import DEFAULT
from tei.relaxng.digests import digest
from tei.validate.remembered import engine, form, packs, reached
from tei.validate.remembered.footing import Footing, Footings, places
from tei.validate.remembered.form import FormError
from tei.validate.remembered.packs import Packs
from tei.validate.results import Checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from tei.document.observed import Answer
    from tei.limits import Limits
    from tei.validate.associate import Plan

# A run that is killed loses no more than it has found in this time, or this many results.
_MOST_WAITING: Final = 1000
_LONGEST_S: Final = 10
_NAMES: Final = "documents"


class Memo(NamedTuple):
    """A result on its way into the cache: the digest of what it stands on, its key, and its bytes."""

    footing: bytes
    key: bytes
    data: bytes


class Item(Protocol):
    """Something to look at a document for; ``footing`` is None where nothing is to be remembered."""

    @property
    def path(self) -> "Path | str":
        """The path of the document."""

    @property
    def limits(self) -> "Limits":
        """How much of it is read."""

    @property
    def footing(self) -> Footing | None:
        """What the result stands on."""

    @property
    def subject(self) -> str:
        """What is looked for, where that is not all in the footing."""


Looked = TypeVar("Looked", bound=Item)


def noted(item: Looked, look: "Callable[[Looked], Any]") -> Any:  # noqa: ANN401 - what *look* gives
    """Return what *look* gives for *item*, with a memo of it if it can be remembered.

    It can if it stands on nothing but the footing, the document and what the file system was asked.
    """
    footing, path = item.footing, str(item.path)
    if footing is None:
        return look(item)
    before = time.localtime()
    with observed.noting() as asked:
        result = look(item)
    data = asked.contents.get(path)
    if data is None or (isinstance(result, Checked) and (result.faults or _names_the_cache(result))):
        return result
    if footing.engine != engine.loaded():  # On another machine there may be another version.
        return result
    keys = {footing.key(places(path), data, item.subject, moment) for moment in (before, time.localtime())}
    if len(keys) > 1 or not _includes(asked.contents, result):
        return result
    # Of the document itself the key says where it is, and what is in it.
    files = [(at, digest(read).hex()) for at, read in asked.contents.items() if at != path]
    told = [(question, at, _brief(question, answer)) for (question, at), answer in asked.answers.items() if at != path]
    try:
        data = form.written(result, [told, files])
    except FormError:
        return result
    return result._replace(memo=Memo(footing.digest, keys.pop(), data))


def _names_the_cache(result: Checked) -> bool:
    """Return whether a finding names a file in the cache, whose place may be another with the next compiler."""
    return any(
        reached.known_as(said) != said for finding in result.findings for said in (finding.message, *finding.help)
    )


def _includes(contents: dict[str, bytes], result: object) -> bool:
    """Return whether *contents* are all that was read for *result*: no part of it came from where nobody was told."""
    included = result.included if isinstance(result, Checked) else ()
    return not included or {*map(os.path.realpath, contents)} >= {*map(os.path.realpath, included)}


def _brief(question: str, answer: "Answer") -> "Answer":
    """Return *answer*, the names in a folder as a digest."""
    return digest(str(answer).encode("utf-8", "surrogateescape")).hex() if question == _NAMES else answer


class Memory:
    """What the cache knows, and is told at times and when the context ends.

    What the file system answers, and what a file holds that documents include, holds for one call.
    """

    def __init__(self) -> None:
        self._packs = Packs()
        self._footings = Footings()
        self._plans: dict[bytes, Plan | None] = {}
        self._answers: dict[tuple[str, str], Answer] = {}
        self._digests: dict[str, str] = {}
        self._folders: dict[str, tuple[str, ...]] = {}
        self._waiting: dict[bytes, Memo] = {}
        self._since = time.monotonic()

    def __enter__(self) -> Self:
        """Return the memory itself."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Write what was found, also where the run was ended."""
        self._write()
        self._packs.close()

    def footing(self, plan: "Plan | None") -> Footing | None:
        """Return what the findings of *plan* stand on, None where that cannot be said.

        Without a plan it is what everything stands on: what the checks are carried out by.
        """
        found = self._footings.of(plan)
        if found is not None:
            self._plans[found.digest] = plan
        return found

    def execute(self, run: "Callable[[Sequence[Looked]], Iterable[Any]]", items: "Sequence[Looked]") -> "Iterator[Any]":
        """Yield what *run* gives for each of *items*, in their order; what is known already is not done again."""
        known = [self._recalled(item) for item in items]
        unknown = [item for item, found in zip(items, known, strict=True) if found is None]
        fresh = iter(run(unknown))
        for found in known:
            yield self._kept(next(fresh)) if found is None else found

    def _recalled(self, item: Item) -> Any:  # noqa: ANN401 - what was remembered, or None
        footing, path = item.footing, str(item.path)
        # What comes out of a pipe can be read once only.
        if footing is None or not self._packs or not loading.is_file(path):
            return None
        try:
            data = loading.load(path, item.limits)
        except TeiError:
            return None
        found = self._packs.find(footing.key(self._places(path), data, item.subject, time.localtime()))
        if found is None:
            return None
        try:
            result, (answers, files) = form.read(found)
            same = all(self._answer(question, at) == answer for question, at, answer in answers)
            return result if same and all(self._digest(at, item.limits) == known for at, known in files) else None
        except (FormError, ValueError, TypeError):
            return None

    def _places(self, path: str) -> tuple[str, ...]:
        """Return the places of the document at *path*; the folder is looked up once for all that lie in it."""
        if os.name != "posix" or os.path.islink(path):  # noqa: PTH114 - a string; elsewhere, names have several spellings
            return places(path)
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = places(folder)
        _shown, absolute, true = self._folders[folder]
        return path, os.path.join(absolute, name), os.path.join(true, name)  # noqa: PTH118 - strings

    def _answer(self, question: str, path: str) -> "Answer":
        key = question, path
        if key not in self._answers:
            self._answers[key] = _brief(question, observed.ask(question, path))
        return self._answers[key]

    def _digest(self, path: str, limits: "Limits") -> str:
        if path not in self._digests:
            # A schema may be larger than documents are allowed to be.
            largest = limits._replace(size_bytes=max(limits.size_bytes, DEFAULT.size_bytes))
            try:
                self._digests[path] = digest(loading.load(path, largest)).hex()
            except TeiError:
                self._digests[path] = ""
        return self._digests[path]

    def _kept(self, result: Any) -> Any:  # noqa: ANN401 - what a task gave
        """Return *result* without its memo, which waits to be written."""
        found: Memo | None = getattr(result, "memo", None)
        if found is None:
            return result
        self._waiting[found.key] = found
        if len(self._waiting) >= _MOST_WAITING or time.monotonic() - self._since > _LONGEST_S:
            self._write()
        return result._replace(memo=None)

    def _write(self) -> None:
        """Write what waits, if it still stands on the same.

        A schema that was changed while documents were checked may have been used in either state.
        """
        if self._waiting:
            now = Footings()
            plans = {memo.footing: self._plans.get(memo.footing) for memo in self._waiting.values()}
            same = {known for known, plan in plans.items() if (found := now.of(plan)) and found.digest == known}
            packs.add({key: memo.data for key, memo in self._waiting.items() if memo.footing in same})
        self._waiting.clear()
        self._since = time.monotonic()
