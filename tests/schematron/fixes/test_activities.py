"""Each activity element of Schematron Quick Fix: what it changes in a document, and that it changes nothing else."""

import pytest
from fixing import edited, fix, mended, offered, refusal, rule

LETTER = "<a x='1'  y=\"2\">one<b/>two<!--c--><?p i?><d >three</d></a>"


# Add


@pytest.mark.parametrize(
    "position, expected",
    [
        ("first-child", "<a><d>#|t</d></a>"),
        ("last-child", "<a><d>t#|</d></a>"),
        ("before", "<a>#|<d>t</d></a>"),
        ("after", "<a><d>t</d>#|</a>"),
    ],
)
def test_element_is_added_at_each_position(position: str, expected: str) -> None:
    schema = rule("d", fix(f'<sqf:add node-type="element" target="n" position="{position}" select="\'v\'"/>'))
    assert mended(schema, "<a><d>t</d></a>") == expected.replace("#|", "<n>v</n>")


def test_first_child_is_the_default_position() -> None:
    assert mended(rule("d", fix("<sqf:add>new</sqf:add>")), "<a><d>t</d></a>") == "<a><d>newt</d></a>"


@pytest.mark.parametrize("position", ["first-child", "last-child"])
@pytest.mark.parametrize("empty, opened", [("<d/>", "<d>v</d>"), ("<d x='1' />", "<d x='1'>v</d>")])
def test_element_that_closes_itself_is_opened(position: str, empty: str, opened: str) -> None:
    schema = rule("d", fix(f'<sqf:add position="{position}">v</sqf:add>'))
    assert mended(schema, f"<a>{empty}</a>") == f"<a>{opened}</a>"


def test_several_additions_to_an_element_that_closes_itself_open_it_once() -> None:
    attribute = '<sqf:add target="n" node-type="attribute">1</sqf:add>'
    body = f'{attribute}<sqf:add>v</sqf:add><sqf:add position="last-child">w</sqf:add>'
    assert mended(rule("d", fix(body)), "<a><d/></a>") == '<a><d n="1">vw</d></a>'


@pytest.mark.parametrize(
    "match, position, expected",
    [
        ("text()[1]", "before", "<a>#one<b/>two<!--c--><?p i?></a>"),
        ("text()[1]", "after", "<a>one#<b/>two<!--c--><?p i?></a>"),
        ("text()[2]", "first-child", "<a>one<b/>two#<!--c--><?p i?></a>"),
        ("comment()", "before", "<a>one<b/>two#<!--c--><?p i?></a>"),
        ("comment()", "last-child", "<a>one<b/>two<!--c-->#<?p i?></a>"),
        ("processing-instruction(p)", "before", "<a>one<b/>two<!--c-->#<?p i?></a>"),
        ("processing-instruction()", "after", "<a>one<b/>two<!--c--><?p i?>#</a>"),
    ],
)
def test_nodes_are_added_beside_every_kind_of_node(match: str, position: str, expected: str) -> None:
    schema = rule("a", fix(f'<sqf:add match="{match}" position="{position}"><n/></sqf:add>'))
    assert mended(schema, "<a>one<b/>two<!--c--><?p i?></a>") == expected.replace("#", "<n/>")


@pytest.mark.parametrize(
    "position, expected",
    [
        ("first-child", "<a><d x='1'>#t</d></a>"),
        ("last-child", "<a><d x='1'>t#</d></a>"),
        ("before", "<a>#<d x='1'>t</d></a>"),
        ("after", "<a><d x='1'>t</d>#</a>"),
    ],
)
def test_what_is_added_to_an_attribute_goes_to_its_element(position: str, expected: str) -> None:
    schema = rule("d/@x", fix(f'<sqf:add position="{position}"><n/></sqf:add>'))
    assert mended(schema, "<a><d x='1'>t</d></a>") == expected.replace("#", "<n/>")


@pytest.mark.parametrize(
    "position, expected", [("first-child", "<?xml version='1.0'?>\n#<!--c--><a/>\n"), ("last-child", None)]
)
def test_nodes_are_added_to_the_document_itself(position: str, expected: str | None) -> None:
    text = "<?xml version='1.0'?>\n<!--c--><a/>\n"
    schema = rule("/", fix(f'<sqf:add position="{position}" node-type="comment">n</sqf:add>'))
    wanted = (expected or "<?xml version='1.0'?>\n<!--c--><a/>#\n").replace("#", "<!--n-->")
    assert mended(schema, text) == wanted


