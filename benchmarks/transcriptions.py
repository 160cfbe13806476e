"""Writes transcriptions as archives' pages give them, as many as are wanted and the same each time.

Cables, letters, memoranda and minutes of about 4.5 kB, translated, with the page's own words around them. What they say
is made up: sentences out of stock, with dates, names, abbreviations, and editorial brackets of every usual kind.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

_SMALLEST_CHARS, _LARGEST_CHARS = 2_200, 4_900
_YEARS = range(1945, 1960)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NAMES = (
    *("Anna Orlik", "Marcus Brandt", "Iris Kwan", "Peter Malko", "Helga Lindner", "Ruth Amsel", "Arthur Venn"),
    *("Karl Rudin", "Ivan Zimin", "Ada Moore", "Robert Lane", "Nikolai Belov", "Viktor Falk", "Seo Min"),
)
_PLACES = ("OSERO", "VELSK", "ANHE", "Luzhen", "Kharbine", "Shuikou", "Orlovka", "MAREN", "Tolsk")
_BODIES = (
    *("the Ministry of the River Fleet", "the Upper River Board", "the Southern Office", "the Lock Directorate"),
    *("the Council of Carpenters", "the State Water Inspection", "the Central Committee of the Ferrymen"),
)
_OPENINGS = (
    "On {day} {body} made a decision about the locks at {place}.",
    "In {month} {name} spoke to {body} in {place}.",
    "It has been reported from {place} that the ice is thick and rising.",
    "You should not wait for {body}.",
    "I thank you for your letter of {day}.",
    "We ask for two tugs and twelve men before {day}.",
    "{name} said that no coal had come since {month}, and that the men in {place} were speaking of it.",
    "At the present time discussions about the price of timber have begun inside {body}.",
    "By {month} complete calm was observed at the lower weir, and the boats were counted again.",
    "The majority of the carpenters sent to {place} had returned by {time} on {day}.",
    "Between {day} and the end of the month {name} met {body} three times.",
    "The grain from the upper counties has come in slowly; nobody knows whether this will change.",
    "However, only minor repairs were made during the summer, and the eastern gate is rotten.",
    "{name}, who has known {place} since 1938, doubts that the planks of the ferry will last the winter.",
    "Evidently they were hasty and did not think over how to follow the advice of {body}.",
)
_BRACKETED = (
    "The harbuor [sic] is closed.",
    "The men speak of a walkout [nevykhod] in {place}.",
    "He is [or] was the pilot.",
    "{body} [[two words illegible]] holds.",
    "Without coal [illegible] we shall stop the mill.",
    "[...] Nobody came.",
    "The GUPK [Main Directorate of Ports] has promised it.",
    "Send the list to ZAPAD [{name}] in {place}.",
    "The chief of the lock, R[obert] Falk, agreed.",
    "None came in 19[5]1 and none has come now.",
    "The dep[ut]y asked for new timber [handwritten: no!] and has received none.",
    "Answer by way of VELSK [?].",
    "He spoke of “the old weir” [crossed out: twice] to {name}.",
    "The clerk [name not declassified] had seen them.",
    "[Translator’s note: the following paragraph was marked in the left margin:] The toll was too high.",
    "[two lines illegible] the rest was burnt.",
    "“The ferry is the only link” [emphasis in the original].",
)
_STAMPS = (
    "[stamp: 2nd unit of the OS [[special section]]\n\nincoming Nº {number}/k of {day}]",
    "[stamp: SECRET]",
    "[faded stamp: [[received]] {day}]",
)
_MARKS = (
    "[handwritten at the top: to Cde. {last}]",
    "[handwritten in the upper right corner: {last}: please discuss. Z.]",
    "[handwritten: {number} [[?]]]",
)
_LETTERHEADS = ("[letterhead of {body}]", "[{body} letterhead] [Translator’s note: the form is that of 1949]")
_RIGHTS = "The archive welcomes the use of its translations for research. Some documents may be subject to copyright."


class Transcription(NamedTuple):
    """The name of a file, and what is in it."""

    name: str
    text: str


def transcriptions(count: int, seed: int = 1949) -> Iterator[Transcription]:
    """Yield *count* transcriptions, no two alike."""
    for number in range(count):
        page = _Page(random.Random(f"{seed}/{number}"))  # noqa: S311 - no secret
        kind = ("cable", "letter", "memorandum", "minutes")[number % 4]
        yield Transcription(f"{kind}-{number:05}.txt", page.written(kind))


class _Page:
    """One page in the making."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._year = chance.choice(_YEARS)
        self._wanted = chance.randrange(_SMALLEST_CHARS, _LARGEST_CHARS)

    def written(self, kind: str) -> str:
        """The whole page with a document of a *kind*."""
        sender, addressee = self._chance.sample(_NAMES, 2)
        title = f"{kind.title()} from {sender} to {addressee}, on the Works at {self._chance.choice(_PLACES).title()}"
        before = f"{self._month_first()}\n\n{title}\n\n"
        parts = {"cable": self._cable, "letter": self._letter, "memorandum": self._memorandum, "minutes": self._minutes}
        after = (
            f"Document Information\n\nRGAO, f. {self._number(900)}, op. {self._number(9)}, d. {self._number(400)}, "
            f"ll. {self._number(40)}-{40 + self._number(9)}. Contributed by {self._chance.choice(_NAMES)} and "
            f"translated by {self._chance.choice(_NAMES)}.\n\n{_RIGHTS}\n"
        )
        return before + parts[kind](sender, addressee) + "\n\n" + after

    # --- kinds ---

    def _cable(self, sender: str, addressee: str) -> str:
        last = _surname(addressee)
        copies = "\n".join(f"Copy Nº {at} to Cde. {_surname(self._chance.choice(_NAMES))}" for at in range(1, 5))
        head = (
            f"{self._out_of(_MARKS)}\n\n{self._out_of(_LETTERHEADS)}\n\nCABLE Nº {self._number(90_000)}\n\n{copies}\n\n"
            f"received at {self._time()} {self._day()}\n\n{self._out_of(_STAMPS)}\n\n"
            f"to {last.upper()} [{addressee}]\n\n"
        )
        clerk = _surname(self._chance.choice(_NAMES))
        tail = (
            f"Nº {self._number(300)} {_surname(sender).upper()} {self._day()}\n\n"
            f"Deciphered by {clerk} at {self._time()} {self._day()}\n\nFive copies printed, copy Nº 5 to file\n\n"
            f"Verified by the shift chief – [illegible signature] {self._time()}"
        )
        return head + self._body(numbered=True) + "\n\n" + tail

    def _letter(self, sender: str, addressee: str) -> str:
        place = self._chance.choice(_PLACES).title()
        head = f"{self._out_of(_LETTERHEADS)}\n\n{place}, {self._day()}\n\nDear Comrade {_surname(addressee)},\n\n"
        return f"{head}{self._body()}\n\nWith socialist greetings,\n[signature]\n{sender}\n\n{self._out_of(_MARKS)}"

    def _memorandum(self, sender: str, addressee: str) -> str:
        head = (
            f"TOP SECRET\n\nMemorandum of Conversation\n\n{self._day()}\n\nTo: {addressee}\nFrom: {sender}\n"
            f"Subject: The lock at {self._chance.choice(_PLACES).title()}\n\n"
        )
        return f"{head}{self._body(numbered=True)}\n\n[signed] {sender}\n\n{self._out_of(_STAMPS)}"

    def _minutes(self, sender: str, addressee: str) -> str:
        body = self._chance.choice(_BODIES)
        head = (
            f"Minutes of the Session of {body[0].upper()}{body[1:]}\n\n{self._day()}\n\n"
            f"Present: {sender}, {addressee}, {self._chance.choice(_NAMES)}\n\n"
        )
        return f"{head}{self._body(spoken=True)}\n\nThe session closed at {self._time()}.\n\n[illegible signature]"

    # --- what they are made of ---

    def _body(self, *, numbered: bool = False, spoken: bool = False) -> str:
        paragraphs: list[str] = []
        size = 0
        while size < self._wanted:
            made = " ".join(self._sentence() for _ in range(self._chance.randint(2, 6)))
            if numbered and self._chance.random() < 0.5:  # noqa: PLR2004 - every other one
                made = f"{sum(one[0].isdigit() for one in paragraphs) + 1}. {made}"
            elif spoken:
                made = f"{self._chance.choice(_NAMES)}: {made}"
            elif self._chance.random() < 0.05:  # noqa: PLR2004 - rarely
                made = f"(p. {len(paragraphs) + 1})\n\n{made}"
            paragraphs.append(made)
            size += len(made)
        return "\n\n".join(paragraphs)

    def _sentence(self) -> str:
        return self._out_of(_BRACKETED if self._chance.random() < 0.1 else _OPENINGS)  # noqa: PLR2004 - one of ten

    def _out_of(self, sentences: tuple[str, ...]) -> str:
        made = self._chance.choice(sentences).format(
            day=self._day(),
            month=f"{self._chance.choice(_MONTHS)}{self._chance.choice(('', f' {self._year}'))}",
            time=self._time(),
            name=self._chance.choice(_NAMES),
            last=_surname(self._chance.choice(_NAMES)),
            place=self._chance.choice(_PLACES),
            body=self._chance.choice(_BODIES),
            number=self._number(9_000),
        )
        return made[0].upper() + made[1:]

    def _day(self) -> str:
        named = f"{self._chance.randint(1, 28)} {self._chance.choice(_MONTHS)}"
        return self._chance.choice((named, f"{named} {self._year}"))

    def _month_first(self) -> str:
        return f"{self._chance.choice(_MONTHS)} {self._chance.randint(1, 28)}, {self._year}"

    def _time(self) -> str:
        return f"{self._chance.randint(0, 23):02}{self._chance.choice((0, 15, 30, 40)):02}"

    def _number(self, largest: int) -> int:
        return self._chance.randint(1, largest)


def _surname(name: str) -> str:
    return name.rpartition(" ")[2]
