"""Starts a project of one's own: settings, a first document that validates, an authority file, CI."""

from tei.project.starting import start

__all__ = ["start"]
