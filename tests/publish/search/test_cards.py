"""What the index says of a document besides its text."""

from tei.publish.model import Hand, Item, Name, Site
from tei.publish.outlining import Left
from tei.publish.search.cards import cards


def item(name: str, **said: object) -> Item:
    usual: dict[str, object] = {
        "path": f"{name}.xml",
        "identifier": name,
        "title": name.title(),
        "digest": "",
        "packed": b"",
    }
    return Item(**usual | said)  # type: ignore[arg-type]


def choices(*items: Item) -> list[tuple[tuple[str, str], ...]]:
    return [card.choices for card in cards(Site("Letters", items), ())]


def test_person_is_one_value_however_documents_write_the_name() -> None:
    first = item("a", names=(Name("person:jo", "person", "Jo"),))
    second = item("b", names=(Name("person:jo", "person", "JO"),))
    assert choices(first, second) == [(("person", "person:jo Jo"),), (("person", "person:jo Jo"),)]


def test_organisations_are_no_filter() -> None:
    assert choices(item("a", names=(Name("org:un", "org", "UN"),))) == [()]


def test_what_a_document_does_not_say_is_no_value() -> None:
    assert choices(item("a", when="1949-10", archive="Town", hands=(Hand("h", "A", ""),))) == [
        (("year", "1949"), ("archive", "Town"))
    ]


def test_long_description_of_a_hand_is_cut_at_a_word_and_counted_once() -> None:
    words = "Blue ink, hasty, " * 20
    ((choice,),) = choices(item("a", hands=(Hand("h", "A", words), Hand("i", "B", words))))
    assert choice == ("hand", f"{'Blue ink, hasty, ' * 5}Blue …")


def test_document_without_a_page_has_no_card() -> None:
    site = Site("Letters", (item("a"), item("b")))
    assert [card.identifier for card in cards(site, [Left("a.xml")])] == ["b"]
