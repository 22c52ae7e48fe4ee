"""Questions without a name: asking, the list of both sides, answering."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from clients.actions.consultations import AnsweredAlreadyError, answer_consultation, ask, close_consultation
from clients.codes import ConsultationStatus
from clients.forms.consultation import ConsultationAnswerForm, ConsultationForm
from clients.models import Consultation
from network.access import Permission, has, sites_for
from network.pages import needs, say_saved

from .once import redirect_once
from .referral_send import say_not_mailed, sending_site


@method_decorator(needs(Permission.SEE_SHARED), name="dispatch")
class ConsultationList(ListView):
    """The questions asked from the user's Ohjaamos, and those to the user or their agency."""

    template_name = "clients/consultation_list.html"
    paginate_by = 50

    def get_queryset(self):
        rows = Consultation.objects.visible_to(self.request.user)
        return rows.select_related("to_agency", "to_expert", "site").order_by("-sent_at", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        mine = set(Consultation.objects.received_by(self.request.user).values_list("pk", flat=True))
        for row in context["page_obj"]:
            row.is_to_us = row.pk in mine
        return context | {"may_ask": has(self.request.user, Permission.SEE_CLIENTS)}


@needs(Permission.SEE_CLIENTS)
def consultation_create(request: HttpRequest) -> HttpResponse:
    """Ask; what may be told of a referral without consent comes along in the address: receiver, target, urgency."""
    carried = {
        name: request.GET[name] for name in ("to_agency", "to_expert", "target", "urgency") if request.GET.get(name)
    }
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    form = ConsultationForm(request.POST or None, sites=sites, initial={"site": sending_site(request)} | carried)
    if request.method == "POST" and form.is_valid():
        try:
            answer = redirect_once(request, form, lambda: _ask(request, form))
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else "to_agency", error.messages)
        else:
            if answer:
                return answer
    return render(request, "clients/consultation_form.html", {"form": form})


def _ask(request: HttpRequest, form: ConsultationForm) -> str:
    consultation = form.save(commit=False)
    if ask(by=request.user, consultation=consultation, now=timezone.now()):
        messages.success(request, _("The question was sent."))
    else:
        say_not_mailed(request)
    return reverse("clients:consultation_detail", args=[consultation.pk])


@needs(Permission.SEE_SHARED)
def consultation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with its answer; whoever received it answers here."""
    rows = Consultation.objects.visible_to(request.user).select_related("to_agency", "to_expert", "site", "answered_by")
    consultation = get_object_or_404(rows, pk=pk)
    is_to_us = Consultation.objects.received_by(request.user).filter(pk=pk).exists()
    form = None
    if is_to_us and consultation.status == ConsultationStatus.SENT:
        form = ConsultationAnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and _answer(request, consultation, form):
            return redirect("clients:consultation_detail", pk=pk)
    may_close = has(request.user, Permission.SEE_CLIENTS, consultation.site) and consultation.closed_at is None
    context = {"consultation": consultation, "form": form, "may_close": may_close}
    return render(request, "clients/consultation_detail.html", context)


def _answer(request: HttpRequest, consultation: Consultation, form: ConsultationAnswerForm) -> bool:
    try:
        text, now = form.cleaned_data["answer"], timezone.now()
        answer_consultation(by=request.user, consultation=consultation, text=text, now=now)
    except AnsweredAlreadyError:
        form.tell_answered()
        return False
    say_saved(request)
    return True


@require_POST
@needs(Permission.SEE_CLIENTS)
def consultation_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker needs no more."""
    mine = Consultation.objects.filter(site__in=sites_for(request.user, Permission.SEE_CLIENTS))
    consultation = get_object_or_404(mine.select_related("site"), pk=pk)
    close_consultation(by=request.user, consultation=consultation, now=timezone.now())
    say_saved(request)
    return redirect("clients:consultation_detail", pk=pk)
