"""What holds for every push: whom it talks to, what it says, what it writes down, and that it goes on where it was."""

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from fake_invenio import FakeInvenio
from fault_cases import METADATA, VARIABLE, Repository, make_package, no_waiting, settings
from faults import Fault, between, status
from killing import killed_at_each
from playing import TOKEN, Reply, Request, serving
from tei.deposit.push import Wishes, package, profiles, push, tokens
from tei.deposit.push.comparing import lacking
from tei.deposit.push.journal import Journal, alone, beside
from tei.deposit.push.waiting import Clock
from tei.errors import EnvironmentFault, SettingsError, TeiError, UsageError
from tei.settings import Deposit, Deposits, Settings, load

Run = Callable[..., subprocess.CompletedProcess[str]]


def pushed(root: Path, url: str, *, token: str = TOKEN, clock: Clock | None = None, **wishes: Any) -> Any:
    with mock.patch.dict(os.environ, {VARIABLE: token}):
        return push(root, "there", settings(url), Wishes(**wishes), clock=clock or no_waiting())


# --- profiles ---


def test_zenodo_needs_no_settings() -> None:
    assert profiles.profile("zenodo", Settings()).url == "https://zenodo.org"
    assert profiles.profile("zenodo-sandbox", Settings()).kind == "invenio"


def test_zenodo_leads_nowhere_else() -> None:
    elsewhere = Settings(deposit=Deposits({"zenodo": Deposit(kind="invenio", url="https://zenodo.example.org")}))
    with pytest.raises(
        UsageError, match=r"zenodo is https://zenodo\.org; a profile that leads elsewhere needs another"
    ):
        profiles.profile("zenodo", elsewhere)
    added = Settings(
        deposit=Deposits({"zenodo": Deposit(kind="invenio", url="https://zenodo.org/", community="cables")})
    )
    assert profiles.profile("zenodo", added).community == "cables"


def test_settings_inside_a_package_are_not_read(tei: Run, tmp_path: Path) -> None:
    root = make_package(tmp_path, "stranger")
    (root / "tei.toml").write_text("[deposit.there]\nkind = 'invenio'\nurl = 'http://127.0.0.1:9'\n", encoding="utf-8")
    done = tei("deposit", "push", "stranger", "--to", "there", TEI_DEPOSIT_TOKEN=TOKEN)
    assert (done.returncode, done.stderr[:41]) == (2, "tei: error: there is no profile there; kn")


def test_unknown_profile_says_which_may_be_meant() -> None:
    with pytest.raises(UsageError, match="there is no profile zenod; did you mean zenodo"):
        profiles.profile("zenod", Settings())


