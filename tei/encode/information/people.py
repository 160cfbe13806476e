"""Names of people as credits give them, in parts; a doubt where a part was guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Person:
    """Who is named: ``text`` as it was written, the parts "" where there are none.

    An organisation has no parts. ``doubts`` are sentences for people.
    """

    text: str
    surname: str = ""
    forename: str = ""
    name_link: str = ""
    generation: str = ""
    honorific: str = ""
    is_organisation: bool = False
    doubts: tuple[str, ...] = ()


PARTICLES: Final = frozenset(
    "von van der den de la le du di da dos das del della ten ter zu zum zur vom af av al el bin ibn ben".split()  # noqa: SIM905 - a literal would take thirty lines
)
_GENERATION: Final = re.compile(r"(?:Jr|Sr|jr|sr|Jun|Sen)\.?|I{2,3}|IV")
_HONORIFIC: Final = re.compile(
    r"(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame|Lord|Lady|Rev|Amb|Gen|Col|Hon)\.?|Professor|Ambassador|Herr|Frau"
)
_ORGANISATION: Final = re.compile(
    r"\b(?:universi\w+|institut\w+|academ\w+|akadem\w+|librar\w+|bibliot\w+|archiv\w*|museum|press|verlag|society|"
    r"gesellschaft|centre|center|zentrum|department|ministr\w+|committee|program(?:me)?|project|projekt|team|group|inc|"
    r"ltd|gmbh|college|school|council|office|agency|foundation|stiftung|embassy|consortium|network|initiative|service|"
    r"services|association|staff|bureau|directorate|legation|consulate|headquarters|cwihp|nkidp|fbis|nara|cia)\b|^the\b",
    re.IGNORECASE,
)
# The family names most borne in China and Korea, Latin letters as they are usually written; there they come first.
_FIRST: Final = frozenset(
    """Bai Bao Cai Cao Chang Chen Cheng Chiang Chou Deng Ding Dong Du Fan Fang Feng Fu Gao Geng Gong Gu Guo Han He Hong
    Hu Hua Huang Jiang Jin Kang Kong Lei Li Liang Liao Lin Liu Long Lu Luo Lü Ma Mao Meng Niu Pan Peng Qian Qiao Qin Qiu
    Ren Shao Shen Shi Song Su Sun Tan Tang Tian Wan Wang Wei Wu Xia Xiao Xie Xiong Xu Xue Yan Yang Yao Ye Yin Yu Yuan
    Zeng Zhang Zhao Zheng Zhou Zhu Zou Ahn Bae Cho Choe Choi Han Hong Hwang Hyun Im Jang Jeon Jeong Jo Jung Kang Kim Ko
    Kwon Lim Moon Nam Noh Oh Paek Paik Pak Park Rhee Roh Ryu Shin Sin So Yi Yim Yoo Yoon Yun""".split()  # noqa: SIM905 - as above
)
_INITIAL: Final = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_]{1,2}\.")
# What is by far most often a given name in the West, whatever family name it looks like; guards the guess above.
_GIVEN_CHARS: Final = 2
_USUAL_WORDS: Final = 3


def person(text: str) -> Person:
    """Return who *text* names: ``Forename Particle Surname Generation``, or ``Surname, Forename``.

    Never raises; of a name that is not understood all is the surname.
    """
    words = text.replace(",", " , ").split()
    if not any(character.isalpha() for character in text):
        return Person(text, surname=" ".join(text.split()), doubts=(f"“{text}” is no name that is understood",))
    if _ORGANISATION.search(text.strip()):
        return Person(text, is_organisation=True)
    words, generation = _taken(words, _GENERATION, last=True)
    words, honorific = _taken(words, _HONORIFIC, last=False)
    if "," in words:
        return _inverted(text, words, generation, honorific)
    forename, link, surname, doubts = _parted(words)
    return Person(text, surname, forename, link, generation, honorific, doubts=doubts)


def _inverted(text: str, words: list[str], generation: str, honorific: str) -> Person:
    """Return who is named by ``Surname, Forename Particle``; *words* have the comma as one of them."""
    at = words.index(",")
    behind = [word for word in words[at + 1 :] if word != ","]
    end = len(behind)
    while end > 1 and behind[end - 1] in PARTICLES:
        end -= 1
    link = " ".join(behind[end:])
    return Person(text, " ".join(words[:at]), " ".join(behind[:end]), link, generation, honorific)


def _taken(words: list[str], expression: re.Pattern[str], *, last: bool) -> tuple[list[str], str]:
    """Return *words* without those at the end (or the beginning) that *expression* matches, and these as one text."""
    taken: list[str] = []
    left = list(words)
    while len(left) > 1 and (expression.fullmatch(left[-1 if last else 0]) or (taken and left[-1] == "," and last)):
        word = left.pop(-1 if last else 0)
        if word != ",":
            taken.append(word)
    while left and left[-1] == "," and last:
        left.pop()
    return left or list(words), " ".join(reversed(taken) if last else taken)


def _parted(words: list[str]) -> tuple[str, str, str, tuple[str, ...]]:
    """Return forename, particles, surname and doubts of the words of a name without commas."""
    name = " ".join(words)
    if len(words) == 1:
        return "", "", name, (f"“{name}” is one name; it is taken for the surname",)
    particles = [number for number, word in enumerate(words) if word in PARTICLES and 0 < number < len(words) - 1]
    if particles:
        begin = end = particles[0]
        while end in particles:
            end += 1
        doubts = (f"where the surname of “{name}” begins is a guess",) if len(words) - end > 1 else ()
        return " ".join(words[:begin]), " ".join(words[begin:end]), " ".join(words[end:]), doubts
    if words[0] in PARTICLES:
        return "", words[0], " ".join(words[1:]), (f"“{name}” has no forename",)
    capitals = [word for word in words if word.isupper() and len(word) > _GIVEN_CHARS and not _INITIAL.fullmatch(word)]
    if len(capitals) == 1:
        return " ".join(word for word in words if word not in capitals), "", capitals[0], ()
    if words[0] in _FIRST and not _INITIAL.fullmatch(words[-1]) and len(words) <= _USUAL_WORDS:
        return " ".join(words[1:]), "", words[0], (f"“{name}” is taken for a name with the surname first",)
    if all(_INITIAL.fullmatch(word) for word in words[1:]):
        return " ".join(words[1:]), "", words[0], (f"“{name}” is taken for a surname with initials behind it",)
    unsure = len([word for word in words if not _INITIAL.fullmatch(word)]) > _USUAL_WORDS
    doubts = (f"which of the names in “{name}” is the surname is a guess",) if unsure else ()
    return " ".join(words[:-1]), "", words[-1], doubts
