import segno
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import Permission, sites_for
from network.codes import language_name
from network.pages import needs, say_saved
from services.access import get_at_own_site, site_at_hand
from services.actions.feedback import erase_comment
from services.forms.feedback import FeedbackPeriodForm
from services.models import Feedback
from services.public import public_address

PER_PAGE = 30
QR_DARK = "#000"


def _questions(answers) -> list[dict]:
    """Each question with its n, mean and distribution: (answer, count, whole percent of n)."""
    means, distributions = answers.means(), answers.distributions()
    rows = []
    for name, found in means.items():
        n = found["n"]
        bars = [(value, count, round(100 * count / n) if n else 0) for value, count in distributions[name]]
        label = _("School grade") if name == "grade" else Feedback._meta.get_field(name).verbose_name
        rows.append({"name": name, "label": label, "scale": "4–10" if name == "grade" else "1–5", "bars": bars} | found)
    return rows


@needs(Permission.EDIT_PROGRAMME)
def feedback_list(request: HttpRequest) -> HttpResponse:
    """Means with their n, how the answers spread, and the words; this year's at the current site to begin with."""
    site = site_at_hand(request)
    start = {"date_from": timezone.localdate().replace(month=1, day=1).isoformat(), "site": site.pk}
    form = FeedbackPeriodForm(request.GET or start, sites=sites_for(request.user, Permission.EDIT_PROGRAMME))
    answers = form.chosen()
    comments = answers.exclude(comment="").select_related("site").order_by("-date", "-pk")
    context = {
        "form": form,
        "site": site,
        "total": answers.count(),
        "questions": _questions(answers),
        "by_site": answers.by("site__name"),
        "by_language": [(language_name(code) if code else "", *rest) for code, *rest in answers.by("language")],
        "page": Paginator(comments, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "services/feedback_list.html", context)


@require_POST
@needs(Permission.EDIT_PROGRAMME)
def feedback_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one answer's words away; its numbers stay."""
    erase_comment(feedback=get_at_own_site(request.user, Feedback.objects.all(), pk))
    say_saved(request)
    return redirect("services:feedback_list")


@needs(Permission.EDIT_PROGRAMME)
def feedback_qr(request: HttpRequest) -> HttpResponse:
    """A sheet for the wall: a QR code that opens the form on one's own phone, and the tablet's address."""
    site = site_at_hand(request)
    page = request.build_absolute_uri(public_address("feedback", "fi", slug=site.slug))
    code = segno.make(f"{page}?via=qr", error="m", micro=False)
    context = {
        "site": site,
        "address": page,
        "tablet": f"{page}?via=tablet",
        "picture": code.svg_data_uri(dark=QR_DARK, border=2, scale=8),
    }
    return render(request, "services/feedback_qr.html", context)
