from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from network.access import Permission
from network.forms.expert import ExpertForm
from network.models import Expert
from network.pages import needs, say_saved
from network.scopes import experts_edited_by, get_to_edit, sites_edited_by, users_managed_by


@needs(Permission.SEE_DIRECTORY)
def expert_detail(request: HttpRequest, pk: int) -> HttpResponse:
    expert = get_object_or_404(Expert.objects.select_related("agency", "user").prefetch_related("sites"), pk=pk)
    context = {
        "expert": expert,
        "today": timezone.localdate(),
        "may_edit": experts_edited_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "network/expert_detail.html", context)


def _form(request: HttpRequest, expert: Expert | None = None) -> ExpertForm:
    return ExpertForm(
        request.POST or None,
        instance=expert,
        initial={"agency": request.GET.get("agency")} if expert is None else None,
        sites=sites_edited_by(request.user),
        users=users_managed_by(request.user),
        today=timezone.localdate(),
    )


@needs(Permission.EDIT_DIRECTORY)
def expert_create(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if form.is_valid():
        expert = form.save()
        say_saved(request)
        return redirect("network:expert_detail", expert.pk)
    return render(request, "network/expert_form.html", {"form": form, "expert": None})


@needs(Permission.SEE_DIRECTORY)
def expert_edit(request: HttpRequest, pk: int) -> HttpResponse:
    expert = get_to_edit(pk, seen=Expert.objects.all(), edited=experts_edited_by(request.user))
    form = _form(request, expert)
    if form.is_valid():
        form.save()
        say_saved(request)
        return redirect("network:expert_detail", pk)
    return render(request, "network/expert_form.html", {"form": form, "expert": Expert.objects.get(pk=pk)})
