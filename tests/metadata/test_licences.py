from collections.abc import Callable

import pytest

from tei.metadata import Record, licences

Written = Callable[..., Record]
HOME = "/TEI/teiHeader/fileDesc/publicationStmt/availability"
CC = "https://creativecommons.org/licenses"


@pytest.mark.parametrize(
    "address, expected",
    [
        (f"{CC}/by/4.0/", "CC-BY-4.0"),
        (f"{CC}/by/4.0/deed.de", "CC-BY-4.0"),
        (f"{CC}/by/4.0/legalcode", "CC-BY-4.0"),
        ("http://www.creativecommons.org/licenses/by-nc-sa/3.0", "CC-BY-NC-SA-3.0"),
        (f"{CC}/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0"),
        (f"{CC}/by-sa/3.0/de/", "CC-BY-SA-3.0-DE"),
        (f"{CC}/by/3.0/de/legalcode", "CC-BY-3.0-DE"),
        (f"{CC}/by-sa/2.1/jp/", "CC-BY-SA-2.1-JP"),
        (f"{CC}/by/3.0/fr/", None),
        (f"{CC}/by-sa/2.1/", None),
        (f"{CC}/by/9.0/", None),
        (f"{CC}/nc-sa/1.0/", None),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", None),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0"),
        ("https://opendatacommons.org/licenses/by/", "ODC-By-1.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://opensource.org/license/mit/", "MIT"),
        ("http://www.apache.org/licenses/LICENSE-2.0.html", "Apache-2.0"),
        ("https://www.gnu.org/licenses/gpl-3.0.html", "GPL-3.0-only"),
        ("https://www.gnu.org/licenses/old-licenses/gpl-2.0.txt", "GPL-2.0-only"),
        ("https://spdx.org/licenses/EUPL-1.2.html", "EUPL-1.2"),
        ("https://example.org/creativecommons.org/licenses/by/4.0/", None),
        ("https://example.org/terms", None),
    ],
)
def test_address_of_a_licence_tells_its_spdx_id(address: str, expected: str | None) -> None:
    assert licences.spdx(address) == expected


def test_words_tell_whether_a_later_version_is_allowed() -> None:
    assert licences.spdx("https://www.gnu.org/licenses/gpl-3.0", "Version 3 or any later version") == "GPL-3.0-or-later"


@pytest.mark.parametrize(
    "words, expected",
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("Licensed under CC-BY-NC-SA 3.0.", "CC-BY-NC-SA-3.0"),
        ("CC BY 3.0 DE", "CC-BY-3.0-DE"),
        ("CC0 1.0", "CC0-1.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International", "CC-BY-NC-ND-4.0"),
        ("Creative Commons Namensnennung - Nicht kommerziell 4.0", "CC-BY-NC-4.0"),
        ("Creative Commons Attribution 3.0 Unported", "CC-BY-3.0"),
        ("Creative Commons Attribution 3.0 France", None),
        ("CC BY", None),
        ("Creative Commons", None),
        ("all rights reserved", None),
        ("MIT", "MIT"),
        ("a text from the MIT archives", None),
    ],
)
def test_words_tell_a_licence_only_with_its_version(words: str, expected: str | None) -> None:
    assert licences.spdx_of_words(words) == expected


def test_licences_and_prose_are_told_apart(written: Written) -> None:
    record = written(
        publication=f"""<availability status="restricted">
          <licence target="{CC}/by/4.0/"><p>The encoding.</p><p>No more.</p></licence>
          <licence target="{CC}/by-nc/4.0/ https://example.org/terms"/>
          <licence>CC0 1.0</licence>
          <licence target="https://example.org/ours">CC BY-SA 4.0</licence>
          <licence target="https://rightsstatements.org/vocab/InC/1.0/">In copyright</licence>
          <p>The pictures are not free.</p>
          <p>See <ref target="{CC}/by-nd/4.0/">these terms</ref>.</p>
        </availability>""",
    )
    assert [(one.spdx, one.uri, one.text) for one in record.licences] == [
        ("CC-BY-4.0", f"{CC}/by/4.0/", "The encoding.\nNo more."),
        ("CC-BY-NC-4.0", f"{CC}/by-nc/4.0/", ""),
        (None, "https://example.org/terms", ""),
        ("CC0-1.0", None, "CC0 1.0"),
        ("CC-BY-SA-4.0", "https://example.org/ours", "CC BY-SA 4.0"),
        ("CC-BY-ND-4.0", f"{CC}/by-nd/4.0/", "these terms"),
    ]
    assert [one.origin.xpath for one in record.licences] == [
        f"{HOME}/licence[1]/@target",
        f"{HOME}/licence[2]/@target",
        f"{HOME}/licence[2]/@target",
        f"{HOME}/licence[3]",
        f"{HOME}/licence[4]/@target",
        f"{HOME}/p[2]/ref/@target",
    ]
    assert [(one.uri, one.text) for one in record.rights] == [
        ("https://rightsstatements.org/vocab/InC/1.0/", "In copyright"),
        (None, "The pictures are not free."),
        (None, "See these terms."),
    ]
    assert record.access
    assert (record.access.text, record.access.origin.xpath) == ("restricted", f"{HOME}/@status")


def test_licence_of_the_source_is_not_that_of_the_edition(written: Written) -> None:
    source = f'<bibl><title>B</title><availability><licence target="{CC}/by/4.0/"/></availability></bibl>'
    record = written(source=source)
    assert record.licences == ()
    assert [one.spdx for one in record.sources[0].licences] == ["CC-BY-4.0"]
