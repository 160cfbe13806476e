"""Many documents in one call: which there are, where each goes, what became of them."""

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict
from urllib.parse import quote

from tei import corpus as corpora
from tei import settings as projects
from tei import wording
from tei.corpus.losing import Cause
from tei.diagnostics import Diagnostic, Severity
from tei.document import Document, read
from tei.document.including import read_whole
from tei.errors import DocumentError, SettingsError, UsageError
from tei.files import write_atomically
from tei.render import books, edition, printing
from tei.render.edition import FORMS, VIEWS, Form, View
from tei.render.targets import DEFAULT_FOLDER, STANDARD_OUTPUT, Source, book_place, sources, targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.corpus.losing import Loss
    from tei.limits import Limits
    from tei.settings import Settings
    from tei.wording import Words

_CLEAN: Final = 0
_FINDINGS: Final = 1
_NOTHING: Final = 2
EFFORTS: Final = {"epub": 0.4, "pdf": 4.0}
"""What the forms of a letter take that cost more than others, beside what it takes until a process has begun."""

_EFFORT: Final = 0.15
"""What a letter takes, beside what it takes until a process has begun and compiled the stylesheet."""


@dataclass(frozen=True, slots=True)
class RenderReport:
    """What a call wrote, in order; what it skipped and why; what is wrong with documents that could not be read.

    ``text`` is the result itself where it goes to standard output instead of a file; ``is_printed`` says that it does,
    also if it is empty.
    """

    written: tuple[Path, ...] = ()
    findings: "tuple[Diagnostic, ...]" = ()
    skipped: tuple[str, ...] = ()
    text: str = ""
    is_printed: bool = False

    @property
    def exit_code(self) -> int:
        """0 when everything was rendered, 1 when a document could not be, 2 when there was nothing to render."""
        if any(found.severity is Severity.ERROR for found in self.findings):
            return _FINDINGS
        return _CLEAN if self.written or self.text or self.is_printed else _NOTHING


def render(  # noqa: PLR0913 - each parameter is a wish of its own
    paths: "Sequence[Path | str]",
    *,
    form: Form = "html",
    view: View | None = None,
    width: int | None = None,
    out: Path | str | None = None,
    authority: Path | str | None = None,
    book: str | None = None,
    language: str | None = None,
    jobs: int = 1,
    settings: "Settings | None" = None,
) -> RenderReport:
    """Render *paths*, files and folders, and return what was written.

    With one document *out* may be a file, or ``-`` for the report's ``text``; it is a folder if it ends in a
    separator, is one already or has no suffix, and with several documents. Without it one document's plain text or
    Markdown is returned in the report, and everything else goes to the folder ``edition``. *book*, a title, binds the
    documents into one EPUB, in their order; *out* is then that file, or the folder for ``book.epub``. *language* is
    that of the edition's own words. The work is done in *jobs* processes, 0 for as many as pay; a book in this one.

    What is not given is taken from *settings*, by default those of the project that the first path lies in: the
    authority file, the view, the width, a stylesheet, the language. A document that cannot be read is a finding, and
    the others are rendered; one without a text is skipped. Raises :class:`~tei.errors.TeiError` for a fault in the
    call, the stylesheet or the machine.
    """
    if form not in FORMS:
        message = f"there is no form {form!r}; the forms are {', '.join(FORMS)}"
        raise UsageError(message)
    project = settings or projects.of(paths)
    wish = replace(_wish(form, view, width, authority, project, language), out=Path(out or DEFAULT_FOLDER))
    chosen = sources(paths, leave_out=wish.authority_path)
    kept = (wish.stylesheet, wish.authority_path)
    if book is not None:
        return _bound(chosen, book_place(chosen, form=form, out=out, kept=kept), book, wish)
    places = targets(chosen, form=form, view=wish.view, out=out, kept=kept)
    return _rendered(list(zip(chosen, places, strict=True)), wish, jobs)


class _Page(TypedDict):
    view: View
    authority: Document | None
    stylesheet: Path | None
    words: "Words"


