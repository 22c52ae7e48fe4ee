"""Assessments of service need: side by side, one's own to fill in and sign."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clients.access import Sight, open_person
from clients.actions.assessments import SignedError, save_assessment
from clients.actions.drafts import forget_draft
from clients.assessments import comparison, newest_of_each
from clients.codes import ConsentScope
from clients.drafts import Kept, draft_for
from clients.forms.assessment import AssessmentForm, NewAssessmentForm
from clients.models import Assessment
from clients.plans import open_plan
from network.access import Permission, experts_of
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("assessment")


def _open(request: HttpRequest, pk: int) -> Sight:
    return open_person(request.user, pk, what=PAGE, scope=ConsentScope.PLAN)


def _list_of(sight: Sight) -> str:
    return reverse("clients:assessment_list", args=[sight.client.pk])


@needs(Permission.SEE_SHARED)
def assessment_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest assessments of each profession in one table; ?all=1 shows the earlier ones too."""
    sight = _open(request, pk)
    readable = Assessment.objects.readable_by(request.user).filter(client=sight.client)
    rows = list(readable.select_related("author", "expert__agency"))
    newest = rows if request.GET.get("all") else newest_of_each(rows)
    context = {
        "client": sight.client,
        "plan": open_plan(sight.client),
        "assessments": newest,
        "lines": comparison(newest),
        "hidden": len(rows) - len(newest),
    }
    return render(request, "clients/assessment_list.html", context)


def _page(request: HttpRequest, sight: Sight, form: AssessmentForm, draft: Kept) -> HttpResponse:
    context = {"client": sight.client, "form": form, "draft": draft}
    return render(request, "clients/assessment_form.html", context)


@needs(Permission.SEE_SHARED)
def assessment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own assessment of the person."""
    sight = _open(request, pk)
    me = experts_of(request.user).first()
    blank = Assessment(client=sight.client, author=request.user, expert=me, profession=me.title if me else "")
    draft = draft_for(request.user, f"assessment:{sight.client.pk}", sight.client)
    sign = "sign" in request.POST
    form = NewAssessmentForm(request.POST or None, instance=blank, initial=draft.initial, signing=sign)
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            save_assessment(assessment=form.save(commit=False), by=request.user, sign=sign)
            forget_draft(request.user, draft.key)
            say_saved(request)
            return _list_of(sight)

        if answer := redirect_once(request, form, write):
            return answer
    return _page(request, sight, form, draft)


@needs(Permission.SEE_SHARED)
def assessment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own assessment as long as it is not signed."""
    mine = Assessment.objects.visible_to(request.user).filter(author=request.user)
    assessment = get_object_or_404(mine, pk=pk)
    sight = _open(request, assessment.client_id)
    sign = "sign" in request.POST
    draft = draft_for(request.user, f"assessment_edit:{pk}", sight.client)
    if assessment.signed_at is None:
        form = AssessmentForm(request.POST or None, instance=assessment, initial=draft.initial, signing=sign)
        if request.method != "POST" or not form.is_valid():
            return _page(request, sight, form, draft)
        try:
            save_assessment(assessment=form.save(commit=False), by=request.user, sign=sign)
            forget_draft(request.user, draft.key)
            say_saved(request)
            return redirect(_list_of(sight))
        except SignedError:
            assessment.refresh_from_db(fields=["signed_at"])
    messages.warning(request, _("The assessment has been signed and changes no more. A new one can be made."))
    return redirect(_list_of(sight))
