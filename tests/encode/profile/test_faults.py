from pathlib import Path

import pytest
from hypothesis import given, strategies

from tei.encode import profile
from tei.errors import DocumentError, UsageError

Place = tuple[int, int, int, int]


def faults(text: str, path: str = "house.toml") -> list[tuple[Place, str, tuple[str, ...]]]:
    """The faults of a profile: lines and columns, what is said, and what is advised."""
    with pytest.raises(DocumentError) as caught:
        profile.parse(text, path)
    found = caught.value.diagnostics
    assert {one.rule for one in found} == {"enc.profile"}
    assert {one.path for one in found} == {path}
    return [
        ((one.span.line, one.span.column, one.span.end_line, one.span.end_column), one.message, one.help)
        for one in found
    ]


def rule(*lines: str, name: str = "own") -> str:
    """A profile with one rule of brackets."""
    return "\n".join(["[[bracket]]", f'rule = "{name}"', *lines])


@pytest.mark.parametrize(
    "text, place, message, advice",
    [
        ("name = ", (1, 8, 1, 8), "not TOML: Invalid value", ()),
        ("a = [\n1 x]", (2, 3, 2, 4), "not TOML: Unclosed array", ()),
        ("nam = 'x'", (1, 1, 1, 4), "unknown key or table nam", ("did you mean “name”?",)),
        ("name = 3", (1, 1, 1, 5), "name must be text in quotation marks", ()),
        ("date_order = 'myd'", (1, 15, 1, 18), "unknown date_order “myd”", ("did you mean “mdy”?",)),
        ("bracket = 3", (1, 1, 1, 8), "write [[bracket]], in two brackets, once for each", ()),
        ("vocabulary = 3", (1, 1, 1, 11), "vocabulary must be a table; write [vocabulary]", ()),
        (
            "[vocabulary]\nplaces = 3",
            (2, 1, 2, 7),
            "[vocabulary] places must be a list of phrases, or a table of phrases with their values",
            (),
        ),
        (
            "\n[information]\nordr = []",
            (3, 1, 3, 5),
            "unknown key ordr in [information]",
            ("did you mean “order”?",),
        ),
        (
            "[information.labels]\nFond = 'sourc'",
            (2, 9, 2, 14),
            "unknown Fond “sourc”",
            ("did you mean “source”?",),
        ),
        (
            "[information]\nfurniture = ['ok', '(a']",
            (2, 21, 2, 22),
            "“(a”: it is no regular expression: missing ), unterminated subpattern at position 0",
            (),
        ),
        ("[[bracket]]\nmatch = 'x'", (1, 3, 1, 10), "[[bracket]] does not say rule", ()),
        (rule("mtch = 'x'"), (3, 1, 3, 5), "unknown key mtch in [[bracket]]", ("did you mean “match”?",)),
        (rule("where = ['first', 'alon']"), (3, 20, 3, 24), "unknown where “alon”", ("did you mean “alone”?",)),
        (rule("opaque = 'yes'"), (3, 1, 3, 7), "[[bracket]] opaque must be true or false", ()),
        (
            rule(name="Own"),
            (2, 9, 2, 12),
            "a rule is called in small letters, with - between words, not “Own”",
            (),
        ),
        (rule("opener = '<'"), (3, 11, 3, 12), "no bracket opens with “<”: those of the profile open with [ [[", ()),
        (
            rule("inside = 'onw'"),
            (3, 11, 3, 14),
            "there is no rule “onw” of brackets",
            ("did you mean “own”?",),
        ),
        (
            rule("match = 'a (b'"),
            (3, 12, 3, 13),
            "“a (b” is no regular expression: missing ), unterminated subpattern",
            (),
        ),
        (rule("after = '\\s*)'"), (3, 13, 3, 14), "“\\s*)” is no regular expression: unbalanced parenthesis", ()),
        (rule("match = 'a {nmes}'"), (3, 12, 3, 13), "there is no list and no expression “nmes”", ()),
        (
            rule("match = '(?:a+)+b'"),
            (3, 10, 3, 18),
            ("“(?:a+)+b”: it can read the same words in so many ways that a line that does not fit takes without end"),
            (),
        ),
        (
            rule("tei = '<p>'"),
            (3, 10, 3, 11),
            "the template is not well-formed: Opening and ending tag mismatch: p",
            (),
        ),
        (
            rule("tei = '<p>so</p>'"),
            (3, 8, 3, 17),
            "a template has places, as {content}, and no words of its own: “so”",
            (),
        ),
        (rule("tei = '{x}'"), (3, 8, 3, 9), "the template has no element", ()),
        (
            rule("tei = '<nte/>'"),
            (3, 8, 3, 9),
            "there is no <nte> in the schema of documentary editions",
            ("did you mean “note”?",),
        ),
        (
            rule("tei = '<gap reson=\"x\"/>'"),
            (3, 13, 3, 14),
            "<gap> has no attribute reson in the schema of documentary editions",
            ("did you mean “reason”?",),
        ),
        (
            rule("match = '(?P<content>.*)'", "tei = '<p>{contnt}</p>'"),
            (4, 11, 4, 12),
            "no expression of the rule has a group “contnt”, written (?P<contnt>…)",
            ("did you mean “content”?",),
        ),
        (
            "[vocabulary]\nlists = ['x']\n" + rule("match = '(?P<a>x)'", "tei = '<note place=\"{a:list}\">{a}</note>'"),
            (6, 21, 6, 22),
            "the vocabulary has no list “list”",
            ("did you mean “lists”?",),
        ),
        (
            rule("when = ['nme(content)']", "match = '(?P<content>.*)'"),
            (3, 10, 3, 22),
            "there is no condition “nme”",
            (),
        ),
        (
            rule("when = ['place(a, b)']", "match = '(?P<a>.)(?P<b>.)'"),
            (3, 10, 3, 21),
            "“place” is asked of 1 group, not 2",
            (),
        ),
        (
            rule("when = ['name(b)']", "match = '(?P<a>.)'"),
            (3, 10, 3, 17),
            "no expression of the rule has a group “b”, written (?P<b>…)",
            ("known are a",),
        ),
        (
            "extends = 'wilsn'",
            (1, 12, 1, 17),
            "there is no profile “wilsn”; one of your own is named with its ending .toml",
            ("did you mean “wilson”?",),
        ),
        ("extends = 'house.toml'", (1, 12, 1, 22), "there is no file house.toml", ()),
    ],
)
def test_fault_has_its_place_and_its_words(text: str, place: Place, message: str, advice: tuple[str, ...]) -> None:
    ((where, said, advised),) = faults(text)
    assert (where, advised) == (place, advice)
    assert said.startswith(message)


