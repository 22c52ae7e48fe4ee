"""Screenings: the lists, one list with where everybody stands, its funnel."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import ListView

from clients.actions.screenings import save_screening
from clients.filters.participation import my_projects
from clients.forms.screening import NewScreeningForm, ScreeningForm
from clients.models import Screening
from clients.screenings import CaseState, by_urgency, funnel, in_state, next_case, progress, state_of
from network.access import Permission, sites_for
from network.current_site import current_site
from network.pages import needs, say_saved

from .once import redirect_once

PER_PAGE = 50
LONGEST_NUMBER = 19


def get_screening_or_404(user, pk: int) -> Screening:
    """The list, if it is of a site where `user` counsels; a stranger's is as good as none (404)."""
    return get_object_or_404(Screening.objects.visible_to(user).select_related("site", "project"), pk=pk)


def is_number(text: str) -> bool:
    """Whether something sent can be the number of a row."""
    return text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER


@method_decorator(needs(Permission.SEE_CLIENTS), name="dispatch")
class ScreeningList(ListView):
    """The lists of the user's Ohjaamos, running ones first, each with how far it is."""

    template_name = "clients/screening_list.html"
    paginate_by = PER_PAGE

    def get_queryset(self):
        seen = Screening.objects.visible_to(self.request.user).select_related("site", "project")
        return seen.with_counts().order_by(F("ended_on").desc(nulls_first=True), "-started_on", "-pk")


@needs(Permission.SEE_CLIENTS)
def screening_create(request: HttpRequest) -> HttpResponse:
    """Begin a new list."""
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    here = current_site(request)
    form = NewScreeningForm(
        request.POST or None, sites=sites, projects=my_projects(request), initial={"site": here and here.pk}
    )
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            screening = save_screening(screening=form.save(commit=False), by=request.user)
            say_saved(request)
            return reverse("clients:screening_detail", args=[screening.pk])

        if answer := redirect_once(request, form, write):
            return answer
    return render(request, "clients/screening_form.html", {"form": form})


@needs(Permission.SEE_CLIENTS)
def screening_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a list's name and targets, or end it."""
    screening = get_screening_or_404(request.user, pk)
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    form = ScreeningForm(request.POST or None, instance=screening, sites=sites, projects=my_projects(request))
    if request.method == "POST" and form.is_valid():
        save_screening(screening=form.save(commit=False), by=request.user)
        say_saved(request)
        return redirect("clients:screening_detail", pk=pk)
    return render(request, "clients/screening_form.html", {"form": form})


@needs(Permission.SEE_CLIENTS)
def screening_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody on the list in the order in which they are looked at, by state if wanted."""
    screening = get_screening_or_404(request.user, pk)
    counts = Counter(state_of(case) for case in screening.cases.order_by())
    state = request.GET.get("state", "")
    cases = by_urgency(screening.cases.all())
    if state in CaseState.values:
        cases = in_state(cases, state)
    page = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    for case in page:
        case.state, case.age = state_of(case), case.age_on(today)
    context = {
        "screening": screening,
        "page_obj": page,
        "states": [(one, counts[one], one == state) for one in CaseState],
        "state": state,
        "progress": progress(screening),
    }
    return render(request, "clients/screening_detail.html", context)


@needs(Permission.SEE_CLIENTS)
def screening_next(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the next person without a decision; `after` skips one."""
    screening = get_screening_or_404(request.user, pk)
    skipped = request.GET.get("after", "")
    after = screening.cases.filter(pk=int(skipped)).first() if is_number(skipped) else None
    case = next_case(screening, after)
    if case is None:
        messages.success(request, _("Everybody on the list has been screened."))
        return redirect("clients:screening_detail", pk=pk)
    return redirect("clients:screening_case", pk=case.pk)


@needs(Permission.SEE_CLIENTS)
def screening_funnel(request: HttpRequest, pk: int) -> HttpResponse:
    """The list in figures: how many reached each step, why some were not invited, who carries on."""
    screening = get_screening_or_404(request.user, pk)
    return render(request, "clients/screening_funnel.html", {"screening": screening, "funnel": funnel(screening)})
