"""What editors check ``tei.toml`` against is what tei reads."""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tei.errors import SettingsError
from tei.settings import Settings, read
from tei.settings.schema import json_schema
from tei.settings.words import WORDS

RIGHT = [
    "",
    '[project]\ntitle = "x"\ncorpus = "y"',
    '[validate]\nschema = "x"\nschematron = []\nxsd = ["x"]\nexclude = "x"\nfail_on = "warning"\nauthority = ["x"]',
    '[validate.severity]\n"ptr.*" = "info"',
    '[[validate.files]]\nmatch = "x"\nphase = ""\n[[validate.files]]\nmatch = ["x", "y"]\nschema = "z"',
    '[[validate.ignore]]\nrule = "x"\nreason = "y"\nfiles = ["z"]\nuntil = 2030-01-02',
    '[render]\nview = "diplomatic"\nwidth = 3',
    '[deposit.x]\nkind = "hal"\nurl = "y"',
    "[limits]\ndepth = 3",
    '[publish]\nbase_url = "https://example.org"',
]
WRONG = [
    "[x]",
    '[publish]\nbase_url = "example.org"',
    '[publish]\nbase_url = "https://example.org/?x"',
    "project = 3",
    "[project]\nx = 3",
    "[project]\ntitle = 3",
    '[project]\ncorpus = ""',
    "[validate]\nschema = 3",
    "[validate]\nschema = [3]",
    "[validate]\nexclude = []",
    '[validate]\nfail_on = "never"',
    '[validate.severity]\n"ptr.*" = "off"',
    '[validate.files]\nmatch = "x"',
    '[[validate.files]]\nmatch = "x"',
    '[[validate.files]]\nschema = "x"',
    '[[validate.files]]\nmatch = "x"\nschema = "y"\nline = 3',
    '[[validate.ignore]]\nrule = "x"',
    '[[validate.ignore]]\nreason = "x"',
    '[[validate.ignore]]\nrule = "x"\nreason = "y"\nuntil = "soon"',
    "[render]\nwidth = 0",
    '[render]\nview = "x"',
    '[deposit.x]\nkind = "hal"',
    '[deposit.x]\nkind = "y"\nurl = "z"',
]


def mistakes(text: str) -> list[str]:
    """What a validator of JSON Schema finds; editors give it days as text."""
    content = tomllib.loads(text)
    validator = jsonschema.Draft7Validator(json_schema(), format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(_as_json(content))]


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def test_schema_that_ships_is_that_of_the_tables(repository: Path) -> None:
    shipped = json.loads((repository / "schemas" / "tei-toml.json").read_text(encoding="utf-8"))
    assert shipped == json_schema(), "tei settings --json-schema > schemas/tei-toml.json"


def test_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(json_schema())


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_read_is_valid(text: str, tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text(text, encoding="utf-8")
    assert isinstance(read(tmp_path / "tei.toml"), Settings)
    assert mistakes(text) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_is_refused_is_invalid(text: str, tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        read(tmp_path / "tei.toml")
    assert mistakes(text)


def test_settings_of_the_repository_are_valid(repository: Path) -> None:
    assert mistakes((repository / "tei.toml").read_text(encoding="utf-8")) == []


def test_each_key_has_its_words_and_no_words_are_left_over() -> None:
    for table, words in WORDS.items():
        assert set(words) == set(table.__annotations__) - {"line"}, table
        assert all(sentence.endswith(".") for sentence in words.values())
