"""MARC relator codes: from an address, from a code, or from words in English, German and French."""

import re
from typing import Final

_ADDRESS: Final = re.compile(
    r"(?:https?://(?:www\.)?(?:id\.)?loc\.gov/(?:vocabulary|loc\.terms)/relators/|marcrel:|relators?:)(?P<code>[a-z]{3})(?:\.html)?",
)
_CODES: Final = frozenset(
    """abr acp act adp anl ann ant app aqt arc arr art asn ato att auc aud aui aus aut bdd bjd bkd bkp bnd bpd bsl ccp
    chr cli cll clr clt cmm cmp cmt cnd cns coe col com con cor cos cot cov cpc cpe cph cpl cre crp crr csl csp ctb cte
    ctg ctr cts ctt cur cwt dbp dfd dfe dft dgg dgs dis dln dnc dnr dpc dpt drm drt dsr dst dtc dte dtm dto dub edc edm
    edt egr elg elt eng enj etr evp exp fac fld flm fmd fmk fmo fmp fnd fpy frg gis grt his hnr hst ill ilu ins inv isb
    itr ive ivr jud jug kad lbr lbt ldr led lee lel len let lgd lie lil lit lsa lse lso ltg mcp mdc mfp mfr mod mon mrb
    mrk msd mte mtk mus nrt opn org orm osp oth own pan pat pbd pbl pdr pfr pht plt pma pmn pop ppm ppt pra prc prd pre
    prf prg prm prn pro prp prs prt prv pta pte ptf pth ptt pup rbr rcd rce rcp rdd red ren res rev rps rpt rpy rse rsg
    rsp rsr rst rth rtm sad sce scl scr sds sec sgd sgn sht sll sng spk spn spy srv std stg stl stm stn str tcd tch ths
    tld tlp trc trl tyd tyg uvp vac vdg voc wac wal wam wat wdc wde win wit wpr wst""".split(),  # noqa: SIM905 - a literal would take pages
)
# Stems, each with the code that it tells at the beginning of a word; the first word that is known decides.
_STEMS: Final = (
    ("mrk", r"encod|mark-?up|auszeichn|kodier|codier|balis|encodage|tei-xml|xml"),
    ("trc", r"transcri|transkri|umschrift"),
    ("trl", r"transl|übersetz|uebersetz|tradu"),
    ("pfr", r"proof|korrektur|korrektor|relecture|lektor"),
    ("ann", r"annot|komment|kommentier|comment"),
    ("edt", r"edit|herausg|hrsg|hg|édit"),
    ("com", r"compil|zusammenst"),
    ("ill", r"illustrat"),
    ("pdr", r"project direct|principal investigator|projektleit|directeur|directrice|direction"),
    ("aui", r"introd|einleit|vorwort|préface|preface"),
    ("ctb", r"contrib|beitrag|beiträg|mitarbei|mitwirk|collabor"),
    ("dtm", r"data manag|datenmanag"),
    ("prg", r"programm|software|develop|entwickl|développ"),
    ("res", r"research|forsch|recherch"),
    ("rev", r"review|begutacht"),
    ("fnd", r"fund|finanz|förder|financ"),
    ("spn", r"spons"),
    ("aut", r"author|autor|auteur|verfasser"),
)
_WORD: Final = re.compile("|".join(rf"(?P<{code}>\b(?:{stems}))" for code, stems in _STEMS), re.IGNORECASE)
_PARTS: Final = re.compile(r"[,;/&+]|\b(?:and|und|et|sowie)\b", re.IGNORECASE)


def of_address(address: str) -> str | None:
    """Return the code that *address* ends in, if it is one of the relators' vocabulary."""
    found = _ADDRESS.fullmatch(address)
    return found["code"] if found and found["code"] in _CODES else None


def of_words(words: str) -> tuple[str, ...]:
    """Return a code for each part of *words* that names a known task: “Transcription and proofreading” has two."""
    if words in _CODES:
        return (words,)
    found = (_WORD.search(part) for part in _PARTS.split(words))
    return tuple(dict.fromkeys(str(one.lastgroup) for one in found if one))
