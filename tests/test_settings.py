from pathlib import Path

import pytest

from tei.errors import SettingsError
from tei.limits import Limits
from tei.settings import Encode, Project, Render, Settings, Validate, find, load


def write(folder: Path, text: str) -> Path:
    path = folder / "tei.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(folder: Path, text: str) -> str:
    """Return what is said of *text*, without the folder."""
    path = write(folder, text)
    with pytest.raises(SettingsError) as caught:
        load(folder)
    said = str(caught.value)
    assert said.startswith(f"{path}")
    return said.removeprefix(f"{path}")


def test_defaults_hold_without_a_file() -> None:
    assert Settings() == Settings(
        path=None,
        project=Project(title="", corpus=None),
        validate=Validate(),
        render=Render(view="reading", width=72),
        encode=Encode(),
        limits=Limits(),
    )


def test_every_key_is_read_and_paths_are_resolved_against_the_files_folder(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [project]
        title = "Cables"
        corpus = "corpus"
        [validate]
        schema = "schemas/x.rng"
        schematron = "../x.sch"
        xsd = "x.xsd"
        schema_folders = ["../common", "parts"]
        [render]
        stylesheet = "x.xsl"
        view = "diplomatic"
        width = 80
        [encode]
        profile = "p.toml"
        authority = "corpus/authority.xml"
        [limits]
        size_bytes = 1
        depth = 2
        attribute_chars = 3
        expansion_chars = 4
        """,
    )
    assert load(tmp_path) == Settings(
        path=path,
        project=Project("Cables", tmp_path / "corpus"),
        validate=Validate(
            tmp_path / "schemas/x.rng",
            tmp_path / "../x.sch",
            tmp_path / "x.xsd",
            (tmp_path / "../common", tmp_path / "parts"),
        ),
        render=Render(tmp_path / "x.xsl", "diplomatic", 80),
        encode=Encode(tmp_path / "p.toml", tmp_path / "corpus/authority.xml"),
        limits=Limits(1, 2, 3, 4),
    )


def test_absolute_path_stays(tmp_path: Path) -> None:
    absolute = (tmp_path / "elsewhere").absolute()
    write(tmp_path, f"[project]\ncorpus = '{absolute}'")
    assert load(tmp_path).project.corpus == absolute


def test_nearest_file_upwards_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner = tmp_path / "a", tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    (inner / "x.xml").touch()
    path = write(outer, "")
    write(tmp_path, "[project]\ntitle = 'outermost'")
    assert find(inner) == find(inner / "x.xml") == path
    monkeypatch.chdir(inner)
    assert load().path == path


@pytest.mark.parametrize(
    "text, said",
    [
        ("[rendr]", ":1: unknown table [rendr]; did you mean render?"),
        ("\n[x]\n", ":2: unknown table [x]; known are project, validate, render, encode, limits, deposit"),
        ("[render]\nview = 'reading'\nwidht = 3", ":3: unknown key widht in [render]; did you mean width?"),
        (
            "[validate]\nschema_folders = 'x'",
            ":2: [validate] schema_folders must be a list of paths in quotation marks",
        ),
        (
            "[validate]\nschema_folders = ['']",
            ":2: [validate] schema_folders must be a list of paths in quotation marks",
        ),
        (
            "[validate]\nschema_folders = [1]",
            ":2: [validate] schema_folders must be a list of paths in quotation marks",
        ),
        ("[project]\n\nx = 3", ":3: unknown key x in [project]; known are title, corpus"),
        ("render.widht = 3", ":1: unknown key widht in [render]; did you mean width?"),
        ("\nrender = { width = 'x' }", ":2: [render] width must be a whole number above 0"),
        ("title = 'x'", ":1: unknown table [title]; known are project, validate, render, encode, limits, deposit"),
        ("project = 3", ":1: project is a table; write [project]"),
        ("[project]\ntitle = 3", ":2: [project] title must be text in quotation marks"),
        ("[project]\ncorpus = ''", ":2: [project] corpus must be a path in quotation marks"),
        ("[validate]\nschema = ['a']", ":2: [validate] schema must be a path in quotation marks"),
        ("[render]\nwidth = 0", ":2: [render] width must be a whole number above 0"),
        ("[render]\nwidth = true", ":2: [render] width must be a whole number above 0"),
        ("[render]\nview = 'read'", ":2: unknown view 'read'; did you mean reading?"),
        ("[limits]\n# depth\ndepth = 'x'", ":3: [limits] depth must be a whole number above 0"),
        ("[project]\ntitle = ", ":2: not TOML: Invalid value"),
    ],
)
def test_mistake_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert complaint(tmp_path, text) == said


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_bytes(b"\xef\xbb\xbf[project]\r\ntitle = 'x'\r\n")
    assert load(tmp_path).project.title == "x"


def test_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "tei.toml"
    path.write_bytes(b"[project]\ntitle = '\xe9'")
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert str(caught.value) == f"{path}:2: the file is not UTF-8"