@pytest.mark.parametrize(
    "command, expected",
    [
        ('<sqf:add node-type="attribute" target="n" select="1 to 3"/>', """<d x='1' n="1 2 3"/>"""),
        ('<sqf:add node-type="attribute" target="n">v</sqf:add>', """<d x='1' n="v"/>"""),
        ('<sqf:add node-type="attribute" target="xml:id" select="\'i\'"/>', """<d x='1' xml:id="i"/>"""),
        ('<sqf:add node-type="attribute" target="x" select="\'it&apos;&apos;s &lt;\'"/>', "<d x='it&apos;s &lt;'/>"),
        (
            '<sqf:add node-type="attribute" target="n" select="\'&quot;&amp;&#10;\'"/>',
            """<d x='1' n="&quot;&amp;&#10;"/>""",
        ),
        ('<sqf:add node-type="comment" select="\'c\'"/>', "<d x='1'><!--c--></d>"),
        ('<sqf:add node-type="pi" target="q">i</sqf:add>', "<d x='1'><?q i?></d>"),
        ('<sqf:add node-type="processing-instruction" target="q"/>', "<d x='1'><?q?></d>"),
        ('<sqf:add node-type="keep" target="k">v</sqf:add>', "<d x='1'><k>v</k></d>"),
        ('<sqf:add target="k">v</sqf:add>', "<d x='1'><k>v</k></d>"),
        ('<sqf:add node-type="element" target="{name()}-{@x}"/>', "<d x='1'><d-1/></d>"),
        ('<sqf:add select="1 to 3"/>', "<d x='1'>1 2 3</d>"),
        ("<sqf:add>a &amp; b &lt; c ]]&gt;</sqf:add>", "<d x='1'>a &amp; b &lt; c ]]&gt;</d>"),
        ('<sqf:add><xsl:attribute name="n" select="@x + 1"/><n/></sqf:add>', """<d x='1' n="2"><n/></d>"""),
        ('<sqf:add><n m="{@x}"><xsl:value-of select="name()"/></n></sqf:add>', """<d x='1'><n m="1">d</n></d>"""),
        ('<sqf:add><sch:value-of select="@x"/><sch:name/></sqf:add>', "<d x='1'>1d</d>"),
        (
            '<sqf:add><sch:let name="v" value="@x"/><n><xsl:value-of select="$v"/></n></sqf:add>',
            "<d x='1'><n>1</n></d>",
        ),
        (
            '<sqf:add><xsl:element name="n"><xsl:comment>c</xsl:comment></xsl:element></sqf:add>',
            "<d x='1'><n><!--c--></n></d>",
        ),
        ('<sqf:add xml:space="preserve"> <n/> </sqf:add>', "<d x='1'> <n/> </d>"),
        ("<sqf:add> <n/> </sqf:add>", "<d x='1'><n/></d>"),
        ('<sqf:add match="../b"/>', "<d x='1'/>"),
        ('<sqf:add use-when="@x = 2">v</sqf:add>', "<d x='1'/>"),
        ('<sqf:add match=".." use-when="@x = 1">v</sqf:add>', "v<d x='1'/>"),
    ],
)
def test_what_is_added(command: str, expected: str) -> None:
    assert mended(rule("d", fix(command)), "<a><d x='1'/></a>") == f"<a>{expected}</a>"


def test_each_anchor_gets_what_is_added() -> None:
    schema = rule(
        "a", fix('<sqf:add match="b" node-type="attribute" target="n" select="count(preceding-sibling::b) + 1"/>')
    )
    assert mended(schema, "<a><b/><b /><b></b></a>") == '<a><b n="1"/><b n="2" /><b n="3"></b></a>'


@pytest.mark.parametrize("context", ["text()", "comment()", "@x"])
def test_attribute_is_added_to_an_element_only(context: str) -> None:
    schema = rule(context, fix('<sqf:add node-type="attribute" target="n"/>'))
    assert refusal(schema, "<a x='1'>t<!--c--></a>").startswith("an attribute cannot be added to a")


# Delete


