"""``tei deposit oai``: serves the records of a corpus to harvesters."""

from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of
from tei.cli.terminal import progress


def deposit_oai(  # noqa: PLR0913 - each parameter is an option
    corpus: Annotated[
        Path | None,
        typer.Argument(
            metavar="[CORPUS]",
            help="The folder of the documents. Without it, the corpus that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    *,
    email: Annotated[
        str,
        typer.Option(
            help="Whom harvesters may write to; else the publisher's address in a header.", show_default=False
        ),
    ] = "",
    name: Annotated[
        str, typer.Option(help="What the repository is called; else the title in tei.toml.", show_default=False)
    ] = "",
    namespace: Annotated[
        str,
        typer.Option(metavar="DOMAIN", help="The domain in identifiers; else the host.", show_default=False),
    ] = "",
    base_url: Annotated[
        str,
        typer.Option(metavar="URL", help="The address that harvesters use, behind a proxy.", show_default=False),
    ] = "",
    host: Annotated[str, typer.Option(help="Where to listen; by default this machine alone can ask.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 is any that is free.")] = 8080,
    page: Annotated[int, typer.Option(min=1, max=1000, help="How many records one response has at most.")] = 100,
    answer: Annotated[
        str,
        typer.Option(metavar="QUERY", help="Print the response to verb=…&… and listen to nobody.", show_default=False),
    ] = "",
) -> None:
    """Serve the records of a corpus by OAI-PMH 2.0 until interrupted: to look at, to harvest, or behind a proxy.

    Nothing can be changed through it. The documents are read once, at the start.
    """
    from tei.deposit import oai  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.deposit.oai.serving import PATH, Server  # noqa: PLC0415 - as above

    project = projects.load()
    folder = corpus or corpus_of(project)
    server = None if answer else Server(host, port)
    here = f"http://{host}:{port}{PATH}" if server is None else server.base_url
    repository = oai.load(
        folder,
        project,
        base_url=base_url or here,
        name=name,
        email=email,
        namespace=namespace,
        page=page,
        progress=progress(),
    )
    for finding in repository.findings:
        typer.echo(str(finding), err=True)
    if server is None:
        typer.echo(oai.respond(repository, parse_qsl(answer, keep_blank_values=True)).decode(), nl=False)
        return
    count = len(repository.items)
    typer.echo(f"{here}?verb=Identify: {count:,} {'record' if count == 1 else 'records'}; Ctrl-C ends it")
    server.repository = repository
    with server:
        server.serve_forever()