@pytest.mark.parametrize(
    "url, said",
    [
        ("http://repository.example.org", "begins with http://, where others could read the token"),
        ("https://me:secret@repository.example.org", "neither a name, a password"),
        ("https://repository.example.org/?key=1", "has more than host and path"),
        ("ftp://repository.example.org", "is no web address"),
        ("https://", "is no web address"),
        ("https://repository.example.org:x/", "is no web address"),
        ("https://repository.example.org/\nX-Evil: 1", "is no web address"),
    ],
)
def test_address_to_which_no_token_may_go_is_refused(url: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        profiles.profile("there", settings(url))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_plain_http_is_for_this_machine(host: str) -> None:
    assert profiles.profile("there", settings(f"http://{host}:5000/")).url == f"http://{host}:5000"


@pytest.mark.parametrize(
    "text, said",
    [
        ("[deposit.x]\nkind = 'invenio'\n", ":1: [deposit.x] does not say url"),
        ("[deposit.x]\nurl = 'https://x.org'\n", ":1: [deposit.x] does not say kind"),
        (
            "[deposit.x]\nkind = 'invenia'\nurl = 'https://x.org'\n",
            ":2: unknown kind 'invenia'; did you mean invenio?",
        ),
        (
            "[deposit.y]\nkind = 'hal'\nurl = 'https://x.org'\n[deposit.x]\nkind = 'hal'\ntoken = 'abc'\n",
            ":6: unknown key token in [deposit.x]; known are " + ", ".join(Deposit._fields),
        ),
        ("[deposit]\nkind = 'hal'\n", ":2: write [deposit.NAME], then kind"),
    ],
)
def test_mistake_in_a_profile_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "tei.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert str(caught.value).removeprefix(str(tmp_path / "tei.toml")) == said


def test_certificates_of_ones_own_lie_beside_the_settings(tmp_path: Path) -> None:
    text = "[deposit.x]\nkind = 'invenio'\nurl = 'https://x.org'\nca_file = 'ca.pem'\ntimeout_s = 5\n"
    (tmp_path / "tei.toml").write_text(text, encoding="utf-8")
    found = profiles.profile("x", load(tmp_path))
    assert (found.ca_file, found.timeout_s, found.token_variable) == (tmp_path / "ca.pem", 5, "TEI_DEPOSIT_TOKEN")


# --- the token ---


def test_token_comes_from_the_variable_of_the_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"  {TOKEN}\n")
    found = tokens.token(profiles.profile("there", settings("https://x.org")))
    assert (found.reveal(), str(found), repr([found])) == (TOKEN, "(hidden)", "[(hidden)]")


def test_without_a_token_it_is_said_where_one_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(
        UsageError, match=f"no token for there: set the variable {VARIABLE}, or store it in the keyring"
    ):
        tokens.token(profiles.profile("there", settings("https://x.org")))


