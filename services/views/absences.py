from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from network.access import Permission
from network.models import Absence
from network.pages import needs, say_saved
from services.access import own_expert
from services.forms.absence import AbsenceForm
from services.rota import Occurrence, planned_between
from services.rota_access import absences_kept, experts_with_absences_kept, get_absence_to_edit

PER_PAGE = 50
LISTED_DAYS = 5


@needs(Permission.SEE_DIRECTORY)
def absence_list(request: HttpRequest) -> HttpResponse:
    """Who is away now and later, or (?when=past) who has been: one's own, as staff everybody's at the Ohjaamo."""
    today = timezone.localdate()
    past = request.GET.get("when") == "past"
    rows = absences_kept(request.user)
    rows = rows.filter(ends__lt=today).order_by("-ends", "-pk") if past else rows.filter(ends__gte=today)
    context = {
        "past": past,
        "today": today,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_add": experts_with_absences_kept(request.user).exists(),
    }
    return render(request, "services/absence_list.html", context)


def shifts_cut_by(absence: Absence) -> list[Occurrence]:
    """The shifts that do not come true because of `absence`, saved or not yet."""
    if absence.expert_id is None or absence.starts is None or absence.ends is None:
        return []
    planned = planned_between(absence.starts, absence.ends, experts=[absence.expert])
    return [one for one in planned if one.cut in (None, "away")]


def _told(cut: list[Occurrence]) -> str:
    """“The absence cancels 3 shifts: 4.3.2026, 11.3.2026 …”; "" when it cuts none."""
    if not cut:
        return ""
    days = list(dict.fromkeys(date_format(one.date, "SHORT_DATE_FORMAT") for one in cut))
    text = ngettext(
        "The absence cancels %(count)d shift: %(days)s.", "The absence cancels %(count)d shifts: %(days)s.", len(cut)
    )
    told = text % {"count": len(cut), "days": ", ".join(days[:LISTED_DAYS])}
    return f"{told.removesuffix('.')} …" if len(days) > LISTED_DAYS else told


def _edit(request: HttpRequest, absence: Absence, initial: dict | None = None) -> HttpResponse:
    experts = experts_with_absences_kept(request.user)
    form = AbsenceForm(request.POST or None, instance=absence, initial=initial, experts=experts)
    cut = []
    if form.is_valid():
        cut = shifts_cut_by(form.instance)
        if (form.has_seen() or not cut) and _saved(form, request.user):
            say_saved(request)
            if cut:
                messages.info(request, _told(cut))
            return redirect("services:absence_list")
    stored = Absence.objects.select_related("expert").get(pk=absence.pk) if absence.pk else None
    context = {"form": form, "absence": stored, "cut": cut, "told": _told(cut)}
    return render(request, "services/absence_form.html", context)


def _saved(form: AbsenceForm, user) -> bool:
    """Whether the row went in; two savings at once cannot both, and the later one is told so."""
    form.instance.created_by = form.instance.created_by or user
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("ends", _overlap())
        return False
    return True


def _overlap() -> str:
    return next(
        str(rule.violation_error_message) for rule in Absence._meta.constraints if rule.name == "network_absence_once"
    )


@needs(Permission.SEE_DIRECTORY)
def absence_create(request: HttpRequest) -> HttpResponse:
    if not experts_with_absences_kept(request.user).exists():
        raise PermissionDenied
    return _edit(request, Absence(), {"expert": own_expert(request.user)})


@needs(Permission.SEE_DIRECTORY)
def absence_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_absence_to_edit(request.user, pk))


@needs(Permission.SEE_DIRECTORY)
def absence_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; a POST removes, and the shifts come back."""
    absence = get_absence_to_edit(request.user, pk)
    if request.method == "POST":
        absence.delete()
        say_saved(request)
        return redirect("services:absence_list")
    return render(request, "services/absence_delete.html", {"absence": absence, "cut": shifts_cut_by(absence)})