def test_all_faults_are_told_at_once() -> None:
    text = "nam = 'x'\n" + rule("mtch = 'x'") + "\n" + rule("where = 'in'")
    assert [place[0] for place, _, _ in faults(text)] == [1, 4, 7]
    later = rule("match = '('") + "\n" + rule("tei = '<nte/>'", "where = 'alone'")
    assert [place[0] for place, _, _ in faults(later)] == [3, 6]


@pytest.mark.parametrize(
    "first, second",
    [
        ("match = 'x'", "match = 'x'"),
        ("match = '.*'", "match = 'x'"),
        ("match = '(?P<content>.+)'", "match = 'x'"),
        ("", "match = 'x'\nwhere = 'alone'"),
        ("where = ['alone', 'first']", "where = 'first'\nbefore = 'x'"),
    ],
)
def test_rule_behind_one_that_takes_all_of_it_is_told(first: str, second: str) -> None:
    text = rule(first, name="wide") + "\n" + rule(second, name="narrow")
    line = text.count("\n", 0, text.rindex("[[bracket]]")) + 1
    said = "the rule “narrow” is never reached: “wide”, on line 1, takes all that it could"
    assert faults(text) == [((line, 3, line, 10), said, ())]


@pytest.mark.parametrize(
    "first, second",
    [
        ("match = 'x'", "match = 'y'"),
        ("where = 'alone'", "where = ['alone', 'first']"),
        ("match = 'x'\nbefore = 'y'", "match = 'x'"),
        ("match = 'x'\nwhen = 'in-date()'", "match = 'x'"),
        ("match = '.*'\nopener = '[['", "match = 'x'"),
        ("match = '.*'\ninside = 'narrow'", "match = 'x'"),
    ],
)
def test_rule_behind_one_that_leaves_it_something_is_none(first: str, second: str) -> None:
    profile.parse(rule(first, name="wide") + "\n" + rule(second, name="narrow"), "house.toml")