@pytest.mark.parametrize(
    "match, expected",
    [
        ("b", "<a x='1'  y=\"2\">onetwo<!--c--><?p i?><d >three</d></a>"),
        ("d", "<a x='1'  y=\"2\">one<b/>two<!--c--><?p i?></a>"),
        ("@x", '<a  y="2">one<b/>two<!--c--><?p i?><d >three</d></a>'),
        ("@*", "<a>one<b/>two<!--c--><?p i?><d >three</d></a>"),
        ("text()[2]", "<a x='1'  y=\"2\">one<b/><!--c--><?p i?><d >three</d></a>"),
        ("comment()", "<a x='1'  y=\"2\">one<b/>two<?p i?><d >three</d></a>"),
        ("processing-instruction()", "<a x='1'  y=\"2\">one<b/>two<!--c--><d >three</d></a>"),
        ("d/text()", "<a x='1'  y=\"2\">one<b/>two<!--c--><?p i?><d ></d></a>"),
        ("b | d", "<a x='1'  y=\"2\">onetwo<!--c--><?p i?></a>"),
    ],
)
def test_every_kind_of_node_can_be_deleted(match: str, expected: str) -> None:
    assert mended(rule("a", fix(f'<sqf:delete match="{match}"/>')), LETTER) == expected


def test_without_match_the_node_that_was_found_is_deleted() -> None:
    assert mended(rule("b", fix("<sqf:delete/>")), LETTER) == LETTER.replace("<b/>", "")


def test_document_cannot_be_deleted() -> None:
    assert refusal(rule("/", fix("<sqf:delete/>")), "<a/>") == "the document itself cannot be deleted"


# Replace


@pytest.mark.parametrize(
    "context, command, old, new",
    [
        ("d", '<sqf:replace node-type="element" target="e" select="node()"/>', "<d >three</d>", "<e>three</e>"),
        ("d", '<sqf:replace node-type="keep" target="e" select="\'4\'"/>', "<d >three</d>", "<e>4</e>"),
        ("d", '<sqf:replace target="e"/>', "<d >three</d>", "<e/>"),
        ("d", '<sqf:replace select="node()"/>', "<d >three</d>", "three"),
        ("d", "<sqf:replace><e/>and<e/></sqf:replace>", "<d >three</d>", "<e/>and<e/>"),
        ("d", "<sqf:replace/>", "<d >three</d>", ""),
        ("b", "<sqf:replace>v</sqf:replace>", "<b/>", "v"),
        ("@x", '<sqf:replace node-type="attribute" target="x" select=". + 1"/>', "x='1'", "x='2'"),
        ("@x", '<sqf:replace node-type="attribute" target="z" select="."/>', "x='1'", 'z="1"'),
        ("@x", '<sqf:replace node-type="keep" target="z">3</sqf:replace>', "x='1'", 'z="3"'),
        ("a/text()[1]", "<sqf:replace>1</sqf:replace>", "one", "1"),
        ("a/text()[1]", "<sqf:replace><n>1</n></sqf:replace>", ">one<", "><n>1</n><"),
        ("comment()", '<sqf:replace node-type="keep" select="upper-case(.)"/>', "<!--c-->", "<!--C-->"),
        ("comment()", "<sqf:replace>c</sqf:replace>", "<!--c-->", "c"),
        ("processing-instruction()", '<sqf:replace node-type="keep" target="q">j</sqf:replace>', "<?p i?>", "<?q j?>"),
    ],
)
def test_every_kind_of_node_can_be_replaced(context: str, command: str, old: str, new: str) -> None:
    assert mended(rule(context, fix(command)), LETTER) == LETTER.replace(old, new)


def test_new_tags_leave_the_content_and_the_attributes_as_they_are_written() -> None:
    text = "<a><d  x='1'\n y=\"&quot;\" >&#233;<![CDATA[<]]><b ></b ></d\n></a>"
    one = offered(rule("d", fix('<sqf:replace node-type="element" target="e" select="@*, node()"/>')), text)[0]
    assert edited(text, one) == "<a><e  x='1'\n y=\"&quot;\">&#233;<![CDATA[<]]><b ></b ></e></a>"
    assert [edit.text for edit in one.edits] == ["<e  x='1'\n y=\"&quot;\">", "</e>"]


