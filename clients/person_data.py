"""Everything that is kept of one person, for themselves (GDPR, articles 15 and 20): as words, and as data.

Generic over the models, so that a new table is never forgotten: a test asserts that each model that leads to a person
is either in TOLD or in LEFT_OUT with its reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models as path
from clients.codes import NoteAudience
from network.access import experts_of
from network.codes import language_name

# model → the way from its rows to the person, in the order in which they are told.
TOLD: dict[type[models.Model], str] = {
    path.Client: "pk",
    path.Consent: "client",
    path.CaseWorker: "client",
    path.Visit: "client",
    path.Note: "client",
    path.Message: "client",
    path.Plan: "client",
    path.Goal: "plan__client",
    path.Step: "goal__plan__client",
    path.PlanVersion: "plan__client",
    path.Assessment: "client",
    path.Meeting: "client",
    path.ClientProfile: "client",
    path.Measurement: "client",
    path.MeasurementAnswer: "measurement__client",
    path.IncomingReferral: "client",
    path.Referral: "client",
    path.ServiceUse: "client",
    path.HousingGuidance: "client",
    path.Participation: "client",
    path.Refusal: "client",
    path.PlacementPeriod: "client",
    path.WageSubsidy: "client",
    path.ScreeningCase: "client",
    path.OwnPage: "client",
    path.DataRequest: "client",
}
# model → why its rows are not told.
LEFT_OUT: dict[type[models.Model], str] = {
    path.ClientSite: "follows from the home Ohjaamo and the visits",
    path.VisitExpert: "told with the visit, as the experts present",
    path.Draft: "what its author is still writing; it becomes the person's data when it is saved",
    path.OwnPageCode: "fingerprints of one-time codes; nothing can be read from them",
    path.ReplyLink: "fingerprints of links to partners; the answers are told with the referral",
    path.ClientMerge: "says how to undo a merge; what was merged is told where it belongs",
    path.NotSamePerson: "says that two rows are two people, and tells of the other one",
}
# What holds a row together and says nothing of the person.
TECHNICAL = frozenset(
    {"id", "version", "key", "batch", "search_name", "sort_name", "secret_hash", "position", "reminders", "reminded_on"}
)
# To which row this one belongs: in the file; on paper the order tells.
BELONGS_TO = frozenset({"plan", "measurement"})
# Names of fields that the models leave without one.
LABELS: dict[str, Promise] = {
    "agency": gettext_lazy("agency"),
    "answered_at": gettext_lazy("answered"),
    "answered_by": gettext_lazy("answered by"),
    "area": gettext_lazy("area"),
    "author": gettext_lazy("written by"),
    "by_client": gettext_lazy("added by the young person"),
    "cancelled_at": gettext_lazy("cancelled"),
    "closed_at": gettext_lazy("closed"),
    "closed_by": gettext_lazy("closed by"),
    "content": gettext_lazy("content"),
    "created_at": gettext_lazy("written down"),
    "created_by": gettext_lazy("written down by"),
    "done_by_client": gettext_lazy("ticked by the young person"),
    "expert": gettext_lazy("expert"),
    "handed_from": gettext_lazy("handed over from"),
    "handled_at": gettext_lazy("handled"),
    "handled_by": gettext_lazy("handled by"),
    "made_at": gettext_lazy("made"),
    "made_by": gettext_lazy("made by"),
    "measurement": gettext_lazy("measurement"),
    "number": gettext_lazy("number"),
    "opened_at": gettext_lazy("opened"),
    "opened_by": gettext_lazy("opened by"),
    "plan": gettext_lazy("plan"),
    "read_at": gettext_lazy("read"),
    "recorded_at": gettext_lazy("recorded"),
    "recorded_by": gettext_lazy("recorded by"),
    "seen_at": gettext_lazy("last opened"),
    "sent_at": gettext_lazy("sent"),
    "sent_by": gettext_lazy("sent by"),
    "set_by": gettext_lazy("chosen by"),
    "signed_at": gettext_lazy("signed"),
    "site": gettext_lazy("Ohjaamo"),
    "withdrawn_at": gettext_lazy("withdrawn"),
    "withdrawn_by": gettext_lazy("withdrawn by"),
    "withdrawn_on_own_page": gettext_lazy("withdrawn on the own page"),
}


@dataclass(frozen=True)
class Section:
    """The rows of one model: each as (label, words) of what is known, and as plain data by the fields' names."""

    name: str
    code: str
    rows: list[list[tuple[str, str]]]
    data: list[dict]


