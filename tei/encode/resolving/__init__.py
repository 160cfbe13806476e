"""What the brackets and signs of a line become, by the rules of a profile."""

from tei.encode.resolving.decisions import Decision, Doubt
from tei.encode.resolving.engine import Resolver

__all__ = ["Decision", "Doubt", "Resolver"]
