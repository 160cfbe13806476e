"""``tei profile test``: whether a profile makes of specimens what it should."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei.cli.options import Format
from tei.cli.profiles import Named, told
from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.profile.testing import Tested


def profile_test(
    name: Named,
    specimens: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SPECIMENS]...",
            help="Files of specimens, or folders of them. Without any, those in the profile itself.",
            show_default=False,
        ),
    ] = None,
    *,
    form: Annotated[Format, typer.Option("--format", help="How the test is reported.")] = Format.TEXT,
) -> int:
    """Encode specimens by a profile and tell what comes out otherwise than they say.

    A specimen is a transcription of some lines with the TEI that is to become of it. What comes out must also be valid
    and give the transcription back. One that names another profile is passed over. The exit code is 0 if all come out
    as they should, 1 if one does not or the profile is faulty.
    """
    return told(lambda: _test(name, specimens, form))


def _test(name: str, specimens: list[Path] | None, form: Format) -> int:
    from tei.encode import profile  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.encode.profile import testing  # noqa: PLC0415 - as above

    found = profile.load(name)
    given = testing.read(specimens) if specimens else list(found.specimens)
    tested = list(testing.test(given, found))
    if not tested:
        message = f"there is no specimen for {name}: write [[specimen]] in it, or name a file that has some"
        raise UsageError(message)
    passed_over = len(given) - len(tested)
    if form is Format.JSON:
        typer.echo(json.dumps(_json(found.name, tested, passed_over), ensure_ascii=False, indent=2))
    else:
        _show(tested, passed_over)
    return 0 if all(one.passed for one in tested) else 1


def _show(tested: "Sequence[Tested]", passed_over: int) -> None:
    from tei.cli.findings import show  # noqa: PLC0415 - as above

    show(finding for one in tested for finding in one.findings)
    good = sum(one.passed for one in tested)
    over = f"; {passed_over:,} for other profiles" if passed_over else ""
    noun = "specimen comes" if good == len(tested) == 1 else "specimens come"
    counted = f"{good:,}" if good == len(tested) else f"{good:,} of {len(tested):,}"
    typer.echo(f"{counted} {noun} out as expected{over}")


def _json(name: str, tested: "Sequence[Tested]", passed_over: int) -> dict[str, object]:
    """Return the test as one JSON object; the findings have the keys of ``tei validate --format json``."""
    return {
        "profile": name,
        "specimens": len(tested),
        "passed": sum(one.passed for one in tested),
        "passed_over": passed_over,
        "tested": [
            {
                "path": one.specimen.path,
                "line": one.specimen.line,
                "context": one.specimen.context,
                "passed": one.passed,
                "tei": one.tei,
                "rules": list(one.rules),
                "doubts": list(one.doubts),
                "findings": [finding.as_dict() for finding in one.findings],
            }
            for one in tested
        ],
    }
