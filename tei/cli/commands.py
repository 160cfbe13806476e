"""The table of commands. It names modules and imports none, so that ``tei --help`` costs nothing."""

from typing import Final, NamedTuple


class Command(NamedTuple):
    """Where a command's function lies, and its line in the overview."""

    module: str
    function: str
    summary: str


COMMANDS: Final[dict[str, Command]] = {
    "validate": Command("tei.cli.validate", "validate", "Check documents against their schemas."),
    "render": Command("tei.cli.render", "render", "Write editions as HTML, plain text or PDF."),
    "publish": Command("tei.cli.publish", "publish", "Make a site of a corpus."),
    "encode": Command("tei.cli.encode", "encode", "Make TEI of transcriptions."),
    "fidelity": Command("tei.cli.fidelity", "fidelity", "Compare a document with its transcription."),
    "decode": Command("tei.cli.decode", "decode", "Write the transcription that a document encodes."),
    "profile list": Command("tei.cli.profile_list", "profile_list", "List the conventions that tei knows."),
    "profile show": Command("tei.cli.profile_show", "profile_show", "Show what a profile makes of brackets."),
    "profile test": Command("tei.cli.profile_test", "profile_test", "Hold a profile to its specimens."),
    "profile new": Command("tei.cli.profile_new", "profile_new", "Start a profile of one's own."),
    "authority scan": Command(
        "tei.cli.authority_scan", "authority_scan", "List names that the authority file does not have."
    ),
    "authority reconcile": Command(
        "tei.cli.authority_reconcile", "authority_reconcile", "Suggest identifiers of other authorities."
    ),
    "deposit check": Command("tei.cli.deposit_check", "deposit_check", "Say whether documents are fit to deposit."),
    "deposit explain": Command(
        "tei.cli.deposit_explain", "deposit_explain", "Show what a header says and what each form loses."
    ),
    "metadata export": Command(
        "tei.cli.metadata_export", "metadata_export", "Write the headers of documents as a table."
    ),
    "metadata apply": Command(
        "tei.cli.metadata_apply", "metadata_apply", "Put a table back into the headers of documents."
    ),
    "deposit oai": Command("tei.cli.deposit_oai", "deposit_oai", "Serve the records of a corpus to harvesters."),
    "deposit pack": Command("tei.cli.deposit_pack", "deposit_pack", "Make packages for repositories."),
    "deposit verify": Command("tei.cli.deposit_verify", "deposit_verify", "Prove that a package is intact."),
    "deposit push": Command("tei.cli.deposit_push", "deposit_push", "Bring a package to a repository."),
    "odd compile": Command("tei.cli.odd_compile", "odd_compile", "Make the schemas of a customisation."),
    "odd infer": Command("tei.cli.odd_infer", "odd_infer", "Write the customisation that documents use."),
    "odd diff": Command("tei.cli.odd_diff", "odd_diff", "Say what differs between two schemas."),
    "odd upgrade": Command("tei.cli.odd_upgrade", "odd_upgrade", "Say what a later release of TEI means for an ODD."),
    "odd source add": Command("tei.cli.odd_source_add", "odd_source_add", "Keep a source that ODDs can start from."),
    "odd source list": Command("tei.cli.odd_source_list", "odd_source_list", "List the sources there are."),
    "odd source remove": Command("tei.cli.odd_source_remove", "odd_source_remove", "Remove a source that was added."),
    "odd source extract": Command(
        "tei.cli.odd_source_extract", "odd_source_extract", "Write the facts of a source, without prose."
    ),
    "init": Command("tei.cli.init", "init", "Start a project of one's own."),
    "settings": Command("tei.cli.settings", "settings", "Show which settings hold, and where they stand."),
    "cache": Command("tei.cli.cache", "cache", "Show, measure or clear the cache."),
    "completion": Command("tei.cli.completion", "completion", "Make a shell complete the words of tei."),
    "rules": Command("tei.cli.rules", "rules", "List the ids of all rules, or tell all about one."),
}
"""A module holds one function of the command's name with typer's annotations; it returns an exit code or None.

A name of two words is a command in a group: ``tei deposit check`` is ``deposit_check`` in ``tei/cli/deposit_check.py``,
and ``tei deposit`` alone lists the group. A group may have groups in it: ``tei odd source``.
"""