SIGNS = [
    "",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "\\",
    "=",
    "3",
    "true",
    "\n",
    "<",
    ">",
    "?",
    "*",
    "{x}",
    "\0",
    "(?P<a>",
]


@given(data=strategies.data())
def test_whatever_is_written_nothing_but_findings_is_raised(data: strategies.DataObject) -> None:
    text = (Path(profile.__file__).parent / "shipped" / "marks.toml").read_text(encoding="utf-8")
    lines = text.split("\n")
    first = data.draw(strategies.integers(0, len(lines) - 1))
    changed = "\n".join(lines[first : first + 30])
    for _ in range(data.draw(strategies.integers(1, 3))):
        at = data.draw(strategies.integers(0, len(changed)))
        changed = changed[:at] + data.draw(strategies.sampled_from(SIGNS)) + changed[at + 1 :]
    try:
        profile.parse(changed, "house.toml")
    except DocumentError as fault:
        assert fault.diagnostics  # noqa: PT017 - most that are changed are faulty, and each may be


# --- files ---


def test_profile_extends_one_of_its_own_and_its_rules_come_first(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(rule("match = 'x'", name="below"), encoding="utf-8")
    (tmp_path / "house.toml").write_text("extends = 'base.toml'\n" + rule("match = 'x'"), encoding="utf-8")
    assert [one.rule for one in profile.load(tmp_path / "house.toml").brackets] == ["own", "below"]


def test_what_several_extend_counts_once_and_after_all_of_them(tmp_path: Path) -> None:
    for name, extends in (("c", []), ("b", ["c.toml"]), ("a", ["c.toml"]), ("top", ["a.toml", "b.toml"])):
        text = f"extends = {extends}\n" + rule(f"match = '{name}'", name=name)
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    assert [one.rule for one in profile.load(tmp_path / "top.toml").brackets] == ["top", "a", "b", "c"]


def test_profile_that_extends_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("extends = 'b.toml'", encoding="utf-8")
    (tmp_path / "b.toml").write_text("\nextends = 'a.toml'", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        profile.load(tmp_path / "a.toml")
    (found,) = caught.value.diagnostics
    assert (found.path, found.span.line, found.span.column) == (str(tmp_path / "b.toml"), 2, 12)
    assert found.message == "the profile extends itself: a.toml"


def test_fault_of_what_is_extended_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(rule("match = '('"), encoding="utf-8")
    (tmp_path / "house.toml").write_text("extends = 'base.toml'", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        profile.load(tmp_path / "house.toml")
    assert [(one.path, one.span.line) for one in caught.value.diagnostics] == [(str(tmp_path / "base.toml"), 3)]


def test_file_that_cannot_be_read_as_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_bytes(b"\nname = '\xe9'")
    with pytest.raises(DocumentError, match=r"house\.toml:2:9  enc\.profile  the file is not UTF-8"):
        profile.load(path)
    path.write_bytes(b"#" * (4 * 1024 * 1024 + 1))
    with pytest.raises(DocumentError, match="too large for what it is"):
        profile.load(path)
    with pytest.raises(DocumentError, match="cannot be read"):
        profile.load(tmp_path)


@pytest.mark.parametrize("name", ["wilsn", "none.toml"])
def test_profile_that_is_not_there_is_a_fault_of_the_call(name: str) -> None:
    with pytest.raises(UsageError, match=name):
        profile.load(name)


@pytest.mark.parametrize("name", profile.SHIPPED)
def test_shipped_profile_bears_what_a_projects_own_must(name: str, tmp_path: Path) -> None:
    # As a file of its own, with the parts that it extends beside it, everything in it is looked at.
    shipped = Path(profile.__file__).parent / "shipped"
    parts = {file.stem for file in shipped.glob("*.toml")}
    for file in shipped.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        head, _, rest = text.partition("]")
        for part in parts if "extends" in head else ():
            head = head.replace(f'"{part}"', f'"{part}.toml"') if f'name = "{part}"' not in head else head
        (tmp_path / file.name).write_text(f"{head}]{rest}", encoding="utf-8")
    found = profile.load(tmp_path / f"{name}.toml")
    assert [one.rule for one in found.brackets] == [one.rule for one in profile.load(name).brackets]
    assert found.title
    assert found.specimens
