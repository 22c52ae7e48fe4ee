"""The visits of the user's Ohjaamos, filtered, with their totals."""

from django.db.models import F
from django.utils import timezone
from django.utils.decorators import method_decorator
from django_filters.views import FilterView

from clients.filters import VisitFilter
from clients.models import Visit
from network.access import Permission
from network.pages import needs


@method_decorator(needs(Permission.LOG_VISITS), name="dispatch")
class VisitList(FilterView):
    filterset_class = VisitFilter
    template_name = "clients/visit_list.html"
    paginate_by = 50

    def get_queryset(self):
        standing = Visit.objects.at_sites_of(self.request.user).standing()
        related = standing.select_related("client", "site", "created_by").prefetch_related("visit_experts__expert")
        return related.order_by("-date", F("time").desc(nulls_last=True), "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        for visit in context["page_obj"]:
            visit.is_mendable = visit.is_mendable_by(self.request.user, today)
        totals = self.object_list.totals()
        return context | {"totals": totals | {"hours": (totals["minutes"] + 30) // 60}}
