"""``tei validate``: checks documents and prints what is wrong with them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei.cli.checking import Call, place, run
from tei.cli.odd_compile import Compatibility
from tei.cli.options import Jobs, Places
from tei.odd.wish import Wish as Odd


class ReportFormat(StrEnum):
    """How a report is written: for people, for programs, for services."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    SVRL = "svrl"
    HTML = "html"


class FailOn(StrEnum):
    """How much a finding must weigh to make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"


def validate(  # noqa: PLR0913 - each parameter is an option
    paths: Places = None,
    *,
    schema: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SCHEMA",
            help="An .odd, .rng, .rnc, .sch, .xsd or .dtd file, or a built-in name: tei_all, tei_all@4.7.0, tei-lite, "
            "tei-documentary, tei-conformance; it alone applies. "
            "May be repeated.",
            show_default=False,
        ),
    ] = None,
    explain_schema: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Only print which schemas FILE would be checked against, and why.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    embedded: Annotated[bool, typer.Option("--embedded", help="Apply the Schematron inside a grammar too.")] = False,
    phase: Annotated[str, typer.Option(metavar="NAME", help="The phase of Schematron to run.")] = "",
    xsd: Annotated[bool, typer.Option("--xsd", help="Check against the XML Schema too.")] = False,
    all_kinds: Annotated[
        bool,
        typer.Option("--all", help="Run Schematron and XML Schema also on documents that the grammar refuses."),
    ] = False,
    schema_folder: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="A folder that a RELAX NG schema may include files of, besides its own and the project's. "
            "May be repeated.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    ident: Annotated[
        str, typer.Option(metavar="NAME", help="Which schema of an ODD that holds several, by its ident.")
    ] = "",
    source: Annotated[
        str, typer.Option(metavar="FILE", help="What an ODD customises, instead of the @source in it.")
    ] = "",
    catalog: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="An OASIS catalog: which files stand for the addresses in documents, DTDs and ODDs.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    online: Annotated[
        bool,
        typer.Option("--online", help="Fetch schemas that are named by an address of the web, once, into the cache."),
    ] = False,
    online_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST",
            help="--online, and a host that is not on the public internet may be asked too. May be repeated.",
            show_default=False,
        ),
    ] = None,
    refetch: Annotated[
        bool, typer.Option("--refetch", help="--online, and what is in the cache is fetched anew.")
    ] = False,
    compat: Annotated[
        Compatibility | None,
        typer.Option(help="Compile an ODD with the errors of TEI's Stylesheets.", show_default=False),
    ] = None,
    no_ids: Annotated[
        bool,
        typer.Option("--no-ids", help="Do not check identifiers and references to them (ID, IDREF, IDREFS)."),
    ] = False,
    pointers: Annotated[
        bool | None,
        typer.Option(
            "--pointers/--no-pointers",
            help="Look up what pointers lead to, in all documents; by default without --schema.",
            show_default=False,
        ),
    ] = None,
    unused: Annotated[
        bool, typer.Option("--unused", help="Name the entries of authority files that nothing points at.")
    ] = False,
    no_xinclude: Annotated[
        bool, typer.Option("--no-xinclude", help="Check documents as they stand, without what they include.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Name all that the grammar would allow, not classes, and say what a rule is."),
    ] = False,
    form: Annotated[ReportFormat, typer.Option("--format", help="How the report is written.")] = ReportFormat.TEXT,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help="Tell how often each rule is broken, in place of the findings (text, json)."),
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Only what this baseline does not have is a finding.", show_default=False),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write all that is found to a baseline.", show_default=False),
    ] = None,
    no_ignore: Annotated[
        bool, typer.Option("--no-ignore", help="Count also what tei.toml or a document says to ignore.")
    ] = False,
    show_ignored: Annotated[
        bool, typer.Option("--show-ignored", help="Show what is ignored, with the reasons (text, concise, jsonl).")
    ] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help="What makes the exit code 1; else what tei.toml says, or an error.", show_default=False),
    ] = None,
    jobs: Jobs = 0,
    scheduler: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask scheduler whose workers do the work, as tcp://HOST:PORT, or local; needs the extra tei[dask].",
        ),
    ] = "",
    timeout: Annotated[
        float,
        typer.Option(min=0, metavar="SECONDS", help="Give up a document that takes longer than this; 0 never does."),
    ] = 0,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Mend what schemas offer one fix for, or a default one, and report what remains."),
    ] = False,
    fix_only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Mend with this fix and no other. May be repeated.", show_default=False),
    ] = None,
    user_entry: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A value that a fix asks for. May be repeated.", show_default=False),
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Only print what --fix would change, and write nothing.")
    ] = False,
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Settings to use in place of the nearest tei.toml.",
            show_default=False,
        ),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check all documents, also those that have not changed.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the report to FILE.", show_default=False),
    ] = None,
) -> int:
    """Check documents: well-formed XML, a TEI root, RELAX NG, then Schematron, XML Schema on request, pointers.

    The schemas are those that a document asks for, those of the nearest tei.toml, or our own. What is found is printed
    with its path, line, column and rule. The exit code is 0 if there is no error, 1 if there is one, 2 if something
    could not be read.
    """
    return run(
        Call(
            tuple(map(place, paths or ())),
            schema=tuple(schema or ()),
            xsd=xsd,
            all_kinds=all_kinds,
            schema_folders=tuple(schema_folder or ()),
            ids=not no_ids,
            embedded=embedded,
            phase=phase,
            explain_schema=explain_schema,
            online=online,
            online_hosts=tuple(online_host or ()),
            refetch=refetch,
            odd=Odd(ident=ident, source=source, catalog=catalog, compatibility=compat.value if compat else ""),
            pointers=pointers,
            unused=unused,
            explain=explain,
            form=form.value,
            fail_on=fail_on.value if fail_on else "",
            jobs=jobs,
            scheduler=scheduler,
            timeout_s=timeout,
            settings=settings,
            output=output,
            statistics=statistics,
            baseline=baseline,
            write_baseline=write_baseline,
            xinclude=not no_xinclude,
            cache=not no_cache,
            fix=fix,
            fix_only=tuple(fix_only or ()),
            entries=tuple(user_entry or ()),
            diff=diff,
            ignore=not no_ignore,
            show_ignored=show_ignored,
        )
    )
