"""Experts of the network to choose from, for a step or a meeting of one young person."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from clients.models import CaseWorker, Client, ClientSite
from network.models import Expert, Site


class ExpertChoice(forms.ModelChoiceField):
    """Experts by name with their agency."""

    def label_from_instance(self, expert: Expert) -> str:
        return f"{expert}, {expert.agency}"


class ExpertsChoice(forms.ModelMultipleChoiceField):
    """Experts to tick, by name with their agency."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, expert: Expert) -> str:
        return f"{expert}, {expert.agency}"


def _let_in(client: Client) -> QuerySet:
    """The agencies that see something of the person by a consent, as far as the user sees the consents."""
    consents = client.consents.in_force(timezone.localdate())
    return consents.filter(agency__isnull=False).values("agency")


def experts_near(client: Client, keep: list[int] = ()) -> QuerySet[Expert]:
    """The experts of the network who may have a part: at the young person's Ohjaamos, or of agencies let in.

    Those with the numbers `keep` stay, whatever has become of them.
    """
    known_at = ClientSite.objects.filter(client=client).values("site")
    sites = Site.objects.filter(Q(pk=client.home_site_id) | Q(pk__in=known_at))
    near = Expert.objects.valid_on(timezone.localdate())
    near = near.filter(Q(pk__in=Expert.objects.at_sites(sites)) | Q(agency__in=_let_in(client)))
    return Expert.objects.filter(Q(pk__in=near) | Q(pk__in=keep)).select_related("agency")


def working_with(client: Client, user, keep: list[int] = ()) -> QuerySet[Expert]:
    """Of `experts_near` those who have to do with the person already, and the user's own entry; offered first."""
    today = timezone.localdate()
    workers = CaseWorker.objects.filter(client=client).current(today).values("expert")
    close = Q(pk__in=workers) | Q(agency__in=_let_in(client)) | Q(user=user) | Q(pk__in=keep)
    return experts_near(client, keep).filter(close)
