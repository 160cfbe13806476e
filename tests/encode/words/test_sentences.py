"""Sentences with brackets, as no specimen has them: what becomes of them, and what is told of doubts."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tei.encode import encoding, profile, reading
from tei.encode.session import Session
from tei.encode.wish import Wish

SENTENCES = Path(__file__).with_name("sentences.txt")
_LEFT_OUT = re.compile(r' (?:xml:id|resp|target|rendition|hand)="[^"]*"')


class Case(NamedTuple):
    """A sentence: the profile, the language it was translated from, what it becomes, and the doubts."""

    profile: str
    language: str
    text: str
    tei: str
    doubts: tuple[str, ...]

    def __str__(self) -> str:
        return self.text[:40]


def cases() -> list[Case]:
    """The sentences of the file."""
    found = []
    for block in SENTENCES.read_text(encoding="utf-8").split("\n\n")[1:]:
        head, tei, *doubts = block.strip().split("\n")
        written, _, text = head.partition(" | ")
        name, _, language = written.partition(":")
        told = tuple(one.removeprefix("? ") for one in doubts)
        found.append(Case(name, language, text, tei.removeprefix("= "), told))
    return found


@cache
def session(name: str, language: str) -> Session:
    return Session(Wish(profile=name, source_language=language, page=False, day=date(2026, 11, 25)))


@pytest.mark.parametrize("case", cases(), ids=str)
def test_sentence_becomes(case: Case) -> None:
    own = profile.load(case.profile)
    own = replace(own, source_language=case.language) if case.language else own
    made = encoding.body(case.text, own)
    (tei,) = re.findall(r"<(?:p|head)\b[^>]*>(.*)</(?:p|head)>", made.text())
    assert _LEFT_OUT.sub("", tei) == case.tei
    told = [f"{one.kind}: {' '.join(case.text[one.start : one.end].split())}" for one in made.all_doubts()]
    assert tuple(told) == case.doubts


@pytest.mark.parametrize("case", cases(), ids=str)
def test_sentence_becomes_a_valid_document_that_gives_it_back(case: Case) -> None:
    data = reading.read_bytes(case.text.encode(), "case.txt", encoding="utf-8")
    made = session(case.profile, case.language).text(data)
    assert made.sound
    assert not [one for one in made.findings if one.rule in {"enc.invalid", "enc.plain"}]


def test_there_are_sentences_of_each_profile() -> None:
    assert {one.profile for one in cases()} == set(profile.SHIPPED)
