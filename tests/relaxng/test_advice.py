"""Whoever follows the advice of a finding is not told the same again: it has been tried out on the grammar."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest

import mistakes
from tei.diagnostics import Diagnostic
from tei.document.tags import start_tag
from tei.relaxng import Schema, load

Loaded = dict[str, Schema]
MEANT_ELEMENT = re.compile(
    r"did you mean <(\S+?)( xmlns=\"[^\"]*\")?>\?|(?:for|if) .*, TEI has <([^\s>]+)( [^>]*)?>(?: for it)?"
)
MEANT = re.compile(r"did you mean ([^<]+?)(?: or [^<]+)?\?")
WOULD_BE = re.compile(r"(?:a space is not allowed in it; )?(\S+) would be(?: allowed)?")
WRAPPER = re.compile(r"an? <(\S+)> is allowed here and may contain <\S+>")
WRAPPERS = re.compile(r"an? <(\S+)> is allowed here, and an? <(\S+)> in it may contain <\S+>")
HOLDER = re.compile(r"an? <(\S+)> is allowed here and may contain text")
EARLIER = re.compile(r"it may stand before the <\S+> at (\d+):(\d+)")
LATER = re.compile(r"the <\S+> at (\d+):(\d+) should stand before it")
WITHOUT = re.compile(r"text is allowed in <\S+> without <\S+> around it")
OUTSIDE = re.compile(r"<\S+> is allowed (after|before) <")
LEAST_FOLLOWED = 150
SECTION = "<![CDATA["
NAMESPACED = re.compile(r"<\S+> is in .*has xmlns=\"([^\"]*)\"")


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return {name: load(path) for name, path in mistakes.SCHEMAS.items() if path.is_file()}


def offset(text: str, line: int, column: int) -> int:
    return sum(len(one) for one in text.splitlines(keepends=True)[: line - 1]) + column - 1


class Followed(NamedTuple):
    """A document in which a piece of advice has been followed, and where what was at fault begins there."""

    text: str
    start: int


class Mended:
    """A document, and what becomes of it when a finding's advice is followed."""

    def __init__(self, text: str, finding: Diagnostic) -> None:
        self.text = text
        self.finding = finding
        span = finding.span
        self.start = offset(text, span.line, span.column)
        self.end = offset(text, span.end_line, span.end_column)

    def texts(self) -> Iterator[Followed]:
        """Yield what becomes of the document, once for each piece of advice that a machine can follow."""
        for advice in self.finding.help:
            if self.finding.rule in {"rng.element-not-allowed", "rng.root-not-allowed"}:
                yield from self._element(advice)
            elif self.finding.rule == "rng.element-missing" and (found := LATER.fullmatch(advice)):
                at = offset(self.text, int(found[1]), int(found[2]))
                moved = self._moved(at, self.start).text
                yield Followed(moved, self.start + self._element_end(at) - at)
            elif self.finding.rule == "rng.text-not-allowed" and (found := HOLDER.fullmatch(advice)):
                yield self._held(found[1])
            elif self.finding.rule == "rng.attribute-not-allowed" and (found := MEANT.fullmatch(advice)):
                value = self.text[self.start : self.end].partition("=")[2]
                yield self._with(self.start, self.end, f"{found[1]}={value}")
            elif self.finding.rule == "rng.value" and (found := MEANT.fullmatch(advice) or WOULD_BE.fullmatch(advice)):
                name = self.text[self.start : self.end].partition("=")[0]
                yield self._with(self.start, self.end, f'{name}="{found[1]}"')

    def _element(self, advice: str) -> Iterator[Followed]:
        tag = start_tag(self.text, self.start)
        if found := MEANT_ELEMENT.fullmatch(advice):
            attributes = found[4] or found[2] or ""
            empty = "/" * (self.text[tag.end - 2] == "/")
            yield self._renamed(found[1] or found[3], f"{attributes}{empty}")
        elif found := WRAPPER.fullmatch(advice):
            yield self._wrapped(self._element_end(self.start), found[1])
        elif found := WRAPPERS.fullmatch(advice):
            yield self._wrapped(self._element_end(self.start), found[1], found[2])
        elif found := EARLIER.fullmatch(advice):
            yield self._moved(self.start, offset(self.text, int(found[1]), int(found[2])))
        elif found := OUTSIDE.match(advice):
            yield self._moved(self.start, self._beside_parent(found[1]))
        elif WITHOUT.fullmatch(advice):
            end = self._element_end(self.start)
            yield self._with(self.start, end, self.text[tag.end : end - len(f"</{tag.name}>")])
        elif found := NAMESPACED.fullmatch(advice):
            declared = re.sub(r'\sxmlns="[^"]*"', "", self.text[self.start : tag.end])
            name = re.match(r"<[^\s/>]+", declared)
            assert name is not None
            yield self._with(self.start, tag.end, f'{name[0]} xmlns="{found[1]}"{declared[name.end() :]}')

    def _with(self, start: int, end: int, instead: str) -> Followed:
        return Followed(self.text[:start] + instead + self.text[end:], start)

    def _wrapped(self, end: int, *names: str) -> Followed:
        """Return the document with the elements *names* around what is between the finding's start and *end*."""
        before = "".join(f"<{name}>" for name in names)
        after = "".join(f"</{name}>" for name in reversed(names))
        wrapped = self._with(self.start, end, f"{before}{self.text[self.start : end]}{after}").text
        return Followed(wrapped, self.start + len(before))

    def _held(self, name: str) -> Followed:
        """Return the document with the text in an element; a CDATA section is put there whole: in it tags are text."""
        start, end = self.start, self.end
        if self.text.endswith(SECTION, 0, start):
            start, end = start - len(SECTION), self.text.index("]]>", end) + len("]]>")
        held = f"<{name}>{self.text[start:end]}</{name}>"
        return Followed(self.text[:start] + held + self.text[end:], self.start + len(f"<{name}>"))

    def _element_end(self, start: int) -> int:
        """Return where the element ends that begins at *start*."""
        tag = start_tag(self.text, start)
        if self.text[tag.end - 2] == "/":
            return tag.end
        depth = 0
        for each in re.finditer(rf"<(/?){re.escape(tag.name)}(?=[\s/>])[^>]*?(/?)>", self.text[start:]):
            depth += 0 if each[2] else -1 if each[1] else 1
            if not depth:
                return start + each.end()
        pytest.fail(f"{tag.name} does not end")

    def _renamed(self, name: str, attributes: str) -> Followed:
        """Return the document with the element under another name, without the attributes of the wrong one."""
        tag, end = start_tag(self.text, self.start), self._element_end(self.start)
        if tag.end == end:
            return self._with(self.start, end, f"<{name}{attributes}>")
        kept = "" if "=" in attributes else self.text[self.start + 1 + len(tag.name) : tag.end - 1]
        inside = self.text[tag.end : end - len(f"</{tag.name}>")]
        return self._with(self.start, end, f"<{name}{kept}{attributes}>{inside}</{name}>")

    def _beside_parent(self, where: str) -> int:
        """Return where the parent of the element at the finding begins or ends."""
        parent = self.finding.xpath.split("/")[-2].partition("[")[0]
        if where == "before":
            return self.text.rindex(f"<{parent}", 0, self.start)
        ending = f"</{parent}>"
        return self.text.index(ending, self._element_end(self.start)) + len(ending)

    def _moved(self, start: int, at: int) -> Followed:
        """Return the document with the element that begins at *start* moved to *at*."""
        end = self._element_end(start)
        element = self.text[start:end]
        if at <= start:
            return Followed(self.text[:at] + element + self.text[at:start] + self.text[end:], at)
        return Followed(self.text[:start] + self.text[end:at] + element + self.text[at:], at - len(element))