def language_for(client: path.Client | None) -> str:
    """The language in which a person is told of their own data: their own, as far as the product speaks it."""
    return client.mother_tongue if client and client.mother_tongue in dict(settings.LANGUAGES) else "fi"


def label_of(field: models.Field) -> Promise | str:
    """The field's name in words."""
    return field.verbose_name if isinstance(field.verbose_name, Promise) else LABELS[field.name]


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """The fields that are told: without the technical ones, and without the person themselves."""
    every = [*model._meta.fields, *model._meta.many_to_many]
    return [one for one in every if one.name not in TECHNICAL and one.related_model is not path.Client]


def data_of(client_id: int, user) -> list[Section]:
    """Everything kept of the person, by kind, handed out by `user`; of own-agency notes only the user's own.

    The caller has checked that the user may hand the data out, and acts with the right to read all of it. The number of
    queries is the number of kinds, and of lists within them.
    """
    return [_section(model, way, client_id, user) for model, way in TOLD.items()]


def _rows(model: type[models.Model], way: str, client_id: int, user) -> QuerySet:
    rows = model._base_manager.filter(**{way: client_id}).order_by("pk")
    if model is path.Note:
        mine = Q(author=user) | Q(agency__in=experts_of(user).values("agency"))
        rows = rows.filter(Q(audience=NoteAudience.SHARED) | mine)
    fields = fields_of(model)
    names = [one.name for one in fields if one.many_to_one or one.one_to_one]
    lists = [one.name for one in fields if one.many_to_many]
    return (rows.select_related(*names) if names else rows).prefetch_related(*lists)


def _section(model: type[models.Model], way: str, client_id: int, user) -> Section:
    fields, told, data = fields_of(model), [], []
    for row in _rows(model, way, client_id, user):
        told.append([(capfirst(str(label_of(one))), words) for one in fields if (words := _words(row, one))])
        data.append({one.name: _plain(row, one) for one in fields})
    name = _("Basic data") if model is path.Client else str(model._meta.verbose_name_plural)
    return Section(capfirst(name), model._meta.model_name, told, data)


def _plain(row: models.Model, field: models.Field):
    """The value as it stands in a file: texts, numbers and days; of another row its name."""
    if field.many_to_many:
        return [str(other) for other in getattr(row, field.name).all()]
    value = getattr(row, field.name)
    return value if isinstance(value, bool | int | float | list | dict | date | Decimal | None) else str(value)


def _words(row: models.Model, field: models.Field) -> str:
    """The value in words; "" when there is none."""
    value = _plain(row, field)
    if value in (None, "", []) or field.name in BELONGS_TO or (value is False and field.name in LABELS):
        return ""
    if field.name == "signature":
        return _("drawn by hand")
    if field.name in {"mother_tongue", "language"}:
        return language_name(value.removesuffix("-easy"))
    choices = dict(field.flatchoices or getattr(getattr(field, "base_field", None), "flatchoices", []))
    values = value if isinstance(value, list) else [value]
    named = {key: str(name) for key, name in choices.items() if key in values}
    return ", ".join(named[one] if isinstance(one, str | int) and one in named else _one(one) for one in values)


def _one(value) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        here = timezone.localtime(value)
        return f"{formats.date_format(here, 'SHORT_DATE_FORMAT')} {formats.time_format(here, 'TIME_FORMAT')}"
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return formats.time_format(value, "TIME_FORMAT")
    if isinstance(value, dict):
        return "; ".join(_flat(value))
    return formats.localize(value) if isinstance(value, Decimal | float) else str(value)


def _flat(content) -> Iterator[str]:
    """The sentences within a stored structure, in order; codes and numbers are in the file."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from _flat(part)
    elif isinstance(content, str) and " " in content:
        yield content
