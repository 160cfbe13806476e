"""Rules of Schematron that fail on a document: the others of a corpus are checked all the same."""

from pathlib import Path

import pytest

from tei.names import SCH, TEI
from tei.validate import validate

RULES = f"""<sch:schema xmlns:sch="{SCH}" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" queryBinding="xslt3">
<sch:ns prefix="f" uri="urn:f"/><sch:ns prefix="tei" uri="{TEI}"/>
<xsl:function name="f:f" xmlns:f="urn:f"><xsl:param name="n"/><xsl:sequence select="f:f($n + 1) + 1"/></xsl:function>
<sch:pattern><sch:rule context="tei:p">
<sch:assert id="date" test="not(@when) or xs:date(@when) lt current-date()">x</sch:assert>
<sch:assert id="deep" test="not(@n) or f:f(1) = 1">x</sch:assert>
<sch:report id="seen" test="true()">seen</sch:report>
</sch:rule></sch:pattern></sch:schema>"""


@pytest.fixture(name="corpus")
def _corpus(tmp_path: Path) -> Path:
    (tmp_path / "rules.sch").write_text(RULES, encoding="utf-8")
    for name, paragraph in {"a": '<p when="1952-05-03" n="1"/>', "b": '<p when="May"/>', "c": "<p/>"}.items():
        text = f'<TEI xmlns="{TEI}">{paragraph}</TEI>'
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_document_has_its_findings(corpus: Path, jobs: int) -> None:
    rules = corpus / "rules.sch"
    report = validate(sorted(corpus.glob("*.xml")), schema=rules, jobs=jobs)
    assert [(Path(one.path).name, one.rule, one.help) for one in report.findings] == [
        ("a.xml", "sch.schema.run", (f"the expression: {rules}:3:63",)),
        ("b.xml", "sch.not-evaluated", (f"the expression: {rules}:5:23",)),
        ("b.xml", "sch.seen", ()),
        ("c.xml", "sch.seen", ()),
    ]


def test_phase_is_chosen_for_each_document(tmp_path: Path) -> None:
    rules = tmp_path / "rules.sch"
    rules.write_text(
        f"""<sch:schema xmlns:sch="{SCH}" queryBinding="xslt3"><sch:ns prefix="tei" uri="{TEI}"/>
        <sch:phase id="a" when="//tei:p"><sch:active pattern="p"/></sch:phase>
        <sch:phase id="b" when="//tei:l"><sch:active pattern="l"/></sch:phase>
        <sch:pattern id="p"><sch:rule context="tei:TEI"><sch:report test="1">prose</sch:report></sch:rule></sch:pattern>
        <sch:pattern id="l"><sch:rule context="tei:TEI"><sch:report test="1">verse</sch:report></sch:rule></sch:pattern>
        </sch:schema>""",
        encoding="utf-8",
    )
    for name, content in {"a": "<p/>", "b": "<l/>"}.items():
        (tmp_path / f"{name}.xml").write_text(f'<TEI xmlns="{TEI}">{content}</TEI>', encoding="utf-8")
    report = validate(sorted(tmp_path.glob("*.xml")), schema=rules, phase="#ANY")
    assert [(Path(one.path).name, one.message) for one in report.findings] == [("a.xml", "prose"), ("b.xml", "verse")]
