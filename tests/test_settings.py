from pathlib import Path

import pytest

from tei.errors import SettingsError
from tei.limits import Limits
from tei.settings import Encode, Files, Ignore, Project, Render, Settings, Validate, Weight, find, load, read
from tei.settings.tables import Day, Glob, Named

GLOBS = 'a pattern as "letters/**/*.xml", or a list of them, relative to this file, with / between names'


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
        catalogs = ["c.xml"]
        phase = "final"
        exclude = ["drafts", "*.tmp.xml"]
        authority = ["places.xml"]
        fail_on = "warning"
        [validate.severity]
        "ptr.unused" = "info"
        "sch.*" = "warning"
        [[validate.files]]
        match = "letters/**"
        schema = ["l.rng", "l.sch"]
        schematron = []
        xsd = "l.xsd"
        phase = ""
        [[validate.ignore]]
        rule = "rng.value"
        files = ["old/**"]
        reason = "typed in 1998"
        until = 2027-01-31
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
            (tmp_path / "schemas/x.rng",),
            (tmp_path / "../x.sch",),
            (tmp_path / "x.xsd",),
            (tmp_path / "../common", tmp_path / "parts"),
            (tmp_path / "c.xml",),
            "final",
            (Glob("drafts"), Glob("*.tmp.xml")),
            (tmp_path / "places.xml",),
            "warning",
            (
                Files(
                    (Glob("letters/**"),), (tmp_path / "l.rng", tmp_path / "l.sch"), (), (tmp_path / "l.xsd",), "", 18
                ),
            ),
            (Weight("ptr.unused", "info", 16), Weight("sch.*", "warning", 17)),
            (Ignore("rng.value", (Glob("old/**"),), "typed in 1998", Day("2027-01-31"), 24),),
        ),
        render=Render(tmp_path / "x.xsl", "diplomatic", 80),
        encode=Encode(Named(tmp_path / "p.toml"), tmp_path / "corpus/authority.xml"),
        limits=Limits(1, 2, 3, 4),
    )


@pytest.mark.parametrize("written, name", [("wilson", "wilson"), ("my-own", "my-own")])
def test_profile_may_be_a_name_which_stays(tmp_path: Path, written: str, name: str) -> None:
    write(tmp_path, f"[encode]\nprofile = '{written}'")
    assert str(load(tmp_path).encode.profile) == name


@pytest.mark.parametrize("written", ["own.toml", "profiles/own", "./own"])
def test_profile_that_is_a_path_is_resolved(tmp_path: Path, written: str) -> None:
    write(tmp_path, f"[encode]\nprofile = '{written}'")
    assert load(tmp_path).encode.profile == tmp_path / written


def test_profile_that_is_neither_is_refused(tmp_path: Path) -> None:
    said = ":2: [encode] profile must be the name of a profile, or the path of one, in quotation marks"
    assert complaint(tmp_path, "[encode]\nprofile = ''") == complaint(tmp_path, "[encode]\nprofile = 3") == said


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
        ("\n[x]\n", ":2: unknown table [x]; known are project, validate, render, publish, encode, limits, deposit"),
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
        (
            "title = 'x'",
            ":1: unknown table [title]; known are project, validate, render, publish, encode, limits, deposit",
        ),
        ("project = 3", ":1: project is a table; write [project]"),
        ("[project]\ntitle = 3", ":2: [project] title must be text in quotation marks"),
        ("[project]\ncorpus = ''", ":2: [project] corpus must be a path in quotation marks"),
        (
            "[validate]\nschema = [3]",
            ":2: [validate] schema must be a path, or a list of paths, in quotation marks",
        ),
        ("[render]\nwidth = 0", ":2: [render] width must be a whole number above 0"),
        ("[render]\nwidth = true", ":2: [render] width must be a whole number above 0"),
        ("[publish]\nsearch = 'no'", ":2: [publish] search must be true or false, without quotation marks"),
        ("[publish]\nsearch = 0", ":2: [publish] search must be true or false, without quotation marks"),
        ("[render]\nview = 'read'", ":2: unknown view 'read'; did you mean reading?"),
        ("[limits]\n# depth\ndepth = 'x'", ":3: [limits] depth must be a whole number above 0"),
        ("[project]\ntitle = ", ":2: not TOML: Invalid value"),
        ("[validate]\nexclude = ['a', 'b\\c']", f":2: [validate] exclude must be {GLOBS}"),
        ("[validate]\nexclude = ['/a']", f":2: [validate] exclude must be {GLOBS}"),
        ("[validate]\nexclude = []", f":2: [validate] exclude must be {GLOBS}"),
        ("[validate]\nexclude = ['./']", f":2: [validate] exclude must be {GLOBS}"),
        ("[validate]\nfail_on = 'info'", ":2: unknown fail_on 'info'; known are error, warning"),
        ("[validate.files]\nmatch = 'a'", ":1: write [[validate.files]], in two brackets, once for each"),
        (
            "[[validate.files]]\nmatch = 'a'\nschema = 'b'\n[[validate.files]]\nmach = 'c'",
            ":5: unknown key mach in [[validate.files]]; did you mean match?",
        ),
        ("[[validate.files]]\nschema = 'b.rng'", ":1: [[validate.files]] does not say match"),
        (
            "\n[[validate.files]]\nmatch = 'a'",
            ":2: [[validate.files]] names none of schema, schematron, xsd and phase",
        ),
        (
            "[[validate.files]]\nmatch = 'a'\nschema = 3",
            ":3: [[validate.files]] schema must be a path, or a list of paths, in quotation marks",
        ),
        ("[validate]\nseverity = 3", ":2: severity is a table; write [validate.severity]"),
        (
            "[validate.severity]\n'ptr.kind' = 'warn'",
            ":2: unknown severity 'warn' of ptr.kind; did you mean warning?",
        ),
        (
            "[validate.severity]\n'ptr.kind' = 'off'",
            (
                ":2: ptr.kind cannot be switched off here; "
                "to leave its findings out, write [[validate.ignore]] with a reason"
            ),
        ),
        (
            "[validate.severity]\nptr.kind = 'info'",
            ':2: put the id of a rule in quotation marks: "ptr.kind"',
        ),
        ("[[validate.ignore]]\nrule = 'ptr.kind'", ":1: [[validate.ignore]] does not say reason"),
        ("[[validate.ignore]]\nrule = 'ptr.kind'\nreason = ' '", ":1: [[validate.ignore]] does not say reason"),
        ("[[validate.ignore]]\nreason = 'x'", ":1: [[validate.ignore]] does not say rule"),
        (
            "[[validate.ignore]]\nuntil = '2027-01-31'",
            ":2: [[validate.ignore]] until must be a day as 2027-01-31, without quotation marks",
        ),
        (
            "[[validate.ignore]]\nuntil = 2027-01-31T10:00:00",
            ":2: [[validate.ignore]] until must be a day as 2027-01-31, without quotation marks",
        ),
        (
            "[[validate.ignore]]\nline = 3",
            ":2: unknown key line in [[validate.ignore]]; known are rule, files, reason, until",
        ),
        ('[project]\ntitle = "a\\u0001"', ":2: U+0001 in title is no character that XML can hold"),
        ('[publish]\nimages = ["a", "\\uFFFE"]', ":2: U+FFFE in images is no character that XML can hold"),
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


