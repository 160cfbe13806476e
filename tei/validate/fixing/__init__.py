"""Documents mended by the fixes that their schemas offer, and nothing changed in them but what a fix says."""

from tei.validate.fixing.wish import Fixing

__all__ = ["Fixing"]
