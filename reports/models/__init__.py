from .chapter import Attachment, Chapter, ChapterComment, ReportImage
from .import_run import OPEN, WORKING, ImportRun, ImportState
from .issued import FileKind, IssuedFile, IssuedReport, IssueState
from .logo import Logo, LogoSlot
from .public_statistics import PublicStatistics
from .report import LANGUAGE_CODES, REPORT_LANGUAGES, Report, ReportAct, ReportEvent, ReportState, SmallNumbers
from .saved_view import SavedView
from .series import ExternalSeries, SeriesUnit, SeriesValue

__all__ = [
    "LANGUAGE_CODES",
    "OPEN",
    "REPORT_LANGUAGES",
    "WORKING",
    "Attachment",
    "Chapter",
    "ChapterComment",
    "ExternalSeries",
    "FileKind",
    "ImportRun",
    "ImportState",
    "IssueState",
    "IssuedFile",
    "IssuedReport",
    "Logo",
    "LogoSlot",
    "PublicStatistics",
    "Report",
    "ReportAct",
    "ReportEvent",
    "ReportImage",
    "ReportState",
    "SavedView",
    "SeriesUnit",
    "SeriesValue",
    "SmallNumbers",
]
