"""What merging two people does where moving rows is not enough; each rule writes through the record of the merge."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.merge_record import Record
from clients.models import (
    CaseWorker,
    Client,
    ClientMerge,
    ClientSite,
    Consent,
    Draft,
    Goal,
    Meeting,
    NotSamePerson,
    OwnPage,
    Participation,
    Plan,
    Visit,
)
from network.models import Project

BETWEEN = "\n\n"  # two texts, joined
# Drafts of forms whose key names the person (clients/drafts.py); others name what the form is about.
OF_PERSON = ("note", "assessment", "meeting")


def clashing_projects(one: Client, other: Client, today: date) -> list[Project]:
    """The projects in which both take part today, in the same one or one in the other's sub-project."""
    is_open = Participation.objects.exclude(end_date__lt=today).select_related("project")
    of_one, of_other = (
        {row.project_id: row.project for row in is_open.filter(client=client)} for client in (one, other)
    )
    parents = dict(Project.objects.values_list("pk", "parent_id"))
    return [
        project
        for pk, project in of_one.items()
        if any(pk in _line(parents, mate) or mate in _line(parents, pk) for mate in of_other)
    ]


def _line(parents: dict[int, int | None], pk: int) -> list[int]:
    """A project and those above it."""
    line = [pk]
    while (above := parents.get(line[-1])) and above not in line:
        line.append(above)
    return line


def apply_before_moving(record: Record, *, by, kept: Client, dropped: Client) -> None:
    """All rules, in an order in which no constraint is broken on the way."""
    join_plans(record, kept, dropped)
    join_consents(record, by, kept, dropped)
    close_own_page(record, by, kept, dropped)
    end_case_work(record, kept, dropped)
    join_drafts(record, kept, dropped)
    copy_decisions(record, kept, dropped)


def join_plans(record: Record, kept: Client, dropped: Client) -> None:
    """Of two open plans the dropped one's goals and meetings go into the kept plan, and it is closed with a word."""
    plans = Plan.objects.select_for_update(of=("self",)).filter(closed_on__isnull=True)
    common, other = plans.filter(client=kept).first(), plans.filter(client=dropped).first()
    if not (common and other):
        return
    last = common.goals.aggregate(last=Max("position"))["last"]
    for place, goal in enumerate(Goal.objects.filter(plan=other), start=0 if last is None else last + 1):
        record.change(goal, plan=common, position=place)
    for meeting in Meeting.objects.filter(plan=other):
        record.change(meeting, plan=common)
    today = timezone.localdate()
    word = _("Joined to the common plan on %(day)s.") % {"day": date_format(today, "SHORT_DATE_FORMAT")}
    record.change(other, closed_on=today, summary=BETWEEN.join(filter(None, [other.summary, word]))[:2000])
    record.change(common, version=common.version + 1)


def join_consents(record: Record, by, kept: Client, dropped: Client) -> None:
    """Where both have said something about the same agency the stricter word holds for both.

    Withdrawn beats given, narrower scopes and the earlier end win. A consent that has run out says nothing, and the
    newest of several says it all (docs/decisions/0012).
    """
    now, today = timezone.now(), timezone.localdate()
    said: dict[int, dict[int, list[Consent]]] = defaultdict(lambda: defaultdict(list))
    rows = Consent.objects.select_for_update(of=("self",)).select_related("referral")
    for consent in rows.filter(client__in=[kept, dropped]):
        said[_agency(consent)][consent.client_id].append(consent)
    for by_person in said.values():
        holding = [[one for one in words if _holds(one, today)] for words in by_person.values()]
        words = [max(rows, key=lambda one: (one.recorded_at, one.pk)) for rows in by_person.values()]
        refused = any(word.withdrawn_at and not held for held, word in zip(holding, words, strict=True))
        if len(by_person) == 2 and refused:
            for consent in [*holding[0], *holding[1]]:
                record.change(consent, withdrawn_at=now, withdrawn_by=by, version=consent.version + 1)
        elif len(by_person) == 2 and all(holding):
            _narrow(record, by, *holding, today)


def _holds(consent: Consent, today: date) -> bool:
    return consent.withdrawn_at is None and consent.valid_to >= today


def _narrow(record: Record, by, ones: list[Consent], others: list[Consent], today: date) -> None:
    """Let consents of two people who are one open no more than both agreed to, and no longer.

    Of those given to the agency itself one is left, so that withdrawing it closes everything; the others give way.
    """
    agreed = _all_scopes(ones) & _all_scopes(others)
    end = min(max(one.valid_to for one in ones), max(one.valid_to for one in others))
    to_agency = [one for one in [*ones, *others] if one.agency_id and one.valid_from <= end]
    left = max(to_agency, key=lambda one: (one.valid_from <= today, one.recorded_at, one.pk), default=None)
    for consent in [*ones, *others]:
        scopes = [scope for scope in consent.scopes if scope in agreed]
        if left and consent.agency_id and consent.pk != left.pk:
            gone = {"withdrawn_at": left.recorded_at, "withdrawn_by": by}
            record.change(consent, **gone, version=consent.version + 1)
        elif consent.valid_from > end:
            record.change(consent, withdrawn_at=timezone.now(), withdrawn_by=by, version=consent.version + 1)
        elif scopes != consent.scopes or consent.valid_to > end:
            last = min(consent.valid_to, end)
            record.change(consent, scopes=scopes, valid_to=last, version=consent.version + 1)


