"""One person on a screening list: the screening, the invitation, what followed, and becoming a client."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.access import record_access
from clients.actions.clients import NobodyElsewhereError, PossibleDuplicatesError, record_asking
from clients.actions.screenings import (
    PAGE,
    NotInterviewedError,
    become_client,
    link_client,
    link_from_elsewhere,
    person_of,
    remove_case,
    save_case,
)
from clients.forms.screening_case import OnwardsForm, ScreeningCaseForm
from clients.models import Client, ScreeningCase
from clients.screenings import CaseState, progress, state_of
from clients.search import possible_duplicates
from network.access import Permission
from network.pages import needs, say_saved

# Those who have come to the interview.
CAME = (CaseState.INTERVIEWED, CaseState.PLANNED, CaseState.FORWARDED)


def _get_case_or_404(user, pk: int) -> ScreeningCase:
    seen = ScreeningCase.objects.visible_to(user).select_related("screening__site")
    return get_object_or_404(seen, pk=pk)


def _known_client(request: HttpRequest, case: ScreeningCase) -> Client | None:
    """The client whom the case is about, if the user counsels where they are known; seeing them is recorded."""
    client = Client.objects.known_to(request.user).filter(pk=case.client_id).first() if case.client_id else None
    if client:
        record_access(request.user, client, what=PAGE)
    return client


def _context(request: HttpRequest, case: ScreeningCase, form, state: CaseState) -> dict:
    """What both pages of a case show; `state` is the one that is saved, whatever has been typed since."""
    return {
        "case": case,
        "screening": case.screening,
        "form": form,
        "differences": form.differences(),
        "person": _known_client(request, case),
        "age": case.age_on(timezone.localdate()),
        "state": state,
        "came": state in CAME,
        "progress": progress(case.screening),
    }


@needs(Permission.SEE_CLIENTS)
def screening_case(request: HttpRequest, pk: int) -> HttpResponse:
    """One person screened; saving goes on to the next one unless told otherwise."""
    case = _get_case_or_404(request.user, pk)
    if request.method == "POST" and "remove" in request.POST and not case.decision:
        remove_case(case=case, by=request.user)
        messages.success(request, _("Taken off the list."))
        return redirect("clients:screening_detail", pk=case.screening_id)
    state, form = state_of(case), ScreeningCaseForm(request.POST or None, instance=case)
    if request.method == "POST" and form.is_valid():
        save_case(case=form.save(commit=False), by=request.user)
        say_saved(request)
        if "stay" in request.POST:
            return redirect("clients:screening_detail", pk=case.screening_id)
        answer = redirect("clients:screening_next", pk=case.screening_id)
        answer["Location"] += f"?after={case.pk}"
        return answer
    return render(request, "clients/screening_case.html", _context(request, case, form, state))


@needs(Permission.SEE_CLIENTS)
def screening_case_onwards(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation, the interviews, the plan, forward; after the first interview the person becomes known here."""
    case = _get_case_or_404(request.user, pk)
    state, form = state_of(case), OnwardsForm(request.POST or None, instance=case)
    if request.method == "POST" and form.is_valid():
        save_case(case=form.save(commit=False), by=request.user)
        say_saved(request)
        if case.interviewed_on and not case.client_id:
            return redirect("clients:screening_case_person", pk=pk)
        return redirect("clients:screening_detail", pk=case.screening_id)
    return render(request, "clients/screening_onwards.html", _context(request, case, form, state))


@needs(Permission.SEE_CLIENTS)
def screening_case_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who the interviewed person is: somebody known here or elsewhere already, or a new client."""
    case = _get_case_or_404(request.user, pk)
    context = {"case": case, "screening": case.screening, "elsewhere": 0}
    alike = _alike(request, case)
    if request.method == "POST" and not case.client_id:
        try:
            return _become_known(request, case, alike)
        except NotInterviewedError:
            messages.error(request, _("Give the day of the interview first."))
            return redirect("clients:screening_case_onwards", pk=pk)
        except NobodyElsewhereError:
            text = _("Nobody was found now. Check the name and the date of birth with the young person.")
            messages.error(request, text)
        except PossibleDuplicatesError as error:
            alike, context["elsewhere"] = error.clients, error.elsewhere
            if error.elsewhere:
                record_asking(by=request.user, site=case.screening.site, **person_of(case))
    context |= {"alike": alike, "person": _known_client(request, case)}
    return render(request, "clients/screening_person.html", context)


def _alike(request: HttpRequest, case: ScreeningCase) -> list[Client]:
    """The people known here who may be the interviewed one, the likeliest first."""
    found = possible_duplicates(request.user, **person_of(case))
    mine = set(Client.objects.known_to(request.user).filter(pk__in=[one.pk for one in found]))
    return [one for one in found if one in mine]


def _become_known(request: HttpRequest, case: ScreeningCase, alike: list[Client]) -> HttpResponse:
    """Link the known person who was picked, here or elsewhere, or add a new one."""
    picked = next((one for one in alike if str(one.pk) == request.POST.get("pick")), None)
    wanted = request.POST.get("add")
    if picked:
        link_client(case=case, client=picked, by=request.user)
    elif wanted == "elsewhere":
        picked = link_from_elsewhere(case=case, by=request.user)
    elif wanted:
        picked = become_client(case=case, by=request.user, is_new=wanted == "anyway")
    else:
        return redirect("clients:screening_case_person", pk=case.pk)
    say_saved(request)
    return redirect("clients:client_detail", pk=picked.pk)
