"""How fast must a human look at this text? Pure; runs under Python 3.10 too."""

from nightdoor.core.triage.assess import assess
from nightdoor.core.triage.model import Assessment, Kind, Level, Reason
from nightdoor.core.triage.phrasebook import Phrasebook

__all__ = ["Assessment", "Kind", "Level", "Phrasebook", "Reason", "assess"]
