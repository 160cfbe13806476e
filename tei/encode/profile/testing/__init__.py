"""A profile's specimens, encoded and compared with what is to come out.

`read` takes specimens out of files, `test` encodes them and tells what differs; `shape` is what two encodings are
compared by, `edition` the document around an encoding.
"""

from tei.encode.profile.testing.editions import edition
from tei.encode.profile.testing.reading import read
from tei.encode.profile.testing.shapes import shape
from tei.encode.profile.testing.trying import Tested, test

__all__ = ["Tested", "edition", "read", "shape", "test"]