def test_text_that_replaces_a_text_leaves_what_is_alike_as_it_is_written() -> None:
    text = "<a>caf&#233; &amp; th\u00e9 <![CDATA[<&]]> o'clock</a>"
    schema = rule("a/text()", fix("""<sqf:replace select="translate(., '''', '\u2019')"/>"""))
    assert mended(schema, text) == text.replace("'", "\u2019")


def test_attribute_gives_way_to_attributes_only() -> None:
    assert (
        refusal(rule("@x", fix("<sqf:replace>v</sqf:replace>")), LETTER)
        == "an attribute can give way to attributes only"
    )
    schema = rule("b", fix('<sqf:replace node-type="attribute" target="n"/>'))
    assert refusal(schema, LETTER) == "an element cannot give way to an attribute"


def test_attribute_that_is_there_is_not_written_twice() -> None:
    schema = rule("@x", fix('<sqf:replace node-type="attribute" target="y" select="."/>'))
    assert refusal(schema, LETTER) == "the element has an attribute y already"


# StringReplace


@pytest.mark.parametrize(
    "command, old, new",
    [
        ('<sqf:stringReplace regex="o">0</sqf:stringReplace>', "foo boo", "f00 b00"),
        ('<sqf:stringReplace regex="O" flags="i">0</sqf:stringReplace>', "foo", "f00"),
        ('<sqf:stringReplace regex="o{{2}}" select="upper-case(.)"/>', "foo", "fFOO"),
        ('<sqf:stringReplace regex="{substring(., 1, 1)}">g</sqf:stringReplace>', "foo", "goo"),
        ('<sqf:stringReplace regex="(f)(o+)">$2$1$3</sqf:stringReplace>', "a foo", "a oof$3"),
        ('<sqf:stringReplace regex="o+">$1</sqf:stringReplace>', "foo", "f$1"),
        ('<sqf:stringReplace regex="(o)\\(">$1$2</sqf:stringReplace>', "fo(o", "fo$2o"),
        (
            '<sqf:stringReplace regex="(o+)"><n><xsl:value-of select="regex-group(1)"/></n></sqf:stringReplace>',
            "foo",
            "f<n>oo</n>",
        ),
        ('<sqf:stringReplace regex="o+"/>', "foo b", "f b"),
        ('<sqf:stringReplace regex="x">y</sqf:stringReplace>', "foo", "foo"),
        ('<sqf:stringReplace regex="o">0</sqf:stringReplace>', "f&#111;o &amp;o", "f00 &amp;0"),
        ('<sqf:stringReplace regex="é">e</sqf:stringReplace>', "caf&#xE9; né", "cafe ne"),
        (
            '<sqf:stringReplace regex="b">&lt;</sqf:stringReplace>',
            "<![CDATA[a<b]]>b",
            "<![CDATA[a<]]>&lt;<![CDATA[]]>&lt;",
        ),
        ('<sqf:stringReplace regex="b">c</sqf:stringReplace>', "<![CDATA[a<b]]>b", "<![CDATA[a<c]]>c"),
        ('<sqf:stringReplace regex="b"><n/></sqf:stringReplace>', "<![CDATA[abc]]>", "<![CDATA[a]]><n/><![CDATA[c]]>"),
        ('<sqf:stringReplace regex="bc">x</sqf:stringReplace>', "<![CDATA[ab]]>cd", "<![CDATA[a]]>xd"),
        ('<sqf:stringReplace regex="( \\d)-">$1–</sqf:stringReplace>', "a <![CDATA[5-6]]>", "a <![CDATA[5–6]]>"),
        ('<sqf:stringReplace regex="bc">x</sqf:stringReplace>', "ab<![CDATA[cd]]>", "ax<![CDATA[d]]>"),
    ],
)
def test_parts_of_a_text_are_replaced(command: str, old: str, new: str) -> None:
    assert mended(rule("a/text()", fix(command)), f"<a>{old}</a>") == f"<a>{new}</a>"


def test_each_text_of_the_match_is_looked_through() -> None:
    schema = rule("a", fix('<sqf:stringReplace match=".//text()" regex="o">0</sqf:stringReplace>'))
    assert mended(schema, "<a>oo<b>o</b><!--o--><c>no</c></a>") == "<a>00<b>0</b><!--o--><c>n0</c></a>"


