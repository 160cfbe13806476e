"""``tei serve``: shows documents while they are edited."""

from pathlib import Path
from typing import Annotated

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of


def serve(
    corpus: Annotated[
        Path | None,
        typer.Argument(
            metavar="[CORPUS]",
            help="A folder of documents, or one document. By default the corpus that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    *,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="PORT", help="The port; 0 is any that is free.")
    ] = 8000,
) -> int:
    """Show documents in a browser while they are edited: each as a page, with its findings beside it.

    A page is made anew when a file behind it is saved. Only this machine can ask, and nothing is written. Ctrl-C ends
    it.
    """
    from tei.preview import Preview, Server  # noqa: PLC0415 - lxml and Saxon are loaded when there is work for them

    preview = Preview(corpus or corpus_of(projects.load()))
    count = len(preview.corpus.names())
    server = Server(preview, port)
    typer.echo(f"{server.address}: {count:,} {'document' if count == 1 else 'documents'}; Ctrl-C ends it")
    try:
        server.run()
    except KeyboardInterrupt:
        typer.echo()
    return 0
