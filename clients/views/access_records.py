"""For the data protection officer: who saw whom, when and why. People are numbers here, never names."""

from django.utils.decorators import method_decorator
from django_filters.views import FilterView

from clients.filters import AccessRecordFilter
from clients.models import AccessRecord
from network.access import Permission
from network.pages import needs


@method_decorator(needs(Permission.SEE_ACCESS_RECORDS), name="dispatch")
class AccessRecordList(FilterView):
    filterset_class = AccessRecordFilter
    template_name = "clients/access_record_list.html"
    paginate_by = 50

    def get_queryset(self):
        return AccessRecord.objects.select_related("user").order_by("-at", "-pk")