def test_only_texts_have_strings_to_replace() -> None:
    schema = rule("b", fix('<sqf:stringReplace regex="o">0</sqf:stringReplace>'))
    assert refusal(schema, "<a><b>o</b></a>") == "stringReplace changes texts, and this is an element"


# Copies


@pytest.mark.parametrize(
    "copying",
    [
        "<sqf:copy-of/>",
        "<sqf:keep/>",
        "<xsl:apply-templates/>",
        '<xsl:copy-of select="node()"/>',
        '<xsl:for-each select="node()"><sqf:copy-of select="."/></xsl:for-each>',
    ],
)
def test_copies_are_written_as_the_original_is(copying: str) -> None:
    text = "<a><d  x='1' ><!-- c --><b y='&#33;' ></b >&amp;<![CDATA[x]]></d></a>"
    inside = "<!-- c --><b y='&#33;' ></b >&amp;<![CDATA[x]]>"
    schema = rule("d", fix(f"<sqf:replace><e><f>{copying}</f></e></sqf:replace>"))
    assert mended(schema, text) == f"<a><e><f>{inside}</f></e></a>"


def test_copy_in_a_variable_is_a_copy_in_the_sense_of_xslt() -> None:
    variable = '<xsl:variable name="v"><xsl:copy-of select="node()"/></xsl:variable>'
    body = f'<sqf:replace>{variable}<e><xsl:value-of select="$v/b/@y"/></e></sqf:replace>'
    assert mended(rule("d", fix(body)), "<a><d><b y='1'/></d></a>") == "<a><e>1</e></a>"


def test_nodes_of_elsewhere_are_written_anew() -> None:
    body = "<sqf:add select=\"parse-xml-fragment('&lt;n m=&quot;1&quot;&gt;&lt;/n&gt;')/node()\"/>"
    assert mended(rule("b", fix(body)), "<a><b></b></a>") == '<a><b><n m="1"/></b></a>'


# Namespaces


@pytest.mark.parametrize(
    "command, text, expected",
    [
        ('<sqf:add target="t:n"/>', '<a xmlns="urn:t">#</a>', "<n/>"),
        ('<sqf:add target="t:n"/>', '<q:a xmlns:q="urn:t">#</q:a>', "<q:n/>"),
        ('<sqf:add match="//*[1]" target="t:n"/>', "<a>#</a>", '<t:n xmlns:t="urn:t"/>'),
        ('<sqf:add target="n"/>', '<a xmlns="urn:t">#</a>', '<n xmlns=""/>'),
        ('<sqf:add><n xmlns="urn:t"/></sqf:add>', '<a xmlns="urn:t">#</a>', "<n/>"),
        ('<sqf:add><n xmlns="urn:u"><m/></n></sqf:add>', '<a xmlns="urn:t">#</a>', '<n xmlns="urn:u"><m/></n>'),
        (
            '<sqf:add><u:n xmlns:u="urn:u" u:m="1"/></sqf:add>',
            '<a xmlns="urn:t">#</a>',
            '<u:n xmlns:u="urn:u" u:m="1"/>',
        ),
        ('<sqf:add xmlns="urn:t" target="n"/>', '<a xmlns="urn:t">#</a>', "<n/>"),
        ('<sqf:add xmlns="urn:t" target="{\'n\'}"/>', '<a xmlns="urn:t">#</a>', "<n/>"),
        ("<sqf:add target=\"{'t:n'}\"/>", '<a xmlns="urn:t">#</a>', "<n/>"),
        ('<sqf:add xmlns="urn:t"><xsl:element name="n"/></sqf:add>', '<a xmlns="urn:t">#</a>', "<n/>"),
        ('<sqf:add><xsl:element name="n" namespace="urn:t"/></sqf:add>', '<a xmlns="urn:t">#</a>', "<n/>"),
    ],
)
def test_new_elements_have_the_prefix_that_holds_at_their_place(command: str, text: str, expected: str) -> None:
    assert mended(rule("/*", fix(command)), text.replace("#", "")) == text.replace("#", expected)


def test_new_attribute_in_a_namespace_gets_a_prefix() -> None:
    schema = rule("/*", fix('<sqf:add node-type="attribute" target="t:n">1</sqf:add>'))
    assert mended(schema, '<a xmlns="urn:t"/>') == '<a xmlns="urn:t" xmlns:t="urn:t" t:n="1"/>'
    assert mended(schema, "<a xmlns:q=\"urn:t\" q:n='0'/>") == "<a xmlns:q=\"urn:t\" q:n='1'/>"


