"""Who works with a person, and one's own young people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_GET

from clients.access import Sight, open_person
from clients.actions.case_workers import hand_over_people, save_case_worker
from clients.caseload import caseload_of, colleagues
from clients.forms.case_worker import CaseloadHandOverForm, CaseWorkerForm, NewCaseWorkerForm
from clients.models import CaseWorker, Draft
from network.access import Permission, experts_of, sites_for
from network.models import Expert
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("who works with the person")


def _offered(sight: Sight):
    """Who may be named: those of the user's Ohjaamos; only oneself for who sees by consent."""
    me = experts_of(sight.user)
    if not sight.known:
        return me.values("pk")
    sites = sites_for(sight.user, Permission.SEE_CLIENTS)
    return (Expert.objects.at_sites(sites).valid_on(sight.today) | me).values("pk")


def _page(request: HttpRequest, form: CaseWorkerForm, sight: Sight) -> HttpResponse:
    return render(request, "clients/case_worker_form.html", {"form": form, "client": sight.client, "sight": sight})


@needs(Permission.SEE_SHARED)
def case_worker_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody begins to work with the person; oneself unless another is chosen."""
    sight = open_person(request.user, pk, what=PAGE)
    blank, me = CaseWorker(client=sight.client), experts_of(request.user).first()
    form = NewCaseWorkerForm(
        request.POST or None, instance=blank, experts=_offered(sight), initial={"expert": me and me.pk}
    )
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            save_case_worker(by=request.user, worker=form.save(commit=False))
            say_saved(request)
            return reverse("clients:client_detail", args=[pk])

        if answer := redirect_once(request, form, write):
            return answer
    return _page(request, form, sight)


@needs(Permission.SEE_SHARED)
def case_worker_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or end it; who sees by consent, their own row only."""
    rows = CaseWorker.objects.visible_to(request.user).select_related("client", "expert__agency")
    worker = get_object_or_404(rows, pk=pk)
    mine = worker.expert.user_id == request.user.pk
    # Another's row is for those who know the person: a consent does not open it.
    sight = open_person(request.user, worker.client_id, what=PAGE, **({} if mine else {"scope": None}))
    form = CaseWorkerForm(request.POST or None, instance=worker, experts=_offered(sight))
    if request.method == "POST" and form.is_valid():
        save_case_worker(by=request.user, worker=form.save(commit=False))
        say_saved(request)
        return redirect("clients:client_detail", pk=sight.client.pk)
    return _page(request, form, sight)


@require_GET
@needs(Permission.SEE_SHARED)
def caseload(request: HttpRequest) -> HttpResponse:
    """The young people with whom the user works."""
    today = timezone.localdate()
    context = {
        "workers": list(caseload_of(request.user, today)),
        "today": today,
        "is_expert": experts_of(request.user).exists(),
        "drafts": Draft.objects.filter(user=request.user).count(),
    }
    return render(request, "clients/caseload.html", context)


@needs(Permission.SEE_SHARED)
def caseload_hand_over(request: HttpRequest) -> HttpResponse:
    """Hand all of one's young people, or some, over to somebody else."""
    today = timezone.localdate()
    mine, others = caseload_of(request.user, today), colleagues(request.user, today)
    form = CaseloadHandOverForm(request.POST or None, workers=mine, colleagues=others)
    if request.method == "POST" and form.is_valid():
        people, to, day, reason = (form.cleaned_data[name] for name in ("people", "to", "day", "reason"))

        def write() -> str:
            moved = hand_over_people(by=request.user, workers=people, to=to, day=day, reason=reason)
            text = ngettext(
                "%(count)s young person was handed over.", "%(count)s young people were handed over.", moved
            )
            messages.success(request, text % {"count": moved})
            return reverse("clients:caseload")

        if answer := redirect_once(request, form, write):
            return answer
    return render(request, "clients/caseload_hand_over.html", {"form": form, "has_people": mine.exists()})