CASES = [one for one in mistakes.collection("single") if one.findings[0].help]


def told_again(schema: Schema, mended: Followed, finding: Diagnostic) -> bool:
    """Whether what was at fault has a finding of the same rule where it stands now."""
    found = [one.span for one in schema.validate(mended.text.encode()) if one.rule == finding.rule]
    return mended.start in [offset(mended.text, span.line, span.column) for span in found]


@pytest.mark.parametrize("mistake", CASES, ids=lambda mistake: mistake.name)
def test_who_follows_the_advice_is_not_told_the_same_again(mistake: mistakes.Mistake, loaded: Loaded) -> None:
    if mistake.schema not in loaded:
        pytest.skip(f"{mistakes.SCHEMAS[mistake.schema].name} is not beside the checkout (../shared/data)")
    schema = loaded[mistake.schema]
    (finding,) = schema.validate(mistake.path)
    for mended in Mended(mistake.path.read_text(encoding="utf-8"), finding).texts():
        assert not told_again(schema, mended, finding), mended.text


def test_who_follows_wrong_advice_on_a_section_is_told_the_same_again(loaded: Loaded) -> None:
    schema = loaded["tei-documentary"]
    mistake = next(one for one in CASES if one.path.stem == "text-cdata")
    (finding,) = schema.validate(mistake.path)
    wrong = replace(finding, help=("a <lb> is allowed here and may contain text",))
    (mended,) = Mended(mistake.path.read_text(encoding="utf-8"), wrong).texts()
    assert "<lb><![CDATA[bread & salt]]></lb>" in mended.text
    assert told_again(schema, mended, finding)


def test_most_advice_can_be_followed_by_a_machine(loaded: Loaded) -> None:
    followed = 0
    for mistake in CASES:
        if mistake.schema == "tei-documentary":
            (finding,) = loaded[mistake.schema].validate(mistake.path)
            followed += any(True for _text in Mended(mistake.path.read_text(encoding="utf-8"), finding).texts())
    assert followed >= LEAST_FOLLOWED
