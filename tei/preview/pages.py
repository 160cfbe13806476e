"""The pages of a preview that are no editions: the list of documents, and a document with its findings beside it."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from tei.preview.showing import Findings, Page

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.validate.excerpts import Excerpt

_VIEWS: Final = ("reading", "diplomatic")


def listing(names: Iterable[str], title: str, state: str) -> str:
    """Return the list of the documents *names* as a page."""
    items = "\n".join(f'<li><a href="/documents/{quote(name)}">{escape(name)}</a></li>' for name in names)
    body = f'<main><h1>{escape(title)}</h1>\n<ul class="documents">\n{items}\n</ul></main>'
    return _page(title, body, "/changes/?", state)


def document(name: str, view: str, findings: Findings, state: str) -> str:
    """Return the page that shows the document *name* in a frame, and its findings beside it."""
    address = quote(name)
    choice = " ".join(_choice(address, one, view) for one in _VIEWS)
    asked = f"?view={view}" if view else ""
    body = f"""<header><a href="/">All documents</a> <h1>{escape(name)}</h1> <nav aria-label="Views">{choice}</nav>
<p id="status" role="status"></p></header>
<main><iframe id="page" title="{escape(name)}" src="/pages/{address}{asked}"
sandbox="allow-same-origin allow-downloads allow-popups"></iframe></main>
<aside id="findings" aria-label="Findings" tabindex="0">{_findings(findings)}</aside>"""
    return _page(name, body, f"/changes/{address}{asked or '?'}", state)


def reasons(page: Page) -> str:
    """Return the page that stands for a document that cannot be shown."""
    said = "".join(f"<li>{escape(reason)}</li>" for reason in page.reasons)
    return _page("Not shown", f"<main><h1>There is no page of this document</h1><ul>{said}</ul></main>", "", "")


def _choice(address: str, one: str, chosen: str) -> str:
    current = ' aria-current="page"' if one == chosen else ""
    return f'<a href="/documents/{address}?view={one}"{current}>{one}</a>'


def _findings(findings: Findings) -> str:
    told = "".join(f'<li class="fault">{escape(fault)}</li>' for fault in findings.faults)
    told += "".join(_finding(*pair) for pair in findings.found)
    return f"<h2>{_number(len(findings.found) + len(findings.faults))}</h2>" + (f"<ol>{told}</ol>" if told else "")


def _number(count: int) -> str:
    return "No findings" if count == 0 else "1 finding" if count == 1 else f"{count:,} findings"


def _finding(found: "Diagnostic", excerpt: "Excerpt | None") -> str:
    place = f"{found.path}:{found.span.line}:{found.span.column}"
    shown = "" if excerpt is None else f"<code>{_marked(excerpt)}</code>"
    advice = "".join(f"<p>{escape(line)}</p>" for line in found.help)
    return (
        f'<li class="{found.severity.value}"><p><b>Line {found.span.line}</b> <span>{found.severity.value}</span> '
        f"{escape(found.message)}</p>{shown}{advice}<p><small>{escape(place)} {escape(found.rule)}</small></p></li>"
    )


def _marked(excerpt: "Excerpt") -> str:
    text, start, end = excerpt.text, excerpt.start, excerpt.end
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"


def _page(title: str, body: str, changes: str, state: str) -> str:
    """Return a page of ours; with the address of *changes*, it is made anew when the *state* is another."""
    followed = f' data-changes="{changes}" data-state="{state}"' if changes else ""
    script = '<script src="/preview.js" defer></script>\n' if changes else ""
    return f"""<!DOCTYPE html>
<html lang="en"{followed}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} – preview</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/preview.css">
{script}</head>
<body>
{body}
</body>
</html>
"""