# --- in a file that is not tei's alone ---


def shared(folder: Path, text: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_pyproject_has_the_same_tables_below_tool_tei(tmp_path: Path) -> None:
    path = shared(tmp_path, "[project]\nname = 'x'\n[tool.tei.validate]\nschema = 'a.rng'\n[tool.x]\ny = 1\n")
    assert find(tmp_path) == path
    assert load(tmp_path) == Settings(path=path, validate=Validate(schema=(tmp_path / "a.rng",)))


@pytest.mark.parametrize("header", ["[tool.tei]", "[ tool . 'tei' . render ]", "[[tool.tei.validate.ignore]]"])
def test_pyproject_counts_where_it_has_a_table_for_tei(tmp_path: Path, header: str) -> None:
    assert find(shared(tmp_path, f"x = 1\n  {header}\n")) == tmp_path / "pyproject.toml"


@pytest.mark.parametrize("text", ["[project]\nname = 'tei'\n", "[tool.teirex]\n", "# [tool.tei]\n"])
def test_pyproject_of_others_is_passed_over(tmp_path: Path, text: str) -> None:
    shared(tmp_path, text)
    assert find(tmp_path) != tmp_path / "pyproject.toml"


def test_tei_toml_comes_before_the_pyproject_beside_it_and_the_nearer_file_before_both(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    shared(tmp_path, "[tool.tei]\n")
    path = write(tmp_path, "")
    inner = shared(tmp_path / "a", "[tool.tei]\n")
    assert (find(tmp_path), find(tmp_path / "a" / "b")) == (path, inner)


@pytest.mark.parametrize(
    "text, said",
    [
        ("[project]\nname = 'x'\n[tool.tei.rendr]", ":3: unknown table [tool.tei.rendr]; did you mean render?"),
        (
            "[render]\nwidth = 'x'\n[tool.tei.render]\nwidht = 3",
            ":4: unknown key widht in [tool.tei.render]; did you mean width?",
        ),
        ("[tool.tei]\nrender.width = 'x'", ":2: [tool.tei.render] width must be a whole number above 0"),
        (
            "[[tool.tei.validate.ignore]]\nrule = 'a.b'\nreason = 'c'\n\n[[tool.tei.validate.ignore]]\nrule = 'a.b'",
            ":5: [[tool.tei.validate.ignore]] does not say reason",
        ),
        ("[tool.tei]\nx = [", ":2: not TOML: Invalid value"),
    ],
)
def test_mistake_in_pyproject_is_named_with_its_line_and_its_table(tmp_path: Path, text: str, said: str) -> None:
    path = shared(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert str(caught.value) == f"{path}{said}"


def test_file_without_a_table_for_tei_has_no_settings(tmp_path: Path) -> None:
    path = shared(tmp_path, "[project]\nname = 'x'\n")
    with pytest.raises(SettingsError) as caught:
        read(path)
    assert str(caught.value) == f"{path}: there is no table [tool.tei]"
