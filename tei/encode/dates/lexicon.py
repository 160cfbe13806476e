"""Words of dates and times in six languages: of what sort each is, and what it means."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

Entry = tuple[str, object]
"""The sort of a word, and its meaning."""

SORTS: Final = (
    # numbers by their digits: one or two, four, six, others
    "number", "four", "six", "digits",
    # months: one that is a month wherever it stands, one that may be another word, an abbreviation
    "month", "weakmonth", "shortmonth", "roman",
    "suffix", "nth", "weekday", "season", "decades", "century", "unit", "early", "last", "inst", "night",
    "yearword", "monthword", "days", "circa", "before", "after", "by", "bounding", "than", "negation", "since",
    "onward",
    "of", "the", "in", "for", "on", "at", "from", "to", "between", "and", "or",
    "dash", "stop", "comma", "slash", "colon", "open", "close", "apostrophe",
    "ampm", "letterap", "letterm", "letterh", "hours", "lettero", "clock", "noon", "zone", "place", "timeword",
    "capitalo", "capitaln", "capitals", "capitalt", "capital", "oldnew", "style",
    "hannumber", "hanyear", "hanmonth", "handay", "hanthird", "hanten", "era",
    "reference", "measure", "movement", "clerical", "undated", "paragraph", "word", "other", "nothing",
    # made of others
    "day", "dated", "period", "dayclock", "time", "expression",
)  # fmt: skip

_FULL: Final = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr plain": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru of": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru in": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
}
"""The months in full, and in Russian's cases; English alone is spelt as others spell too, and comes last."""
_SHORT: Final = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "janv févr mär avr mai juin juill aoû sept okt nov dez",
    "- febr - - - - - - сент - нояб déc",
    "jany feby - - - - - augt septr octr novr decr",
)
_CAN_BE_OTHER_WORDS: Final = frozenset({"march", "april", "may", "june", "august"})
"""English months that are also names or verbs."""
_WEEKDAYS: Final = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue wed thu fri sat sun",
    "- tues - thurs - - -",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "- - - - - sonnabend -",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "понедельник вторник среда четверг пятница суббота воскресенье",
)
_SEASONS: Final = {
    "spring": "spring springtime frühling frühjahr printemps весна весной весны весне",
    "summer": "summer summertime sommer été лето летом лета",
    "autumn": "autumn fall herbst automne осень осенью осени",
    "winter": "winter wintertime hiver зима зимой зимы зиме",
}
_PARTS: Final = {
    "early": "early anfang début начало начале начала beginning start",
    "mid": "mid middle mitte mi середина середине середины",
    "late": "late ende fin конец конце конца end close",
}
_NTH: Final = (
    "first erste ersten première premier первая первой первую первого",
    "second zweite zweiten seconde вторая второй вторую второго",
    "third dritte dritten troisième третья третьей третью третьего",
    "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_UNITS: Final = {
    "half": "half hälfte moitié половина половине половину половины",
    "third": "third drittel",
    "decade": "decade dekade декада декаде декаду декады",
    "week": "week woche semaine",
    "quarter": "quarter quartal trimestre квартал квартале квартала",
}
_RELATIVE: Final = {
    "this": "this current diesem dieses сего текущего этого",
    "last": "last past letzten vorigen прошлого dernier",
    "next": "next coming nächsten будущего prochain",
    "same": "same того",
}
_PLAIN: Final = {
    "suffix": "st nd rd th er ème го е й",
    "yearword": "year years г год года году jahr jahre jahren jahres année",
    "monthword": "month месяца monats mois",
    "decades": "s",
    "century": "century jahrhundert jahrhunderts siècle века веке век",
    "days": "days tage jours дней",
    "night": "night nacht nuit ночь",
    "circa": "circa ca c about around approximately roughly um etwa environ vers около",
    "before": "before prior vor avant",
    "after": "after nach après после",
    "by": "by",
    "bounding": "later earlier",
    "than": "than",
    "negation": "not",
    "since": "since seit depuis",
    "onward": "onward onwards",
    "of": "of de du d des",
    "the": "the le la der das den dem l",
    "for": "for für pour на",
    "in": "in during im en within throughout в во",
    "on": "on am",
    "at": "at received dispatched transmitted à",
    "from": "from von vom с",
    "to": "to till until through thru bis au по до",
    "between": "between zwischen entre между",
    "and": "and und et и",
    "or": "or oder ou или",
    "ampm": "am pm",
    "letterap": "a p",
    "letterm": "m",
    "letterh": "h",
    "hours": "hours hour hrs hr uhr heures часов часа час",
    "lettero": "o",
    "clock": "clock",
    "noon": "noon midday midnight",
    "zone": "gmt utc",
    "place": "moscow beijing peking washington tokyo seoul pyongyang berlin london paris local eastern",
    "timeword": "time",
    "style": "style ст стилю",
    "undated": "undated",
    "measure": (
        "tons tonnes ton kg km kilometers kilometres miles meters metres men women soldiers officers troops rifles "
        "guns tanks aircraft planes shells rounds cartridges machines vehicles persons people delegates families "
        "workers peasants prisoners roubles rubles dollars yuan won francs marks pounds copies pages items units "
        "pieces hectares acres votes cases students homes houses horses percent groups words divisions regiments "
        "battalions cadres"
    ),
    "reference": (
        "no nº nr nos version v release № f op d l ll ff fond opis delo list pp para paragraph art "
        "article section chapter vol box "
        "folder reel doc document resolution ref item page pages line lines copy number telegram cable call ф оп д "
        "л лл"
    ),
    "movement": "revolution revolutionary uprising manifesto party plenum insurrection war offensive crisis",
    "clerical": (
        "deciphered printed verified typed received sent transmitted dispatched encoded decoded registered checked "
        "copied taken handed signed"
    ),
}

