"""The table of commands. It names modules and imports none, so that ``tei --help`` costs nothing."""

from typing import Final, NamedTuple


class Command(NamedTuple):
    """Where a command's function lies, and its line in the overview."""

    module: str
    function: str
    summary: str


COMMANDS: Final[dict[str, Command]] = {
    "validate": Command("tei.cli.validate", "validate", "Check documents against their schemas."),
    "render": Command("tei.cli.render", "render", "Write editions as HTML or plain text."),
    "fidelity": Command("tei.cli.fidelity", "fidelity", "Compare a document with its transcription."),
    "deposit push": Command("tei.cli.deposit_push", "deposit_push", "Bring a package to a repository."),
    "init": Command("tei.cli.init", "init", "Start a project of one's own."),
    "cache": Command("tei.cli.cache", "cache", "Show, measure or clear the cache."),
    "rules": Command("tei.cli.rules", "rules", "List the ids of all rules."),
}
"""A module holds one function of the command's name with typer's annotations; it returns an exit code or None."""
