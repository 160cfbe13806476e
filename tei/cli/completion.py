"""``tei completion``: what a shell is told, so that the Tab key completes the words of ``tei``."""

from enum import StrEnum
from typing import Annotated, Final

import typer


class Shell(StrEnum):
    """A shell that words can be completed in."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


# Bash parts words at "=" and "@", too: the line is parted anew, at its spaces. What it has of the last word already
# (all up to such a sign) must not come again.
_BASH: Final = r"""_tei_completion() {
    local line=${COMP_LINE:0:COMP_POINT} words answer files=
    local IFS=$' \t'
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    local last=${words[${#words[@]}-1]}
    local had=${last%"${last##*[=@:]}"}
    COMPREPLY=()
    while IFS= read -r answer; do
        if [[ $answer == :files ]]; then files=1; else COMPREPLY+=("${answer#"$had"}"); fi
    done < <(tei completion bash -- "${words[@]:1}" 2>/dev/null)
    [[ -n $files ]] || compopt +o default 2>/dev/null
    return 0
}
complete -o default -o filenames -F _tei_completion tei
"""
_ZSH: Final = r"""#compdef tei
_tei() {
    local -a lines told
    local line files=
    lines=("${(@f)$(tei completion zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    for line in $lines; do
        if [[ $line == :files ]]; then files=1; elif [[ -n $line ]]; then told+=("$line"); fi
    done
    (( $#told )) && _describe -V 'tei' told
    [[ -n $files ]] && _files
}
(( $+functions[compdef] )) && compdef _tei tei
"""
_FISH: Final = r"""function __tei_completion
    set -l words (commandline -opc) (commandline -ct)
    for line in (tei completion fish -- $words[2..-1] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            printf '%s\n' $line
        end
    end
end
complete -c tei -f -a '(__tei_completion)'
"""
_SCRIPTS: Final = {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}


def completion(
    shell: Annotated[Shell, typer.Argument(help="Which shell.")],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...",
            help="What the command line has after tei, to be told what the last word can be completed to.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print the script that makes a shell complete the words of tei; your shell's own file is to read it."""
    if words is None:
        typer.echo(_SCRIPTS[shell], nl=False)
        return
    from tei.cli.completing import candidates  # noqa: PLC0415 - the script does without

    found = candidates(words)
    for one in found.words:
        typer.echo(_line(shell, one.word, one.meaning))
    if found.files:
        typer.echo(":files")


def _line(shell: Shell, word: str, meaning: str) -> str:
    """Return a candidate as the script of *shell* reads it."""
    if shell is Shell.BASH or not meaning:
        return _escaped(word) if shell is Shell.ZSH else word
    told = " ".join(meaning.split())
    return f"{_escaped(word)}:{told}" if shell is Shell.ZSH else f"{word}\t{told}"


def _escaped(word: str) -> str:
    """Return *word* for zsh, which takes what follows a colon for the meaning."""
    return word.replace(":", r"\:")
