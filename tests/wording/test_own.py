"""Words of a project's own: other words in the place of some, a language more, and what may be wrong with them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei import wording
from tei.errors import SettingsError

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a file of words and gives its path."""

    def written(text: str, language: str = "de", name: str = "own.toml") -> Path:
        path = tmp_path / name
        path.write_text(f'[words]\nlanguage = "{language}"\n{text}', encoding="utf-8", newline="\n")
        return path

    return written


def complaint(path: Path, language: str = "de") -> str:
    with pytest.raises(SettingsError) as caught:
        wording.read(language, (path,))
    return str(caught.value).replace(f"{path}:", "own.toml:")


def test_own_word_stands_in_the_place_of_ours(write: Write) -> None:
    said = wording.read("de", (write('[page]\nhands = "Schreiber"\n'),))
    assert said("page.hands") == "Schreiber"
    assert said("page.notes") == "Anmerkungen"


def test_word_that_no_page_can_have_is_refused(write: Write) -> None:
    path = write('[page]\nhands = "A"\nnotes = "\\u0000"\n')
    assert complaint(path) == "own.toml:5: U+0000 in notes is no character that XML can hold"


def test_file_for_another_language_changes_nothing(write: Write) -> None:
    assert wording.read("fr", (write('[page]\nhands = "Schreiber"\n'),))("page.hands") == "Mains"


def test_blank_may_be_left_out(write: Write) -> None:
    assert wording.read("de", (write('[page]\nhand = "Hand"\n'),))("page.hand", letter="A") == "Hand"


def test_later_file_of_a_language_adds_to_the_earlier(write: Write) -> None:
    first = write('[page]\nhands = "A"\nnotes = "A"\n')
    second = write('[page]\nnotes = "B"\n', name="second.toml")
    said = wording.read("de", (first, second))
    assert (said("page.hands"), said("page.notes")) == ("A", "B")


def test_changed_file_is_read_again(write: Write) -> None:
    path = write('[page]\nhands = "A"\n')
    assert wording.read("de", (path,))("page.hands") == "A"
    write('[page]\nhands = "B"\n')
    assert wording.read("de", (path,))("page.hands") == "B"


def test_language_of_the_projects_own_needs_all_words(write: Write, tmp_path: Path) -> None:
    assert complaint(write('[page]\nhands = "Mani"\n', "it"), "it").startswith("own.toml:1: ")
    assert "words of 'it' are missing: words.name, number.thousands, number.digits, …" in complaint(
        tmp_path / "own.toml", "it"
    )
    whole = tmp_path / "it.toml"
    whole.write_text(wording.table("es").replace('language = "es"', 'language = "it"'), encoding="utf-8")
    said = wording.read("it", (whole,))
    assert (said.language, said("page.hands")) == ("it", "Manos")


def test_language_of_the_projects_own_may_leave_out_names_of_languages(tmp_path: Path) -> None:
    text = wording.table("es").replace('language = "es"', 'language = "it"')
    whole = tmp_path / "it.toml"
    whole.write_text(text[: text.index("[language]")] + '[language]\ngsw = "svizzero"\n', encoding="utf-8")
    said = wording.read("it", (whole,))
    assert (said.language_name("gsw"), said.language_name("de")) == ("svizzero", "de")


@pytest.mark.parametrize(
    "text, said",
    [
        ('[page]\nabstrakt = "H"\n', "own.toml:4: there are no words page.abstrakt; did you mean page.abstract?"),
        ('[pages]\nhands = "H"\n', "own.toml:4: there are no words pages.hands; did you mean page.hands?"),
        ("[page]\nhands = 3\n", "own.toml:4: page.hands is text in quotation marks"),
        (
            '[page]\nhand = "Hand {leter}"\n',
            "own.toml:4: nothing is known for {leter} in page.hand; the blanks are {letter}",
        ),
        (
            '[page]\nhands = "Hände {letter}"\n',
            "own.toml:4: nothing is known for {letter} in page.hands; it has no blanks",
        ),
        (
            '[count]\nletters = "Briefe"\n',
            'own.toml:4: count.letters has the forms of a plural: { one = "…", other = "…" }',
        ),
        (
            '[count]\nletters = { other = "Briefe" }\n',
            'own.toml:4: count.letters has the forms of a plural: { one = "…", other = "…" }',
        ),
        ('[date]\nmonths = ["Jänner"]\n', "own.toml:4: date.months is a list of 12 texts"),
    ],
)
def test_fault_is_told_with_its_place(write: Write, text: str, said: str) -> None:
    assert complaint(write(text)) == said


def test_file_must_say_its_language(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[page]\nhands = "H"\n', encoding="utf-8")
    assert complaint(path) == 'own.toml:1: the file does not say whose words they are: [words] language = "de"'


def test_word_outside_of_a_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('hands = "H"\n[words]\nlanguage = "de"\n', encoding="utf-8")
    assert complaint(path) == "own.toml:1: hands is in no table; write [hands]"


def test_file_that_is_no_toml_is_told_with_its_place(write: Write) -> None:
    assert complaint(write("[page\n")).startswith("own.toml:3: not TOML: ")


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"words names .*gone\.toml, where there is no file"):
        wording.read("de", (tmp_path / "gone.toml",))
