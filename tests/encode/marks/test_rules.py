"""What a rule may say: in which bracket it is, which one it follows, what its template makes of words."""

from collections.abc import Callable

from tei.encode import encoding, profile
from tei.encode.profile import templates
from tei.encode.profile.templates import Filling
from tei.encode.resolving.values import tokens
from tei.encode.tree import Range, grow

Taken = Callable[..., list[tuple[str, str]]]


def filled(template: str, source: str, *, inline: bool = False, **places: str) -> list[tuple[str, int, int, int, int]]:
    """The ranges of *template* over the first bracket of *source*: name, start, end, and what is generated."""
    start, end = source.index("["), source.index("]") + 1
    spans = {name: (source.index(words), source.index(words) + len(words)) for name, words in places.items()}
    filling = Filling(source, spans, start, end, 1, lambda group, listed: f"{group}-{listed}", inline=inline)
    made = filling.fill(templates.parse(template))
    return [(one.name, one.start, one.end, one.before, one.after) for one in made]


def test_an_empty_element_beside_the_one_of_the_bracket_stands_after_it() -> None:
    assert filled("<note>{content}</note><note/>", "a [b: cd] e", content="cd") == [
        ("note", 2, 9, 4, 1),
        ("note", 9, 9, 0, 0),
    ]


def test_a_line_is_made_only_of_a_bracket_that_is_one() -> None:
    template = "<ab><stamp>{content}</stamp></ab>"
    assert filled(template, "[b: cd]", content="cd") == [("ab", 0, 7, 0, 0), ("stamp", 0, 7, 4, 1)]
    assert filled(template, "a [b: cd]", inline=True, content="cd") == [("stamp", 2, 9, 4, 1)]


def test_the_rest_of_a_line_is_a_place() -> None:
    assert filled("<note>[]{line}</note>", "[1] See there.", line="See there.") == [("note", 0, 14, 4, 0)]


def test_a_mark_is_after_a_note_that_generates_its_end_in_the_tree() -> None:
    source = "a [b: cd] e"
    ranges = [Range(2, 9, "note", before=4, after=1), Range(9, 9, "note", {"type": "mark"})]
    root, dropped = grow(ranges, Range(0, len(source), "p"))
    assert dropped == []
    assert [child.name for child in root.elements()] == ["note", "note"]


def test_all_values_of_the_phrases_in_words_are_given_once_in_the_order_of_the_list() -> None:
    values = {"margin": "margin", "upper": "top", "top": "top", "left": "left", "left-hand": "left", "line": "line"}
    assert tokens("at the Left-hand top of the upper margin", values) == "margin top left"
    assert tokens("outlined, marginal", values) == ""


OWN = """
[[bracket]]
rule = "letterhead"
match = 'printed: (?P<content>.+)'
tei = '<fw type="form">{content}</fw>'

[[bracket]]
rule = "remark"
follows = ["letterhead"]
match = 'thus: (?P<content>.+)'
tei = '<note type="editorial" target="{previous}" resp="{resp}">{content}</note>'

[[bracket]]
rule = "quoted"
inside = ["letterhead"]
when = ["given(around_content)"]
match = 'Q (?P<content>.+)'
tei = '<q>{content}</q>'
doubt = "it may be another's"
doubt_kind = "collapsed"
"""


def test_a_rule_may_be_about_the_bracket_right_before(taken: Taken) -> None:
    assert taken("[printed: form 5] [thus: red]", "plain", OWN) == [
        ("letterhead", '<fw type="form" xml:id="form-form-5" rendition="#page-run-in">form 5</fw>'),
        ("remark", '<note type="editorial" target="#form-form-5" resp="#editor">red</note>'),
    ]
    assert [rule for rule, _ in taken("The [printed: form 5] and [thus: red] here.", "plain", OWN)] != [
        "letterhead",
        "remark",
    ]


def test_a_rule_may_ask_for_the_words_of_the_bracket_around() -> None:
    body = encoding.body("[printed: a [[Q b]]]", profile.parse(f'extends = "plain"\n{OWN}', "own.toml"))
    assert [(one.rule, [(each.kind, each.start, each.end) for each in one.doubts]) for one in body.decisions] == [
        ("letterhead", []),
        ("quoted", [("collapsed", 12, 19)]),
    ]


def test_a_rule_that_generates_all_of_a_bracket_takes_none_with_brackets_in_it(taken: Taken) -> None:
    assert [rule for rule, _ in taken("It is [2 pages missing].", "plain")] == ["lost"]
    assert [rule for rule, _ in taken("It is [2 pages [[illegible]] missing].", "plain")] == ["unresolved", "illegible"]
    assert [rule for rule, _ in taken("It is [handwritten: 2 [[illegible]]].", "plain")] == ["addition", "illegible"]
    own = "[[bracket]]\nrule = \"torn\"\nmatch = 'torn .*'\ntei = '<gap reason=\"damage\"/>'\n"
    assert [rule for rule, _ in taken("It is [torn [[illegible]]].", "plain", own)] == ["unresolved", "illegible"]
