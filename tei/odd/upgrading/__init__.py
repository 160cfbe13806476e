"""An ODD under a later release of TEI P5: what breaks, what is going out of use, what changes for documents."""

from tei.odd.upgrading.upgraded import Upgrade, upgrade

__all__ = ["Upgrade", "upgrade"]
