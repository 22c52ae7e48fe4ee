from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from services.actions.feedback import record_feedback
from services.actions.public_forms import count_use
from services.codes import Channel
from services.forms.feedback import FeedbackForm
from services.models import Feedback
from services.public import public_address, public_page, sender_of
from services.views.public_forms import get_public_site, taken

# A tablet in the lobby and a school's network are one sender each.
MOST_AN_HOUR = 60


@public_page
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """A grade and four statements after the visit, and (?sent) the thanks; ?via=qr or tablet tells how it came."""
    site = get_public_site(slug)
    asked = request.GET.get("via", "")
    via = asked if asked in {Channel.QR, Channel.TABLET} else ""
    # Whoever changes the language stays on the tablet.
    request.public_query = f"via={via}" if via else ""
    instance = Feedback(site=site, channel=via or Channel.WEB)
    form = FeedbackForm(request.POST or None, instance=instance, initial={"language": get_language()})

    def write() -> None:
        count_use(form="feedback", address=sender_of(request), now=timezone.now(), most=MOST_AN_HOUR)
        record_feedback(feedback=form.save(commit=False))

    here = public_address("feedback", slug=slug) + (f"?{request.public_query}" if via else "")
    if taken(form, write):
        return redirect(f"{here}{'&' if via else '?'}sent")
    page = {"site": site, "here": here, "on_tablet": via == Channel.TABLET}
    if "sent" in request.GET and not form.is_bound:
        return render(request, "public/feedback_thanks.html", page)
    return render(request, "public/feedback_form.html", page | {"form": form})
