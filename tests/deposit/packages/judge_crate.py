"""Prints what roc-validator says of the RO-Crate named first, without a network: the JSON-LD context is the second.

It runs in the environment that `test_formats.py` makes for roc-validator, and is no test module.
"""
# mypy: ignore-errors

import io
import sys
from pathlib import Path

import requests
from requests.adapters import BaseAdapter
from rocrate_validator import models, services

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


class Closed(BaseAdapter):
    """Answers for the one address that the validator needs; nothing else is there."""

    def send(self, request, *_more, **_named):  # noqa: ANN001, ANN002, ANN003, ANN201 - requests' own signature
        known = request.url == CONTEXT
        answer = requests.models.Response()
        answer.status_code = 200 if known else 404
        answer.headers["Content-Type"] = "application/ld+json"
        answer.raw = io.BytesIO(Path(sys.argv[2]).read_bytes() if known else b"")
        answer.url, answer.request = request.url, request
        return answer

    def close(self) -> None:
        """Do nothing."""


requests.Session.get_adapter = lambda _session, url: Closed()  # noqa: ARG005 - requests names the argument

result = services.validate(
    services.ValidationSettings(
        rocrate_uri=sys.argv[1],
        profile_identifier="ro-crate-1.1",
        requirement_severity=models.Severity.REQUIRED,
        no_cache=True,
    )
)
for issue in result.get_issues():
    sys.stdout.write(f"{issue.check.identifier} {issue.message}\n")
sys.stdout.write("failed\n" if result.has_issues() else "passed\n")
