"""Builds the accelerator, ``tei/relaxng/_accelerator.c``, into the wheel where a C compiler is at hand.

Without one, or with ``TEI_NO_ACCEL=1``, the wheel is pure Python: it does the same, slower. A release builds both.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags

MODULE = "tei.relaxng._accelerator"
SOURCE = Path("tei", "relaxng", "_accelerator.c")
# The oldest Python whose stable interface the source keeps to: one binary serves all that are newer.
STABLE_SINCE = "cp311"


class AcceleratorHook(BuildHookInterface):
    """Compiles the accelerator for wheels, and beside its source for editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the binary to what the wheel holds, if there is one."""
        if self.target_name != "wheel" or os.environ.get("TEI_NO_ACCEL", "") not in {"", "0"}:
            return
        self._folder = Path(tempfile.mkdtemp())
        binary = compiled(Path(self.root), self._folder)
        if binary is None:
            return
        place = SOURCE.with_name(binary.name)
        if version == "editable":
            # Renamed into place: a process that has the old one loaded keeps it.
            shutil.copy(binary, beside := Path(self.root, f"{place}.new"))
            beside.replace(Path(self.root, place))
            return
        build_data["force_include"][str(binary)] = place.as_posix()
        build_data["pure_python"] = False
        build_data["tag"] = f"{STABLE_SINCE}-abi3-{platform()}"

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """Remove what is no longer needed."""
        if hasattr(self, "_folder"):
            shutil.rmtree(self._folder, ignore_errors=True)


def compiled(root: Path, folder: Path) -> Path | None:
    """Return the accelerator's binary, made in *folder*; None where it cannot be compiled."""
    try:
        from setuptools import Distribution, Extension
        from setuptools.command.build_ext import build_ext
        from setuptools.errors import BaseError, CCompilerError
    except ImportError:
        return None
    extension = Extension(MODULE, [str(root / SOURCE)], py_limited_api=True)
    command = build_ext(Distribution({"name": "tei", "ext_modules": [extension]}))
    command.build_lib, command.build_temp = str(folder), str(folder / "objects")
    try:
        command.ensure_finalized()
        command.run()
    except (BaseError, CCompilerError, OSError):
        return None
    found = [Path(name) for name in command.get_outputs()]
    return found[0] if found and found[0].is_file() else None


def platform() -> str:
    """Return the platform's part of a wheel's tag, as a machine that builds for itself has it."""
    return next(tag.platform for tag in sys_tags() if "many" not in tag.platform and "musl" not in tag.platform)
