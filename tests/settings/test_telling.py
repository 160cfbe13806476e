from pathlib import Path

from tei.settings import Settings, load
from tei.settings.telling import told

TEXT = """\
[validate]
schema = "a.rng"
schematron = "a.sch"
fail_on = "warning"

[[validate.files]]
match = "letters/**"
schema = ["b.rng", "../c.sch"]

[[validate.files]]
match = "*.xml"
phase = ""

[validate.severity]
"ptr.*" = "info"

[[validate.ignore]]
rule = "rng.value"
reason = "x"
files = "letters"
until = 2030-01-02

[deposit.zenodo]
kind = "invenio"
url = "https://zenodo.org"
"""


def shown(folder: Path, file: str | None) -> list[tuple[int, str, str, object]]:
    found = told(load(folder), folder / file if file else None)
    return [(one.line, one.table, one.key, one.value) for one in found]


def test_all_that_is_said_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text(TEXT, encoding="utf-8")
    assert shown(tmp_path, None) == [
        (2, "[validate]", "schema", ["a.rng"]),
        (3, "[validate]", "schematron", ["a.sch"]),
        (4, "[validate]", "fail_on", "warning"),
        (7, "[[validate.files]]", "match", ["letters/**"]),
        (8, "[[validate.files]]", "schema", ["b.rng", "../c.sch"]),
        (11, "[[validate.files]]", "match", ["*.xml"]),
        (12, "[[validate.files]]", "phase", ""),
        (15, "[validate.severity]", "ptr.*", "info"),
        (18, "[[validate.ignore]]", "rule", "rng.value"),
        (19, "[[validate.ignore]]", "reason", "x"),
        (20, "[[validate.ignore]]", "files", ["letters"]),
        (21, "[[validate.ignore]]", "until", "2030-01-02"),
        (24, "[deposit.zenodo]", "kind", "invenio"),
        (25, "[deposit.zenodo]", "url", "https://zenodo.org"),
    ]


def test_for_a_file_what_holds_is_told_and_what_is_for_others_is_not(tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text(TEXT, encoding="utf-8")
    letter, other = shown(tmp_path, "letters/a.xml"), shown(tmp_path, "essays/a.xml")
    assert [one[0] for one in letter] == [3, 4, 7, 8, 15, 18, 19, 20, 21, 24, 25]
    assert [one[0] for one in other] == [2, 3, 4, 15, 24, 25]


def test_lines_of_a_shared_file_are_its_own(tmp_path: Path) -> None:
    text = "[project]\nname = 'x'\n[tool.tei.render]\nwidth = 50\n"
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert shown(tmp_path, "a.xml") == [(4, "[tool.tei.render]", "width", 50)]


def test_nothing_is_told_where_there_are_no_settings() -> None:
    assert told(Settings()) == ()
