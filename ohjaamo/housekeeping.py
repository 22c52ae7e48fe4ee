"""What has to be done from time to time without anybody pressing a button. Each job may run at any time, any often."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import connection, transaction
from django.utils import timezone

from clients.actions import drafts, merges, own_pages, referral_reminders
from network.access import acting_as_system
from network.actions import reminders, successions
from reports import printing
from services.actions import changes, event_series, public_forms, sign_ups

log = structlog.get_logger()

# name → what to do, given the time; it says how many rows it touched. One transaction each.
JOBS: dict[str, Callable[..., int]] = {
    "forget_form_uses": public_forms.forget_uses,
    "forget_own_page_codes": own_pages.forget_codes,
    "forget_changes": changes.forget,
    "extend_event_series": event_series.extend_all,
    "forget_sign_ups": sign_ups.forget,
    "follow_successors": successions.follow_successors,
    "remind_of_stale": reminders.remind_of_stale,
    "forget_drafts": drafts.forget_old,
    "forget_printed_drafts": printing.forget_old,
    "forget_merges": merges.forget_merges,
    "remind_of_referrals": referral_reminders.remind_of_referrals,
}
LOCK = 0x0B1A0BA


def run_all(now: datetime | None = None) -> dict[str, int]:
    """Run every job once, one process at a time; what each did. A failing job is logged and does not stop the rest."""
    done = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return done
    try:
        for name, job in JOBS.items():
            done |= _run(name, job, now or timezone.now())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return done


def _run(name: str, job: Callable[..., int], now: datetime) -> dict[str, int]:
    try:
        with transaction.atomic(), acting_as_system(f"housekeeping: {name}"):
            return {name: job(now=now)}
    except Exception:
        # One job's fault must not keep the others from their work; the log tells, and the next round tries again.
        log.exception("housekeeping_failed", job=name)
        return {}
