from datetime import date, timedelta

from django.utils import timezone

from network.access import acting_as_system
from network.models import Project, Role, User
from ohjaamo.demo import (
    chapters,
    consents,
    directory,
    employers,
    exits,
    guidance,
    issued,
    logs,
    notes,
    outcomes,
    own_pages,
    past,
    people,
    plans,
    programme,
    projects,
    public_site,
    public_statistics,
    referrals,
    rota,
    saved_views,
    screening,
    series,
    teams,
    today,
    tray,
    voices,
    work,
)
from ohjaamo.demo.dice import Dice


def load() -> None:
    """Fill an empty database with the demo, in one transaction."""
    now, dice = timezone.now(), Dice()
    this_day = timezone.localdate(now)
    with acting_as_system("demo"):
        sites = people.make_sites()
        people.make_network(dice, sites)
        counsellor = people.make_logins(sites)
        load_pover(dice, sites)
        load_present(dice, sites, now, this_day, counsellor)
        today.make_today(sites, now)
        load_work_together(sites, this_day, counsellor)
        directory.make_directory(this_day)
        rota.make_rota(sites, now)
        programme.make_programme(sites, now)
        tray.make_tray(this_day)
        voices.make_voices(sites, now, this_day)
        public_site.make_public_site(sites, this_day)
        own_pages.make_own_pages(sites, now, counsellor)
        consents.make_consents(sites, this_day, counsellor)
        plans.make_plans(sites, this_day, counsellor)
        notes.make_notes(sites, this_day, counsellor)
        outcomes.make_outcomes(this_day, counsellor)
        exits.make_exits(this_day, counsellor)
        referrals.make_referrals(sites, this_day, counsellor)
        screening.make_screenings(sites, this_day, counsellor)
        guidance.make_guidance(sites, this_day, counsellor)
        saved_views.make_saved_views(User.objects.get(roles__role=Role.MANAGER, roles__site=sites["V"]))
        load_promises(sites)
        past.make_past(User.objects.get(roles__role=Role.MANAGER, roles__site=None))
        manager = User.objects.get(roles__role=Role.MANAGER, roles__site=sites["V"])
        issued.make_issued(Project.objects.get(code="POVER"), manager)
        public_statistics.make_public_statistics(sites["V"], manager)


def load_pover(dice: Dice, sites: dict) -> None:
    """The ended project, whose records add up to what it published."""
    pover = projects.make_pover(sites)
    chapters.make_chapters(pover, User.objects.get(roles__role=Role.MANAGER, roles__site=sites["V"]))
    clients = work.make_clients(dice, sites, 430, (date(1993, 6, 1), date(2006, 6, 1)), "client")
    work.make_visits(dice, work.project_visits(dice, sites, projects.POVER_END), clients, "visit")
    work.make_gatherings(dice, sites, projects.POVER_END)
    work.make_referrals(dice, clients, date(2020, 10, 15), projects.POVER_END, 210, "referral")
    projects.make_participations(dice, pover, dice.sample(clients, 178), projects.POVER_END)


def load_present(dice: Dice, sites: dict, now, this_day: date, counsellor) -> None:
    """The running project and the visits of the last weeks."""
    running = projects.make_running(this_day, sites)
    born = (this_day - timedelta(29 * 365), this_day - timedelta(16 * 366))
    clients = work.make_clients(dice, sites, 160, born, "client-now")
    work.make_visits(dice, work.recent_visits(dice, sites, now, counsellor), clients, "visit-now")
    work.make_referrals(dice, clients, this_day - timedelta(200), this_day, 45, "referral-now")
    chosen = dice.sample(clients, 74)
    first, second = running.children.order_by("code")
    projects.make_participations(dice, first, chosen[:44], this_day)
    projects.make_participations(dice, second, chosen[40:], this_day)


def load_promises(sites: dict) -> None:
    """Numbers that others publish, and when a target was set."""
    by = User.objects.get(roles__role=Role.MANAGER, roles__site=sites["V"])
    series.make_series(Project.objects.get(code="POVER"), by)
    series.make_decisions(Project.objects.get(code="PORTTI"), by)


def load_work_together(sites: dict, this_day: date, by: User) -> None:
    """Who works and steers where, the employers, and what the projects logged."""
    pover, running = Project.objects.get(code="POVER"), Project.objects.get(code="PORTTI")
    teams.make_teams(sites, this_day)
    teams.make_roles(pover)
    teams.make_bodies([pover, running], sites["V"])
    employers.make_employers(sites, this_day, by)
    logs.make_logs(pover, by)
    logs.make_running_logs(running, this_day, by)
    logs.make_pilots(pover, sites, by)
