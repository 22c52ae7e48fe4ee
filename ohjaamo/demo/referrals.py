"""Referrals of the demo on their way: sent, answered, arrived, declined, unanswered; questions; who guided here."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clients.codes import CameFrom, ConsentGiven, ConsultationStatus, MeetingKind, ReferralClosing
from clients.models import Client, Consent, Consultation, IncomingReferral, Meeting, Referral, Visit
from network.models import Agency, AgencyContact, Expert, Site, User
from ohjaamo.demo.agencies import EMPLOYMENT_SERVICES
from ohjaamo.demo.consents import HEALTH, KELA, SCHOOL, WORKSHOP
from ohjaamo.demo.dice import Dice

LEGAL_AID, WORK, PARISH = "Oikeusaputoimisto", EMPLOYMENT_SERVICES, "Valkeakosken seurakunta"
# From the newest on: to whom (Kela = the demo's expert) | sent so many days ago at most | answered after so many days |
# state | reason, urgency and words, where they say something
REFERRALS = f"""
{KELA} | 1 | | sent | Asumistuen hakemus on kesken ja vuokra erääntyy perjantaina. | urgent |
{KELA} | 2 | | sent | Tarvitsee apua opintotuen takaisinperinnän selvittämiseen. | normal |
{WORK} | 6 | | reminded 1 | Haluaa palkkatukipaikan, on tehnyt ansioluettelon valmiiksi. | normal |
{HEALTH} | 14 | | reminded 2 | Toivoo keskusteluapua, on sopinut siitä itse. | soon |
{SCHOOL} | 3 | 1 | proposed | Hakee syksyn koulutukseen, haluaa tutustua linjaan. | normal | Tutustuja mahtuu mukaan.
{KELA} | 8 | 2 | accepted | Kuntoutusrahan ehdot ovat epäselvät. | normal | Tervetuloa, otan paperit valmiiksi.
{WORKSHOP} | 9 | 1 | accepted | Haluaisi puupajalle, arkirytmi kateissa. | normal | Maanantaina klo 9 pajan ovella.
{KELA} | 10 | 1 | accepted | Työmarkkinatuki katkesi, syy ei ole selvillä. | soon |
{HEALTH} | 30 | 6 | declined no_room | Toivoo omaa työntekijää. | normal | Jono on neljä viikkoa.
{WORK} | 40 | | unanswered | Etsii kesätyötä, valmis aloittamaan heti. | normal |
{KELA} | 20 | 1 | arrived | Toimeentulotuen päätös vaatii oikaisun. | normal | Selvä, katsotaan yhdessä.
{WORK} | 22 | 3 | arrived | Palkkatuki ja työkokeilu puheena. | normal |
{HEALTH} | 25 | 4 | arrived | Haluaa puhua jonkun kanssa, sopi siitä itse. | soon |
{WORK} | 28 | 2 | not_arrived | Oppisopimuspaikan haku. | normal |
{KELA} | 31 | 0 | arrived | Asumistuki uuteen kotiin. | normal |
{LEGAL_AID} | 35 | 3 | arrived | Ulosoton maksusuunnitelma. | normal |
{WORK} | 38 | 5 | arrived | Työnhaun suunnitelma ja ensimmäiset haastattelut. | normal |
{HEALTH} | 45 | 2 | no_help | Tarvitsisi tukea arkeen illalla. | normal | Meillä ei ole iltapäivystystä.
{SCHOOL} | 50 | 2 | arrived | Keskeytyneet opinnot, haluaa jatkaa. | normal |
{WORKSHOP} | 55 | 1 | arrived | Pajajakso ennen koulun alkua. | normal |
{KELA} | 60 | 2 | arrived | Elatusasia ja tuen tarve. | normal |
{WORK} | 70 | 4 | arrived | Rekrytointitapahtuman jälkeen jatkoon. | normal |
{HEALTH} | 80 | 7 | arrived | On itse pyytänyt aikaa. | normal |
{KELA} | 110 | 1 | arrived | Opintotuki ja muutto. | normal |
{WORK} | 120 | 2 | arrived | Ensimmäinen työpaikka, tarvitsee tukea alkuun. | normal |
"""
# to whom | sent so many days ago | question | answer ("" = none yet)
QUESTIONS = f"""
{KELA} | 1 | Voiko asumistukea saada alivuokralaisena, jos sopimus on suullinen? |
{HEALTH} | 9 | Minne ohjaamme nuoren, joka haluaa vähentää pelaamista mutta ei halua nimeään järjestelmiin? | \
Pelaajien ryhmään voi tulla nimettömästi tiistaisin klo 16. Ilmoittautua ei tarvitse.
{WORK} | 6 | Saako työkokeilusta palkkatukea suoraan jatkoon, jos työnantaja on yhdistys? |
{LEGAL_AID} | 40 | Mitä tehdä, kun vuokranantaja pitää takuuvuokran ilman perusteita? | \
Pyytäkää kirjallinen erittely. Jos sitä ei tule kahdessa viikossa, varatkaa meiltä aika.
"""
CAME_FROM = {
    CameFrom.SELF: 18,
    CameFrom.FRIEND: 16,
    CameFrom.SCHOOL: 15,
    CameFrom.EMPLOYMENT: 13,
    CameFrom.FAMILY: 9,
    CameFrom.OUTREACH: 8,
    CameFrom.SOCIAL: 6,
    CameFrom.KELA: 4,
    CameFrom.SOCIAL_MEDIA: 4,
    CameFrom.WORKSHOP: 3,
    CameFrom.HEALTH: 2,
    CameFrom.PSYCHIATRY: 2,
}
GUIDED, DUE = 60, 3
FIELDS = [
    "from_expert to_agency to_expert status site reason urgency sent_at sent_by answered_at answered_by answer",
    "decline_reason proposed_at arrived_on closing closed_at reminders reminded_on",
]


def make_referrals(sites: dict[str, Site], today: date, by: User) -> None:
    """The running time's newest referrals become sent ones in all states (their days, aims and follow-ups stay, and so
    do the figures); four questions; who guided some of the young people here."""
    agencies = {agency.name_fi: agency for agency in Agency.objects.all()}
    kela = Expert.objects.select_related("agency", "user").get(email="asiantuntija@example.org")
    agencies[KELA] = kela.agency
    newest = Referral.objects.filter(key__startswith="referral-now-").select_related("client").order_by("-date", "pk")
    changed = []
    for referral, line in zip(newest, _lines(REFERRALS), strict=False):
        to, ago, waited, state, reason, urgency, words = [*line, ""][:7]
        referral.to_agency, referral.to_expert = agencies[to], kela if to == KELA else None
        referral.from_expert, referral.sent_by = by.expert, by
        referral.site_id, referral.reason, referral.urgency = referral.client.home_site_id, reason, urgency
        referral.sent_at = _at(max(referral.date, today - timedelta(int(ago))), 10)
        _answer(referral, state, waited, words, kela.user if to == KELA else None, today)
        changed.append(referral)
    Referral.objects.bulk_update(changed, " ".join(FIELDS).split())
    # A few of the older ones were the counsellor's own, so that there is somebody to ask.
    due = Referral.objects.filter(key__startswith="referral-now-").followup_due(today).order_by("date", "pk")[:DUE]
    Referral.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(from_expert=by.expert)
    _open_mailboxes(agencies)
    _let_in(changed, by)
    _meet(changed, kela, today, by)
    _ask(sites["V"], agencies, kela, today, by)
    _guide(today, by)


def _answer(referral: Referral, state: str, waited: str, words: str, who: User | None, today: date) -> None:
    """Bring the referral into its state, no later than today."""
    sent = timezone.localdate(referral.sent_at)
    code, _space, more = state.partition(" ")
    referral.reminders, referral.reminded_on, referral.status, referral.answer = 0, sent, "sent", words
    if code == "reminded":
        referral.reminders, referral.reminded_on = int(more), today
    elif code == "unanswered":
        referral.reminders, referral.status, referral.closing = 3, "closed", ReferralClosing.UNANSWERED
    if waited:
        referral.answered_at = _at(min(sent + timedelta(int(waited)), today), 14)
        referral.answered_by = who
    if code == "proposed":
        referral.proposed_at = _at(today + timedelta(6), 10)
    elif code == "declined":
        referral.status, referral.decline_reason = "declined", more
    elif code == "accepted":
        referral.status = "accepted"
    elif code in ("arrived", "not_arrived", "no_help"):
        referral.closing = ReferralClosing.NO_HELP_AVAILABLE if code == "no_help" else ReferralClosing(code)
        referral.status = referral.closing.status
        referral.closed_at = _at(min(sent + timedelta(int(waited) + 5), today), 12)
        referral.arrived_on = timezone.localdate(referral.closed_at) if code == "arrived" else None


def _open_mailboxes(agencies: dict[str, Agency]) -> None:
    """An address for referrals at the agencies that nobody logs in for, so that one can be sent to them."""
    AgencyContact.objects.bulk_create(
        AgencyContact(agency=agencies[name], name="Ohjaukset Ohjaamosta", email=f"ohjaukset-{number}@example.org")
        for number, name in enumerate([WORK, HEALTH, SCHOOL, WORKSHOP, LEGAL_AID, PARISH], start=1)
    )


def _let_in(referrals: list[Referral], by: User) -> None:
    """The young person's consent to each receiver, given on the day of the referral."""
    Consent.objects.bulk_create(
        Consent(
            client=referral.client,
            referral=referral,
            scopes=["basic"],
            valid_from=timezone.localdate(referral.sent_at),
            valid_to=timezone.localdate(referral.sent_at) + timedelta(365),
            given=ConsentGiven.SPOKEN,
            witness="Ville Vastaanotto",
            recorded_at=referral.sent_at,
            recorded_by=by,
            site=referral.site,
        )
        for referral in referrals
    )


