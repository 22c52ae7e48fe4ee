"""Who sees which rows of a young person's path: those who know them, those they let in, and themselves."""

from django.db import migrations

from network.rls import (
    COUNSELLOR_SITES,
    CURRENT_CLIENT_ID,
    CURRENT_USER_ID,
    DPO_SITES,
    MY_AGENCIES,
    MY_EXPERTS,
    changed_row_security,
    row_security,
)

MY_SITE = f"site_id = ANY({COUNSELLOR_SITES})"


def known(column: str) -> str:
    """The young person of this column is known where the user counsels.

    Asked row by row through the index where there are few rows: a list of all people known would be made anew for
    each table (25 ms among 50,000).
    """
    return (
        f"EXISTS (SELECT 1 FROM clients_clientsite AS link WHERE link.client_id = THIS.{column} AND link.{MY_SITE})"
    )


# The young person is known where the user counsels; lets the user see something; is the one who asks.
KNOWN = known("client_id")
OWN = f"client_id = {CURRENT_CLIENT_ID}"


def shared(scope: str, column: str = "client_id") -> str:
    """The young person lets the user see this of theirs."""
    return f"{column} = ANY((SELECT clients_shared('{scope}'))::bigint[])"


def seen_through(table: str, column: str) -> str:
    """Whoever sees the row that this one belongs to; looks through the policy of that row's table."""
    return f"EXISTS (SELECT 1 FROM {table} AS seen WHERE seen.id = {column})"


SOMEBODY = f"({CURRENT_USER_ID} IS NOT NULL OR {CURRENT_CLIENT_ID} IS NOT NULL)"
WITH_PLAN = f"({KNOWN} OR {shared('plan')})"
WITH_PLAN_OR_OWN = f"({KNOWN} OR {shared('plan')} OR {OWN})"
WITH_BASIC_OR_OWN = f"({KNOWN} OR {shared('basic')} OR {OWN})"
RECEIVED = (
    f"(to_agency_id = ANY({MY_AGENCIES}) AND (to_expert_id IS NULL OR to_expert_id = ANY({MY_EXPERTS}))"
    f" AND {shared('basic')})"
)
# A consent for one referral is read by whoever receives that referral, as long as they see it.
CONSENT = f"({KNOWN} OR {OWN} OR agency_id = ANY({MY_AGENCIES}) OR {seen_through('clients_referral', 'referral_id')})"
NOTE = (
    f"((audience = 'shared' AND ({KNOWN} OR {shared('notes')}))"
    f" OR ((author_id = {CURRENT_USER_ID} OR agency_id = ANY({MY_AGENCIES})) AND ({KNOWN} OR {shared('basic')})))"
)
OWN_NOTE = f"(author_id = {CURRENT_USER_ID} AND ({KNOWN} OR {shared('basic')}))"

# As they were until now (0002): rows of whoever might see the client, when only those of the client's sites could.
OF_VISIBLE_CLIENT = "EXISTS (SELECT 1 FROM clients_client AS seen WHERE seen.id = client_id)"
CLIENT_WAS = (
    f"(home_site_id = ANY({COUNSELLOR_SITES})"
    f" OR id IN (SELECT link.client_id FROM clients_clientsite AS link WHERE link.{MY_SITE}))"
)
CLIENT = f"(home_site_id = ANY({COUNSELLOR_SITES}) OR {known('id')})"
RECORDS_WERE = f"(user_id = {CURRENT_USER_ID} OR cardinality({DPO_SITES}) > 0)"
MY_RECORD = f"user_id = {CURRENT_USER_ID}"
VISIT = f"({MY_SITE} AND (client_id IS NULL OR {OF_VISIBLE_CLIENT}))"

