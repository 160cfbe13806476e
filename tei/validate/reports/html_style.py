"""The style sheet of the page: by day and by night, on a screen of any width and on paper."""

from typing import Final

STYLE: Final = """\
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --faint: #595959; --line: #c9c9c9; --soft: #f4f4f2;
  --link: #0b4f9e; --error: #a3161a; --warning: #7a4b00; --info: #0b5566; --mark: #ffe08a; --marked: #1b1b1b; }
@media (prefers-color-scheme: dark) { :root { --text: #e8e6e3; --page: #17181a; --faint: #b3b0aa; --line: #4a4b4f;
  --soft: #222326; --link: #8fc1ff; --error: #ff9d98; --warning: #f2c063; --info: #7fd3e6; --mark: #6b5200;
  --marked: #fff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; color: var(--text); background: var(--page);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
h1 { margin: 0; } h2 { margin: 2rem 0 .5rem; } h3 { display: inline; font-size: 1.1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .95em; }
summary { cursor: pointer; padding: .3rem 0; }
.rule, .file { border-top: 1px solid var(--line); }
.filters { border: 1px solid var(--line); margin: 1rem 0; } .filters label { margin-right: 1.5rem; }
.badge { border: 1px solid; border-radius: .3rem; padding: 0 .4rem; font-size: .85rem; }
.badge.error { color: var(--error); } .badge.warning { color: var(--warning); } .badge.info { color: var(--info); }
.findings { list-style: none; margin: 0; padding: 0; }
.finding { border-left: .25rem solid var(--line); margin: 1rem 0; padding: .1rem 0 .1rem .8rem; }
.finding.error { border-color: var(--error); } .finding.warning { border-color: var(--warning); }
.finding.info { border-color: var(--info); } .finding:target { background: var(--soft); }
.finding p { margin: .25rem 0; } .place { color: var(--faint); } .message { font-weight: 600; }
.source { display: flex; gap: .8rem; margin: .4rem 0; padding: .5rem; background: var(--soft); white-space: pre-wrap; }
.number { color: var(--faint); user-select: none; overflow-wrap: normal; }
mark { color: var(--marked); background: var(--mark); }
body:has(#show-error:not(:checked)) :is(.rule, li).error,
body:has(#show-warning:not(:checked)) :is(.rule, li).warning,
body:has(#show-info:not(:checked)) :is(.rule, li).info { display: none; }
@media print { .filters, .skip { display: none; } .finding { break-inside: avoid; } }
"""
