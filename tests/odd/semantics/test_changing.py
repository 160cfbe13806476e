"""Changes of specifications, memberships and attributes (docs/odd-semantics.md, What a change means)."""

from pathlib import Path

from made import made, model, refused, told, write

WORD = r"data:token{pattern=\S+}"
IDENTIFIER = "{http://www.w3.org/XML/1998/namespace}id"


def change(ident: str, inside: str, kind: str = "elementSpec") -> str:
    return f'<{kind} ident="{ident}" mode="change">{inside}</{kind}>'


def attributes(ident: str, inside: str, kind: str = "elementSpec") -> str:
    return change(ident, f"<attList>{inside}</attList>", kind)


# Content and names


def test_content_is_replaced_if_there_is_one_and_kept_if_not(tmp_path: Path) -> None:
    assert made(write(tmp_path, change("p", "<content/>"))).content("p") == model("empty")
    assert made(write(tmp_path, change("p", "<desc>new</desc>"))).content("p") == model("(text | hi | note)*")


def test_several_parts_of_a_content_are_a_sequence(tmp_path: Path) -> None:
    parts = '<content><elementRef key="hi"/><elementRef key="note"/></content>'
    assert made(write(tmp_path, change("p", parts))).content("p") == model("hi, note")


def test_a_replaced_element_is_as_it_is_written_and_keeps_its_module(tmp_path: Path) -> None:
    schema = made(write(tmp_path, '<elementSpec ident="hi" mode="replace"><content><empty/></content></elementSpec>'))
    assert "hi" not in schema.names
    assert schema.compiled.schema.find("element", "hi").module == "core"  # type: ignore[union-attr] # it is there


def test_another_name_is_kept_by_later_changes(tmp_path: Path) -> None:
    inside = change("p", "<altIdent>para</altIdent>") + "\n" + change("p", "<content><textNode/></content>")
    schema = made(write(tmp_path, inside))
    assert schema.content("para") == model("text")
    assert '<define name="p">' in schema.compiled.rng


def test_the_values_of_an_element_are_its_content(tmp_path: Path) -> None:
    values = '<valList type="closed"><valItem ident="yes"/><valItem ident="no"/></valList>'
    content = made(write(tmp_path, change("p", values))).content("p")
    assert content is not None
    assert [symbol for symbol, _target in content[0].steps] == ['#"no"', '#"yes"']


# Memberships


def test_classes_replace_the_memberships_unless_they_change_them(tmp_path: Path) -> None:
    listed = '<classes><memberOf key="model.phrase"/></classes>'
    schema = made(write(tmp_path, change("hi", listed)))
    assert schema.attributes("hi") == {}
    amended = '<classes mode="change"><memberOf key="att.typed" mode="delete"/><memberOf key="att.none"/></classes>'
    schema = made(write(tmp_path, change("hi", amended)))
    assert set(schema.attributes("hi")) == {IDENTIFIER, "n", "rend", "style"}
    assert schema.findings == []


def test_a_class_can_leave_another(tmp_path: Path) -> None:
    amended = '<classes mode="change"><memberOf key="att.styled" mode="delete"/></classes>'
    assert set(made(write(tmp_path, change("att.global", amended, "classSpec"))).attributes("p")) == {IDENTIFIER, "n"}


def test_a_member_occurs_in_its_class_as_often_as_it_says(tmp_path: Path) -> None:
    amended = '<classes mode="change"><memberOf key="model.pLike" min="2" max="3"/></classes>'
    body = change("body", '<content><classRef key="model.block"/></content>')
    schema = made(write(tmp_path, change("p", amended) + body))
    assert schema.content("body") == model(r"(p, p, p?) | \list")


# Attributes


def test_an_element_can_do_without_an_inherited_attribute(tmp_path: Path) -> None:
    schema = made(write(tmp_path, attributes("p", '<attDef ident="rend" mode="delete"/>')))
    assert set(schema.attributes("p")) == {IDENTIFIER, "n", "style"}
    assert set(schema.attributes("hi")) >= {"rend", "style"}


def test_an_element_can_amend_an_inherited_attribute_for_itself(tmp_path: Path) -> None:
    inside = '<attDef ident="rend" mode="change" usage="req"/><attDef ident="n" mode="replace"/>'
    schema = made(write(tmp_path, attributes("p", inside)))
    assert schema.attributes("p")["rend"] == f"req list(oneOrMore({WORD}))"
    assert schema.attributes("p")["n"] == "opt text"
    assert schema.attributes("hi")["rend"] == f"opt list(oneOrMore({WORD}))"


