"""Today's visits, and mending or withdrawing one's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from clients.access import get_visit_or_404
from clients.actions.visits import mend_visit, refuse_unless_mendable, withdraw_visit
from clients.forms.visit_mend import VisitMendForm
from clients.models import Visit
from clients.search import picked
from clients.today import logged_for_other_days, today_at, visit_rows, visits_of

from .counter import counter_site, saves_on_enter
from .picker import Picker, posted_picker

PER_PAGE = 100


@require_GET
def visit_today(request: HttpRequest) -> HttpResponse:
    """All visits of today at the site, and those that the user logged today for other days."""
    site = counter_site(request)
    today = today_at(site, request.user)
    page = Paginator(visits_of(request.user, site, today.day), PER_PAGE).get_page(request.GET.get("page"))
    others = logged_for_other_days(request.user, site, today.day)[:PER_PAGE]
    context = {
        "today": today,
        "page": page,
        "rows": visit_rows(page, request.user, today.day),
        "others": visit_rows(others, request.user, today.day),
    }
    return render(request, "clients/visit_today.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one's own visit of today, the person too. Searching and picking come to this address as well."""
    visit = get_visit_or_404(request.user, pk)
    refuse_unless_mendable(visit, request.user)
    options = {"instance": visit, "user": request.user, "site": visit.site}
    if request.method != "POST":
        people = [visit.client] if visit.client else []
        return _draw(request, VisitMendForm(**options), Picker(visit.site, people, single=True))
    picker = posted_picker(request, visit.site, single=True)
    if "pick" in request.POST or ("do" in request.POST and not saves_on_enter(request, picker)):
        return _on_the_way(request, VisitMendForm.typed(request.POST, **options), picker)
    form = VisitMendForm(request.POST, **options)
    if not form.is_valid():
        return _draw(request, form, picker)
    _mend(form)
    clock = formats.time_format(timezone.localtime(), "TIME_FORMAT")
    messages.success(request, _("Mended %(time)s.") % {"time": clock})
    return redirect("clients:counter")


def _mend(form: VisitMendForm) -> None:
    cleaned = form.cleaned_data
    client = cleaned["people"][0] if cleaned["people"] else None
    mend_visit(by=form.user, visit=form.save(commit=False), client=client, experts=cleaned["experts"])


def _on_the_way(request: HttpRequest, form: VisitMendForm, picker: Picker) -> HttpResponse:
    if "pick" in request.POST:
        picker.pick(picked(request.user, [request.POST["pick"]]))
        form.initial["anonymous"] = False
    else:
        picker.search(request.user)
    return _draw(request, form, picker)


def _draw(request: HttpRequest, form: VisitMendForm, picker: Picker) -> HttpResponse:
    picker.whole_page = not form.errors
    # The form writes what was typed into its instance, so the heading reads what is stored.
    stored = Visit.objects.get(pk=form.instance.pk)
    return render(request, "clients/visit_form.html", {"form": form, "picker": picker, "visit": stored})


@require_http_methods(["GET", "HEAD", "POST"])
def visit_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take one's own visit of today back."""
    visit = get_visit_or_404(request.user, pk)
    refuse_unless_mendable(visit, request.user)
    if request.method == "POST":
        withdraw_visit(by=request.user, visit=visit)
        messages.success(request, _("The visit was withdrawn. It counts no more."))
        return redirect("clients:counter")
    return render(request, "clients/visit_withdraw.html", {"visit": visit})
