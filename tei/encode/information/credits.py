"""People and their tasks, out of sentences: “Contributed by A and translated by B”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.information import languages
from tei.encode.information.people import PARTICLES, Person, person

if TYPE_CHECKING:
    from collections.abc import Iterator


class Segment(NamedTuple):
    """A stretch of the text: ``task``, ``person``, ``publication``, ``unread``, or "" for what divides."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Who did something: ``task`` as it is written, the MARC relator codes of it, the people in order.

    ``languages`` are BCP 47 tags of what was translated from, where the task names them.
    """

    task: str
    relators: tuple[str, ...]
    people: tuple[Person, ...]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Credits:
    """What a text says of people; the texts of ``segments`` joined are the text that was read."""

    credits: tuple[Credit, ...] = ()
    publications: tuple[str, ...] = ()
    segments: tuple[Segment, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """What was not understood."""
        return tuple(segment.text for segment in self.segments if segment.kind == "unread")

    @property
    def doubts(self) -> tuple[str, ...]:
        """Sentences on what was guessed, and on what was not understood."""
        guessed = [doubt for credit in self.credits for one in credit.people for doubt in one.doubts]
        return (*guessed, *(f"“{text}” is not understood" for text in self.unread))


# Verbs and nouns of tasks with the code of the relator (id.loc.gov/vocabulary/relators). To obtain a document for an
# archive of translations is to contribute it.
_RELATORS: Final = (
    (
        "trl",
        r"(?:re)?translated|translators?|translation|übersetzt|übersetzung|übersetzer(?:in)?|перевод(?:чик)?|перевела?",
    ),
    ("trc", r"transcribed|transcri(?:ber|ption)s?|transkribiert|transkription|расшифровал[аи]?"),
    ("edt", r"(?:co-?)?edited|editors?|herausgegeben|herausgeber(?:in)?|hrsg\.|ed\.|редактор|под редакцией"),
    ("ann", r"annotated|annotations?|notes|kommentiert"),
    ("wac", r"commentary"),
    ("win", r"introduced|introduction|eingeleitet|einleitung"),
    ("com", r"compiled|compilers?|zusammengestellt"),
    ("dnr", r"donated|donors?|gift|given"),
    (
        "ctb",
        r"contributed|contributors?|contribution|obtained|provided|submitted|supplied|discovered|located|beigesteuert|beschafft",
    ),
    ("col", r"collected|collectors?"),
    ("pfr", r"proof-?read|proofreaders?|korrigiert"),
    ("rev", r"reviewed|reviewers?"),
    ("edt", r"revised|corrected|redigiert|checked|selected"),
    ("pbl", r"published|publishers?|veröffentlicht"),
    ("mrk", r"encoded|encoders?|encoding|kodiert"),
    ("ivr", r"interviewed|interviewers?"),
)
_TASK_WORD: Final = "(?:" + "|".join(words for _, words in _RELATORS) + ")"
_JOINED: Final = (
    rf"(?:newly\s|first\s|jointly\s|originally\s)?{_TASK_WORD}(?:(?:,\s|,?\s(?:and|und|&)\s){_TASK_WORD}){{0,4}}"
)
# Up to ten words between a verb and its “by”: from Russian, for the project, into English.
_BETWEEN: Final = r"(?:\s(?!by\b|von\b)[^\s.;,:]{1,40},?){0,10}"
_TASK: Final = re.compile(
    rf"(?<!\w)(?P<task>(?i:{_JOINED})(?!\w)(?:(?P<between>{_BETWEEN})\s(?:by|von|durch|par)(?!\w)|\s?[:：]))",
    re.IGNORECASE,
)
_PUBLICATION: Final = re.compile(
    r"(?<!\w)(?i:(?:first\s|originally\s|re|also\s)?(?:published|printed|reproduced|veröffentlicht)\s(?:in|as)(?!\w)|publ\.\sin|опубликовано)(?!\w)[:\s]\s?"
)
_RELATOR: Final = re.compile(
    "|".join(rf"(?P<r{number}>(?<!\w)(?:{words}))" for number, (_, words) in enumerate(_RELATORS)), re.IGNORECASE
)
_LONGEST_TASK_CHARS: Final = 200
_DIVIDES: Final = re.compile(r"(?:[\s.,;()\[\]]+|(?:and|und|&|with|mit|и)(?!\w))+")
# A full stop before a number or a small letter is that of an abbreviation: vol. 3.
_SENTENCE: Final = re.compile(r"(?:[^.;]|\.(?!\s|$)|\.(?=\s[\da-zIVX(])){1,2000}")
_WORD: Final = r"(?:[^\W\d_]\.(?:-?[^\W\d_]\.)*|[^\W\d_a-zß-öø-ÿа-яё][\w'’‐-]*)"
_PARTICLE: Final = "(?:" + "|".join(sorted(PARTICLES, key=lambda one: (-len(one), one))) + ")"
_NAME: Final = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Rev)\.\s)?(?:(?:{_PARTICLE}|the)\s)?{_WORD}(?:\s(?:(?:{_PARTICLE}|of|for|the|and(?=\s[\w\s]{{1,40}}\b(?:Program|Center|Project|Institute)\b))\s){{0,3}}{_WORD}){{0,12}}"
    r"(?:,?\s(?:Jr|Sr)\.?(?!\w)|\s(?:II|III|IV)(?!\w))?"
)
_STOP: Final = re.compile(r"\.(?=\s|$)|[;:]|\n")
_AGAIN: Final = re.compile(r"\s?(?:,\s?(?:(?:and|und|with|mit)\s)?|(?:\s|^)(?:and|und|with|mit|&|и)\s|&)")


def read(text: str) -> Credits:
    """Return the people and tasks that *text* speaks of, and each stretch of it.

    Never raises. A name that no task precedes is not understood.
    """
    reading = _Reading(text)
    reading.run()
    return Credits(tuple(reading.credits), tuple(reading.publications), tuple(_joined(reading.segments)))


class _Reading:
    """One pass over a text, from the left; whatever is passed over is a segment."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.credits: list[Credit] = []
        self.publications: list[str] = []
        self.segments: list[Segment] = []

    def run(self) -> None:
        text = self._text
        while self._at < len(text):
            divides = _DIVIDES.match(text, self._at)
            if divides and divides.end() > self._at:
                self._pass("", divides.end())
            elif publication := _PUBLICATION.match(text, self._at):
                self._publication(publication)
            elif task := _TASK.match(text, self._at):
                self._credit(task)
            else:
                self._pass("unread", self._next())

    def _pass(self, kind: str, end: int) -> str:
        passed = self._text[self._at : end]
        self.segments.append(Segment(kind, passed))
        self._at = end
        return passed

    def _next(self) -> int:
        """Return where the next task or publication begins, or the text ends."""
        found = (one.search(self._text, self._at + 1) for one in (_TASK, _PUBLICATION))
        return min((one.start() for one in found if one), default=len(self._text))

    def _publication(self, found: re.Match[str]) -> None:
        self._pass("task", found.end())
        sentence = _SENTENCE.match(self._text, self._at)
        if sentence:
            task = _TASK.search(self._text, self._at, sentence.end() + _LONGEST_TASK_CHARS)
            end = min(task.start() if task else sentence.end(), sentence.end())
            self.publications.append(self._pass("publication", end).strip(" ,;"))

    def _credit(self, found: re.Match[str]) -> None:
        task = self._pass("task", found.end())
        people = tuple(self._people())
        told = languages.read(found["between"] or "").tags
        self.credits.append(
            Credit(" ".join(task.split()).rstrip(":：").rstrip(), relators(found["task"]), people, told)
        )

    def _people(self) -> Iterator[Person]:
        """Yield the people from here to the end of the sentence or the next task."""
        text = self._text
        space = re.compile(r"\s*").match(text, self._at)
        if space and space.end() > self._at:
            self._pass("", space.end())
        while self._at < len(text) and not _TASK.match(text, self._at) and not _PUBLICATION.match(text, self._at):
            name = _NAME.match(text, self._at)
            if name is None:
                return
            task = _TASK.search(text, name.start(), name.end() + 80)
            end = task.start() if task and task.start() < name.end() else name.end()
            yield person(self._pass("person", end).strip())
            again = _AGAIN.match(text, self._at)
            if again is None:
                return
            self._pass("", again.end())


def relators(task: str) -> tuple[str, ...]:
    """Return the MARC relator codes of the words of a task: “translated and edited by” has two."""
    found = (_RELATORS[int(str(one.lastgroup)[1:])][0] for one in _RELATOR.finditer(task))
    return tuple(dict.fromkeys(found))


def _joined(segments: list[Segment]) -> Iterator[Segment]:
    """Yield *segments*, neighbours of one kind as one, except people."""
    last: Segment | None = None
    for segment in segments:
        if last is not None and last.kind == segment.kind and segment.kind != "person":
            last = Segment(last.kind, last.text + segment.text)
            continue
        if last is not None:
            yield last
        last = segment
    if last is not None:
        yield last
