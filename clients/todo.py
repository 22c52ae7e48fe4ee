"""The to-do page: one registry of what may wait for somebody; every part of the product adds its own line.

A kind tells which rows wait for a user, how each reads, and, where one short answer is enough, how it is done in
place. Only rows that the user may see; a constant number of queries, one or two for each kind.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Model, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients import todo_lines as lines
from clients.actions import todo as actions
from clients.caseload import caseload_to_do
from clients.codes import ConsentScope
from clients.consents import consents_to_do
from clients.consultations import consultations_to_do
from clients.data_requests import data_requests_to_do
from clients.drafts import unfinished
from clients.events import events_to_do
from clients.followups import followups_to_do
from clients.forms.todo import ContinuedForm, FollowupResultForm, HeadsOnlyForm, MinutesForm, ReviewForm
from clients.messages import messages_to_do
from clients.referrals import referrals_to_do

SHOWN, SHOWN_ALL = 6, 200


@dataclass(frozen=True)
class Kind:
    """One kind of work.

    `rows(user, today)` is a queryset or a list; `line(row, today)` says what a row is. `form` and `act(by, row,
    answer)` do it in place, act returning False when it had been done already; `scope` is what a consent must name
    for that. `all_at` names the page of all of them.
    """

    slug: str
    title: str
    rows: Callable[[Any, date], QuerySet | list]
    line: Callable[[Any, date], lines.Line]
    form: type[forms.Form] | None = None
    act: Callable[[Any, Model, dict], bool] | None = None
    scope: ConsentScope = ConsentScope.BASIC
    all_at: str = ""

    def form_for(self, row: Model, data=None) -> forms.Form | None:
        """The short form of one row; its fields have ids of their own."""
        return self.form(data, auto_id=f"{self.slug}-{row.pk}-%s") if self.form else None


KINDS = [
    Kind("messages", _("Messages from young people"), messages_to_do, lines.message),
    Kind("referrals", _("Referrals that wait"), referrals_to_do, lines.referral, all_at="clients:referral_inbox"),
    Kind("consultations", _("Consultations that wait"), consultations_to_do, lines.consultation),
    Kind("data-requests", _("Requests of own data"), data_requests_to_do, lines.data_request),
    Kind(
        "follow-ups",
        _("Follow-ups three months after a referral"),
        followups_to_do,
        lines.followup,
        FollowupResultForm,
        lambda by, row, answer: actions.follow_up(by=by, referral=row, **answer),
        all_at="clients:followup_list",
    ),
    Kind(
        "plans",
        _("Plans to look at again"),
        lines.my_plans,
        lines.plan,
        ReviewForm,
        lambda by, row, answer: actions.review_plan(by=by, plan=row, **answer),
        scope=ConsentScope.PLAN,
    ),
    Kind(
        "consents",
        _("Consents running out"),
        lambda user, today: lines.mine_or_nobodys(consents_to_do(user, today), user, today),
        lines.consent,
        all_at="clients:consent_list",
    ),
    Kind(
        "visits",
        _("My visits without minutes"),
        lines.visits_without_minutes,
        lines.visit,
        MinutesForm,
        lambda by, row, answer: actions.give_minutes(by=by, visit=row, **answer),
    ),
    Kind(
        "events",
        _("Events without a head count"),
        events_to_do,
        lines.event,
        HeadsOnlyForm,
        lambda by, row, answer: actions.count_heads(by=by, event=row, **answer),
        all_at="clients:uncounted_list",
    ),
    Kind("participations", _("Participations with missing data"), lines.missing_data, lines.participation),
    Kind("checks-28d", _("Exit data to check within 28 days"), lines.checks_28d, lines.check_28d),
    Kind("checks-6m", _("To ask six months after the end"), lines.checks_6m, lines.check_6m),
    Kind(
        "subsidies",
        _("Ended wage subsidies: did the work go on?"),
        lines.subsidies_ended,
        lines.subsidy,
        ContinuedForm,
        lambda by, row, answer: actions.tell_continued(by=by, subsidy=row, **answer),
        all_at="clients:outcome_list",
    ),
    Kind("quiet", _("Not met for two months"), caseload_to_do, lines.quiet, all_at="clients:caseload"),
    Kind(
        "drafts",
        _("Begun and not saved"),
        lambda user, today: unfinished(user),
        lines.draft,
        all_at="clients:draft_list",
    ),
]
BY_SLUG = {kind.slug: kind for kind in KINDS}


@dataclass(frozen=True)
class Item:
    """A row that waits: its line, and its short form when it can be done in place."""

    row: Any
    line: lines.Line
    form: forms.Form | None = None


@dataclass(frozen=True)
class Section:
    """What waits of one kind: the items shown, and how many there are in all."""

    kind: Kind
    total: int
    items: list[Item] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many there are beyond those shown."""
        return self.total - len(self.items)

    @property
    def address(self) -> str:
        """The page of all of them, "" without one."""
        return reverse(self.kind.all_at) if self.kind.all_at else ""


@dataclass(frozen=True)
class Tried:
    """An answer that was not right: shown again in its place."""

    slug: str
    pk: int
    form: forms.Form


def sections_of(user, today: date, *, whole: str = "", tried: Tried | None = None) -> list[Section]:
    """What waits for `user` today, kind by kind, the empty ones left out; of the kind `whole` more are listed."""
    sections = [_section(kind, user, today, SHOWN_ALL if kind.slug == whole else SHOWN, tried) for kind in KINDS]
    return [section for section in sections if section.total]


def _section(kind: Kind, user, today: date, most: int, tried: Tried | None) -> Section:
    rows, total = _first(kind.rows(user, today), most)
    return Section(kind, total, [_item(kind, row, today, tried) for row in rows])


def _item(kind: Kind, row, today: date, tried: Tried | None) -> Item:
    if tried and (tried.slug, tried.pk) == (kind.slug, getattr(row, "pk", None)):
        return Item(row, kind.line(row, today), tried.form)
    return Item(row, kind.line(row, today), kind.form_for(row) if kind.form else None)


def _first(rows: QuerySet | list, most: int) -> tuple[list, int]:
    """The first rows and how many there are in all, by one query."""
    if isinstance(rows, QuerySet):
        found = list(rows.annotate(waiting=Window(Count("pk")))[:most])
        return found, found[0].waiting if found else 0
    return rows[:most], len(rows)
