"""The demo: invented people in the real structure of the PoVer project (Akaa, Urjala, Valkeakoski).

Its records are made so that their counts are the published ones; no figure is written anywhere but in the records.
"""

from .load import load
from .logins import DEMO_LOGINS

__all__ = ["DEMO_LOGINS", "load"]