def test_what_is_amended_has_to_be_there(tmp_path: Path) -> None:
    inside = (
        '<attDef ident="rendd" mode="change"/>\n<attDef ident="a" mode="delete"/>\n<attDef ident="b" mode="replace"/>'
    )
    path = write(tmp_path, attributes("p", inside))
    schema = made(path)
    assert set(schema.attributes("p")) == {IDENTIFIER, "n", "rend", "style"}
    assert schema.findings == [
        "odd.no-such-attribute 3:47-3:84",
        "odd.no-such-attribute 4:1-4:34",
        "odd.no-such-attribute 5:1-5:35",
    ]
    assert told(path)[0][1] == ("did you mean rend?",)


def test_own_attributes_can_be_deleted_without_more(tmp_path: Path) -> None:
    schema = made(write(tmp_path, attributes("note", '<attDef ident="level" mode="delete"/>')))
    assert set(schema.attributes("note")) == {"type", "subtype"}
    assert schema.findings == []


def test_added_attributes_must_be_new(tmp_path: Path) -> None:
    inside = attributes("note", '<attDef ident="level"/>\n<attDef ident="type" mode="add"/>')
    assert refused(write(tmp_path, inside)) == ["odd.attribute-exists 3:50-3:73", "odd.attribute-exists 4:1-4:34"]


def test_what_is_deleted_from_a_class_is_gone_for_its_members_and_their_changes(tmp_path: Path) -> None:
    inside = attributes("att.styled", '<attDef ident="rend" mode="delete"/>', "classSpec") + "\n"
    schema = made(write(tmp_path, inside + attributes("p", '<attDef ident="rend" mode="change" usage="req"/>')))
    assert "rend" not in schema.attributes("p")
    assert schema.findings == ["odd.no-such-attribute 4:47-4:95"]
    deleted = '<classSpec ident="att.styled" type="atts" mode="delete"/>\n'
    schema = made(write(tmp_path, deleted + attributes("p", '<attDef ident="rend" mode="change" usage="req"/>')))
    assert set(schema.attributes("p")) == {IDENTIFIER, "n"}


def test_the_more_specific_definition_counts(tmp_path: Path) -> None:
    sub = '<classSpec ident="att.sub" type="atts" module="own"><classes><memberOf key="att.styled"/></classes>'
    sub += '<attList><attDef ident="rend"><datatype><dataRef name="integer"/></datatype></attDef></attList></classSpec>'
    joined = '<classes mode="change"><memberOf key="att.sub"/><memberOf key="att.styled"/></classes>'
    schema = made(write(tmp_path, sub + change("note", joined)))
    assert schema.attributes("note")["rend"] == "opt data:integer"
    assert schema.attributes("note")["style"] == "opt data:string"


def test_two_classes_that_disagree_are_an_error_and_two_that_agree_are_none(tmp_path: Path) -> None:
    def classes(first: str, second: str) -> str:
        both = "".join(
            f'<classSpec ident="att.{ident}" type="atts" module="own"><attList><attDef ident="k"><datatype>'
            f'<dataRef name="{name}"/></datatype></attDef></attList></classSpec>\n'
            for ident, name in (("one", first), ("two", second))
        )
        return both + change(
            "note", '<classes mode="change"><memberOf key="att.one"/><memberOf key="att.two"/></classes>'
        )

    assert refused(write(tmp_path, classes("integer", "string"))) == ["odd.attribute-conflict 5:1-5:41"]
    assert made(write(tmp_path, classes("integer", "integer"))).attributes("note")["k"] == "opt data:integer"


def test_attributes_of_two_namespaces_are_two(tmp_path: Path) -> None:
    inside = '<attDef ident="rend" ns="http://example.org/x"><datatype><dataRef name="integer"/></datatype></attDef>'
    schema = made(
        write(tmp_path, attributes("p", inside) + attributes("p", '<attDef ident="rend" mode="change" usage="req"/>'))
    )
    assert schema.attributes("p")["rend"] == f"opt list(oneOrMore({WORD}))"
    assert schema.attributes("p")["{http://example.org/x}rend"] == "req data:integer"


def test_the_namespace_need_not_be_written_again(tmp_path: Path) -> None:
    new = '<classSpec ident="att.x" type="atts" module="own"><attList><attDef ident="k" ns="http://example.org/x"/></attList>'
    joined = '<classes mode="change"><memberOf key="att.x"/></classes>'
    used = change("note", joined + '<attList><attDef ident="k" mode="change" usage="req"/></attList>')
    assert made(write(tmp_path, f"{new}</classSpec>{used}")).attributes("note")["{http://example.org/x}k"] == "req text"


def test_a_prefix_that_is_declared_is_a_namespace_and_xmlns_is_none(tmp_path: Path) -> None:
    inside = '<attDef ident="x:about"/><attDef ident="xml:base"/><attDef ident="xmlns:x"/>'
    added = made(write(tmp_path, attributes("note", inside))).attributes("note")
    assert {name for name in added if name.startswith("{")} == {
        "{http://example.org/x}about",
        "{http://www.w3.org/XML/1998/namespace}base",
    }
    assert refused(write(tmp_path, attributes("note", '<attDef ident="rdf:about"/>'))) == ["odd.value 3:58-3:75"]