def test_token_comes_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    asked = []

    class Errors:
        KeyringError = type("KeyringError", (Exception,), {})
        NoKeyringError = type("NoKeyringError", (Exception,), {})

    class Keyring:
        errors = Errors

        @staticmethod
        def get_password(service: str, name: str) -> str:
            asked.append((service, name))
            return TOKEN

    monkeypatch.setitem(sys.modules, "keyring", Keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", Errors)
    assert tokens.token(profiles.profile("there", settings("https://x.org"))).reveal() == TOKEN
    assert asked == [("tei deposit", "https://x.org")]


@pytest.mark.parametrize("token", ["abc\ndef-4711", "abc\x00-4711", "kéy-4711"])
def test_token_that_cannot_be_one_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    if "\0" in token:
        monkeypatch.setattr(os, "environ", {VARIABLE: token})
    else:
        monkeypatch.setenv(VARIABLE, token)
    with pytest.raises(UsageError) as caught:
        tokens.token(profiles.profile("there", settings("https://x.org")))
    assert "4711" not in "".join(traceback.format_exception(caught.value))


def test_there_is_no_option_for_the_token(tei: Run) -> None:
    shown = tei("deposit", "push", "--help").stdout
    assert "--publish" in shown
    assert "--token" not in shown
    assert "--password" not in shown


class Echo(FakeInvenio):
    """A repository that puts the header with the token into whatever it answers."""

    def __init__(self, answer: Callable[[str], Reply]) -> None:
        super().__init__()
        self.answer = answer

    def __call__(self, asked: Request) -> Reply:
        return self.answer(asked.headers["authorization"])


@pytest.mark.parametrize(
    "answer",
    [
        lambda seen: Reply(400, {"message": f"bad {seen}"}),
        lambda seen: Reply(500, {"message": seen}),
        lambda seen: Reply(403, {"message": seen}),
        lambda seen: Reply(302, b"", {"Location": f"https://elsewhere.example.org/?{seen}"}),
        lambda seen: Reply(200, {"hits": {"hits": []}, "id": seen.removeprefix("Bearer ")}),
        lambda seen: Reply(200, {"hits": {"hits": []}, "id": "r1", "errors": [{"field": seen, "messages": [seen]}]}),
        lambda seen: Reply(200, f"no json {seen}".encode()),
        lambda seen: Reply(429, b"", {"Retry-After": seen}),
    ],
    ids=["400", "500", "403", "redirect", "id", "errors", "no json", "header"],
)
def test_token_is_in_no_message_journal_or_traceback(tmp_path: Path, answer: Callable[[str], Reply]) -> None:
    root = make_package(tmp_path, "secret")
    said: list[str] = []
    with serving(Echo(answer)) as url, mock.patch.dict(os.environ, {VARIABLE: TOKEN}):
        try:
            outcome = push(root, "there", settings(url), Wishes(publish=True), say=said.append, clock=no_waiting())
            said += [str(outcome), *map(str, outcome.findings)]
        except TeiError as fault:
            said += ["".join(traceback.format_exception(fault)), repr(fault)]
    said += [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.push.json")]
    assert len(said) > 1
    assert [text for text in said if TOKEN in text] == []


# --- the network ---


def test_nobody_but_the_host_is_contacted(tmp_path: Path) -> None:
    root = make_package(tmp_path, "hosts")
    elsewhere = socket.create_server(("127.0.0.1", 0))
    other = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
    environment = {VARIABLE: TOKEN, "http_proxy": other, "HTTP_PROXY": other, "ALL_PROXY": other, "no_proxy": ""}
    with serving(FakeInvenio()) as url, between(url) as proxy, mock.patch.dict(os.environ, environment):
        proxy.faults = [Fault(r"^PUT \S+/draft", answer=status(307, b"", f"Location: {other}"), carried_out=False)]
        with pytest.raises(EnvironmentFault, match="redirects are not followed: only"):
            push(root, "there", settings(proxy.url), clock=no_waiting())
    elsewhere.settimeout(0)
    with elsewhere, pytest.raises(BlockingIOError):
        elsewhere.accept()


def test_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *words, *names], check=True, capture_output=True)
    root = make_package(tmp_path, "tls")
    played = FakeInvenio()
    with serving(played, certificate=(certificate, key)) as url, mock.patch.dict(os.environ, {VARIABLE: TOKEN}):
        with pytest.raises(EnvironmentFault, match="shows a certificate that cannot be trusted: self-signed"):
            push(root, "there", settings(url), clock=no_waiting())
        assert played.requests == []
        outcome = push(root, "there", settings(url, ca_file=certificate), clock=no_waiting())
        assert (outcome.state, outcome.findings) == ("draft", [])
        with pytest.raises(EnvironmentFault, match=r"cannot be trusted: .*127\.0\.0\.1"):
            push(
                root, "there", settings(url.replace("localhost", "127.0.0.1"), ca_file=certificate), clock=no_waiting()
            )


def test_host_that_is_not_there_is_tried_again_and_then_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    slept: list[float] = []
    root = make_package(tmp_path, "nobody")
    with pytest.raises(
        EnvironmentFault, match=f"{url} cannot be reached: nobody answers there; after several attempts"
    ):
        pushed(root, url, clock=Clock(slept.append, lambda: 1.0))
    assert slept == [1, 2, 4, 8]


def test_server_says_how_long_to_wait_in_seconds_or_by_a_date(tmp_path: Path) -> None:
    slept: list[float] = []
    dated = ["Date: Wed, 21 Oct 2015 07:28:00 GMT", "Retry-After: Wed, 21 Oct 2015 07:28:42 GMT"]
    with serving(FakeInvenio()) as url, between(url) as proxy:
        proxy.faults = [
            Fault("^POST /api/records HTTP", answer=status(503, b"", "Retry-After: 17"), carried_out=False),
            Fault(r"^PUT \S+/draft HTTP", answer=status(429, b"", *dated), carried_out=False),
        ]
        outcome = pushed(make_package(tmp_path, "wait"), proxy.url, clock=Clock(slept.append, lambda: 1.0))
    assert (outcome.findings, slept) == ([], [17, 42])


