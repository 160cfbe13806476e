"""What the tests of the merge share."""

import pytest

from tei import relaxng, resources


@pytest.fixture(scope="session")
def grammar() -> relaxng.Schema:
    """The grammar of documentary editions."""
    return relaxng.load(resources.data_path("schemas", "tei-documentary.rng"))