PUNCTUATION: Final[Mapping[str, str]] = {
    **dict.fromkeys("-–—‐‑‒−", "dash"),
    **dict.fromkeys("'’ʼ‘`", "apostrophe"),
    ".": "stop", ",": "comma", "/": "slash", ":": "colon", "(": "open", ")": "close", "§": "reference",
    "#": "reference", "№": "reference", "%": "measure",
}  # fmt: skip
HAN_DIGITS: Final = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
HAN_TENS: Final = {"十": 1, "廿": 2, "卅": 3}
_HAN: Final = {
    "hanyear": "年 년", "hanmonth": "月 월", "handay": "日 号 號 일", "hanthird": "上 中 下", "hanten": "旬",
}  # fmt: skip
ERAS: Final = {"民国": 1911, "民國": 1911, "昭和": 1925, "大正": 1911, "明治": 1867, "公元": 0}
"""What is added to a year of the era: the first year of the Republic of China is 1912."""
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_CAPITALS: Final = {"O": "capitalo", "N": "capitaln", "S": "capitals", "T": "capitalt"}


def _rows() -> dict[str, Entry]:
    """Every word in lower case; a later row overrules an earlier."""
    words: dict[str, Entry] = {}
    for sort, row in _PLAIN.items():
        words.update({word: (sort, word) for word in row.split()})
    for sort, table in (("season", _SEASONS), ("early", _PARTS), ("unit", _UNITS), ("last", _RELATIVE)):
        words.update({word: (sort, meaning) for meaning, row in table.items() for word in row.split()})
    for row in _WEEKDAYS:
        words.update({word: ("weekday", number) for number, word in enumerate(row.split(), start=1)})
    for number, row in enumerate(_NTH, start=1):
        words.update(dict.fromkeys(row.split(), ("nth", number)))
    words.update({"inst": ("inst", 0), "instant": ("inst", 0), "ult": ("inst", -1), "ultimo": ("inst", -1)})
    words.update({"prox": ("inst", 1), "proximo": ("inst", 1), "old": ("oldnew", "old"), "new": ("oldnew", "new")})
    words.update({"старому": ("oldnew", "old"), "новому": ("oldnew", "new")})
    words.update(_months())
    words.pop("-", None)
    return words


def _months() -> dict[str, Entry]:
    months: dict[str, Entry] = {}
    for row in _SHORT:
        months.update({word: ("shortmonth", number) for number, word in enumerate(row.split(), start=1)})
    for row in chain(reversed(_FULL.values()), [_FULL["en"]]):
        months.update({word: ("weakmonth", number) for number, word in enumerate(row.split(), start=1)})
    for number, word in enumerate(_FULL["en"].split(), start=1):
        months[word] = ("weakmonth" if word in _CAN_BE_OTHER_WORDS else "month", number)
    return months


_WORDS: Final = _rows()
_EXACT: Final[dict[str, Entry]] = {
    **{numeral: ("roman", number) for number, numeral in enumerate(_ROMAN, start=1)},
    **{letter: (sort, letter) for letter, sort in _CAPITALS.items()},
    **{sign: (sort, sign) for sort, row in _HAN.items() for sign in row.split()},
    "Z": ("zone", "z"),
}
_LOWER_TOO: Final = frozenset(
    word for name, row in _FULL.items() if name.startswith(("fr", "ru")) for word in row.split()
) | frozenset(chain(_SHORT[1].split(), ["janv", "févr", "avr", "juin", "juill", "déc", "сент", "нояб"]))
"""Months that their language writes with a small letter; in the others such a word is none: ``march``, ``may``."""
_MONTHS: Final = frozenset({"month", "weakmonth", "shortmonth"})
_LETTER_SORTS: Final = frozenset({"letterap", "letterm", "letterh"})


def look_up(word: str) -> Entry:
    """Return what *word*, a run of letters, is: its sort and meaning."""
    if word in _EXACT:
        return _EXACT[word]
    entry = _WORDS.get(word.lower())
    if len(word) == 1 and word.isupper() and (entry is None or entry[0] not in _LETTER_SORTS):
        return "capital", word
    if entry is None:
        return "word", word
    if entry[0] in _MONTHS and word[0].islower() and word not in _LOWER_TOO:
        return "word", word
    return entry


NEEDED: Final = frozenset({
    "number", "four", "six", "digits", "hannumber", "month", "weakmonth", "shortmonth", "season", "century", "noon",
})  # fmt: skip
"""Sorts of which every date or time has one."""
_NUMERAL: Final = re.compile(f"[0-9０-９{''.join((*HAN_DIGITS, *HAN_TENS, '元'))}]")
_LETTERS: Final = re.compile(r"[^\W\d_㐀-鿿〇]+")
_TELLING: Final = frozenset(word for word, (sort, _) in _WORDS.items() if sort in NEEDED)


def may_tell(text: str) -> bool:
    """Return whether *text* has a numeral or a word without which there is no date or time."""
    return bool(_NUMERAL.search(text)) or not _TELLING.isdisjoint(_LETTERS.findall(text.lower()))


def is_german(word: str) -> bool:
    """Return whether *word* is a month as German writes it, where a day is a number with a full stop."""
    return word.lower() in _GERMAN


_GERMAN: Final = frozenset(_FULL["de"].split()) | {"okt", "dez", "mär"}