# --- the journal ---


def test_journal_is_written_before_the_first_thing_is_made(tmp_path: Path) -> None:
    root = make_package(tmp_path, "order")
    seen: list[str] = []

    class Watching(FakeInvenio):
        def create(self, asked: Request) -> Reply:
            seen.append(beside(root).read_text(encoding="utf-8"))
            return super().create(asked)

    with serving(Watching()) as url:
        outcome = pushed(root, url)
        (before,) = json.loads(seen[0])["deposits"].values()
        (after,) = json.loads(beside(root).read_text(encoding="utf-8"))["deposits"].values()
    assert before == {"state": "creating"}
    assert (after["state"], after["id"], after["package"]) == ("draft", outcome.identifier, package.read(root).mark)


def test_journal_that_is_none_is_not_overwritten(tmp_path: Path, invenio: Repository) -> None:
    root = make_package(tmp_path, "other")
    beside(root).write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match="is no journal that this version of tei wrote"):
        pushed(root, invenio.url)
    assert beside(root).read_text(encoding="utf-8") == "[]"


def test_without_the_journal_the_record_is_found_by_its_mark(tmp_path: Path, invenio: Repository) -> None:
    root = make_package(tmp_path, "lost")
    first = pushed(root, invenio.url, publish=True)
    beside(root).unlink()
    second = pushed(root, invenio.url, publish=True)
    assert (second.identifier, second.state) == (first.identifier, "published")


def test_record_that_is_no_longer_there_is_not_made_again(
    tmp_path: Path, invenio: Repository, played: FakeInvenio
) -> None:
    root = make_package(tmp_path, "deleted")
    pushed(root, invenio.url)
    played.records.clear()
    with pytest.raises(UsageError, match=r"no longer has record1, which deleted\.push\.json names"):
        pushed(root, invenio.url)
    assert played.records == {}


def test_two_pushes_of_one_package_do_not_run_at_once(tmp_path: Path, invenio: Repository) -> None:
    root = make_package(tmp_path, "twice")
    with alone(beside(root)), pytest.raises(UsageError, match="another push of twice is running"):
        pushed(root, invenio.url)
    assert pushed(root, invenio.url).state == "draft"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["twice", "twice.push.json"]


def test_one_package_goes_to_several_repositories(tmp_path: Path) -> None:
    root = make_package(tmp_path, "several")
    with serving(FakeInvenio()) as one, serving(FakeInvenio()) as two:
        pushed(root, one)
        pushed(root, two)
        entries = Journal(beside(root)).entries
        assert sorted(entries) == sorted([f"there {one}", f"there {two}"])


# --- killed ---


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("is_carried_out", [False, True], ids=["before", "after"])
def test_push_that_is_killed_at_any_request_goes_on_and_doubles_nothing(
    tmp_path: Path, invenio: Repository, repository: Path, *, is_carried_out: bool
) -> None:
    every = 3 if os.environ.get("TEI_TEST_FULL") == "1" else 30
    assert killed_at_each(invenio, tmp_path, repository, is_carried_out=is_carried_out, every=every) == []


# --- the package ---


def test_mark_is_that_of_the_files_and_their_names(tmp_path: Path) -> None:
    one, two = make_package(tmp_path, "one"), tmp_path / "two"
    shutil.copytree(one, two)
    assert package.read(one).mark == package.read(two).mark
    (two / "README.md").rename(two / "READ.md")
    assert package.read(one).mark != package.read(two).mark


def test_link_in_a_package_is_refused(tmp_path: Path) -> None:
    root = make_package(tmp_path, "link")
    (root / "passwd").symlink_to("/etc/passwd")
    with pytest.raises(UsageError, match="passwd is a link"):
        package.read(root)


