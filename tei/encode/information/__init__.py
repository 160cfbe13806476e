"""What a page's document information says, as values for the header.

``page.read`` tells the lines of a page apart and reads them; what they say of the archive, of people and of languages
is read by ``references``, ``credits`` and ``languages``, which read such words from anywhere else too. ``side.read``
has what a side file says instead, ``conventions.read`` what a profile says of an archive's pages. No tree is built but
by ``manuscripts``.
"""

from tei.encode.information.conventions import FRUS, PLAIN, VENONA, WILSON, Conventions
from tei.encode.information.correspondence import Action, Acts, Named, When, acts
from tei.encode.information.credits import Credit, Credits
from tei.encode.information.languages import Languages
from tei.encode.information.layout import Passage
from tei.encode.information.page import Information
from tei.encode.information.people import Person, person
from tei.encode.information.references import Located, Part, Reference
from tei.encode.information.repositories import Repository
from tei.encode.information.side import Fault, Overrides, SideError

__all__ = [
    "FRUS",
    "PLAIN",
    "VENONA",
    "WILSON",
    "Action",
    "Acts",
    "Conventions",
    "Credit",
    "Credits",
    "Fault",
    "Information",
    "Languages",
    "Located",
    "Named",
    "Overrides",
    "Part",
    "Passage",
    "Person",
    "Reference",
    "Repository",
    "SideError",
    "When",
    "acts",
    "person",
]
