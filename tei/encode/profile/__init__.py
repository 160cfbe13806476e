"""An archive's conventions as data: what its brackets, signs and lines mean, and the TEI that they become.

`load` reads a profile, one that is shipped (`SHIPPED`) by its name or a project's own by its path. What a profile may
say is in the manual; every fault of one is a finding with its place in the file.
"""

from tei.encode.profile.layers import SHIPPED
from tei.encode.profile.loading import load, parse
from tei.encode.profile.rules import BracketRule, LineRule, Profile, SignRule, WordRule
from tei.encode.profile.specimens import Specimen
from tei.encode.profile.templates import Template

__all__ = [
    "SHIPPED",
    "BracketRule",
    "LineRule",
    "Profile",
    "SignRule",
    "Specimen",
    "Template",
    "WordRule",
    "load",
    "parse",
]
