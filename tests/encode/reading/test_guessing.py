"""The encoding of text that does not say it is guessed, with a word as evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei.encode.reading import guessing, read_bytes
from tei.errors import DocumentError, EnvironmentFault

RUSSIAN = "Товарищ Филиппов сообщил, что телеграмма получена вчера вечером и передана по назначению без задержки."
UKRAINIAN = (
    "Посол прибув учора ввечері до Києва і передав листа міністрові, який прочитав його; її відповідь була коротка."
)
ENGLISH = "The ambassador’s note – received at noon – said: “We shall see.” Café society in Genève did not care."
FRENCH = "L’ambassadeur a été reçu hier ; il a remis la note à son collègue, dont la réponse fut brève et très sèche."
GERMAN = "Der Botschafter überreichte gestern die Note; größere Änderungen wären möglich, äußerte er später."
CZECH = "Předseda vlády přijal včera večer žádost o schůzku, kterou podepsal velvyslanec Příhoda v Čáslavi."
POLISH = (
    "Przewodniczący przyjął wczoraj wieczorem ambasadora, który wręczył mu żądaną notę i odjechał później do Łodzi."
)
HUNGARIAN = "A nagykövet tegnap este érkezett Budapestre, és átadta a levelet a külügyminiszternek, aki gyűlölte őt."
GREEK = "Ο πρέσβης έφτασε χθες το βράδυ στην Αθήνα και παρέδωσε την επιστολή στον υπουργό των Εξωτερικών."
TURKISH = "Büyükelçi dün akşam İstanbul’a geldi ve mektubu dışişleri bakanına verdi; görüşme iki saat sürdü, dağıldı."
HEBREW = "השגריר הגיע אמש לירושלים ומסר את המכתב לשר החוץ, אשר קרא אותו בעיון רב."
ARABIC = "وصل السفير مساء أمس إلى القاهرة وسلم الرسالة إلى وزير الخارجية الذي قرأها بعناية."
CHINESE = "大使昨天晚上到达北京，并把信件交给了外交部长，部长仔细阅读了这封信。"
TAIWANESE = "大使昨天晚上到達台北，並把信件交給了外交部長，部長仔細閱讀了這封信。"
JAPANESE = "大使は昨夜東京に到着し、外務大臣に手紙を渡した。大臣はそれを注意深く読んだ。"
KOREAN = "대사는 어젯밤 서울에 도착하여 외무부 장관에게 편지를 전달하였다. 장관은 그것을 주의 깊게 읽었다."


@pytest.mark.parametrize(
    "encoding,text",
    [
        ("cp1251", RUSSIAN),
        ("koi8_r", RUSSIAN),
        ("mac_cyrillic", RUSSIAN),
        ("cp866", RUSSIAN),
        ("iso8859_5", RUSSIAN),
        ("cp1251", UKRAINIAN),
        ("koi8_u", UKRAINIAN),
        ("cp1252", ENGLISH),
        ("cp1252", FRENCH),
        ("mac_roman", FRENCH),
        ("cp1252", GERMAN),
        ("cp437", GERMAN),
        ("cp1250", CZECH),
        ("cp1250", POLISH),
        ("iso8859_2", POLISH),
        ("cp1250", HUNGARIAN),
        ("cp1253", GREEK),
        ("cp1254", TURKISH),
        ("cp1255", HEBREW),
        ("cp1256", ARABIC),
        ("gb18030", CHINESE),
        ("big5hkscs", TAIWANESE),
        ("cp932", JAPANESE),
        ("euc_jp", JAPANESE),
        ("cp949", KOREAN),
    ],
)
def test_a_paragraph_is_enough_to_tell_the_encoding(encoding: str, text: str) -> None:
    found = read_bytes(f"CABLE\n{text}\n".encode(encoding), "t.txt")
    assert (found.original, found.encoding) == (f"CABLE\n{text}\n", encoding)
    (doubt,) = found.doubts
    assert doubt.startswith(f"the encoding is not declared and was guessed to be {encoding}, in which there are words")


@pytest.mark.parametrize(
    "encoding,text",
    [
        *(
            ("cp1252", text)
            for text in ("a café", "the minister’s note", "CABLE Nº 5", "10 – 12 May", "Señor Peña", "Über Köln")
        ),
        *(("cp1251", text) for text in ("CABLE № 5", "to FILIPPOV [Сталин]", "СОВЕРШЕННО СЕКРЕТНО", "Ким Ир Сен")),
        *(("koi8_r", text) for text in ("to FILIPPOV [Сталин]", "ШИФРТЕЛЕГРАММА")),
        *(("cp1250", text) for text in ("Łódź", "Dvořák")),
        ("cp1252", "§ 5: £20, ½ of ±3°"),
        ("cp1254", "İsmet İnönü"),
        ("gb18030", "MAO [毛泽东]"),
    ],
)
def test_a_word_may_be_enough(encoding: str, text: str) -> None:
    assert read_bytes(text.encode(encoding), "t.txt").original == text


def test_the_cable_in_western_windows_is_read_as_it_is() -> None:
    source = (Path(__file__).parents[3] / "corpus" / "cable-59363.txt").read_text(encoding="utf-8")
    found = read_bytes(source.encode("cp1252"), "t.txt")
    assert (found.original, found.encoding) == (source, "cp1252")


def test_the_doubt_has_a_word_and_what_it_would_be_otherwise() -> None:
    (doubt,) = read_bytes(f"one\r\n{RUSSIAN}".encode("koi8_r"), "t.txt").doubts
    assert doubt == (
        "the encoding is not declared and was guessed to be koi8_r, in which there are words like “Товарищ” (line 2); "
        "in cp1251, the next best guess, it is “фПЧБТЙЭ”"
    )


def test_utf_8_is_never_guessed() -> None:
    for text in (RUSSIAN, FRENCH, KOREAN):
        found = read_bytes(text.encode(), "t.txt")
        assert (found.original, found.encoding, found.doubts) == (text, "utf-8", ())


def test_a_long_text_is_told_by_the_lines_that_tell() -> None:
    text = "plain ASCII words in a line\n" * 20_000 + FRENCH + "\nmore\n" * 1000
    assert read_bytes(text.encode("cp1252"), "t.txt").original == text


def test_a_long_line_before_those_that_tell_costs_nothing() -> None:
    for words in ("plain ASCII words ", "one-word-without-an-end"):
        text = words * 100_000 + "\n" + FRENCH
        assert read_bytes(text.encode("cp1252"), "t.txt").original == text


def test_a_long_line_is_told_too() -> None:
    text = CHINESE * 600
    assert read_bytes(text.encode("gb18030"), "t.txt").original == text


def test_bytes_in_no_encoding_are_a_finding_and_not_replaced() -> None:
    with pytest.raises(DocumentError) as raised:
        read_bytes(b"one\n\x01\x81\x8d\xff\x02\x00\xfe", "t.txt")
    assert raised.value.diagnostics[0].rule == "fid.encoding"
    assert raised.value.diagnostics[0].span.line == 2


def test_without_the_library_the_user_is_asked_for_the_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "AVAILABLE", False)
    assert read_bytes(RUSSIAN.encode(), "t.txt").original == RUSSIAN
    assert read_bytes(RUSSIAN.encode("koi8-r"), "t.txt", encoding="koi8-r").original == RUSSIAN
    with pytest.raises(
        EnvironmentFault, match=r"t\.txt is not UTF-8: name its encoding; .*pip install 'tei\[encode\]'"
    ):
        read_bytes(RUSSIAN.encode("koi8-r"), "t.txt")
