"""What pages that are counted for a project show while the user has none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def no_project(request: HttpRequest, heading: str) -> HttpResponse:
    """The page of that heading without anything to count; says what would bring it."""
    return render(request, "reports/no_project.html", {"heading": heading})
