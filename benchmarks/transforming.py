"""Transforms documents with a stylesheet as a project's own script does: saxonche, and nothing else.

python benchmarks/transforming.py STYLESHEET WORDS OUTPUT DOCUMENT...

WORDS is the file with what the stylesheet says of its own, as JSON.
"""

import sys
from pathlib import Path

from saxonche import PySaxonProcessor


def main() -> None:
    """Write what becomes of each document into the folder OUTPUT."""
    stylesheet, words, output, *documents = sys.argv[1:]
    folder = Path(output)
    folder.mkdir(exist_ok=True)
    with PySaxonProcessor() as processor:
        program = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)
        program.set_parameter("words", processor.parse_json(json_text=Path(words).read_text(encoding="utf-8")))
        for document in map(Path, documents):
            made = program.transform_to_string(xdm_node=processor.parse_xml(xml_file_name=str(document)))
            (folder / f"{document.stem}.html").write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
