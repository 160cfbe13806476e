"""An ODD made ready to validate with: its grammar and its rules as files in the cache, made once.

An entry is found by the ODD's path and bytes and by how it is to be compiled; it names every file that the ODD is made
of, each with a digest, and counts only as long as all of them are unchanged. Nothing heavy is loaded to find one.
"""

import json
import os
from functools import cache as cache_once
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import tei
from tei import cache
from tei.document import loading
from tei.errors import SchemaError
from tei.limits import DEFAULT
from tei.odd.wish import WITHOUT_IDS, Wish
from tei.relaxng.digests import digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.odd.compiling import Compiled

KIND: Final = "odd"
_ROOMS: Final = ("source", "bases", "bases/p5", "resolution", "grammar", "rules")
"""The folders of what has a part in the grammar and the rules."""
_FORMAT: Final = 2
_ID_TYPE: Final = "rng.schema.id-type"
MANIFEST: Final = "made.json"
"""The file beside a grammar and its rules that names the files of the ODD they were made from."""
_PLAIN: Final = Wish()


class Prepared(NamedTuple):
    """Files to validate with: the grammar; rules; rules that apply only where a text has what *watched* finds."""

    grammar: Path
    rules: Path | None
    fading: Path | None
    watched: str


def prepare(odd: Path, wish: Wish = _PLAIN) -> Prepared:
    """Return what *odd* is validated with, compiled now or before.

    Raises :class:`~tei.errors.SchemaError` with the findings if there is an error in it,
    :class:`~tei.errors.UsageError` if there is no such file.
    """
    data = loading.load(odd, DEFAULT)

    def compiled() -> "Compiled":
        writing = import_module("tei.odd.writing")
        return cast("Compiled", writing.compiled(odd, wish))

    return _prepared(_key(data, str(odd), repr(tuple(wish))), odd.stem, compiled)


def built_in(ident: str, odd: "Callable[[str], str]") -> Prepared:
    """Return what the built-in schema *ident* is validated with; *odd* gives its ODD, if that must be compiled.

    With the compiler and the facts that it is made from, its name says all that there is to say.
    """

    def compiled() -> "Compiled":
        return cast("Compiled", import_module("tei.odd.compiling").compile_text(odd(ident).encode(), ident))

    return _prepared(_key(b"", ident, "built in"), ident, compiled)


def _prepared(key: str, stem: str, compiled: "Callable[[], Compiled]") -> Prepared:
    found = _found(key)
    return found if found is not None else _made(key, stem, compiled())


def _key(data: bytes, path: str, how: str) -> str:
    made_by = f"{_FORMAT} {tei.__version__} {_compiler()} {_shelf()}"
    return digest(f"{made_by}\n{path}\n{how}\n".encode(), data).hex()


@cache_once
def _compiler() -> str:
    """Return what tells this compiler from another of the same version, as those of checkouts are."""
    here = os.path.dirname(__file__)  # noqa: PTH120 - as in tei.relaxng.storage
    folders = (here, *(f"{here}/{room}" for room in _ROOMS))
    return digest("\n".join(stamp for folder in folders for stamp in _stamps(folder)).encode()).hex()


def _shelf() -> str:
    """Return what tells the sources that the user has added from those at another time."""
    folder = import_module("tei.odd.bases.shelf_folder").folder()
    return digest("\n".join(_stamps(str(folder))).encode()).hex()


def _stamps(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(f"{one.name} {one.stat().st_mtime_ns}" for one in entries if one.is_file())
    except OSError:
        return []


def _found(key: str) -> Prepared | None:
    """Return what the cache has, None if that is nothing, or of other files than there are now."""
    manifest = cache.load(KIND, f"{key}/{MANIFEST}")
    if manifest is None:
        return None
    try:
        said = json.loads(manifest)
        if any(_digest_of(path) != known for path, known in said["files"]):
            return None
        names = [said["grammar"], said["rules"], said["fading"]]
        grammar, rules, fading = (Path(cache.entry(KIND, f"{key}/{name}")) if name else None for name in names)
    except (ValueError, KeyError, TypeError):
        return None
    if grammar is None or not all(path.is_file() for path in (grammar, rules, fading) if path):
        return None
    return Prepared(grammar, rules, fading, str(said["watched"]))


def _digest_of(path: str) -> str:
    try:
        return digest(Path(path).read_bytes()).hex()
    except OSError:
        return ""


def _made(key: str, stem: str, compiled: "Compiled") -> Prepared:
    """Return what *compiled* is validated with, kept in the cache, or in a folder of this process if that cannot be."""
    written, fading = compiled.rules.divided()
    compiled.refuse_errors()
    texts = {f"{stem}.rng": compiled.rng}
    if not _has_sound_identifiers(compiled):
        texts[f"{stem}.rng{WITHOUT_IDS}"] = "Any element is allowed somewhere, and has no identifier there.\n"
    if written.patterns:
        texts[f"{stem}.sch"] = written.text
    if fading.patterns:
        texts[f"{stem}-deprecated.sch"] = fading.text
    manifest = {
        "files": [(path, _digest_of(path)) for path in compiled.files],
        "grammar": f"{stem}.rng",
        "rules": f"{stem}.sch" if written.patterns else "",
        "fading": f"{stem}-deprecated.sch" if fading.patterns else "",
        "watched": import_module("tei.odd.rules.watching").watch(compiled.schema),
    }
    texts[MANIFEST] = json.dumps(manifest)
    if all(cache.store(KIND, f"{key}/{name}", text.encode()) for name, text in texts.items()):
        found = _found(key)
        if found is not None:
            return found
    return _in_folder(texts, stem, str(manifest["watched"]))


def _has_sound_identifiers(compiled: "Compiled") -> bool:
    """Return whether the names tell what is an identifier (RELAX NG DTD Compatibility, section 5).

    They do not where ``anyElement`` stands beside elements of the customisation's own namespaces: these have an
    ``xml:id`` of type ID, and are any elements too. Such grammars are good, and every processor of TEI takes them so.
    """
    compilation = import_module("tei.relaxng.compilation")
    try:
        compilation.simplified(compiled.grammar, import_module("tei.relaxng.sources").nothing)
    except SchemaError as fault:
        return any(finding.rule != _ID_TYPE for finding in fault.diagnostics)
    return True


def _in_folder(texts: dict[str, str], stem: str, watched: str) -> Prepared:
    """Return *texts* as files of a folder that is removed with the process."""
    atexit = import_module("atexit")
    folder = Path(import_module("tempfile").mkdtemp(prefix="tei-odd-"))
    atexit.register(import_module("shutil").rmtree, folder, ignore_errors=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    rules, fading = folder / f"{stem}.sch", folder / f"{stem}-deprecated.sch"
    return Prepared(
        folder / f"{stem}.rng", rules if rules.is_file() else None, fading if fading.is_file() else None, watched
    )
