"""The report as a page: what stands on it, and what the Nu checker, axe and a real browser say."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from tei.diagnostics import Diagnostic, Severity, Span
from tei.validate import validate
from tei.validate.excerpts import Excerpt
from tei.validate.reports import render
from tei.validate.reports.tally import Tally, tallies
from tei.validate.results import Checked, Report

HOSTILE = "<script>alert(1)</script>\x1b\u202e\"'&"
ERROR = Diagnostic(
    "rng.element-not-allowed",
    "<item> is not allowed in <p>",
    "a.xml",
    Span(1300, 14, 1300, 20),
    help=("a <list> is allowed here and may contain <item>",),
    expected=("persName", "model.phrase"),
)
LINE = Excerpt("   <p>Bring <item>bread</item> and salt.", 12, 18, cut_after=True)
END = Excerpt("<a>", 3, 3)
WARNING = Diagnostic("sch.own rule", HOSTILE, "b.xml", Span(2, 4, 2, 4), Severity.WARNING, help=(HOSTILE,))
REPORT = Report(
    (
        Checked("a.xml", (ERROR, ERROR), (LINE, None), not_run=("Schematron",)),
        Checked("b.xml", (WARNING, ERROR), (END, LINE)),
        Checked("valid.xml"),
    ),
    ("no such file or folder: <c>.xml",),
)


def page(report: Report) -> HtmlElement:
    return document_fromstring(render(report, "html"))


def told(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_findings_stand_by_file_with_line_mark_and_help() -> None:
    files = page(REPORT).find_class("file")
    assert [told(file.find("summary")) for file in files] == ["a.xml 2 findings", "b.xml 2 findings"]
    assert told(files[0].find("p")) == "Not run, since the grammar refuses the document: Schematron."
    first = files[0].find_class("finding")[0]
    assert told(first) == (
        "error line 1,300, column 14 rng.element-not-allowed <item> is not allowed in <p> "
        "1300<p>Bring <item>bread</item> and salt.… "
        "Help: a <list> is allowed here and may contain <item> Allowed here persName, model.phrase"
    )
    assert [mark.text for mark in page(REPORT).iter("mark")] == ["<item>", "\xa0", "<item>"]


def test_rules_are_counted_and_lead_to_each_place() -> None:
    root = page(REPORT)
    rules = root.find_class("rule")
    assert [told(rule.find("summary")) for rule in rules] == [
        "error rng.element-not-allowed 3 in 2 documents",
        "warning sch.own rule 1 in 1 document",
    ]
    assert [told(place) for place in rules[0].iter("li")] == [
        "a.xml:1300:14 <item> is not allowed in <p>",
        "a.xml:1300:14 <item> is not allowed in <p>",
        "a.xml:1300:14 <item> is not allowed in <p>",
    ]


def test_every_link_leads_to_something_on_the_page() -> None:
    root = page(REPORT)
    identifiers = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    links = [link.get("href", "") for link in root.iter("a")]
    assert {link.removeprefix("#") for link in links} <= set(identifiers)
    assert all(link.startswith("#") for link in links)


def test_nothing_in_a_document_becomes_markup() -> None:
    text = render(REPORT, "html")
    assert "<script" not in text
    assert not {"\x1b", "\u202e"} & set(text)
    assert [told(item) for item in page(REPORT).xpath("//section[h2/@id='unread']//li")] == [
        "no such file or folder: <c>.xml"
    ]


def test_page_without_findings_says_so_and_has_no_filters() -> None:
    root = page(Report((Checked("a.xml"),), schemas=("own.rng",)))
    assert told(root.find(".//header/p")) == "1 document, valid (own.rng)"
    assert told(root.xpath("//section[h2/@id='files']/p")[0]) == "There is nothing to mend."
    assert root.find_class("filters") == []
    assert root.find_class("rule") == []


def test_places_of_a_rule_are_listed_up_to_five_hundred() -> None:
    many = Report((Checked("a.xml", (ERROR,) * 600, (None,) * 600),))
    (rule,) = page(many).find_class("rule")
    assert len(list(rule.iter("li"))) == 500
    assert told(rule.findall("p")[1]) == "100 more stand below, with their files."
    assert len(page(many).find_class("finding")) == 600


def test_tally_counts_findings_and_documents_and_takes_the_heaviest_severity() -> None:
    mixed = Diagnostic("sch.own rule", "m", "a.xml", severity=Severity.ERROR)
    report = Report((Checked("a.xml", (mixed,), (None,)), Checked("b.xml", (WARNING, WARNING, ERROR), (None,) * 3)))
    assert tallies(report) == [
        Tally("sch.own rule", Severity.ERROR, 3, 2),
        Tally("rng.element-not-allowed", Severity.ERROR, 1, 1),
    ]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> dict[str, Path]:
    """The page of all faulty documents, that of the hostile report, and one with nothing on it."""
    folder = tmp_path_factory.mktemp("pages")
    faulty = validate(repository / "tests" / "fixtures" / "faulty")
    reports = {"faulty": faulty, "hostile": REPORT, "clean": Report((Checked("a.xml"),))}
    for name, report in reports.items():
        (folder / f"{name}.html").write_text(render(report, "html"), encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in reports}


@pytest.mark.slow
def test_nu_checker_finds_nothing(nu_checker: Callable[..., list[str]], pages: dict[str, Path]) -> None:
    assert nu_checker(pages.values(), "") == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["faulty", "hostile", "clean"])
def test_page_is_accessible_and_fits(browser: Any, pages: dict[str, Path], name: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(pages[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


@pytest.mark.slow
def test_filters_and_links_work_without_javascript(browser: Any, expect: Any, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["hostile"].as_uri())
    assert page.locator(".finding").count() == page.locator(".finding:visible").count() == 4
    page.get_by_label("errors").uncheck()
    expect(page.locator(".finding:visible")).to_have_count(1)
    expect(page.locator(".rule:visible")).to_have_count(1)
    page.locator(".rule:visible summary").click()
    page.locator(".rule:visible li a").click()
    expect(page).to_have_url(re.compile("#f3$"))
    context.close()
