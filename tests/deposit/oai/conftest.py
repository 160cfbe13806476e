"""A repository of small headers, in folders and with dates of several kinds."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tei import relaxng
from tei.deposit import oai
from tei.deposit.oai import Repository
from tei.names import TEI
from tei.settings import Settings

MOMENT = "2025-01-02T03:04:05Z"

Asked = Callable[..., str]
Stocked = Callable[..., Repository]


def letter(title: str, date: str, change: str = "") -> str:
    revision = f'<revisionDesc><change when="{change}">Changed.</change></revisionDesc>' if change else ""
    return (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt><publicationStmt>'
        f"<publisher>The Press</publisher>{date}</publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc>"
        f"{revision}</teiHeader><text><body><p>Words.</p></body></text></TEI>"
    )


LETTERS = {
    "letters/1949/first.xml": letter("First &amp; “foremost”", '<date when="1999-05-06"/>'),
    "letters/1949/second.xml": letter("Second", '<date when="1999-05-06"/>', "2001-02-03"),
    "letters/third.xml": letter("Third", '<date when="2003"/>'),
    "Akten, übrige/fourth 4.xml": letter("Fourth", '<date notAfter="2004-05"/>'),
    "fifth.xml": letter("Fifth", "<date from='2005-01-01' to='2005-12-31'/>"),
    "undated.xml": letter("Undated", "<date>long ago</date>"),
}


@pytest.fixture
def stocked(tmp_path: Path) -> Stocked:
    """A function that gives the repository of documents by their paths, or of the letters."""

    def make(documents: dict[str, str] | None = None, **options: str | int) -> Repository:
        corpus = tmp_path / "corpus"
        for name, text in (LETTERS if documents is None else documents).items():
            (corpus / name).parent.mkdir(parents=True, exist_ok=True)
            (corpus / name).write_text(text, encoding="utf-8")
        given = {"base_url": "http://127.0.0.1:8080/oai", "email": "a@example.org", "namespace": "example.org"}
        return oai.load(corpus, Settings(), **{**given, **options})  # type: ignore[arg-type] # one mapping for all options

    return make


@pytest.fixture
def asked() -> Asked:
    """A function that gives the body of a response, which the grammar of responses has accepted."""
    grammar = relaxng.load(Path(__file__).with_name("oai-pmh.rnc"))

    def ask(repository: Repository, *pairs: tuple[str, str], **arguments: str) -> str:
        parameters = [*pairs, *((name.rstrip("_"), value) for name, value in arguments.items())]
        data = oai.respond(repository, parameters, MOMENT)
        assert grammar.validate(data) == []
        text = data.decode()
        assert f"<responseDate>{MOMENT}</responseDate>" in text
        return re.sub(r"(?s).*?</request>\n(.*)</OAI-PMH>\n", r"\1", text)

    return ask
