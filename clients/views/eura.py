"""The EURA preparation list: per person what to enter, how far it is, one tap for each step."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST
from django_filters.views import FilterView

from clients.access import open_client
from clients.actions.eura import take_eura_step
from clients.eura import entries_of
from clients.filters.eura import EuraFilter
from clients.models import Participation
from network.access import Permission
from network.pages import needs, say_saved

PAGE = gettext_noop("EURA preparation")
MOVED = "moved"


@method_decorator(needs(Permission.SEE_CLIENTS), name="dispatch")
class EuraList(FilterView):
    filterset_class = EuraFilter
    template_name = "clients/eura_list.html"
    paginate_by = 30

    def get_queryset(self):
        seen = Participation.objects.visible_to(self.request.user)
        # Who left first is due first; then those still there, the oldest start first.
        return seen.select_related("client", "project").order_by("end_date", "start_date", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today, rows = timezone.localdate(), list(context["page_obj"] or [])
        moved = self._moved()
        found = entries_of([*rows, *moved], today)
        context["entries"] = [found[row.pk] for row in rows]
        context["moved"] = [found[row.pk] for row in moved if row not in rows]
        context["here"] = self._here()
        return context

    def _moved(self) -> list[Participation]:
        """The one that has just been moved a step, which may have left the list as it is filtered."""
        pk = self.request.GET.get(MOVED, "")
        return list(self.get_queryset().filter(pk=pk)) if pk.isascii() and pk.isdigit() and len(pk) < 10 else []

    def _here(self) -> str:
        """The address of this list as it is filtered, to come back to after a step."""
        query = self.request.GET.copy()
        query.pop(MOVED, None)
        return f"{reverse('clients:eura_list')}{'?' if query else ''}{query.urlencode()}"


@require_POST
@needs(Permission.SEE_CLIENTS)
def eura_step(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Mark one form as given or accepted, or take that back; then to the same list again."""
    seen = Participation.objects.visible_to(request.user)
    participation = get_object_or_404(seen, pk=pk)
    open_client(request.user, participation.client_id, what=PAGE)
    was, to = request.POST.get("was", ""), request.POST.get("to", "")
    try:
        if take_eura_step(by=request.user, participation=participation, side=side, was=was, to=to):
            say_saved(request)
        else:
            messages.info(request, _("Somebody else has moved this already. It stays as it is now."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    back = back if is_ours else reverse("clients:eura_list")
    return redirect(f"{back}{'&' if '?' in back else '?'}{MOVED}={participation.pk}#p-{participation.pk}")
