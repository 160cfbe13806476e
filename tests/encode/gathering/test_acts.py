"""Who wrote to whom, when and by what ways, as a text and its page tell."""

from datetime import date

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from tei.encode.gathering import Gathered, gather
from tei.encode.heading import Facts
from tei.encode.information import Action, Information
from tei.names import TEI

DAY = date(2026, 11, 26)
STALIN = '<persName ref="a.xml#stalin">Stalin</persName>'
MAO = '<persName ref="a.xml#mao">MAO ZEDONG</persName>'
ORLIK = '<persName ref="a.xml#orlik">ORLIK</persName>'


def text(content: str, kind: str = "cable") -> Element:
    """A text of one division."""
    return etree.fromstring(f'<text xmlns="{TEI}"><body><div type="{kind}">{content}</div></body></text>')


def found(content: str, genre: str = "cable", **told: str | tuple[str, ...]) -> Gathered:
    """What a division tells, with what its page tells."""
    return gather(text(content, genre), Information(**told), genre)  # type: ignore[arg-type] # fields


def brief(one: Action) -> tuple[str, ...]:
    """An action as a row: what, who, when, where."""
    kind = one.subtype or one.type
    return (kind, *(name.text for name in one.names), *(when.text for when in one.dates), *one.places)


def acts(content: str, genre: str = "cable", **told: str | tuple[str, ...]) -> list[list[tuple[str, ...]]]:
    """The acts that a division tells of, an action a row."""
    return [[brief(one) for one in act.acts.actions] for act in found(content, genre, **told).correspondence]


def letter(opener: str = "", closer: str = "", **told: str | tuple[str, ...]) -> list[tuple[str, ...]]:
    """The one act of a letter."""
    (act,) = acts(f"{opener}<p>Text.</p>{closer}", "letter", **told)
    return act


SIGNED = "<closer><signed><persName>Amrein</persName></signed></closer>"


# --- the addressee ---


@pytest.mark.parametrize(
    "opener,names",
    [
        ("<opener>To Comrade Lindner, Department III</opener>", ("Lindner",)),
        ("<opener>TO: Mr. J. Lindner and Mrs. A. Moore</opener>", ("J. Lindner", "A. Moore")),
        ("<opener>To the Ministry of Trade and Industry</opener>", ("Ministry of Trade and Industry",)),
        ("<opener>To the Southern Office and the Northern Office</opener>", ("Southern Office", "Northern Office")),
        ("<opener>To the CC of the CPSU</opener>", ("CC of the CPSU",)),
        ("<opener>To the Secretary of State</opener>", ("Secretary of State",)),
        ("<opener>To Molotov, Malenkov, Beria</opener>", ("Molotov", "Malenkov", "Beria")),
        ("<opener>Comrade Lindner:</opener>", ("Lindner",)),
        ("<opener><salute>Dear Comrade Lindner,</salute></opener>", ("Lindner",)),
        ("<opener><supplied>Part I</supplied> To GRANIT<ref>i</ref>.</opener>", ("Granit",)),
        (
            (
                '<opener>to <persName type="cover" xml:id="n">FILIN</persName> '
                '<gloss type="identification" target="#n"><persName>Zimin</persName></gloss></opener>'
            ),
            ("Zimin",),
        ),
        (
            (
                '<opener>to <persName type="cover" xml:id="n">FILIN</persName> '
                '<gloss type="identification" target="#n"><persName>Hale</persName>; '
                "<persName>Brandt</persName></gloss></opener>"
            ),
            ("FILIN",),
        ),
        ('<ab type="form">To: John Lindner</ab>', ("John Lindner",)),
    ],
)
def test_addressee_is_who_the_opening_names(opener: str, names: tuple[str, ...]) -> None:
    assert letter(opener, SIGNED) == [("sent", "Amrein"), ("to", *names)]


@pytest.mark.parametrize(
    "opener",
    [
        "<opener>To all who read this</opener>",
        "<opener><salute>Dear Comrades,</salute></opener>",
        "<opener><salute>Dear Sir:</salute></opener>",
        "<opener>to file</opener>",
        "",
    ],
)
def test_nobody_is_addressed_where_nobody_is_named(opener: str) -> None:
    told = found(f"{opener}<p>Text.</p>{SIGNED}", "letter")
    assert told.correspondence == ()
    assert told.doubts == ("the letter is not described as correspondence: no addressee is known",)
    assert told.authors == ("Amrein",)


