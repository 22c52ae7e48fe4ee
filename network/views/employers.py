from django.core.paginator import Paginator
from django.db.models import Max, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from network.access import Permission
from network.filters import EmployerFilter
from network.forms.employer import EmployerForm
from network.models import Employer, EmployerContact
from network.pages import needs
from network.scopes import employer_contacts_edited_by
from network.upkeep import ask_to_delete, saves

PER_PAGE = 50


@needs(Permission.EDIT_PROGRAMME)
def employer_list(request: HttpRequest) -> HttpResponse:
    """The register, which all Ohjaamos of the installation share."""
    found = EmployerFilter(request.GET, queryset=Employer.objects.all())
    employers = found.qs.select_related("municipality").annotate(last_contact=Max("contacts__date"))
    page = Paginator(employers.order_by("sort_name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/employer_list.html", {"filter": found, "page": page})


@needs(Permission.EDIT_PROGRAMME)
def employer_due(request: HttpRequest) -> HttpResponse:
    """With whom to be in touch next, the most urgent first: what was agreed in each employer's latest contact."""
    latest = EmployerContact.objects.filter(employer=OuterRef("employer")).order_by("-date", "-pk").values("pk")[:1]
    due = EmployerContact.objects.filter(pk=Subquery(latest), next_on__isnull=False).select_related("employer", "site")
    page = Paginator(due.order_by("next_on", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/employer_due.html", {"page": page, "today": timezone.localdate()})


@needs(Permission.EDIT_PROGRAMME)
def employer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(Employer.objects.select_related("municipality"), pk=pk)
    edited = set(employer_contacts_edited_by(request.user).filter(employer=employer).values_list("pk", flat=True))
    contacts = [(row, row.pk in edited) for row in employer.contacts.select_related("site", "created_by")]
    context = {"employer": employer, "contacts": contacts, "uses": employer.uses(), "today": timezone.localdate()}
    return render(request, "network/employer_detail.html", context)


def _edit(request: HttpRequest, employer: Employer) -> HttpResponse:
    form = EmployerForm(request.POST or None, instance=employer)
    if saves(request, form):
        return redirect("network:employer_detail", employer.pk)
    stored = Employer.objects.filter(pk=employer.pk).first()
    return render(request, "network/employer_form.html", {"form": form, "employer": stored})


@needs(Permission.EDIT_PROGRAMME)
def employer_create(request: HttpRequest) -> HttpResponse:
    return _edit(request, Employer())


@needs(Permission.EDIT_PROGRAMME)
def employer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Employer, pk=pk))


@needs(Permission.EDIT_PROGRAMME)
def employer_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Refused while posts or events name the employer; its contacts go with it."""
    employer = get_object_or_404(Employer.objects.select_for_update(of=("self",)), pk=pk)
    uses = ", ".join(f"{label} {number_format(count)}" for label, count in employer.uses())
    refused = _("It is still named elsewhere, so it stays: %(uses)s.") % {"uses": uses} if uses else ""
    warning = _("The contacts logged with it go too.") if employer.contacts.exists() else ""
    return ask_to_delete(request, employer, back="network:employer_list", refused=refused, warning=warning)
