"""People: the list with its search, the page of one person, mending what is known of them."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_noop
from django.views.generic import ListView

from clients.access import open_client, open_person
from clients.codes import ConsentScope
from clients.forms.client import ClientForm
from clients.models import Client, Visit
from clients.person import parts_of
from clients.profile import over_age_limit, with_visits
from clients.search import Hits, find_clients, parse
from clients.shared_search import find_shared
from network.access import Permission, has, sites_for
from network.current_site import current_site
from network.pages import needs, say_saved

LONGEST_SEARCH = 100
PERSON_PAGE = gettext_noop("page of the person")
EDIT_PAGE = gettext_noop("mending the details")


@method_decorator(needs(Permission.SEE_SHARED), name="dispatch")
class ClientList(ListView):
    """Everybody whom the user may see, by last name; a search comes by POST, so that no name is in an address."""

    template_name = "clients/client_list.html"
    paginate_by = 50

    def get_queryset(self):
        return with_visits(Client.objects.visible_to(self.request.user)).order_by("sort_name", "pk")

    def post(self, request: HttpRequest) -> HttpResponse:
        text = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        if not text:
            return redirect("clients:client_list")
        query = parse(text)
        counsels = has(request.user, Permission.SEE_CLIENTS)
        hits = find_clients(request.user, query) if counsels else Hits([])
        # Those known here first, as they fit best; then those who let the user see something of theirs.
        order = list(dict.fromkeys(one.pk for one in [*hits.people, *find_shared(request.user, query)]))
        found = {client.pk: client for client in self.get_queryset().filter(pk__in=order)}
        people = _told(request.user, (found[number] for number in order if number in found))
        context = {"query": text, "people": people, "more": hits.more, "is_enough": query.is_enough}
        return render(request, self.template_name, context | {"counsels": counsels})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        counsels = has(self.request.user, Permission.SEE_CLIENTS)
        return context | {"people": _told(self.request.user, context["page_obj"]), "query": "", "counsels": counsels}


def _told(user, clients: Iterable[Client]) -> list[Client]:
    """The clients, each with `age_today` in complete years (None without a birth date) and `by_consent`: known nowhere
    where the user counsels."""
    today, people = timezone.localdate(), list(clients)
    known = Client.objects.known_to(user).filter(pk__in=[client.pk for client in people]).values_list("pk", flat=True)
    known = set(known)
    for client in people:
        client.age_today, client.by_consent = client.age_on(today), client.pk not in known
    return people


@needs(Permission.SEE_SHARED)
def client_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one person, as far as the user may see it; its opening is recorded in the same transaction."""
    sight = replace(open_person(request.user, pk, what=PERSON_PAGE), everything="all" in request.GET)
    client = sight.client
    visits = Visit.objects.visible_to(request.user).standing().filter(client=client)
    home = client.home_site or current_site(request)
    context = {
        "client": client,
        "sight": sight,
        "age": client.age_on(sight.today),
        "parts": parts_of(sight),
        "visit_count": visits.count() if sight.sees(ConsentScope.VISITS) else None,
        "age_limit": over_age_limit(client, home, sight.today),
        "age_limit_site": home,
        "today": sight.today,
    }
    return render(request, "clients/client_detail.html", context)


@needs(Permission.SEE_CLIENTS)
def client_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend what is known of a person."""
    client = open_client(request.user, pk, what=EDIT_PAGE)
    name = client.full_name
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    form = ClientForm(request.POST or None, instance=client, sites=sites)
    if request.method == "POST" and form.is_valid():
        form.save()
        say_saved(request)
        return redirect("clients:client_detail", pk=client.pk)
    return render(request, "clients/client_edit.html", {"form": form, "client": client, "name": name})