def test_kind_of_what_is_addressed_is_told_by_its_words() -> None:
    told = found(f"<opener>To the River Bureau, for Ada Moore, for the Foreign Minister</opener>{SIGNED}", "letter")
    received = told.correspondence[0].acts.actions[-1]
    assert [(one.text, one.element) for one in received.names] == [
        ("River Bureau", "orgName"),
        ("Ada Moore", "persName"),
        ("Foreign Minister", "rs"),
    ]


LIST = (
    '<list type="distribution"><head>Copies</head><item>Copy Nº 1 to Cde. Zimin</item><item>2. Cde. Belov</item>'
    "<item>Copy Nº 3 to file</item></list>"
)


def test_others_on_the_list_of_distribution_have_a_copy() -> None:
    (act,) = acts(f"{LIST}<opener>to Zimin</opener><p>Text.</p><closer><signed>ORLIK</signed></closer>")
    assert act == [("sent", "Orlik"), ("to", "Zimin"), ("cc", "Belov")]


def test_all_on_the_list_are_addressed_where_nobody_else_is() -> None:
    (act,) = acts(f"{LIST}<p>Text.</p><closer><signed>ORLIK</signed></closer>")
    assert act == [("sent", "Orlik"), ("to", "Zimin", "Belov")]


def test_names_anywhere_in_the_list_are_recipients() -> None:
    content = (
        f'<list type="distribution"><head>For {STALIN}</head><item>to {MAO}</item></list><opener>to {MAO}</opener>'
    )
    (act,) = acts(f"{content}<p>Text.</p><closer><signed>{ORLIK}</signed></closer>")
    assert act == [("sent", "Orlik"), ("to", "Mao Zedong"), ("cc", "Stalin")]


# --- the sender ---


@pytest.mark.parametrize(
    "closer,names",
    [
        ("<closer><signed>R. Lane</signed></closer>", ("R. Lane",)),
        ("<closer><signed>/AMREIN/</signed></closer>", ("Amrein",)),
        (
            "<closer><signed><persName>Amrein</persName><lb/><roleName>Head of the Office</roleName></signed></closer>",
            ("Amrein",),
        ),
        ("<closer><signed><roleName>Head of the Office</roleName></signed></closer>", ("Head of the Office",)),
        ("<closer><signed>Amrein</signed><signed>Moore</signed></closer>", ("Amrein", "Moore")),
        ("<closer><signed><orgName>River Bureau</orgName></signed></closer>", ("River Bureau",)),
        (
            (
                "<closer><signed><persName><surname>RUDIN</surname> <forename><supplied>KARL</supplied></forename>"
                "</persName></signed></closer>"
            ),
            ("Karl Rudin",),
        ),
        (
            (
                "<closer><signed><persName><surname>PAK</surname> <forename><supplied>HYUNG-SIK</supplied></forename>"
                "</persName></signed></closer>"
            ),
            ("Pak Hyung-Sik",),
        ),
    ],
)
def test_sender_is_who_signs(closer: str, names: tuple[str, ...]) -> None:
    assert letter("<opener>To Lindner</opener>", closer) == [("sent", *names), ("to", "Lindner")]


def test_sender_is_who_the_form_names_if_nobody_signs() -> None:
    forms = '<ab type="form">From: Ada Moore</ab><ab type="form">To: Lindner</ab><ab type="form">cc: Venn; Lane</ab>'
    assert letter(forms) == [("sent", "Ada Moore"), ("to", "Lindner"), ("cc", "Venn", "Lane")]


def test_who_signs_a_note_for_the_file_has_not_sent_the_letter() -> None:
    body = text(
        f'<div type="message"><opener>to {STALIN}</opener><p>Text.</p><closer><signed>{ORLIK}</signed></closer></div>'
        f'<div type="handling"><p>Filed.</p><closer><signed>{MAO}</signed></closer></div>'
    )
    told = gather(body, Information(), "cable")
    assert [brief(one) for one in told.correspondence[0].acts.actions] == [("sent", "Orlik"), ("to", "Stalin")]
    assert [one.get("type") for one in body.iter() if one.get("decls")] == ["message"]


def test_letter_to_oneself_is_no_act() -> None:
    told = found(f"<opener>to {STALIN}</opener><p>Text.</p><closer><signed>{STALIN}</signed></closer>")
    assert told.correspondence == ()
    assert told.doubts == ("the cable is not described as correspondence: “Stalin” is sender and recipient",)


# --- what the page tells ---


def test_page_tells_whom_the_text_does_not() -> None:
    told = {"sender": "Ada Moore", "recipients": ("Helga Lindner", "River Bureau"), "copies": ("Venn",)}
    assert letter(**told) == [("sent", "Ada Moore"), ("to", "Helga Lindner", "River Bureau"), ("cc", "Venn")]  # type: ignore[arg-type] # fields
    assert letter("<opener>To Lindner</opener>", SIGNED, **told)[:2] == [("sent", "Amrein"), ("to", "Lindner")]  # type: ignore[arg-type] # fields


