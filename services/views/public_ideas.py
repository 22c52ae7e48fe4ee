"""The young person's side of the ideas: tell one, see what came of others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from services.actions.ideas import record_idea
from services.actions.public_forms import count_use
from services.codes import Channel
from services.forms.idea import PublicIdeaForm
from services.models import Idea
from services.public import public_address, public_page, sender_of
from services.public_cache import cached_page
from services.views.public_forms import get_public_site, taken

MOST_SHOWN = 100


@public_page
def idea(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for an idea, and (?sent) the thanks for one."""
    site = get_public_site(slug)
    form = PublicIdeaForm(request.POST or None)

    def write() -> None:
        count_use(form="idea", address=sender_of(request), now=timezone.now())
        record_idea(site=site, text=form.cleaned_data["text"], channel=Channel.WEB, language=get_language())

    if taken(form, write):
        return redirect(public_address("idea", slug=slug) + "?sent")
    if "sent" in request.GET and not form.is_bound:
        return render(request, "public/idea_thanks.html", {"site": site})
    return render(request, "public/idea_form.html", {"site": site, "form": form})


@public_page
@cached_page()
def ideas(request: HttpRequest, slug: str) -> HttpResponse:
    """“You suggested, we did”: how many ideas came, how many were answered, and the published answers."""
    site = get_public_site(slug)
    context = {
        "site": site,
        "counts": Idea.objects.filter(site=site).counts(),
        "ideas": Idea.objects.filter(site=site).answered().select_related("event")[:MOST_SHOWN],
    }
    return render(request, "public/idea_list.html", context)
