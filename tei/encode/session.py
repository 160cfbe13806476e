"""Encodes transcriptions, with what all of them need loaded once."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.diagnostics import Diagnostic, Severity, Span
from tei.encode import authority as authorities
from tei.encode import checking, composing, dates, encoding, pages, profile, reading
from tei.encode.dates import Context
from tei.encode.encoded import Encoded, Explained, Normalised
from tei.encode.encoding import Less
from tei.encode.heading.elements import sound, unsound
from tei.encode.information import side
from tei.encode.places import Places
from tei.encode.pointing import Pointer
from tei.encode.resolving.naming import slug
from tei.encode.white import is_blank
from tei.errors import DocumentError, SchemaError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.authority import Authority
    from tei.encode.checking import Verdict
    from tei.encode.encoding import Body
    from tei.encode.information import Information
    from tei.encode.pages import Page
    from tei.encode.profile import Profile
    from tei.encode.reading import Text
    from tei.encode.wish import Wish

_KINDS: Final = {
    "unclosed": Severity.WARNING,
    "unopened": Severity.WARNING,
    "unknown": Severity.WARNING,
    "ambiguous": Severity.INFO,
    "collapsed": Severity.WARNING,
}
"""The doubts, which are rules of the same names."""
_LESS: Final[dict[Less, str]] = {
    "paragraphs": "the lines are given as paragraphs",
    "unresolved": "the lines are given as paragraphs, and what is in brackets is kept and not resolved",
}
"""What is made of a transcription with which the rules of its profile do not go together, in the order of trying."""
_SHOWN_CHARS: Final = 60


class Session:
    """Encodes one transcription after the other as a `Wish` says; brackets and dates *explained* if asked."""

    def __init__(self, wish: Wish, *, explained: bool = True) -> None:
        self.wish = wish
        self.explained = explained

    @cached_property
    def profile(self) -> Profile:
        """The profile, in the language of what was translated. Raises `SchemaError` if it has faults."""
        try:
            found = profile.load(self.wish.profile)
        except DocumentError as fault:
            raise SchemaError(fault.diagnostics) from fault
        spoken = self.wish.source_language
        return replace(found, source_language=spoken) if spoken else found

    @cached_property
    def authority(self) -> Authority | None:
        """The names that are known, None without an authority file."""
        return authorities.read(self.wish.authorities, self.wish.limits) if self.wish.authorities else None

    @cached_property
    def labels(self) -> dict[tuple[str, str], str]:
        """The main name of each entry by its file and its identifier."""
        entries = self.authority.entries if self.authority else ()
        return {(entry.path, entry.id): entry.label for entry in entries}

    def file(self, path: Path, to: Path | None = None) -> Encoded:
        """Return the transcription at *path* encoded, to be written as *to*.

        A file that cannot be read as text is a result with findings. Raises `UsageError` and `EnvironmentFault`.
        """
        try:
            text = reading.read(path, encoding=self.wish.encoding, limits=self.wish.limits)
        except DocumentError as fault:
            return Encoded(str(path), "", "", tuple(fault.diagnostics), profile=self.profile.name)
        return self.text(text, to)

    def text(self, text: Text, to: Path | None = None) -> Encoded:
        """Return *text* encoded, to be written as *to*."""
        return _Encoding(self, text, to).run()


class _Encoding:
    """One transcription on its way."""

    def __init__(self, session: Session, text: Text, to: Path | None) -> None:
        self._session = session
        self._wish = session.wish
        self._to = to
        self._findings: list[Diagnostic] = [
            Diagnostic("enc.reading", doubt, text.path, severity=Severity.INFO) for doubt in text.doubts
        ]
        self._text = self._sound(text)

    def run(self) -> Encoded:
        """Return what becomes of it; without a document if it would be larger than documents may be."""
        try:
            return self._encoded()
        except DocumentError as fault:
            findings = tuple(sorted((*self._findings, *fault.diagnostics)))
            return Encoded(self._text.path, self._source, "", findings, profile=self._session.profile.name)

    def _encoded(self) -> Encoded:
        """What becomes of it: as the profile says, or in paragraphs alone if that would not be valid."""
        page = self._page()
        places = Places(page.lines)
        if is_blank(places.source):
            self._tell("enc.empty", "the document has no words", Severity.WARNING)
        made, verdict = self._made(page, places, "")
        first = next((one for one in verdict.findings if one.severity is Severity.ERROR), None)
        for less, told in _LESS.items():
            if not verdict.is_sound:
                made, verdict = self._made(page, places, less)
                if verdict.is_sound and first is not None:
                    self._tell("enc.plain", f"{told}: {first.message}", Severity.WARNING)
        self._findings.extend(verdict.findings)
        for doubt in made.doubts:
            self._tell("enc.header", doubt, Severity.INFO)
        self._findings.extend(self._doubts(made, places))
        return Encoded(
            self._text.path,
            self._source,
            made.xml if verdict.is_sound else "",
            tuple(sorted(self._findings)),
            tuple(_explained(made.body, places)) if self._session.explained else (),
            self._session.profile.name,
            made.body.genre,
            verdict.fidelity.characters,
            verdict.fidelity.outside_lines,
            "\n".join(line.text.replace("\n", " ") for line in self._text.lines),
            tuple(_normalised(made.body, places)) if self._session.explained else (),
        )

    # --- what is read ---

    @property
    def _source(self) -> str:
        return self._text.original or "\n".join(line.text for line in self._text.lines)

    def _sound(self, text: Text) -> Text:
        """Return *text* with a sign in the place of each character that XML does not have; they are told."""
        lines = []
        for line in text.lines:
            if bad := unsound(line.text):
                place = Span(line.number, line.column, line.number, line.column + len(line.text))
                named = ", ".join(f"U+{ord(one):04X}" for one in bad)
                message = f"XML has no {named}: the document has U+FFFD in its place"
                self._findings.append(Diagnostic("enc.character", message, text.path, place, Severity.WARNING))
                line = replace(line, text=sound(line.text))  # noqa: PLW2901 - the same line, mended
            lines.append(line)
        return replace(text, lines=tuple(lines))

    def _page(self) -> Page:
        found = (
            pages.document_of(self._text, self._session.profile.conventions)
            if self._wish.page
            else pages.whole(self._text)
        )
        told = side.of(self._wish.side, self._text.path).over(found.information)
        for doubt in told.doubts:
            self._tell("enc.header", doubt, Severity.INFO)
        return replace(found, information=told)

    def _tell(self, rule: str, message: str, severity: Severity) -> None:
        self._findings.append(Diagnostic(rule, message, self._text.path, severity=severity))

    # --- what is made ---

    def _made(self, page: Page, places: Places, less: Less) -> tuple[composing.Composed, Verdict]:
        """The document, and what it is worth; *less* than the profile says if that is asked for."""
        pointer = Pointer((self._to or Path()).parent)
        body = encoding.body(
            places.source,
            self._session.profile,
            self._context(page.information, places.source),
            authority=self._session.authority,
            pointer=pointer,
            reserved=frozenset({self._identifier}),
            title=page.information.title,
            forms=dict(zip(places.starts, places.lines, strict=True)),
            less=less,
        )
        labels = {made: self._session.labels.get(entry, "") for made, entry in pointer.made.items()}
        composer = composing.Composer(self._session.profile, self._wish, self._identifier, self._to, labels)
        made = composer.compose(body, page.information)
        name = str(self._to or self._text.path)
        parsed, accepted = checking.parsed(made.xml.encode(), name, self._wish.limits)
        return made, checking.check(parsed, self._text.lines, self._text.path, page.own, accepted=accepted)

    @property
    def _identifier(self) -> str:
        name = slug(Path(self._text.path).stem, longest=8) or "document"
        return name if re.match(r"[a-z_]", name) else f"document-{name}"

    def _context(self, told: Information, source: str) -> Context:
        """What is known of the dates before they are read: the page's, or else the first day in the document."""
        order = self._session.profile.date_order
        date = dates.read(told.date, Context(order=order)) if told.date else None
        known = dict(date.attributes).get("when", "") if date else ""
        return Context(reference=known or _first_day(source, order), order=order)

    # --- what is told ---

    def _doubts(self, made: composing.Composed, places: Places) -> Iterator[Diagnostic]:
        for doubt in made.body.all_doubts():
            span = places.span(doubt.start, doubt.end)
            words = " ".join(places.source[doubt.start : doubt.end].split())
            quoted = words if len(words) <= _SHOWN_CHARS else f"{words[: _SHOWN_CHARS - 1]}…"
            rule = f"enc.{doubt.kind}"
            yield Diagnostic(rule, f"{quoted}: {doubt.message}", self._text.path, span, _KINDS[doubt.kind])


_HEAD_CHARS: Final = 4000


def _first_day(source: str, order: str) -> str:
    """The first day with its year at the head of the document, "" if there is none."""
    for found in dates.find(source[:_HEAD_CHARS], Context(order=order)):
        when = dict(found.attributes).get("when", "")
        if len(when) == len("1949-10-23"):
            return when
    return ""


def _explained(body: Body, places: Places) -> Iterator[Explained]:
    for decision in body.decisions:
        if decision.rule or decision.ranges:
            span = places.span(decision.start, decision.end)
            doubts = tuple(doubt.message for doubt in decision.doubts)
            words = places.source[decision.start : decision.end]
            yield Explained(span.line, span.column, words, decision.rule, body.written(decision), doubts)


def _normalised(body: Body, places: Places) -> Iterator[Normalised]:
    for node in body.root.nodes():
        one = node.range
        if one.rule == "date":
            span = places.span(one.start, one.end)
            words = " ".join(places.source[one.start : one.end].split())
            yield Normalised(span.line, span.column, words, tuple(one.attributes.items()), one.about.get("edtf", ""))