@pytest.mark.parametrize(
    "title,sender,to",
    [
        ("Letter from Kurt Amrein to Helga Lindner on the Lock", "Kurt Amrein", "Helga Lindner"),
        ("Telegram, River Bureau to the Southern Office, 'On Grain'", "River Bureau", "Southern Office"),
        ("Cable No. 7, Orlik to Vasnetsov [Zimin]", "Orlik", "Zimin"),
        ("Letter, Orlik to Cde. Vasnetsov (Zimin)", "Orlik", "Zimin"),
        ("Letter, Orlik to Karl Rudin [Karel Rudin]", "Orlik", "Karl Rudin"),
        ("Letter from Sir A. Clark Kerr to Mr. Attlee. With a map.", "A. Clark Kerr", "Attlee"),
        ("Message from Prime Minister Ryu to Venn (via Lane)", "Ryu", "Venn"),
        (
            "561. Telegram From the Embassy in the Soviet Union to the Department of State",
            "Embassy in the Soviet Union",
            "Department of State",
        ),
    ],
)
def test_title_tells_whom_nothing_else_does(title: str, sender: str, to: str) -> None:
    assert letter(title=title) == [("sent", sender), ("to", to)]


@pytest.mark.parametrize(
    "title",
    [
        "Letter to Ada Moore",
        "Notes on a Journey from Velsk to Osero",
        "How to Mend Nets",
        "The Journal of Lane: Reception of the Ambassador to Velsk",
        "Report, the Ambassador to Velsk",
        "",
    ],
)
def test_title_that_tells_of_no_sending_tells_no_sender(title: str) -> None:
    told = found("<p>Text.</p>", "letter", title=title)
    assert told.correspondence == ()
    assert "no sender is known" in told.doubts[0]


def test_title_may_tell_the_addressee_alone() -> None:
    assert letter("", SIGNED, title="Letter to Ada Moore, with a Map") == [("sent", "Amrein"), ("to", "Ada Moore")]


def test_title_completes_and_spells_the_names_of_the_text() -> None:
    told = letter("<opener>To LINDNER</opener>", SIGNED, title="Letter from Kurt Amrein to Helga Lindner")
    assert told == [("sent", "Kurt Amrein"), ("to", "Helga Lindner")]


def test_title_tells_more_of_the_addressee_than_a_greeting() -> None:
    salute = "<opener><salute>My dear Anthony,</salute></opener>"
    assert letter(salute, SIGNED, title="Letter from Kurt Amrein to Mr. Eden")[1] == ("to", "Eden")
    assert letter(salute, SIGNED)[1] == ("to", "Anthony")


def test_title_does_not_complete_a_name_of_another() -> None:
    told = letter("<opener>To Kurt</opener>", SIGNED, title="Letter from Kurt Amrein to Helga Lindner")
    assert told == [("sent", "Kurt Amrein"), ("to", "Kurt")]


# --- times and places ---


def test_dateline_tells_time_and_place() -> None:
    opener = '<opener><dateline>Osero, <date when="1957-05-04">the 4th of May, 1957</date></dateline></opener>'
    assert letter(f"{opener}<opener>To Lindner</opener>", SIGNED) == [
        ("sent", "Amrein", "4 May 1957", "Osero"),
        ("to", "Lindner"),
    ]


@pytest.mark.parametrize("words,place", [("Moscow, ", ("Moscow",)), ("Sent on ", ()), ("", ())])
def test_line_of_sending_tells_time_and_place(words: str, place: tuple[str, ...]) -> None:
    line = f'<ab type="sent">{words}<date when="1961-05-05">May 5, 1961</date></ab>'
    told = letter(f"{line}<opener>To Lindner</opener>", SIGNED)
    assert told[0] == ("sent", "Amrein", "5 May 1961", *place)


def test_month_is_no_day() -> None:
    closer = '<closer><signed>Amrein</signed><dateline><date when="1957-05">May</date></dateline></closer>'
    assert letter("<opener>To Lindner</opener>", closer)[0] == ("sent", "Amrein", "May 1957")


