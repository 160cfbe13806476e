"""The token: from a variable of the environment, the keyring, or a prompt; never from the command line."""

import os
import sys
from typing import TYPE_CHECKING, Final

from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from tei.deposit.push.profiles import Profile

_SERVICE: Final = "tei deposit"
HIDDEN: Final = "(hidden)"


class Secret:
    """A text that no message, journal or traceback shows: printing it gives “(hidden)”."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return HIDDEN

    def __reduce__(self) -> str:
        """Refuse to be pickled, which would write the text down."""
        message = "a secret is not written down"
        raise TypeError(message)

    def reveal(self) -> str:
        """Return the text, for the header of a request and nothing else."""
        return self._text


def token(profile: "Profile") -> Secret:
    """Return the token or password of *profile*, without the white space around it.

    Raises :class:`~tei.errors.UsageError` if there is none, :class:`~tei.errors.EnvironmentFault` if the keyring fails.
    """
    found = os.environ.get(profile.token_variable) or _from_keyring(profile) or _from_prompt(profile)
    text = found.strip()
    if not text:
        message = (
            f"no token for {profile.name}: set the variable {profile.token_variable}, "
            f"or store it in the keyring as “{_SERVICE}”, “{profile.origin}”"
        )
        raise UsageError(message)
    if not text.isascii() or not text.isprintable():
        # Said here, for http.client would say it with the token in its message.
        message = f"the token for {profile.name} has a character in it that no token has"
        raise UsageError(message)
    return Secret(text)


def _from_keyring(profile: "Profile") -> str:
    try:
        import keyring  # noqa: PLC0415 - optional: the extra `keyring` brings it
        from keyring.errors import KeyringError, NoKeyringError  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        return ""
    try:
        # By the host, not by the name of the profile: nobody else's tei.toml can have it sent elsewhere.
        return keyring.get_password(_SERVICE, str(profile.origin)) or ""
    except NoKeyringError:
        return ""
    except KeyringError as fault:
        message = f"the keyring does not give the token for {profile.name}: {type(fault).__name__}"
        raise EnvironmentFault(message) from None


def _from_prompt(profile: "Profile") -> str:
    if not (sys.stdin and sys.stdin.isatty()):
        return ""
    import getpass  # noqa: PLC0415 - needed on a terminal alone

    what = f"password of {profile.user}" if profile.user else "token"
    return getpass.getpass(f"{profile.name} ({profile.origin}), {what}: ")
