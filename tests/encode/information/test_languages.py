"""Names of languages as BCP 47 tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.encode.information import languages
from tei.metadata.language_codes import ISO639_3


@pytest.mark.parametrize(
    "text,tags",
    [
        ("Russian; English", "ru en"),
        ("Russian, English and Russian", "ru en"),
        ("Russian (transliterated) and English", "ru-Latn en"),
        ("romanized Chinese", "zh-Latn"),
        ("Chinese (Traditional)", "zh-Hant"),
        ("Traditional Chinese / Simplified Chinese", "zh-Hant zh-Hans"),
        ("Serbian (Cyrillic)", "sr-Cyrl"),
        ("deutsch, Русский, 中文", "de ru zh"),
        ("с русского языка", "ru"),
        ("Language: Serbo-Croatian", "sh"),
        ("Ancient Greek\nModern Greek", "grc el"),
        ("ru-Latn; zh-Hans; de-AT", "ru-Latn zh-Hans de-AT"),
        ("", ""),
    ],
)
def test_languages_are_read_by_their_names(text: str, tags: str) -> None:
    assert languages.read(text) == (tuple(tags.split()), ())


def test_what_names_no_language_is_given_back() -> None:
    assert languages.read("Klingon, French") == (("fr",), ("Klingon",))


@pytest.mark.parametrize(
    "tag,name",
    [
        ("ru", "Russian"),
        ("ru-Latn", "Russian in Latin letters"),
        ("zh-Hant", "Traditional Chinese"),
        ("tlh", "tlh"),
        ("de-AT", "de-AT"),
    ],
)
def test_a_tag_has_an_english_name(tag: str, name: str) -> None:
    assert languages.english(tag) == name


def test_the_table_has_sixty_languages_with_tags_that_are_assigned() -> None:
    tags = set(languages.names().values())
    assert len(tags) >= 60
    assert {tag.partition("-")[0] for tag in tags} - set(ISO639_3) == {"grc"}


@given(
    st.one_of(
        st.text(max_size=40), st.lists(st.sampled_from(["Russian", "(", ")", ";", "x", "und", "de"])).map(" ".join)
    )
)
def test_no_text_raises(text: str) -> None:
    read = languages.read(text)
    assert len(set(read.tags)) == len(read.tags)
