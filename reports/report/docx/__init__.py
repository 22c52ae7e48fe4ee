"""A report as a Word file for those who must edit it further: the same printout with Word's own styles and charts."""

from reports.report.docx.document import report_docx

__all__ = ["report_docx"]