# Asked once per statement (an uncorrelated subselect), not per row; Client.objects.shared_with says the same.
SHARED = """
    CREATE FUNCTION clients_shared(wanted text) RETURNS bigint[] LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT coalesce(array_agg(DISTINCT consent.client_id), '{}')
        FROM clients_consent AS consent
        LEFT JOIN clients_referral AS referral ON referral.id = consent.referral_id
        WHERE consent.withdrawn_at IS NULL
        AND network_today() BETWEEN consent.valid_from AND consent.valid_to
        AND wanted = ANY(consent.scopes)
        AND (
            consent.agency_id = ANY((SELECT network_agencies())::bigint[])
            OR (
                referral.to_agency_id = ANY((SELECT network_agencies())::bigint[])
                AND (referral.to_expert_id IS NULL OR referral.to_expert_id = ANY((SELECT network_experts())::bigint[]))
                AND referral.status IN ('sent', 'accepted', 'arrived')
            )
        )
    $$;
"""


def own_rows(*tables: str, read: str, write: str = "", delete: str = "false") -> list:
    """The same conditions for several tables; without `write`, whoever reads them writes them."""
    return [row_security(table, read=read, write=write or read, delete=delete) for table in tables]


class Migration(migrations.Migration):
    dependencies = [("clients", "0004_paths"), ("network", "0006_guardians")]

    operations = [
        migrations.RunSQL(SHARED, "DROP FUNCTION clients_shared(text);"),
        changed_row_security(
            "clients_client",
            read=f"(merged_into_id IS NULL AND ({CLIENT} OR {shared('basic', 'id')} OR id = {CURRENT_CLIENT_ID}))",
            write=CLIENT,
            was_read=CLIENT_WAS,
            was_write=CLIENT_WAS,
        ),
        changed_row_security(
            "clients_visit",
            read=f"({MY_SITE} OR {shared('visits')})",
            write=VISIT,
            was_read=MY_SITE,
            was_write=VISIT,
        ),
        changed_row_security(
            "clients_visitexpert",
            read=seen_through("clients_visit", "visit_id"),
            write=f"EXISTS (SELECT 1 FROM clients_visit AS seen WHERE seen.id = visit_id AND seen.{MY_SITE})",
            delete=f"EXISTS (SELECT 1 FROM clients_visit AS seen WHERE seen.id = visit_id AND seen.{MY_SITE})",
            was_read=seen_through("clients_visit", "visit_id"),
            was_write=seen_through("clients_visit", "visit_id"),
        ),
        changed_row_security(
            "clients_visitexpertevent",
            read=f"EXISTS (SELECT 1 FROM clients_visit AS seen WHERE seen.id = visit_id AND seen.{MY_SITE})",
            write=SOMEBODY,
            was_read=seen_through("clients_visit", "visit_id"),
            was_write=f"{CURRENT_USER_ID} IS NOT NULL",
        ),
        changed_row_security(
            "clients_referral",
            read=f"({KNOWN} OR {RECEIVED})",
            write=f"({KNOWN} OR {RECEIVED})",
            was_read=OF_VISIBLE_CLIENT,
            was_write=OF_VISIBLE_CLIENT,
        ),
        changed_row_security(
            "clients_participation",
            read=KNOWN,
            write=KNOWN,
            was_read=OF_VISIBLE_CLIENT,
            was_write=OF_VISIBLE_CLIENT,
        ),
        *[
            changed_row_security(
                table,
                read=KNOWN,
                write=SOMEBODY,
                was_read=OF_VISIBLE_CLIENT,
                was_write=f"{CURRENT_USER_ID} IS NOT NULL",
            )
            for table in ("clients_referralevent", "clients_participationevent")
        ],
        changed_row_security(
            "clients_accessrecord",
            read=f"({RECORDS_WERE} OR {KNOWN})",
            write=MY_RECORD,
            was_read=RECORDS_WERE,
            was_write=MY_RECORD,
        ),
        row_security("clients_consent", read=CONSENT, write=f"({KNOWN} OR {OWN})"),
        row_security("clients_note", read=NOTE, write=OWN_NOTE),
        row_security("clients_draft", read=MY_RECORD, write=MY_RECORD, delete=MY_RECORD),
        row_security("clients_caseworker", read=WITH_BASIC_OR_OWN, write=f"({KNOWN} OR expert_id = ANY({MY_EXPERTS}))"),
        *own_rows("clients_plan", read=WITH_PLAN_OR_OWN, write=WITH_PLAN),
        *own_rows("clients_meeting", read=WITH_PLAN_OR_OWN, write=WITH_PLAN),
        *own_rows(
            "clients_assessment", "clients_clientprofile", "clients_measurement", read=WITH_PLAN, delete=WITH_PLAN
        ),
        *own_rows("clients_message", read=WITH_PLAN_OR_OWN),
        *own_rows("clients_datarequest", read=f"({KNOWN} OR {OWN} OR cardinality({DPO_SITES}) > 0)"),
        *own_rows("clients_ownpage", read=f"({KNOWN} OR {OWN})"),
        row_security(
            "clients_goal",
            read=seen_through("clients_plan", "plan_id"),
            write=seen_through("clients_plan", "plan_id"),
            delete=seen_through("clients_plan", "plan_id"),
        ),
        row_security(
            "clients_step",
            read=seen_through("clients_goal", "goal_id"),
            write=seen_through("clients_goal", "goal_id"),
            delete=seen_through("clients_goal", "goal_id"),
        ),
        *own_rows("clients_planversion", read=seen_through("clients_plan", "plan_id")),
        *own_rows(
            "clients_meeting_experts",
            read=seen_through("clients_meeting", "meeting_id"),
            delete=seen_through("clients_meeting", "meeting_id"),
        ),
        *own_rows(
            "clients_measurementanswer",
            read=seen_through("clients_measurement", "measurement_id"),
            delete=seen_through("clients_measurement", "measurement_id"),
        ),
        *own_rows("clients_ownpagecode", read=seen_through("clients_ownpage", "own_page_id")),
        *own_rows(
            "clients_consultation",
            read=(
                f"({MY_SITE} OR (to_agency_id = ANY({MY_AGENCIES})"
                f" AND (to_expert_id IS NULL OR to_expert_id = ANY({MY_EXPERTS}))))"
            ),
        ),
        *own_rows(
            "clients_replylink",
            read=(
                f"({seen_through('clients_consultation', 'consultation_id')}"
                f" OR {seen_through('clients_referral', 'referral_id')})"
            ),
        ),
        row_security("clients_serviceuse", read=f"({KNOWN} OR {shared('visits')})", write=KNOWN),
        *own_rows(
            "clients_incomingreferral",
            "clients_refusal",
            "clients_housingguidance",
            "clients_placementperiod",
            "clients_wagesubsidy",
            read=KNOWN,
            delete=KNOWN,
        ),
        *own_rows("clients_screening", read=MY_SITE, delete=MY_SITE),
        *own_rows(
            "clients_screeningcase",
            read=seen_through("clients_screening", "screening_id"),
            delete=seen_through("clients_screening", "screening_id"),
        ),
        row_security("clients_clientmerge", read=known("kept_id"), write="false"),
        row_security(
            "clients_notsameperson",
            read=f"({known('one_id')} AND {known('other_id')})",
            write=f"({known('one_id')} AND {known('other_id')})",
        ),
        row_security("clients_consentevent", read=KNOWN, write=SOMEBODY),
        row_security("clients_noteevent", read=f"(author_id = {CURRENT_USER_ID} AND {KNOWN})", write=SOMEBODY),
        *own_rows("clients_assessmentevent", "clients_planevent", read=WITH_PLAN, write=SOMEBODY),
        row_security("clients_goalevent", read=seen_through("clients_plan", "plan_id"), write=SOMEBODY),
        row_security("clients_stepevent", read=seen_through("clients_goal", "goal_id"), write=SOMEBODY),
        *own_rows("clients_placementperiodevent", "clients_wagesubsidyevent", read=KNOWN, write=SOMEBODY),
    ]
