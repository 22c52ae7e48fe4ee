"""Which issues a user may see: those of the projects whose figures they may see; open ones are for the writers."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from network.access import Permission, require
from reports.access import projects_for
from reports.models import IssuedFile, IssuedReport, IssueState

HEAVY = ("figures", "names", "definitions")


def issues_for(user) -> QuerySet[IssuedReport]:
    """The issues given out that `user` may read, without their figures. Raises PermissionDenied."""
    require(user, Permission.SEE_FIGURES)
    projects = [seen.project.pk for seen in projects_for(user)]
    found = IssuedReport.objects.filter(report__project__in=projects, state=IssueState.READY)
    return found.select_related("report__project", "issued_by").defer(*HEAVY)


def get_issue_or_404(user, pk: int, *, write: bool = False) -> IssuedReport:
    """An issue that `user` may read, or one in any state that they may have a hand in; 403 without the right at all."""
    permission = Permission.EDIT_REPORTS if write else Permission.SEE_FIGURES
    require(user, permission)
    issued = IssuedReport.objects.filter(pk=pk).select_related("report__project", "issued_by").first()
    if issued is None or not _reaches(user, permission, issued):
        raise Http404
    if issued.state != IssueState.READY and not _reaches(user, Permission.EDIT_REPORTS, issued):
        raise Http404
    return issued


def may_write(user, issued: IssuedReport) -> bool:
    """Whether `user` writes the report of this issue."""
    return _reaches(user, Permission.EDIT_REPORTS, issued)


def _reaches(user, permission: Permission, issued: IssuedReport) -> bool:
    return issued.report.project_id in {seen.project.pk for seen in projects_for(user, permission)}


def get_file_or_404(user, pk: int) -> IssuedFile:
    """A file of an issue that `user` may read."""
    require(user, Permission.SEE_FIGURES)
    file = IssuedFile.objects.filter(pk=pk).select_related("issued__report__project").first()
    if file is None or file.issued.state != IssueState.READY or not _reaches(user, Permission.SEE_FIGURES, file.issued):
        raise Http404
    return file


@dataclass(frozen=True)
class Verdict:
    """What a fingerprint tells: the files of issues that have it; none: it is not of an issue that the user may see."""

    sha256: str
    files: list[IssuedFile]


def verify(user, sha256: str) -> Verdict:
    """Whether a file with this SHA-256 is one of an issue that `user` may read, unchanged."""
    found = IssuedFile.objects.filter(sha256=sha256, issued__in=issues_for(user)).defer("content")
    return Verdict(sha256, list(found.select_related("issued__report__project")))
