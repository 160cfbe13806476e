import os
import stat
from pathlib import Path

import pytest

from tei.errors import EnvironmentFault
from tei.files import write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="file modes and symbolic links are those of POSIX")


def test_text_is_utf_8_with_line_feeds_on_every_system(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "x.txt"
    write_atomically(target, "é\n")
    assert target.read_bytes() == b"\xc3\xa9\n"
    assert list(target.parent.iterdir()) == [target]


def test_text_may_come_in_parts(tmp_path: Path) -> None:
    write_atomically(tmp_path / "x.txt", (part for part in ("é", "", "\n")))
    assert (tmp_path / "x.txt").read_bytes() == b"\xc3\xa9\n"


def test_part_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_atomically(tmp_path / "x", (str(1 / number) for number in (1, 0)))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x", b"old")]


def test_existing_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"old and longer")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"


@posix
def test_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.touch()
    target.chmod(0o640)
    write_atomically(target, b"")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix
def test_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    write_atomically(tmp_path / "x", b"")
    (tmp_path / "y").touch()
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "y").stat().st_mode


@posix
def test_symbolic_link_goes_on_pointing(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "target").touch()
    write_atomically(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"x"


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: BaseException,
) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise fault

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((EnvironmentFault, KeyboardInterrupt)):
        write_atomically(target, b"new")
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"old"


def test_folder_that_cannot_be_made_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentFault, match=r"^cannot write .*x: "):
        write_atomically(tmp_path / "file" / "x", b"")


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are of POSIX systems")
def test_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, b"through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.skipif(os.name != "posix", reason="/dev is of POSIX systems")
def test_device_is_written_to_and_not_replaced() -> None:
    write_atomically("/dev/null", b"gone")
    assert Path("/dev/null").is_char_device()
