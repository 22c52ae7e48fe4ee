from .chapter import REPORT_LANGUAGES, Chapter, Layout
from .import_run import ImportRun, ImportState
from .logo import Logo, LogoSlot

__all__ = ["REPORT_LANGUAGES", "Chapter", "ImportRun", "ImportState", "Layout", "Logo", "LogoSlot"]