def test_lines_of_the_bureau_are_steps_in_their_order() -> None:
    lines = (
        '<ab type="printed">Printed by Rudina at <date when="1952-03-14" when-iso="1952-03-14T07:00">7:00</date></ab>'
        '<ab type="deciphered">By Malko at <date when="1952-03-14" when-iso="1952-03-14T06:40">0640</date></ab>'
        '<ab type="printed"><supplied>Typed by</supplied> Rudina</ab><ab type="registered">No. 5</ab>'
    )
    (act,) = acts(f"<opener>to Zimin</opener><p>Text.</p><closer><signed>ORLIK</signed></closer>{lines}")
    assert act == [
        ("sent", "Orlik"),
        ("deciphered", "Malko", "0640, 14 March 1952"),
        ("printed", "Rudina", "7:00, 14 March 1952"),
        ("to", "Zimin"),
    ]


def test_step_of_several_is_a_step_of_each() -> None:
    line = '<ab type="printed">Typed by Rudina and Malko on <date when="1952-03-14">14.3.52</date></ab>'
    (act,) = acts(f"<opener>to Zimin</opener><p>Text.</p><closer><signed>ORLIK</signed></closer>{line}")
    assert act[1:3] == [("printed", "Rudina", "14 March 1952"), ("printed", "Malko", "14 March 1952")]


def test_intake_is_by_the_office_of_the_letterhead() -> None:
    head = '<fw type="letterhead"><orgName ref="a.xml#gru">Second Directorate</orgName></fw>'
    line = '<ab type="received">received at <date when="1952-03-14">14.3.52</date></ab>'
    (act,) = acts(f"{head}{line}<opener>to Zimin</opener><p>Text.</p><closer><signed>ORLIK</signed></closer>")
    assert act[1] == ("intake", "Second Directorate", "14 March 1952")
    (act,) = acts(f"{line}<opener>to Zimin</opener><p>Text.</p><closer><signed>ORLIK</signed></closer>")
    assert act[1] == ("intake", "14 March 1952")


def test_stamp_of_receipt_registers_for_whom_it_names() -> None:
    stamp = '<ab type="stamp"><stamp type="incoming">OWNER of <date when="1952-03-14">14 March</date></stamp></ab>'
    rest = "<opener>to Zimin</opener><p>Text.</p><closer><signed>ORLIK</signed></closer>"
    (act,) = acts(stamp.replace("OWNER", "<orgName>2nd section</orgName>") + rest)
    assert act[1] == ("registered", "2nd section", "14 March 1952")
    (act,) = acts(stamp + rest)
    assert act == [("sent", "Orlik"), ("to", "Zimin")]


def test_deciphered_telegram_names_stations_and_keeps_cover_names() -> None:
    forms = '<ab type="form">From: VELSK</ab><ab type="form">To: OSERO</ab>'
    (act,) = acts(f"{forms}<opener>To GRANIT</opener><p>Text.</p><closer><signed>SOBOL</signed></closer>", "decrypt")
    assert act == [("sent", "SOBOL", "VELSK"), ("to", "GRANIT", "OSERO")]


def test_telegram_of_which_groups_are_garbled_was_deciphered() -> None:
    forms = '<ab type="form">From: VELSK</ab><ab type="form">To: OSERO</ab>'
    body = '<p>Text <gap reason="garbled" quantity="1" unit="group"/>.</p>'
    (act,) = acts(f"{forms}<opener>To GRANIT</opener>{body}<closer><signed>SOBOL</signed></closer>", "telegram")
    assert act == [("sent", "SOBOL", "VELSK"), ("to", "GRANIT", "OSERO")]
    assert acts(f"{forms}{body}", "telegram", sender="VELSK", recipients=("OSERO",)) == []


def test_station_is_no_sender() -> None:
    forms = '<ab type="form">From: VELSK</ab><ab type="form">To: OSERO</ab>'
    told = found(f"{forms}<p>Text.</p>", "decrypt", sender="VELSK", recipients=("OSERO",))
    assert told.correspondence == ()


# --- messages in messages ---


def message(opener: str, closer: str, inner: str = "") -> str:
    """A message in another."""
    return f'<floatingText type="message"><body>{opener}<p>Text.</p>{inner}{closer}</body></floatingText>'


def carrying(inner: str) -> str:
    """A cable that carries a message."""
    return f"<opener>to {STALIN}</opener><p>I send:</p>{inner}<closer><signed>{ORLIK}</signed></closer>"


def test_message_is_sent_on_to_the_addressee_of_what_carries_it() -> None:
    told = acts(carrying(message("", f"<closer><signed>{MAO}</signed></closer>")))
    assert told == [
        [("sent", "Orlik"), ("to", "Stalin")],
        [("sent", "Mao Zedong"), ("forwarded", "Orlik"), ("to", "Stalin")],
    ]


