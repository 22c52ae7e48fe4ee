"""Saved views of the workbench: keep the question that is open, rename it, share it, remove it."""

from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import Permission
from network.pages import needs, say_saved
from reports.access import projects_for
from reports.actions.saved_views import change_view, forget_view, keep_view
from reports.forms.saved_view import SavedViewForm
from reports.models import SavedView
from reports.views.workbench import asked
from reports.workbench.answer import title_of

LONGEST = SavedView._meta.get_field("question").max_length
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _own_or_404(request: HttpRequest, pk: int) -> SavedView:
    """The user's own view of a project whose exact figures they may still see."""
    projects = [seen.project for seen in projects_for(request.user, Permission.SEE_EXACT_FIGURES)]
    return get_object_or_404(SavedView.objects.filter(owner=request.user, project__in=projects), pk=pk)


def _opened(question: str) -> HttpResponseRedirect:
    return redirect(f"{reverse('reports:workbench')}?{question}")


@GET_OR_POST
@needs(Permission.SEE_EXACT_FIGURES)
def saved_view_create(request: HttpRequest) -> HttpResponse:
    """Keeps the question in the address under a name."""
    found = asked(request)
    if found is None:
        raise Http404
    if not found.form.is_valid() or len(found.form.address) > LONGEST:
        raise BadRequest(_("This question cannot be kept: choose less, or check the period and the Ohjaamos."))
    view = SavedView(owner=request.user, project=found.chosen.project, question=found.form.address)
    title = title_of(found.form.question)[:120]
    form = SavedViewForm(request.POST or None, instance=view, initial={"name": title})
    if form.is_valid() and _keeps(form, request):
        say_saved(request)
        return _opened(view.question)
    return render(request, "reports/workbench_view_form.html", {"form": form, "question": view.question})


def _keeps(form: SavedViewForm, request: HttpRequest) -> bool:
    """Whether the view was kept; the same name at this very moment is said beside the name."""
    view = form.instance
    try:
        with transaction.atomic():
            keep_view(
                project=view.project, name=view.name, question=view.question, is_shared=view.is_shared, by=request.user
            )
    except IntegrityError:
        form.add_error("name", _("You have a view of this name already."))
        return False
    return True


@GET_OR_POST
@needs(Permission.SEE_EXACT_FIGURES)
def saved_view_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, shared or not."""
    view = _own_or_404(request, pk)
    form = SavedViewForm(request.POST or None, instance=view)
    if form.is_valid():
        try:
            with transaction.atomic():
                change_view(view=view, **{name: form.cleaned_data[name] for name in ("name", "is_shared")})
        except IntegrityError:
            form.add_error("name", _("You have a view of this name already."))
        else:
            say_saved(request)
            return _opened(view.question)
    stored = _own_or_404(request, pk)
    context = {"form": form, "view": stored, "question": stored.question}
    return render(request, "reports/workbench_view_form.html", context)


@GET_OR_POST
@needs(Permission.SEE_EXACT_FIGURES)
def saved_view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the numbers stay where they are."""
    view = _own_or_404(request, pk)
    if request.method == "POST":
        question = view.question
        forget_view(view=view)
        say_saved(request)
        return _opened(question)
    back = f"{reverse('reports:workbench')}?{view.question}"
    return render(request, "network/row_delete.html", {"thing": view, "back": back, "refused": "", "warning": ""})
