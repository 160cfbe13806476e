"""What can be said in a file of settings: a tuple for each table, with its defaults."""

from pathlib import Path
from typing import NamedTuple, NewType

from tei.limits import DEFAULT, Limits

Glob = NewType("Glob", str)
"""A pattern of paths, as ``letters/**/*.xml``, seen from the folder of the file of settings."""
Day = NewType("Day", str)
"""A day as ``2027-01-31``."""
Named = NewType("Named", Path)
Theme = NewType("Theme", Path)
Offer = NewType("Offer", str)
"""A form in which a site offers documents."""
"""A file, as an absolute path, or the name of something that comes with tei, as it is."""
Address = NewType("Address", str)
"""An address of the web, which ends with a slash."""
Tag = NewType("Tag", str)
"""The tag of a language, BCP 47."""
Host = NewType("Host", str)
"""A host of the web, as ``https://iiif.example.org``."""


class Project(NamedTuple):
    """``[project]``: what the edition is called and where its documents lie."""

    title: str = ""
    corpus: Path | None = None


class Files(NamedTuple):
    """``[[validate.files]]``: what applies to the files that match; None is what ``[validate]`` says.

    ``line`` is where it stands in the file of settings.
    """

    match: tuple[Glob, ...] = ()
    schema: tuple[Path, ...] | None = None
    schematron: tuple[Path, ...] | None = None
    xsd: tuple[Path, ...] | None = None
    phase: str | None = None
    line: int = 0


class Weight(NamedTuple):
    """A line of ``[validate.severity]``: how much the findings of a rule weigh; ``rule`` may end with ``*``."""

    rule: str
    severity: str
    line: int = 0


class Ignore(NamedTuple):
    """``[[validate.ignore]]``: findings that do not count, why not, and from which day on they do count again.

    Without ``files`` it is for all of the project's. ``rule`` may end with ``*``.
    """

    rule: str = ""
    files: tuple[Glob, ...] = ()
    reason: str = ""
    until: Day = Day("")
    line: int = 0


class Validate(NamedTuple):
    """``[validate]``: the schemas of documents that do not name their own, and what their findings count.

    A kind of schema that is None is not spoken of; () means none. Grammars may include files of ``schema_folders``.
    ``catalogs`` tell which files stand for the addresses that documents name. ``exclude`` are not found where a folder
    is searched. ``authority`` are the authority files beside that of ``[encode]``.
    """

    schema: tuple[Path, ...] | None = None
    schematron: tuple[Path, ...] | None = None
    xsd: tuple[Path, ...] | None = None
    schema_folders: tuple[Path, ...] = ()
    catalogs: tuple[Path, ...] = ()
    phase: str = ""
    exclude: tuple[Glob, ...] = ()
    authority: tuple[Path, ...] = ()
    fail_on: str = "error"
    files: tuple[Files, ...] = ()
    severity: tuple[Weight, ...] = ()
    ignore: tuple[Ignore, ...] = ()


class Render(NamedTuple):
    """``[render]``: a stylesheet of one's own, the view, the width of plain text in columns, a theme and the language.

    Without a ``language`` it is that of the site.
    """

    stylesheet: Path | None = None
    view: str = "reading"
    width: int = 72
    theme: Theme | None = None
    language: Tag = Tag("")


class Publish(NamedTuple):
    """``[publish]``: where on the web the edition is found, and what the site says besides its documents.

    ``title`` is that of the site where it is not the project's, ``home`` and ``about`` are files of Markdown, ``email``
    is the address of somebody in charge, whom harvesters are told. Pages may ask the hosts ``images`` for images of the
    source; ``openseadragon`` is the file of the program that zooms them. ``search`` tells whether there is a full-text
    search. ``words`` are files of words that stand for those which come with tei.
    """

    base_url: Address = Address("")
    title: str = ""
    email: str = ""
    theme: Theme | None = None
    downloads: tuple[Offer, ...] = (
        Offer("tei"),
        Offer("text"),
        Offer("lines"),
        Offer("bib"),
        Offer("ris"),
        Offer("csl"),
    )
    language: Tag = Tag("en")
    words: tuple[Path, ...] | None = None
    home: Path | None = None
    about: Path | None = None
    images: tuple[Host, ...] = ()
    openseadragon: Path | None = None
    search: bool = True


class Encode(NamedTuple):
    """``[encode]``: the profile of conventions, the authority file, and who publishes the edition on what terms."""

    profile: Named | None = None
    authority: Path | None = None
    publisher: str = ""
    encoder: str = ""
    licence: str = ""
    licence_name: str = ""


class Deposit(NamedTuple):
    """``[deposit.NAME]``: a repository that packages go to. No key of it is secret: the token stands elsewhere."""

    kind: str = ""
    url: str = ""
    collection: str = ""
    community: str = ""
    user: str = ""
    on_behalf_of: str = ""
    token_variable: str = "TEI_DEPOSIT_TOKEN"  # noqa: S105 - the name of a variable
    ca_file: Path | None = None
    timeout_s: int = 60


class Deposits(dict[str, Deposit]):
    """The repositories by their names; they have a hash, as all settings have."""

    def __hash__(self) -> int:  # type: ignore[override] # nobody changes it once it is read
        """Return the same for the same repositories."""
        return hash(frozenset(self.items()))


class Settings(NamedTuple):
    """All tables of one file of settings; ``path`` is None when there is none and the defaults hold."""

    path: Path | None = None
    project: Project = Project()
    validate: Validate = Validate()
    render: Render = Render()
    publish: Publish = Publish()
    encode: Encode = Encode()
    limits: Limits = DEFAULT
    deposit: Deposits = Deposits()

    @property
    def authorities(self) -> tuple[Path, ...]:
        """All authority files, each once; that of ``[encode]`` first."""
        own = (self.encode.authority,) if self.encode.authority else ()
        return tuple(dict.fromkeys((*own, *self.validate.authority)))