@dataclass(frozen=True, slots=True)
class _Wish:
    form: Form
    view: View
    width: int | None
    stylesheet: Path | None
    authority_path: Path | None
    settings: "Settings"
    words: "Words"
    out: Path = DEFAULT_FOLDER

    @property
    def authority(self) -> Document | None:
        """The authority file, read once a process."""
        path = self.authority_path
        return None if path is None else _authority(path, path.stat().st_mtime_ns, self.settings.limits)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that documents may include files of, besides their own: of the call and of the project."""
        return (Path(), *((self.settings.path.parent,) if self.settings.path else ()))

    def of(self, document: Document, place: Path) -> str | bytes:
        """Return *document* rendered, as what is going to lie at *place*."""
        if self.form == "text":
            return edition.text(document, width=self.width, **self.page)
        if self.form == "pdf":
            return printing.pdf(document, theme=self.settings.render.theme, **self.page)
        if self.form == "epub":
            return books.epub(document, **self.page)
        if self.form == "markdown":
            return edition.markdown(document, **self.page)
        return edition.html(document, canonical=self._address(place), theme=self.settings.render.theme, **self.page)

    @property
    def page(self) -> "_Page":
        """What the page of a document is made with, whatever is made of it then."""
        return {"view": self.view, "authority": self.authority, "stylesheet": self.stylesheet, "words": self.words}

    def _address(self, place: Path) -> str:
        """Return where the page that lies at *place* is published, "" if that is not known."""
        base = self.settings.publish.base_url
        if not base or place == STANDARD_OUTPUT:
            return ""
        within = place.relative_to(self.out) if place.is_relative_to(self.out) else Path(place.name)
        # Of a page that is written to a file there is nothing but its name.
        return base + quote(within.as_posix() if within.parts else place.name)


def _wish(  # noqa: PLR0913, PLR0917 - each parameter is a wish of its own
    form: Form,
    view: View | None,
    width: int | None,
    authority: Path | str | None,
    project: "Settings",
    language: str | None,
) -> _Wish:
    # Settings are checked when they are read: the view is one of the known ones.
    chosen = view if view is not None else next(known for known in VIEWS if known == project.render.view)
    # The width of the settings is for reading: folding a transcription is a wish of its own.
    columns = project.render.width if width is None and chosen == "reading" else width
    path = Path(authority) if authority is not None else project.encode.authority
    if path is not None and not path.is_file():
        if authority is None:
            message = f"{project.path}: [encode] authority names {path}, where there is no file"
            raise SettingsError(message)
        read(path, project.limits)
    words = wording.of(project, language or project.render.language)
    wish = _Wish(form, chosen, columns, project.render.stylesheet, path, project, words)
    # What is wrong with it is known before anything is written.
    _ = wish.authority
    return wish


@lru_cache(maxsize=2)
def _authority(path: Path, _changed_ns: int, limits: "Limits") -> Document:
    return read(path, limits)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one document: where it was written, or what is printed; why not."""

    written: Path | None = None
    printed: str | None = None
    findings: "tuple[Diagnostic, ...]" = ()
    skipped: tuple[str, ...] = ()


def _rendered(work: "Sequence[tuple[Source, Path]]", wish: _Wish, jobs: int) -> RenderReport:
    effort = EFFORTS.get(wish.form, _EFFORT)
    made = list(corpora.execute(partial(_made, wish), work, jobs=jobs, effort=lambda _item: effort, lost=_lost))
    printed = [one.printed for one in made if one.printed is not None]
    return RenderReport(
        tuple(one.written for one in made if one.written is not None),
        tuple(found for one in made for found in one.findings),
        tuple(why for one in made for why in one.skipped),
        "".join(printed),
        is_printed=bool(printed),
    )


def _made(wish: _Wish, work: "tuple[Source, Path]") -> _Outcome:
    source, place = work
    findings: list[Diagnostic] = []
    skipped: list[str] = []
    document = _document(source, wish, findings, skipped)
    if document is None:
        return _Outcome(findings=tuple(findings), skipped=tuple(skipped))
    result = wish.of(document, place)
    if place == STANDARD_OUTPUT and isinstance(result, str):
        return _Outcome(printed=result)
    write_atomically(place, result)
    return _Outcome(place)


def _lost(work: "tuple[Source, Path]", loss: "Loss") -> _Outcome:
    if loss.cause is Cause.STOPPED:
        raise KeyboardInterrupt
    message = f"the process that rendered it {loss.ending}; if memory is short, try fewer --jobs"
    return _Outcome(findings=(Diagnostic("run.worker-lost", message, str(work[0].path)),))


def _bound(chosen: "Iterable[Source]", place: Path, title: str, wish: _Wish) -> RenderReport:
    """Write one book of all documents that can be read."""
    findings: list[Diagnostic] = []
    skipped: list[str] = []
    chapters: list[books.Chapter] = []
    for source in chosen:
        document = _document(source, wish, findings, skipped)
        if document is not None:
            number = len(chapters) + 1
            chapters.append(books.chapter(document, number=number, **wish.page))
    if not chapters:
        return RenderReport((), tuple(findings), tuple(skipped))
    write_atomically(place, books.book(chapters, title, wish.words))
    return RenderReport((place,), tuple(findings), tuple(skipped))


def _document(source: Source, wish: _Wish, findings: "list[Diagnostic]", skipped: list[str]) -> Document | None:
    """Return the document, or None and say why: it cannot be read, or has no text."""
    try:
        document = read_whole(source.path, wish.settings.limits, wish.folders)
    except DocumentError as fault:
        findings.extend(fault.diagnostics)
        return None
    if not edition.has_text(document):
        skipped.append(f"{source.path}: skipped, for it is no TEI document with a text")
        return None
    return document
