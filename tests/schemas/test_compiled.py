"""What is compiled in ``schemas/`` is what the compiler makes of the ODDs there."""

from pathlib import Path

import pytest

from tei import resources
from tei.odd import built_in
from tei.odd.wish import Wish
from tei.odd.writing import write

SHIPPED = [(name, suffix) for name in built_in.SHIPPED for suffix in (".rng", ".xsd")]


@pytest.mark.parametrize("name", built_in.SHIPPED)
def test_schemas_are_compiled_from_their_odd(name: str, tmp_path: Path) -> None:
    odd = resources.data_path("schemas", f"{name}.odd")
    outcome = write(odd, tmp_path, Wish(forms=("rng", "xsd")))
    assert [str(finding) for finding in outcome.findings if finding.rule != "odd.xsd-wider"] == []
    for path in outcome.written:
        assert path.read_text(encoding="utf-8") == resources.text("schemas", path.name), (
            f"{path.name} is not what {name}.odd says: tei odd compile schemas/{name}.odd --rng --xsd -o schemas"
        )


@pytest.mark.parametrize("name, suffix", SHIPPED)
def test_every_built_in_schema_ships_compiled(name: str, suffix: str) -> None:
    assert resources.data_path("schemas", name + suffix).is_file()