def test_message_in_a_message_is_sent_on_by_its_sender() -> None:
    inner = message("<opener>to Zimin</opener>", "<closer><signed>Belov</signed></closer>")
    told = acts(carrying(message("", f"<closer><signed>{MAO}</signed></closer>", inner)))
    assert told[2] == [("sent", "Belov"), ("forwarded", "Mao Zedong"), ("to", "Zimin")]


def test_messages_have_identifiers_of_their_own() -> None:
    body = text(
        carrying("".join(message("", f"<closer><signed>{one}</signed></closer>") for one in (MAO, "Belov", "Belov")))
    )
    told = gather(body, Information(), "cable")
    assert [one.id for one in told.correspondence] == [
        "corresp-cable",
        "corresp-message",
        "corresp-message-belov",
        "corresp-message-belov-4",
    ]
    assert [one.get("decls") for one in body.iter() if one.get("decls")] == [
        f"#{one.id}" for one in told.correspondence
    ]


def test_unsigned_message_is_not_described() -> None:
    told = found(carrying(message("", "")))
    assert [one.id for one in told.correspondence] == ["corresp-cable"]
    assert told.doubts == ("the message is not described as correspondence: no sender is known",)


def test_nothing_is_described_where_a_stranger_would_sign() -> None:
    told = found(carrying(message("", f"<closer><signed>{STALIN}</signed></closer>")))
    assert told.correspondence == ()
    assert told.doubts == (
        "the cable is not described as correspondence: “a.xml#stalin” signs, and is neither sender nor forwarder",
    )


def test_nothing_is_described_where_a_list_would_have_no_act() -> None:
    told = found(carrying(message(f'<list type="distribution"><item>to {MAO}</item></list>', "")))
    assert told.correspondence == ()
    assert told.doubts == ("“a.xml#mao” is on a list of distribution of what is not described as correspondence",)


def test_no_message_is_described_without_what_carries_it() -> None:
    told = found(f"<p>I send:</p>{message('<opener>to Zimin</opener>', '<closer><signed>Belov</signed></closer>')}")
    assert told.correspondence == ()


def test_report_may_be_sent_and_may_be_not() -> None:
    assert acts(carrying(""), "report") == [[("sent", "Orlik"), ("to", "Stalin")]]
    assert found("<p>Text.</p>", "report").doubts == ()


@pytest.mark.parametrize("genre", ["conversation", "minutes"])
def test_what_was_said_is_no_correspondence(genre: str) -> None:
    told = found(carrying(""), genre)
    assert told.correspondence == ()
    assert told.doubts == ()


# --- the document ---


def test_document_that_is_no_act_tells_when_it_was_made() -> None:
    told = found(
        '<opener><dateline><date when="1954-07-03">July 3</date></dateline></opener><p>Text.</p>'
        '<ab type="printed">Typed <date when="1954-07-05">July 5</date></ab>',
        "conversation",
    )
    assert told.date is not None
    assert told.date.when == "1954-07-03"
    assert told.created is not None
    assert told.created.text == "Written on 3 July 1954 and printed on 5 July 1954"
    assert (told.created.not_before, told.created.not_after) == ("1954-07-03", "1954-07-05")


def test_heading_and_number_are_those_above_the_text() -> None:
    told = found('<head><label>7.</label> CABLE <idno type="cable">No. 118/sh</idno><ref>1</ref></head><p>Text.</p>')
    assert (told.heading, told.number) == ("CABLE No. 118/sh", "118/sh")
    assert found('<ab type="reference">No.: <idno type="cable">118</idno></ab><p>Text.</p>').number == "118"


def test_name_of_several_is_no_pointer() -> None:
    told = found('<p><persName ref="a.xml#lee">Lee</persName> and <persName ref="a.xml#li">Lee</persName>, not '
                 '<persName ref="a.xml#kim">Kim</persName></p>')  # fmt: skip
    assert told.pointers == (("Kim", "a.xml#kim"),)


def test_kind_of_a_document_that_was_solved_is_a_decrypt() -> None:
    solved = found('<p>Text <unclear reason="deciphered">yes</unclear></p>', "telegram")
    assert solved.over(Facts(Information(), DAY, genre="telegram")).genre == "decrypt"
    assert solved.over(Facts(Information(), DAY, genre="letter")).genre == "letter"
    plain = found('<p>Text <unclear reason="faded">yes</unclear></p>', "telegram")
    assert plain.over(Facts(Information(), DAY, genre="telegram")).genre == "telegram"


def test_text_without_anything_tells_nothing() -> None:
    empty = etree.fromstring(f'<text xmlns="{TEI}"/>')
    assert gather(empty, Information()) == Gathered()