@pytest.mark.parametrize(
    "path", ["metadata/a/invenio.json", "data/metadata/a/invenio.json", "v1/content/metadata/a/invenio.json"]
)
def test_metadata_are_found_wherever_they_lie(tmp_path: Path, path: str) -> None:
    (tmp_path / "p" / path).parent.mkdir(parents=True)
    (tmp_path / "p" / path).write_text("{}", encoding="utf-8")
    assert package.read(tmp_path / "p").record("invenio.json") == (path, b"{}")
    archive = Path(shutil.make_archive(str(tmp_path / "z"), "zip", tmp_path / "p"))
    assert package.read(archive).record("invenio.json") == (path, b"{}")


def test_of_several_records_one_must_be_named(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "p" / "metadata" / name).mkdir(parents=True)
        (tmp_path / "p" / "metadata" / name / "invenio.json").write_text(name, encoding="utf-8")
    whole = package.read(tmp_path / "p")
    assert whole.record("invenio.json", "b") == ("metadata/b/invenio.json", b"b")
    with pytest.raises(UsageError, match="of several documents; say --record with one of a, b"):
        whole.record("invenio.json")
    with pytest.raises(UsageError, match="has no metadata of c; it has those of a, b"):
        whole.record("invenio.json", "c")
    with pytest.raises(UsageError, match=r"has no metadata/NAME/hal\.xml"):
        whole.record("hal.xml")


def test_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no"):
        package.read(tmp_path / "nothing")
    (tmp_path / "text").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="is no package: neither a folder nor a ZIP file"):
        package.read(tmp_path / "text")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="is empty"):
        package.read(tmp_path / "empty")


# --- InvenioRDM ---


@pytest.fixture
def draft(tmp_path: Path, invenio: Repository) -> tuple[Path, Any]:
    root = make_package(tmp_path, "draft")
    return root, pushed(root, invenio.url)


def test_reserved_doi_is_kept_when_the_metadata_are_put(
    tmp_path: Path, invenio: Repository, played: FakeInvenio
) -> None:
    root = make_package(tmp_path, "doi")
    outcome = pushed(root, invenio.url, reserve_doi=True)
    assert (outcome.doi, outcome.state) == ("10.1234/record1", "draft")
    assert pushed(root, invenio.url, reserve_doi=True).doi == outcome.doi
    assert sum(line.endswith("/pids/doi") for line in played.requests) == 1
    pushed(root, invenio.url, publish=True)
    assert played.records["record1"].pids["doi"]["identifier"] == "10.1234/record1"


@pytest.mark.parametrize(
    "there, rule, message, is_published",
    [
        (b'""           ', "dep.remote-metadata", "did not keep metadata.publisher, which says “The edition”", False),
        (
            b'"The editio."',
            "dep.remote-changed",
            "has “The editio.” for metadata.publisher, which says “The edit",
            True,
        ),
    ],
    ids=["left out", "changed"],
)
def test_metadata_that_are_quietly_left_out_or_changed_are_told(
    draft: tuple[Path, Any], played: FakeInvenio, there: bytes, rule: str, message: str, *, is_published: bool
) -> None:
    root, outcome = draft
    with serving(played) as url, between(url) as proxy:
        changed = Fault(r"^PUT \S+/draft HTTP", change_answer=lambda answer: answer.replace(b'"The edition"', there))
        proxy.faults = [changed]
        again = pushed(root, proxy.url, publish=True)
    assert again.identifier == outcome.identifier
    (finding,) = again.findings
    assert (finding.rule, finding.path) == (rule, "metadata/cable/invenio.json")
    assert message in finding.message
    assert played.records[outcome.identifier].published == is_published