def _all_scopes(consents: list[Consent]) -> set[str]:
    return {scope for consent in consents for scope in consent.scopes}


def keep_withdrawn(record: Record, by, merge: ClientMerge) -> None:
    """What was withdrawn after the merge stays so for both: no consent to the same agency comes back with the undo."""
    rows = Consent.objects.filter(client__in=[merge.kept_id, merge.dropped_id]).select_related("referral")
    refused = {_agency(consent) for consent in rows.filter(withdrawn_at__gt=merge.merged_at)}
    touched = rows.filter(pk__in=record.content["changed"].get("clients.consent", {}), withdrawn_at__isnull=True)
    for consent in touched:
        if _agency(consent) in refused:
            consent.withdrawn_at, consent.withdrawn_by, consent.version = timezone.now(), by, consent.version + 1
            consent.save(update_fields=["withdrawn_at", "withdrawn_by", "version"])


def _agency(consent: Consent) -> int:
    """The number of the agency that a consent lets see something, also by way of a referral."""
    return consent.agency_id or consent.referral.to_agency_id


def close_own_page(record: Record, by, kept: Client, dropped: Client) -> None:
    """Of two open own pages the kept one's stays open; the other's link dies."""
    is_open = OwnPage.objects.filter(closed_at__isnull=True)
    if is_open.filter(client=kept).exists():
        for page in is_open.filter(client=dropped):
            record.change(page, closed_at=timezone.now(), closed_by=by)


def end_case_work(record: Record, kept: Client, dropped: Client) -> None:
    """An expert who works with both works with the kept one; the other spell ends."""
    experts = CaseWorker.objects.filter(client=kept, until__isnull=True).values("expert")
    for row in CaseWorker.objects.filter(client=dropped, until__isnull=True, expert__in=experts):
        # The day before, so that nobody is listed twice; never before the spell began.
        last = max(row.since, timezone.localdate() - timedelta(days=1))
        record.change(row, until=last, version=row.version + 1)


def join_drafts(record: Record, kept: Client, dropped: Client) -> None:
    """Drafts about the dropped person are found under the kept one; where their author has both, the texts are joined.

    What is typed stays with its author: the record names the drafts, never their text.
    """
    for draft in Draft.objects.filter(key__in=[f"{kind}:{dropped.pk}" for kind in OF_PERSON]):
        key = draft.key.replace(f":{dropped.pk}", f":{kept.pk}")
        mate = Draft.objects.filter(user=draft.user_id, key=key).first()
        if mate:
            mate.content = {**draft.content, **mate.content, **_joined(mate.content, draft.content)}
            mate.save(update_fields=["content"])
        else:
            record.change(draft, key=key)


def _joined(one: dict, other: dict) -> dict:
    """Of each field that differs both texts, one after the other; fields are lists of what was typed."""
    differing = [name for name in one.keys() & other.keys() if one[name] != other[name]]
    return {
        name: [BETWEEN.join(filter(None, [*one[name], *other[name]]))]
        for name in differing
        if len(one[name]) == len(other[name]) == 1 and name != "version"
    }


def copy_decisions(record: Record, kept: Client, dropped: Client) -> None:
    """Who is not the dropped person is not the kept one either, in the list of likely pairs."""
    for one, other in (
        NotSamePerson.objects.filter(one=dropped)
        .values_list("one", "other")
        .union(NotSamePerson.objects.filter(other=dropped).values_list("one", "other"))
    ):
        stranger = other if one == dropped.pk else one
        if stranger == kept.pk:
            continue
        first, second = sorted((kept.pk, stranger))
        row, is_new = NotSamePerson.objects.get_or_create(one_id=first, other_id=second)
        if is_new:
            record.made(row)


def know_where(record: Record, kept: Client, dropped: Client) -> None:
    """Let the kept one be known wherever one of the two was (before the rows move, which changes where they are)."""
    sites = {
        name: sorted(ClientSite.objects.filter(client=client).values_list("site", flat=True))
        for name, client in (("kept", kept), ("dropped", dropped))
    }
    record.content["sites"] = sites
    _link(kept, sites["dropped"])


def know_where_again(record: Record, kept: Client, dropped: Client) -> None:
    """Let both be known where they were, and the kept one where something has happened since."""
    sites = record.content["sites"]
    _link(kept, sites["kept"])
    _link(dropped, sites["dropped"])
    visited = Visit.objects.filter(client=kept, withdrawn_at__isnull=True).values("site")
    strange = ClientSite.objects.filter(client=kept, site__in=sites["dropped"]).exclude(site__in=sites["kept"])
    strange.exclude(site__in=visited).exclude(site=kept.home_site_id or 0).delete()


def _link(client: Client, sites: list[int]) -> None:
    ClientSite.objects.bulk_create([ClientSite(client=client, site_id=site) for site in sites], ignore_conflicts=True)
