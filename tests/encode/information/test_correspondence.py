"""An act of correspondence as actions, in the order of ``correspDesc``."""

from pathlib import Path

import pytest

from tei import document
from tei.encode.information import Action, Acts, Named, When, acts
from tei.names import local_name, tei_name

CABLE = Path(__file__).parents[3] / "corpus" / "cable-59363.xml"

KOVALEV = Named("Kovalev", "authority.xml#kovalev")
STALIN = Named("Stalin", "authority.xml#stalin")
MOLOTOV = Named("Molotov", "authority.xml#molotov")
MALENKOV = Named("Malenkov", "authority.xml#malenkov")
FINENKO = Named("Finenko", "authority.xml#finenko")
DORONCHENKOVA = Named("Doronchenkova", "authority.xml#doronchenkova")
MAO = Named("Mao Zedong", "authority.xml#mao")
GRU = Named("Second Main Directorate of the USSR Armed Forces General Staff", "authority.xml#gru", "orgName")
SECTOR = Named("Special sector of the Central Committee of the VKP(b)", "authority.xml#special-sector", "orgName")
SENT = When("23 October 1949", "1949-10-23")

CABLE_ACTS = acts(
    KOVALEV,
    [STALIN, STALIN],
    cc=[STALIN, MOLOTOV, MALENKOV],
    sent=SENT,
    transmitted=[
        ("printed", DORONCHENKOVA, When("0920, 24 October 1949", "1949-10-24", "1949-10-24T09:20")),
        ("intake", GRU, When("2300, 23 October 1949", "1949-10-23", "1949-10-23T23:00")),
        ("registered", SECTOR, When("24 October 1949", "1949-10-24")),
        ("deciphered", FINENKO, When("0840, 24 October 1949", "1949-10-24", "1949-10-24T08:40")),
    ],
)
MESSAGE_ACTS = acts(MAO, [STALIN], sent=When("21 October 1949", "1949-10-21"), forwarded=[(KOVALEV, SENT)])


def by_hand(number: int) -> tuple[Action, ...]:
    """The actions of the cable's hand encoding."""
    description = list(document.read(CABLE).root.iter(tei_name("correspDesc")))[number]
    return tuple(
        Action(
            action.get("type"),  # type: ignore[arg-type] # one of them, as the schema holds
            action.get("subtype", ""),
            tuple(
                Named(one.text or "", one.get("ref", ""), local_name(str(one.tag)))  # type: ignore[arg-type] # likewise
                for one in action.iterchildren(tei_name("persName"), tei_name("orgName"))
            ),
            tuple(
                When(one.text or "", one.get("when", ""), one.get("when-iso", ""))
                for one in action.iterchildren(tei_name("date"))
            ),
        )
        for action in description
    )


@pytest.mark.parametrize("number,made", [(0, CABLE_ACTS), (1, MESSAGE_ACTS)], ids=["cable", "message"])
def test_the_cables_acts_are_those_of_the_hand_encoding(number: int, made: Acts) -> None:
    assert made == Acts(by_hand(number))


def test_who_is_missing_is_said() -> None:
    assert acts(KOVALEV, []).doubts == ("no addressee is known",)
    assert acts((), [STALIN]).doubts == ("no sender is known",)


def test_a_sender_who_is_a_recipient_is_a_doubt() -> None:
    assert acts(KOVALEV, [KOVALEV]).doubts == ("“Kovalev” is sender and recipient",)


@pytest.mark.parametrize(
    "received,is_doubtful",
    [("1949-10-22", True), ("1949-10-23", False), ("1949-10", False), ("1949-09", True), ("1948", True), ("", False)],
)
def test_what_is_certainly_before_the_sending_is_a_doubt(received: str, *, is_doubtful: bool) -> None:
    doubts = acts(KOVALEV, [STALIN], sent=SENT, received=When("then", received)).doubts
    assert doubts == (("“then” (to) is before it was sent, “23 October 1949”",) if is_doubtful else ())
