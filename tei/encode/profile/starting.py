"""A profile to start from: one rule, one specimen, and the words to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.profile.layers import SHIPPED
from tei.encode.profile.loading import load
from tei.errors import UsageError
from tei.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

_TEXT: Final = """\
# The conventions of an archive's transcriptions. The manual has every key: "Profiles".
title = "Transcriptions of …"
extends = [{extends}]
# Who answers for the words in brackets: "translator" or "editor".
responsible = "{responsible}"

# Words that mean the same, each with what TEI calls it.
[vocabulary.tools]
"in pencil" = "pencil"
"in ink" = "ink"

# What a bracket is, by its words, and what becomes of it. Rules here come before those of what is extended; of two that
# fit, the first takes the bracket.
[[bracket]]
rule = "remark"
where = ["alone", "first"]
match = 'remark {{tools}}: (?P<content>.*)'
tei = '<note type="annotation" hand="{{hand:remark}}">{{content}}</note>'

# What must come out; tei profile test compares. Write the specimen first, then the rule.
[[specimen]]
context = "a remark above the text"
transcription = '''
[remark in pencil: to be answered]
The ice has gone.
'''
tei = '''
<note type="annotation" hand="#hand-remark">to be answered</note>
<p>The ice has gone.</p>
'''
rules = ["remark"]
doubts = []
"""


def start(path: Path, extends: str) -> Path:
    """Write a profile that extends *extends* to *path*, which gets the ending ``.toml``, and return where it is.

    Raises `UsageError` if the file is there already, or *extends* is no profile.
    """
    file = path if path.suffix == ".toml" else path.with_name(f"{path.name}.toml")
    if file.exists():
        message = f"{file} is there already, and is not overwritten"
        raise UsageError(message)
    if extends not in SHIPPED:
        message = f"a new profile extends one of {', '.join(SHIPPED)}, not “{extends}”"
        raise UsageError(message)
    text = _TEXT.format(extends=f'"{extends}"', responsible=load(extends).responsible)
    write_atomically(file, text)
    return file
