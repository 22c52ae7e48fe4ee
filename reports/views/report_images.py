"""The pictures of a report's texts: list and add, see, delete."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import Permission
from network.pages import needs, say_saved
from reports.access import get_report_or_404
from reports.actions.chapters import NotWritableError
from reports.actions.report_images import add_image, delete_image
from reports.forms.report_image import ReportImageForm
from reports.models import Report
from reports.views.reports import names_of


@needs(Permission.EDIT_REPORTS)
def report_image_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The pictures with the code that puts each into a text; a form to add one."""
    report = get_report_or_404(request.user, pk)
    form = ReportImageForm(request.POST, request.FILES) if request.method == "POST" else ReportImageForm()
    if form.is_bound and form.is_valid() and _added(form, report, request):
        say_saved(request)
        return redirect("reports:report_image_list", pk)
    context = {"form": form, "images": images_with_places(report)}
    return render(request, "reports/report_images.html", context | names_of(report, report.languages[0]))


def _added(form: ReportImageForm, report: Report, request: HttpRequest) -> bool:
    drawn = form.cleaned_data["image"]
    try:
        add_image(
            report=report,
            name=form.cleaned_data["name"],
            image=drawn.content,
            content_type=drawn.content_type,
            size=drawn.size,
            by=request.user,
        )
    except NotWritableError as error:
        form.add_error(None, str(error))
    return not form.errors


def images_with_places(report: Report) -> list[dict]:
    """The pictures of a report without their bytes, each with its code and whether a text shows it; two queries."""
    texts = " ".join(report.chapters.filter(text__contains="(picture:").values_list("text", flat=True))
    return [
        {"image": image, "code": f"![](picture:{image.pk})", "is_used": f"(picture:{image.pk})" in texts}
        for image in report.images.defer("image")
    ]


@needs(Permission.EDIT_REPORTS)
def report_image(request: HttpRequest, pk: int, image_pk: int) -> HttpResponse:
    """The picture itself."""
    image = get_object_or_404(get_report_or_404(request.user, pk).images, pk=image_pk)
    return HttpResponse(bytes(image.image), content_type=image.content_type)


@require_POST
@needs(Permission.EDIT_REPORTS)
def report_image_delete(request: HttpRequest, pk: int, image_pk: int) -> HttpResponse:
    """Delete a picture that no text shows."""
    image = get_object_or_404(get_report_or_404(request.user, pk).images.defer("image"), pk=image_pk)
    try:
        if delete_image(image=image, by=request.user):
            messages.success(request, _("The picture was deleted."))
        else:
            messages.error(request, _("A chapter shows this picture, so it is kept. Take it out of the text first."))
    except NotWritableError as error:
        messages.error(request, str(error))
    return redirect("reports:report_image_list", pk)
