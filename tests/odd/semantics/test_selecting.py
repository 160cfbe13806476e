"""Groups of specifications, modules, references: what is selected (docs/odd-semantics.md, What is selected)."""

from pathlib import Path

from made import made, model, refused, told, write

P = '<elementSpec ident="p" mode="change"><content><textNode/></content></elementSpec>'


def test_a_group_stands_for_what_is_in_it_and_one_that_is_not_referred_to_for_nothing(tmp_path: Path) -> None:
    before = f'<specGrp xml:id="g"><p>prose</p>{P}<specGrpRef target="#h"/></specGrp>'
    before += '<specGrp xml:id="h"><elementSpec ident="note" mode="delete"/></specGrp>'
    before += '<specGrp xml:id="unused"><elementSpec ident="hi" mode="delete"/></specGrp>'
    schema = made(write(tmp_path, '<specGrpRef target="#g"/>', before=before))
    assert schema.content("p") == model("text")
    assert "note" not in schema.names
    assert made(write(tmp_path, "")).names - {"note"} == schema.names | {"hi"}


def test_groups_in_other_files_are_read(tmp_path: Path) -> None:
    group = f'<specGrp xmlns="http://www.tei-c.org/ns/1.0" xml:id="g">{P}</specGrp>'
    (tmp_path / "group.xml").write_text(group, encoding="utf-8")
    for target in ("group.xml#g", "group.xml"):
        assert made(write(tmp_path, f'<specGrpRef target="{target}"/>')).content("p") == model("text")


def test_groups_that_lead_nowhere_or_to_themselves_are_errors(tmp_path: Path) -> None:
    path = write(tmp_path, '<specGrpRef target="#none"/>\n<specGrpRef target="none.xml"/>')
    assert refused(path) == ["odd.no-group 3:13-3:27", "odd.unresolved 4:13-4:30"]
    before = '<specGrp xml:id="g"><specGrpRef target="#g"/></specGrp>'
    path = write(tmp_path, '<specGrpRef target="#g"/>', before=before)
    assert [finding.split()[0] for finding in refused(path)] == ["odd.cycle"]


def test_examples_specify_nothing(tmp_path: Path) -> None:
    before = f'<egXML xmlns="http://www.tei-c.org/ns/Examples"><schemaSpec xmlns="http://www.tei-c.org/ns/1.0">{P}'
    schema = made(write(tmp_path, "", before=before + "</schemaSpec></egXML>"))
    assert schema.content("p") == model("(text | hi | note)*")


def test_include_selects_elements_and_an_empty_one_none(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    text = path.read_text(encoding="utf-8")
    for key, has in (('key="core" include="p\n\t hi"', {"p", "hi"}), ('key="core" include=""', set())):
        path.write_text(text.replace('key="core"', key), encoding="utf-8")
        schema = made(path)
        assert schema.names & {"p", "hi", "note", "list"} == has
    path.write_text(text.replace('key="core"', 'key="core" except="note list"'), encoding="utf-8")
    assert made(path).names >= {"p", "hi"}
    assert "note" not in made(path).names


def test_classes_of_a_module_are_taken_whatever_is_included(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    path.write_text(path.read_text(encoding="utf-8").replace('key="tei"', 'key="tei" include=""'), encoding="utf-8")
    assert made(path).attributes("p")["n"] == "opt data:string"


def test_a_module_that_is_taken_twice_is_there_once(tmp_path: Path) -> None:
    schema = made(write(tmp_path, '<moduleRef key="core"/><elementRef key="p"/>'))
    assert schema.compiled.rng == made(write(tmp_path, "", name="once.odd")).compiled.rng


def test_unknown_modules_and_names_are_found_with_help(tmp_path: Path) -> None:
    inside = '<moduleRef key="cor"/>\n<elementRef key="model.phrase"/>\n<classRef key="att.tiped"/>'
    path = write(tmp_path, inside + '\n<moduleRef key="extra" except="p gapp"/>')
    assert refused(path) == ["odd.unknown 3:1-3:23", "odd.unknown 4:1-4:33", "odd.unknown 5:1-5:28"]
    assert [help_lines for _message, help_lines in told(path)] == [
        ("did you mean core?",),
        ("it is a class: write <classRef>",),
        ("did you mean att.typed?",),
        ("did you mean gap?",),
        ("it is in the module core",),
    ]


def test_a_class_can_be_taken_with_some_of_its_attributes(tmp_path: Path) -> None:
    schema = made(
        write(tmp_path, '<classRef key="att.styled" include="rend"/>\n<classRef key="att.typed" except="sub"/>')
    )
    assert set(schema.attributes("p")) == {"{http://www.w3.org/XML/1998/namespace}id", "n", "rend"}
    assert "subtype" in schema.attributes("hi")
    assert schema.findings == ["odd.changes-nothing 4:1-4:41"]


def test_what_is_added_must_be_new_and_what_is_changed_must_be_there(tmp_path: Path) -> None:
    added = '<elementSpec ident="p"><content><textNode/></content></elementSpec>'
    path = write(tmp_path, added)
    assert refused(path) == ["odd.exists 3:1-3:24"]
    assert told(path)[0] == (
        "there is already the element <p>, from the module core",
        ('write mode="change" to amend it, or mode="replace" to specify it anew',),
    )
    inside = '<elementSpec ident="pp" mode="change"/>\n<elementSpec ident="gap" mode="delete"/>\n'
    path = write(tmp_path, inside + '<classSpec type="model" ident="model.phras" mode="replace"/>')
    assert made(path).findings == [
        f"odd.changes-nothing {line}:1-{line}:{end}" for line, end in ((3, 40), (4, 41), (5, 61))
    ]
    assert [help_lines for _message, help_lines in told(path)] == [
        ('write mode="add" if it is to be a new one',),
        ("it is in the module extra, from which the schema does not take it",),
        ("did you mean model.phrase?",),
    ]


def test_two_changes_are_applied_in_turn(tmp_path: Path) -> None:
    second = '<elementSpec ident="p" mode="change"><attList><attDef ident="n" mode="delete"/></attList></elementSpec>'
    schema = made(write(tmp_path, f"{P}\n{second}"))
    assert schema.content("p") == model("text")
    assert "n" not in schema.attributes("p")
    assert schema.findings == ["odd.repeated 4:1-4:38"]


def test_an_element_of_another_namespace_is_another_element(tmp_path: Path) -> None:
    other = '<elementSpec ident="p" ns="http://example.org/x"><classes><memberOf key="model.pLike"/></classes>'
    schema = made(write(tmp_path, f"{other}<content><textNode/></content></elementSpec>"))
    assert schema.content("{http://example.org/x}p") == model("text")
    assert schema.content("p") == model("(text | hi | note)*")


def test_the_module_of_a_change_does_not_matter(tmp_path: Path) -> None:
    schema = made(write(tmp_path, P.replace("<elementSpec", '<elementSpec module="frame"')))
    assert schema.content("p") == model("text")
    assert schema.findings == ["odd.module 3:1-3:53"]
