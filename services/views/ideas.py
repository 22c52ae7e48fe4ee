from django.core.paginator import Paginator
from django.db.models import Case, Count, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from network.access import Permission, sites_for
from network.pages import needs, say_saved
from services.access import get_at_own_site, site_at_hand
from services.actions.ideas import record_idea, save_idea
from services.codes import Channel, IdeaStatus
from services.forms.idea import IdeaForm, NewIdeaForm
from services.models import Idea

PER_PAGE = 30


@needs(Permission.EDIT_PROGRAMME)
def idea_list(request: HttpRequest) -> HttpResponse:
    """The current site's ideas, those that nobody has looked at first; ?status= shows one state only."""
    site, status = site_at_hand(request), request.GET.get("status", "")
    ideas = Idea.objects.filter(site=site)
    counts = dict(ideas.order_by().values_list("status").annotate(Count("pk")))
    if status in IdeaStatus:
        ideas = ideas.filter(status=status)
    first = Case(When(status=IdeaStatus.NEW, then=Value(0)), default=Value(1))
    ideas = ideas.select_related("event").order_by(first, "-received_at", "-pk")
    context = {
        "site": site,
        "status": status,
        "states": [(state, counts.get(state, 0)) for state in IdeaStatus],
        "total": sum(counts.values()),
        "page": Paginator(ideas, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "services/idea_list.html", context)


@needs(Permission.EDIT_PROGRAMME)
def idea_create(request: HttpRequest) -> HttpResponse:
    """Write down what a young person said."""
    site = site_at_hand(request)
    form = NewIdeaForm(request.POST or None)
    if form.is_valid():
        text, language = form.cleaned_data["text"], (get_language() or "fi")[:2]
        record_idea(site=site, text=text, channel=Channel.STAFF, language=language)
        say_saved(request)
        return redirect("services:idea_list")
    return render(request, "services/idea_form.html", {"form": form, "site": site})


@needs(Permission.EDIT_PROGRAMME)
def idea_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One idea: what becomes of it, what everybody may read."""
    idea = get_at_own_site(request.user, Idea.objects.select_related("site", "event"), pk)
    form = IdeaForm(request.POST or None, instance=idea)
    if request.method == "POST" and form.is_valid():
        save_idea(idea=form.save(commit=False), today=timezone.localdate())
        say_saved(request)
        return redirect("services:idea_detail", idea.pk)
    stored = Idea.objects.select_related("site", "event").get(pk=pk)
    return render(request, "services/idea_detail.html", {"form": form, "idea": stored})


@needs(Permission.EDIT_PROGRAMME)
def idea_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; a POST removes, for spam and for what should not have been written."""
    idea = get_at_own_site(request.user, Idea.objects.select_related("site"), pk)
    if request.method == "POST":
        idea.delete()
        say_saved(request)
        return redirect("services:idea_list")
    return render(request, "services/idea_delete.html", {"idea": idea})


def idea_of(request: HttpRequest) -> Idea | None:
    """The idea named by ?idea= of which an event is being made, if it is one of the user's own sites."""
    named = request.GET.get("idea", "")
    if not (named.isascii() and named.isdigit() and len(named) < 18):
        return None
    mine = sites_for(request.user, Permission.EDIT_PROGRAMME)
    return Idea.objects.filter(site__in=mine, pk=int(named)).select_related("site").first()
