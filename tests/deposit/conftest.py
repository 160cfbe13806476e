"""Documents whose headers a test writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.names import TEI

Written = Callable[..., Path]

# A header of which nothing is wanting.
PARTS = {
    "title": "<title>Tea</title>",
    "author": '<author><persName ref="https://orcid.org/0000-0002-1825-0097"><forename>J.</forename>'
    " <surname>Carberry</surname></persName><email>j@example.org</email></author>",
    "resp": '<respStmt><resp ref="http://id.loc.gov/vocabulary/relators/mrk">Kodierung</resp>'
    '<orgName ref="https://ror.org/05gq02987">Brown</orgName></respStmt>',
    "edition": '<editionStmt><edition n="1.0"/></editionStmt>',
    "publisher": "<publisher>P</publisher>",
    "date": '<date when="2024-05-01"/>',
    "idno": '<idno type="DOI">10.5281/zenodo.1234567</idno>',
    "availability": '<availability status="free"><licence target="https://creativecommons.org/licenses/by/4.0/"/>'
    "</availability>",
    "source": "<msDesc><msIdentifier><settlement>S</settlement><repository>R</repository><idno>1</idno>"
    "</msIdentifier></msDesc>",
    "encoding": '<editorialDecl><correction><p>None.</p></correction></editorialDecl><schemaRef url="x.rng"/>',
    "abstract": "<abstract><p>A.</p></abstract>",
    "language": '<langUsage><language ident="de">German</language></langUsage>',
    "class": '<textClass><keywords scheme="https://d-nb.info/gnd"><term>K</term></keywords>'
    '<classCode scheme="halDomain">shs.hist</classCode></textClass>',
    "revision": '<revisionDesc><change when="2024-05-02">C</change></revisionDesc>',
}


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a document with everything in its header, but for the parts that are given, and return its path."""

    def write(name: str = "d.xml", **parts: str) -> Path:
        told = PARTS | parts
        header = (
            "<fileDesc>\n<titleStmt>{title}{author}{resp}</titleStmt>{edition}\n<publicationStmt>{publisher}{date}{idno}"
            "{availability}</publicationStmt>\n<sourceDesc>{source}</sourceDesc></fileDesc>\n<encodingDesc>{encoding}"
            "</encodingDesc>\n<profileDesc>{abstract}{language}{class}</profileDesc>\n{revision}"
        ).format(**told)
        text = f'<TEI xmlns="{TEI}">\n<teiHeader>\n{header}\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n'
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