def test_one_of_several_attributes(tmp_path: Path) -> None:
    choice = '<attList org="choice"><attDef ident="a" usage="req"/><attDef ident="b" usage="req"/></attList>'
    for inside in (
        change("item", choice),
        f'<classSpec ident="att.ab" type="atts" module="own">{choice}</classSpec>'
        + change("item", '<classes><memberOf key="att.ab"/></classes>'),
    ):
        rnc = made(write(tmp_path, inside)).compiled.rnc
        assert (
            "(attribute a { text } | attribute b { text })" in rnc or "att.ab.attribute.a | att.ab.attribute.b" in rnc
        )


def test_attributes_can_be_taken_from_a_class(tmp_path: Path) -> None:
    inside = attributes("item", '<attRef class="att.styled" name="rend"/><attRef class="att.global" name="xmlid"/>')
    assert set(made(write(tmp_path, inside)).attributes("item")) == {"rend", IDENTIFIER}
    path = write(tmp_path, attributes("item", '<attRef class="att.stiled"/>'))
    assert made(path).findings == ["odd.dangling 3:50-3:78"]
    assert told(path)[0][1] == ("did you mean att.styled?",)


# Values and types


def values(inside: str, **written: str) -> str:
    given = "".join(f' {name}="{value}"' for name, value in written.items())
    return attributes("note", f'<attDef ident="level" mode="change"><valList{given}>{inside}</valList></attDef>')


def test_changed_values_keep_their_type(tmp_path: Path) -> None:
    inside = '<valItem ident="low" mode="delete"/><valItem ident="top"/>'
    assert made(write(tmp_path, values(inside, mode="change"))).attributes("note")["level"] == 'req ("high"|"top")'
    assert made(write(tmp_path, values(inside))).attributes("note")["level"] == 'req "top"'
    assert made(write(tmp_path, values("", mode="delete"))).attributes("note")["level"] == f"req {WORD}"


def test_values_that_exist_cannot_be_added(tmp_path: Path) -> None:
    path = write(tmp_path, values('<valItem ident="low" mode="add"/>', mode="change"))
    assert refused(path) == ["odd.value-exists 3:109-3:142"]
    path = write(tmp_path, values('<valItem ident="none" mode="delete"/>', mode="change"))
    assert made(path).findings == ["odd.changes-nothing 3:109-3:146"]


def test_a_value_may_have_another_name(tmp_path: Path) -> None:
    inside = '<valItem ident="low" mode="change"><altIdent>basso</altIdent></valItem>'
    assert made(write(tmp_path, values(inside, mode="change"))).attributes("note")["level"] == 'req ("basso"|"high")'


def typed(datatype: str) -> str:
    return attributes("item", f'<attDef ident="k">{datatype}</attDef>')


def test_how_many_values_and_of_what_type(tmp_path: Path) -> None:
    for datatype, kind in (
        ("", "text"),
        ('<datatype minOccurs="0"><dataRef key="teidata.count"/></datatype>', "optional(data:nonNegativeInteger)"),
        (
            '<datatype minOccurs="2" maxOccurs="3"><dataRef name="integer"/></datatype>',
            "list(data:integer,data:integer,optional(data:integer))",
        ),
        ('<datatype><dataRef name="token" restriction="[a-z]"/></datatype>', "data:token{pattern=[a-z]}"),
        (
            '<datatype><dataRef key="teidata.count" restriction="[0-9]"/></datatype>',
            "data:nonNegativeInteger{pattern=[0-9]}",
        ),
        ('<datatype><dataRef key="teidata.rank"/></datatype>', '("high"|"low")'),
        (
            '<datatype><dataRef key="teidata.count"/></datatype><valList type="semi"><valItem ident="no"/></valList>',
            '("no"|data:nonNegativeInteger)',
        ),
    ):
        assert made(write(tmp_path, typed(datatype))).attributes("item")["k"] == f"opt {kind}"


def test_datatypes_that_are_none_are_errors(tmp_path: Path) -> None:
    path = write(tmp_path, typed('<datatype><dataRef key="teidata.wrd"/></datatype>'))
    assert refused(path) == ["odd.datatype 3:50-3:68"]
    assert told(path)[0][1] == ("did you mean teidata.word?",)
    path = write(tmp_path, typed('<datatype><dataRef key="teidata.word" restriction="a"/></datatype>'))
    assert refused(path) == ["odd.datatype 3:50-3:68"]
    path = write(tmp_path, typed('<datatype minOccurs="3" maxOccurs="2"><dataRef name="integer"/></datatype>'))
    assert refused(path) == ["odd.occurrence 3:78-3:91"]
