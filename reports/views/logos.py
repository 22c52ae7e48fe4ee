"""The logos on the cover of a project's reports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from network.access import Permission
from network.pages import needs, say_saved
from reports.access import get_project_or_404
from reports.actions.logos import put_logo, remove_logo
from reports.forms.logo import LogoForm
from reports.models import Logo, LogoSlot
from reports.report.context import data_address


@needs(Permission.EDIT_REPORTS)
def logo_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The three places for logos on the cover; each has its own form."""
    project = get_project_or_404(request.user, pk)
    sent = request.POST.get("slot")
    forms = {slot: LogoForm(prefix=slot) for slot in LogoSlot.values}
    if sent in forms and "remove" in request.POST:
        remove_logo(project=project, slot=sent)
        say_saved(request)
        return redirect("reports:logo_edit", pk)
    if sent in forms:
        form = forms[sent] = LogoForm(request.POST, request.FILES, prefix=sent)
        if form.is_valid():
            drawn, alt = form.cleaned_data["image"], form.cleaned_data["alt"]
            put_logo(project=project, slot=sent, image=drawn.content, content_type=drawn.content_type, alt=alt)
            say_saved(request)
            return redirect("reports:logo_edit", pk)
    logos = {logo.slot: (logo, data_address(logo)) for logo in Logo.objects.filter(project=project)}
    places = [(slot, LogoSlot(slot).label, forms[slot], logos.get(slot)) for slot in LogoSlot.values]
    return render(request, "reports/report_logos.html", {"project": project, "places": places, "forms": forms})
