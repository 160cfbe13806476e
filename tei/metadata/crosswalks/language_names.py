"""The names of languages in Dataverse's closed list, by ISO 639-3 code; those whose name there is one word."""

from types import MappingProxyType
from typing import Final

_NAMES: Final = """
afr Afrikaans ara Arabic aze Azerbaijani bel Belarusian ben Bengali bos Bosnian bre Breton bul Bulgarian cor Cornish
cos Corsican ces Czech cym Welsh dan Danish deu German eng English epo Esperanto est Estonian fao Faroese fin
Finnish fra French glg Galician gle Irish heb Hebrew hin Hindi hrv Croatian hun Hungarian hye Armenian ind
Indonesian isl Icelandic ita Italian jpn Japanese kat Georgian kaz Kazakh kor Korean lat Latin lav Latvian lit
Lithuanian mkd Macedonian mlt Maltese mon Mongolian nld Dutch nor Norwegian pol Polish por Portuguese ron Romanian
rus Russian slk Slovak slv Slovene spa Spanish sqi Albanian srp Serbian swa Swahili swe Swedish tam Tamil tel Telugu
tha Thai tur Turkish ukr Ukrainian urd Urdu vie Vietnamese yid Yiddish zho Chinese
""".split()  # noqa: SIM905 - a literal would take pages

NAMES: Final = MappingProxyType(dict(zip(_NAMES[::2], _NAMES[1::2], strict=True)))
"""A name for each code; a language that is not here is lost to the form."""
