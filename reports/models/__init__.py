from .chapter import REPORT_LANGUAGES, Chapter, Layout
from .import_run import OPEN, WORKING, ImportRun, ImportState
from .logo import Logo, LogoSlot

__all__ = ["OPEN", "REPORT_LANGUAGES", "WORKING", "Chapter", "ImportRun", "ImportState", "Layout", "Logo", "LogoSlot"]
