"""What may stand next on a command line: commands, options, the values of options, rules, built-in schemas."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import typer

from tei.cli.commands import COMMANDS
from tei.cli.running import function

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HELP: Final = (("--help", "Show this and exit."), ("-h", "Show this and exit."))
# Where the parameter is not a path but may be the name of a file, too.
_NAMES_OR_FILES: Final = "schema"
_PROFILE: Final = "PROFILE"
_FILES_OR_ADDRESSES: Final = "paths"


class Candidate(NamedTuple):
    """A word that may stand next, and what it means."""

    word: str
    meaning: str = ""


class Candidates(NamedTuple):
    """Words that may stand next, and whether the name of a file may stand there."""

    words: tuple[Candidate, ...] = ()
    files: bool = False


def candidates(words: "Sequence[str]") -> Candidates:
    """Return what the last of *words*, which may be empty, can be completed to; the others stand before it."""
    *before, started = words or ("",)
    found = _after(before, started)
    return found._replace(words=tuple(one for one in found.words if one.word.startswith(started)))


def _after(before: "list[str]", started: str) -> Candidates:
    for length in range(len(before), 0, -1):
        name = " ".join(before[:length])
        if name in COMMANDS:
            return _of_command(name, before[length:], started)
    prefix = " ".join(before)
    if before and not any(name.startswith(f"{prefix} ") for name in COMMANDS):
        return Candidates()
    return Candidates(tuple(_next_words(prefix, options=started.startswith("-"))))


def _next_words(prefix: str, *, options: bool) -> "Iterator[Candidate]":
    """Yield the words that go on with *prefix*, a group of commands or nothing."""
    if options:
        yield from (Candidate(*one) for one in _HELP)
        if not prefix:
            yield from (Candidate(word, "Show the version and exit.") for word in ("--version", "-V"))
        return
    first = f"{prefix} " if prefix else ""
    going_on = [(name.removeprefix(first), command) for name, command in COMMANDS.items() if name.startswith(first)]
    alone = {name: command.summary for name, command in going_on}
    yield from (Candidate(word, alone.get(word, "")) for word in dict.fromkeys(name.split()[0] for name, _ in going_on))


def _of_command(command: str, given: "list[str]", started: str) -> Candidates:
    application = typer.Typer(add_completion=False)
    application.command()(function(command, COMMANDS[command]))
    parameters = typer.main.get_command(application).params
    name, sign, _value = started.partition("=")
    if sign and (joined := _option(parameters, name)) is not None:
        found = _values(joined)
        return found._replace(words=tuple(one._replace(word=f"{name}={one.word}") for one in found.words))
    option = _option(parameters, given[-1]) if given else None
    if option is not None and not option.is_flag:
        return _values(option)
    if started.startswith("-") and "--" not in given:
        return Candidates(tuple(_options(parameters)))
    argument = next((one for one in parameters if one.param_type_name == "argument"), None)
    return Candidates() if argument is None else _values(argument)


def _option(parameters: "Iterable[Any]", word: str) -> Any:  # noqa: ANN401 - a class of typer's own copy of click
    """Return the option that is written as *word*, or None."""
    return next((one for one in parameters if one.param_type_name == "option" and word in one.opts), None)


def _options(parameters: "Iterable[Any]") -> "Iterator[Candidate]":
    for one in parameters:
        if one.param_type_name == "option" and not one.hidden:
            yield from (Candidate(word, one.help or "") for word in (*one.opts, *one.secondary_opts))
    yield from (Candidate(*one) for one in _HELP)


def _values(parameter: Any) -> Candidates:  # noqa: ANN401 - as above
    """Return what the value of an option or argument may be."""
    choices = getattr(parameter.type, "choices", None)
    if choices:
        return Candidates(tuple(Candidate(getattr(one, "value", one)) for one in choices))
    if parameter.name == _NAMES_OR_FILES:
        return Candidates(tuple(_schemas()), files=True)
    if _PROFILE in {parameter.name.upper(), parameter.metavar}:
        from tei.encode.profile.layers import SHIPPED as PROFILES  # noqa: PLC0415 - seldom needed

        return Candidates(tuple(Candidate(name, "Comes with tei.") for name in PROFILES), files=True)
    if parameter.name == "rule":
        from tei.diagnostics import RULES  # noqa: PLC0415 - seldom needed

        return Candidates(tuple(Candidate(rule.id, rule.summary) for rule in RULES.values()))
    is_file = parameter.type.name in {"path", "file", "directory", "filename"}
    return Candidates(files=is_file or parameter.name == _FILES_OR_ADDRESSES)


def _schemas() -> "Iterator[Candidate]":
    """Yield the built-in schemas by their names."""
    from tei.odd.bases import facts  # noqa: PLC0415 - as above
    from tei.odd.built_in import ALL, SHIPPED  # noqa: PLC0415 - as above
    from tei.validate.built_ins import CONFORMANCE  # noqa: PLC0415 - as above

    yield from (Candidate(name, "Built in.") for name in (*SHIPPED, CONFORMANCE))
    yield Candidate(ALL, "All of TEI P5.")
    yield from (Candidate(f"{ALL}@{release}", f"All of TEI P5 {release}.") for release in facts.releases())
