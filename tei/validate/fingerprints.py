"""What a finding is known by from run to run, though its line has moved and its message is worded anew."""

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.validate.excerpts import Excerpt
    from tei.validate.results import Checked

# Of a message only what it names counts: its words may be others in another version.
_NAMED: Final = re.compile(r"<[^<>\s]+>|@[\w:.-]+|“[^”]*”|\"[^\"]*\"")
# As much of the line on both sides as tells one finding from another; farther off it may be changed.
_NEAR_CHARS: Final = 40
_DIGITS: Final = 32


def fingerprints(document: "Checked", path: str) -> list[str]:
    """Return a fingerprint for each finding of *document*, which is to be known as *path*, with ``/`` in it.

    It is made of the rule, what the message names, and the text around the place, never of the line's number. Findings
    that are alike in all of it are told apart by their order.
    """
    alike: Counter[str] = Counter()
    made = []
    for finding, excerpt in zip(document.findings, document.excerpts, strict=True):
        known_by = "\0".join((path, finding.rule, *_NAMED.findall(finding.message), _surroundings(finding, excerpt)))
        alike[known_by] += 1
        numbered = f"{known_by}\0{alike[known_by]}".encode("utf-8", errors="surrogatepass")
        made.append(hashlib.sha256(numbered).hexdigest()[:_DIGITS])
    return made


def _surroundings(finding: "Diagnostic", excerpt: "Excerpt | None") -> str:
    """Return the text at the place without regard to white space; where there is none, the path to the element."""
    if excerpt is None:
        return finding.xpath
    text = excerpt.text[max(0, excerpt.start - _NEAR_CHARS) : excerpt.end + _NEAR_CHARS]
    return " ".join(text.split())
