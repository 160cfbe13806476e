"""Which files a schema may include: those of what was named, and no others."""

import pickle
from pathlib import Path

import pytest

from tei import relaxng
from tei.errors import SchemaError

PART = "part = element a { empty }"


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    """A schema in ``project/schemas`` that includes ``project/common/part.rnc``."""
    (tmp_path / "project" / "common").mkdir(parents=True)
    (tmp_path / "project" / "common" / "part.rnc").write_text(PART, encoding="utf-8")
    path = tmp_path / "project" / "schemas" / "main.rnc"
    path.parent.mkdir()
    path.write_text('include "../common/part.rnc"\nstart = part', encoding="utf-8")
    return path


def common(schema: Path) -> Path:
    return schema.parent.parent / "common"


def refusal(schema: Path, *folders: Path) -> str:
    """Return why the file that *schema* includes was not read."""
    with pytest.raises(SchemaError) as caught:
        relaxng.load(schema, folders=folders)
    fault = caught.value.diagnostics[0]
    assert (fault.rule, fault.path) == ("rng.schema.reference", str(schema))
    assert (fault.span.line, fault.span.column) == (1, 1)
    assert fault.help[0].startswith("to allow it, name the folder: --schema-folder DIR")
    return fault.message


def test_file_elsewhere_is_refused_and_the_help_says_how_to_allow_it(schema: Path) -> None:
    assert refusal(schema).endswith("is not in the schema’s folder, nor in another that it may read from")


def test_file_in_a_named_folder_is_read(schema: Path) -> None:
    grammar = relaxng.load(schema, folders=[str(common(schema))])
    assert grammar.validate(b"<a/>") == []
    assert pickle.loads(pickle.dumps(grammar)).validate(b"<a/>") == []  # noqa: S301 - made on the line itself


def test_folder_above_is_as_good(schema: Path) -> None:
    assert relaxng.load(schema, folders=[common(schema).parent]).validate(b"<a/>") == []


def test_another_folder_does_not_help(schema: Path, tmp_path: Path) -> None:
    (tmp_path / "project" / "comm").mkdir()
    assert refusal(schema, tmp_path / "project" / "comm", schema.parent)


def test_fault_in_a_file_of_a_named_folder_has_the_folders_path(schema: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (common(schema) / "part.rnc").write_text("part = element a { absent }", encoding="utf-8")
    monkeypatch.chdir(common(schema).parent)
    with pytest.raises(SchemaError) as caught:
        relaxng.load(schema, folders=["common"])
    assert [fault.path for fault in caught.value.diagnostics] == [str(Path("common", "part.rnc"))]


def test_project_of_the_schema_is_read(schema: Path) -> None:
    (common(schema).parent / "tei.toml").touch()
    assert relaxng.load(schema).validate(b"<a/>") == []


def test_nearest_project_is_meant(schema: Path, tmp_path: Path) -> None:
    (tmp_path / "tei.toml").touch()
    (schema.parent / "tei.toml").touch()
    assert refusal(schema)


def test_symbolic_links_are_followed_before_a_file_is_judged(schema: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.rnc").write_text(PART, encoding="utf-8")
    (common(schema) / "part.rnc").unlink()
    (common(schema) / "part.rnc").symlink_to(tmp_path / "secret.rnc")
    assert refusal(schema, common(schema))


def test_grammar_kept_with_permission_is_not_given_without(schema: Path) -> None:
    for _again in range(2):
        assert relaxng.load(schema, folders=[common(schema)]).validate(b"<a/>") == []
        assert refusal(schema)


def test_grammar_kept_without_identifiers_is_not_given_with_them(tmp_path: Path) -> None:
    path = tmp_path / "x.rnc"
    path.write_text("start = element a { xsd:ID }", encoding="utf-8")
    for _again in range(2):
        assert relaxng.load(path, ids=False).validate(b"<a>x</a>") == []
        with pytest.raises(SchemaError, match=r"rng\.schema\.id-type"):
            relaxng.load(path)


def test_identifiers_stay_unchecked_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "x.rnc"
    path.write_text("start = element r { element a { attribute id { xsd:ID } }* }", encoding="utf-8")
    twice = b"<r><a id='x'/><a id='x'/></r>"
    assert [finding.rule for finding in relaxng.load(path).validate(twice)] == ["rng.duplicate-id"]
    grammar = relaxng.load(path, ids=False)
    assert grammar.validate(twice) == []
    assert pickle.loads(pickle.dumps(grammar)).validate(twice) == []  # noqa: S301 - made on the line itself
