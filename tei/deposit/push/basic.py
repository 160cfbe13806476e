"""HTTP's own way to say who asks: a name and a password."""

import base64

from tei.errors import UsageError


def authorisation(password: str, user: str) -> dict[str, str]:
    """Return the header for *user*. Raises :class:`~tei.errors.UsageError` without one."""
    if not user or ":" in user:
        message = "this kind of repository wants a user besides the password: name it in the profile as user"
        raise UsageError(message)
    return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode('ascii')}"}
