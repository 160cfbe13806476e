"""``tei odd compile``: makes the schemas of a customisation."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei.cli.findings import show


class Compatibility(StrEnum):
    """Whose semantics an ODD is compiled with, where they differ from the Guidelines."""

    STYLESHEETS = "stylesheets"


def odd_compile(  # noqa: PLR0913 - each parameter is an option
    odds: Annotated[list[Path], typer.Argument(metavar="ODD...", help="Customisations.", show_default=False)],
    *,
    rng: Annotated[bool, typer.Option("--rng", help="RELAX NG; this is what is written if nothing else is.")] = False,
    rnc: Annotated[bool, typer.Option("--rnc", help="RELAX NG in compact syntax.")] = False,
    xsd: Annotated[bool, typer.Option("--xsd", help="XML Schema 1.0, one file a namespace.")] = False,
    schematron: Annotated[bool, typer.Option("--schematron", help="The rules, as ISO Schematron.")] = False,
    json: Annotated[bool, typer.Option("--json", help="What the schema specifies, as JSON.")] = False,
    compiled: Annotated[bool, typer.Option("--compiled", help="The complete ODD, which others can build on.")] = False,
    guide: Annotated[bool, typer.Option("--guide", help="The encoding guidelines, as one page of HTML.")] = False,
    embed: Annotated[bool, typer.Option("--embed", help="Put the rules into the RELAX NG too.")] = False,
    out: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The folder that the schemas go into.")
    ] = Path(),
    ident: Annotated[
        str, typer.Option(metavar="NAME", help="Which <schemaSpec>, by its ident; the first otherwise.")
    ] = "",
    source: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="What the ODD customises, instead of the @source in it: a p5subset.xml, a compiled ODD, or tei:4.8.0.",
        ),
    ] = "",
    catalog: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An OASIS catalog: it maps addresses to files.", show_default=False),
    ] = None,
    folder: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="A folder that may be read besides the ODD's own and the project's. May be repeated.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    lang: Annotated[str, typer.Option(metavar="LANG", help="The language of the documentation, as in @docLang.")] = "",
    compat: Annotated[
        Compatibility | None,
        typer.Option(
            help="Repeat the errors of TEI's Stylesheets, for projects that depend on them.", show_default=False
        ),
    ] = None,
    corpus: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH", help="Documents to take the guide's examples from. May be repeated.", show_default=False
        ),
    ] = None,
) -> int:
    """Compile customisations: each becomes a grammar, rules, and what else is asked for.

    Mistakes in an ODD are printed with their place. The exit code is 1 if one of them is an error: then nothing is
    written of that ODD.
    """
    from tei.odd import writing  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.odd.wish import Wish  # noqa: PLC0415 - as above

    asked = {"rng": rng, "rnc": rnc, "xsd": xsd, "schematron": schematron, "json": json, "compiled": compiled}
    forms = tuple(form for form, wanted in (*asked.items(), ("guide", guide)) if wanted) or ("rng",)
    wish = Wish(
        forms=forms,
        ident=ident,
        source=source,
        catalog=catalog,
        folders=tuple(folder or ()),
        language=lang,
        compatibility=compat.value if compat else "",
        embed=embed,
        corpus=tuple(corpus or ()),
    )
    code = 0
    for odd in odds:
        outcome = writing.write(odd, out, wish)
        show(outcome.findings)
        for path in outcome.written:
            typer.echo(str(path))
        code = max(code, outcome.exit_code)
    return code