def test_copy_takes_its_prefixes_along() -> None:
    schema = rule("*:d", fix('<sqf:add match="/*" position="last-child"><sqf:copy-of select="//*:b"/></sqf:add>'))
    text = '<a><q:d xmlns:q="urn:q" xmlns="urn:d"><b q:x="1"/></q:d></a>'
    copied = '<b xmlns="urn:d" xmlns:q="urn:q" q:x="1"/>'
    assert mended(schema, text) == text.replace("</a>", f"{copied}</a>")


# What is left as it is


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_new_lines_end_as_the_lines_of_the_document(newline: str) -> None:
    schema = rule(
        "b", fix("<sqf:add><xsl:text>x&#10;y</xsl:text><xsl:comment><xsl:text>&#10;</xsl:text></xsl:comment></sqf:add>")
    )
    text = f"<a>{newline}<b></b>{newline}</a>"
    assert mended(schema, text) == text.replace("></b>", f">x{newline}y<!--{newline}--></b>")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_are_found_in_every_kind_of_line(newline: str) -> None:
    schema = rule("b/text()", fix('<sqf:stringReplace regex="\\n(.)">$1</sqf:stringReplace>'))
    text = f"<a>{newline}\U0001f4dcé<b>x{newline}y</b></a>"
    assert mended(schema, text) == f"<a>{newline}\U0001f4dcé<b>xy</b></a>"


ENTITIES = '<!DOCTYPE a [<!ENTITY w "word"><!ENTITY m "x<b>y</b>z"><!ATTLIST d n CDATA "0">]>'


@pytest.mark.parametrize(
    "context, command, body, expected",
    [
        ("d/text()", '<sqf:stringReplace regex="a">b</sqf:stringReplace>', "<d>a&w;</d>", "<d>b&w;</d>"),
        ("d/text()", '<sqf:stringReplace regex="word">b</sqf:stringReplace>', "<d>a&w;</d>", "<d>ab</d>"),
        ("d", "<sqf:delete/>", "<d>a&m;</d>", ""),
        ("d", '<sqf:replace target="e" select="node()"/>', "<d>a&w;</d>", "<e>a&w;</e>"),
        ("d", '<sqf:add target="n" node-type="attribute">1</sqf:add>', "<d/>", '<d n="1"/>'),
    ],
)
def test_entities_that_are_not_concerned_stay(context: str, command: str, body: str, expected: str) -> None:
    assert mended(rule(context, fix(command)), f"{ENTITIES}<a>{body}</a>") == f"{ENTITIES}<a>{expected}</a>"


@pytest.mark.parametrize(
    "context, command, body, reason",
    [
        (
            "d/text()",
            '<sqf:stringReplace regex="or">b</sqf:stringReplace>',
            "<d>&w;</d>",
            "a part of the text comes out of an entity",
        ),
        ("b", "<sqf:delete/>", "<d>&m;</d>", "it comes out of an entity"),
        ("b/text()", "<sqf:delete/>", "<d>&m;</d>", "it comes out of an entity"),
        ("d/text()[1]", "<sqf:delete/>", "<d>a&m;</d>", "it comes out of an entity"),
        ("d/text()[2]", "<sqf:delete/>", "<d>a&m;b</d>", "it comes out of an entity"),
        ("d/@n", "<sqf:delete/>", "<d/>", "it comes out of the DOCTYPE"),
        ("d", "<sqf:replace select='b'/>", "<d>a&m;</d>", "it comes out of an entity"),
    ],
)
def test_what_an_entity_brings_in_is_not_changed(context: str, command: str, body: str, reason: str) -> None:
    assert refusal(rule(context, fix(command)), f"{ENTITIES}<a>{body}</a>") == reason


def test_comments_of_the_doctype_are_no_nodes() -> None:
    text = "<!DOCTYPE a [<!-- no --><?no no?>]><!-- yes --><a><!-- one --></a>"
    assert mended(rule("/", fix('<sqf:delete match="comment()"/>')), text) == text.replace("<!-- yes -->", "")
    assert mended(rule("a", fix('<sqf:delete match="comment()"/>')), text) == text.replace("<!-- one -->", "")