@pytest.mark.parametrize(
    "given, held",
    [
        ({"identifier": "118577425"}, {"identifier": "gnd:118577425"}),
        ({"identifier": "https://orcid.org/0000-0002-1825-0097"}, {"identifier": "0000-0002-1825-0097"}),
        ({"description": "<p>A & B</p>"}, {"description": "<p>A &amp; B</p>", "more": 1}),
        ({"title": "A  title\n"}, {"title": "A title"}),
        ({"language": {"id": "eng"}, "none": None}, {"language": {"id": "eng", "title": {"en": "English"}}}),
    ],
    ids=["scheme added", "scheme taken", "escaped", "space", "title added"],
)
def test_what_a_repository_adds_or_writes_otherwise_is_no_difference(given: Any, held: Any) -> None:
    assert list(lacking(given, held)) == []
    assert list(lacking({"title": "A"}, {"title": "B"})) == [("title", "A")]
    assert list(lacking({"identifier": "118577425"}, {"identifier": "11857742"})) == [("identifier", "118577425")]


def test_new_version_without_a_first_is_refused(tmp_path: Path, invenio: Repository, played: FakeInvenio) -> None:
    with pytest.raises(
        UsageError, match="no record of none is known that could have a new version; say --new-version-of"
    ):
        pushed(make_package(tmp_path, "none"), invenio.url, new_version=True)
    assert played.records == {}


def test_new_version_of_a_record_that_was_made_elsewhere(
    tmp_path: Path, invenio: Repository, played: FakeInvenio
) -> None:
    first = pushed(make_package(tmp_path, "first"), invenio.url, publish=True)
    second = pushed(make_package(tmp_path, "second"), invenio.url, new_version_of=first.identifier, publish=True)
    assert (second.state, len(played.records)) == ("published", 2)
    assert played.records[first.identifier].next_draft == second.identifier


def test_new_version_is_made_once_whatever_is_cut(tmp_path: Path, invenio: Repository, played: FakeInvenio) -> None:
    root = make_package(tmp_path, "version")
    with between(invenio.url) as proxy:
        pushed(root, proxy.url, publish=True)
        (root / "README.md").write_text("second\n", encoding="utf-8")
        proxy.faults = [Fault(r"^POST \S+/versions", cut_answer_at=0, times=99)]
        with pytest.raises(EnvironmentFault, match="gave no new version of record1; run the same command again later"):
            pushed(root, proxy.url, new_version=True, publish=True)
        proxy.faults = []
        assert pushed(root, proxy.url, new_version=True, publish=True).identifier == "record2"
    assert len(played.records) == 2


def test_record_in_the_package_that_is_no_json_is_told(tmp_path: Path, invenio: Repository) -> None:
    root = make_package(tmp_path, "json")
    (root / "metadata/cable/invenio.json").write_text("<no/>", encoding="utf-8")
    with pytest.raises(UsageError, match=r"metadata/cable/invenio\.json in .* is no record of InvenioRDM in JSON"):
        pushed(root, invenio.url)


# --- the command ---


def test_command_prints_what_the_repository_holds(tei: Run, tmp_path: Path, invenio: Repository) -> None:
    make_package(tmp_path, "cable", metadata={"metadata": {**METADATA["metadata"], "creators": []}})
    text = f'[deposit.there]\nkind = "invenio"\nurl = "{invenio.url}"\ntoken_variable = "{VARIABLE}"\n'
    (tmp_path / "tei.toml").write_text(text, encoding="utf-8")
    done = tei("deposit", "push", "cable", "--to", "there", "--publish", **{VARIABLE: TOKEN})
    assert done.returncode == 1
    assert done.stdout == (
        "metadata/cable/invenio.json:1:1  dep.remote-metadata  the repository does not accept metadata.creators: "
        f"Missing data for required field.\ndraft  record1  {invenio.url}/uploads/record1\n"
    )
    assert done.stderr.startswith("tei: 1 of 5: README.md, ")
    refused = tei("deposit", "push", "cable", "--to", "there", "--publish", "--dry-run", **{VARIABLE: TOKEN})
    assert (refused.returncode, refused.stdout) == (2, "")
    mode = stat.S_IMODE((tmp_path / "cable.push.json").stat().st_mode)
    assert mode & stat.S_IWOTH == 0