def _meet(referrals: list[Referral], kela: Expert, today: date, by: User) -> None:
    """Joint meetings: one to come, and one held for each handover that was accompanied to the end."""
    accepted = sorted((row for row in referrals if row.status == "accepted"), key=lambda row: not row.accompanied)[0]
    arrived = [row for row in referrals if row.status == "arrived" and row.accompanied]
    for referral, day in [(accepted, today + timedelta(4)), *((row, row.arrived_on) for row in arrived)]:
        meeting = Meeting.objects.create(
            client=referral.client,
            referral=referral,
            kind=MeetingKind.HANDOVER,
            starts_at=_at(day, 13),
            place="Ohjaamo, neuvotteluhuone",
            held_on=day if referral in arrived else None,
            created_by=by,
        )
        meeting.experts.set({by.expert, kela} if referral.to_expert_id else {by.expert})


def _ask(site: Site, agencies: dict[str, Agency], kela: Expert, today: date, by: User) -> None:
    for to, ago, question, answer in _lines(QUESTIONS):
        sent = _at(today - timedelta(int(ago)), 9)
        Consultation.objects.create(
            site=site,
            to_agency=agencies[to],
            to_expert=kela if to == KELA else None,
            question=question,
            answer=answer,
            sent_at=sent,
            sent_by=by,
            answered_at=sent + timedelta(days=2) if answer else None,
            status=ConsultationStatus.ANSWERED if answer else ConsultationStatus.SENT,
            reminded_on=today,
        )


def _guide(today: date, by: User) -> None:
    """Who guided the first of them here, on the day of their first visit."""
    dice = Dice()
    seen: dict[int, date] = {}
    visits = Visit.objects.filter(client__key__startswith="client-now-").order_by("date", "pk")
    for client_id, day in visits.values_list("client_id", "date"):
        seen.setdefault(client_id, day)
    people = Client.objects.filter(pk__in=seen).order_by("pk")[:GUIDED]
    IncomingReferral.objects.bulk_create(
        IncomingReferral(
            client=client,
            site_id=client.home_site_id,
            date=seen[client.pk],
            source=dice.weighted(CAME_FROM),
            accompanied=dice.random() < 0.15,
            recorded_by=by,
        )
        for client in people
    )


def _lines(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
