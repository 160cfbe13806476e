"""What the index says of a document besides its text."""

from tei.publish.inside import Inside, Told, packed
from tei.publish.model import Hand, Item, Site
from tei.publish.outlining import Left
from tei.publish.register import Register
from tei.publish.search.cards import cards


def item(name: str, **said: object) -> Item:
    usual: dict[str, object] = {
        "path": f"{name}.xml",
        "identifier": name,
        "title": name.title(),
        "digest": "",
    }
    return Item(**usual | said)  # type: ignore[arg-type]


def naming(name: str, key: str, kind: str, words: str) -> Item:
    return item(name, inside=Inside(packed(None, Told([], [(key, kind, words, "", [])], []))))


def site(*items: Item) -> Site:
    return Site("Letters", items, register=Register(items))


def choices(*items: Item) -> list[tuple[tuple[str, str], ...]]:
    return [card.choices for card in cards(site(*items), ())]


def test_person_is_one_value_however_documents_write_the_name() -> None:
    first, other = naming("a", "person:jo", "person", "Jo"), item("b")
    second = naming("c", "person:jo", "person", "JO")
    assert choices(first, other, second) == [(("person", "person:jo Jo"),), (), (("person", "person:jo Jo"),)]


def test_organisations_are_no_filter() -> None:
    assert choices(naming("a", "org:un", "org", "UN")) == [()]


def test_what_a_document_does_not_say_is_no_value() -> None:
    assert choices(item("a", when="1949-10", archive="Town", hands=(Hand("h", "A", ""),))) == [
        (("year", "1949"), ("archive", "Town"))
    ]


def test_long_description_of_a_hand_is_cut_at_a_word_and_counted_once() -> None:
    words = "Blue ink, hasty, " * 20
    ((choice,),) = choices(item("a", hands=(Hand("h", "A", words), Hand("i", "B", words))))
    assert choice == ("hand", f"{'Blue ink, hasty, ' * 5}Blue …")


def test_document_without_a_page_has_no_card() -> None:
    both = site(item("a"), item("b"))
    assert [card.identifier for card in cards(both, [Left("a.xml")])] == ["b"]
