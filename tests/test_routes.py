"""Every address × every role is declared here; an undeclared address fails, and so does a door left open.

Rows say who may enter with their role at the site of the data. Everybody else gets 403 or 404, strangers (all roles
together, but at another site) too unless the row says that the page is for anybody logged in.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest
from crispy_forms.helper import FormHelper
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from network.models import Role
from reports.models import ImportRun
from services.models import CheckInPoint, Shift
from tests import factories, path_factories, report_factories
from tests.report_factories import one_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_field_is_drawn(monkeypatch):
    """A field that a form has and its page does not show would be emptied by the next saving."""
    drawn = FormHelper.render_layout

    def render_layout(helper, form, *args, **kwargs):
        html = drawn(helper, form, *args, **kwargs)
        missing = {name for name in set(form.fields) - form.rendered_fields if not form[name].is_hidden}
        assert missing == set(), f"{type(form).__name__} does not place these fields"
        return html

    monkeypatch.setattr(FormHelper, "render_layout", render_layout)


EVERYBODY = frozenset(Role)
COUNSELLOR = frozenset({Role.COUNSELLOR})
SHARED = frozenset({Role.COUNSELLOR, Role.EXPERT})
PARTNER = frozenset({Role.EXPERT})
ADMIN = frozenset({Role.ADMIN})
DPO = frozenset({Role.DPO})
MANAGER = frozenset({Role.MANAGER})
LEADERS = frozenset({Role.MANAGER, Role.ADMIN})
NETWORK = EVERYBODY - {Role.REPORT_READER}
PROGRAMME = frozenset({Role.COUNSELLOR, Role.MANAGER, Role.ADMIN})
FIGURES = frozenset({Role.MANAGER, Role.REPORT_READER})


@dataclass(frozen=True)
class Route:
    """Who may enter; which object of the world the address names; whether roles at any site will do."""

    roles: frozenset
    of: str = ""
    anywhere: bool = False
    query: str = ""
    ok: frozenset = field(default_factory=lambda: frozenset({200, 302}))


POST_ONLY = frozenset({302, 405})
NOBODY_AT_ONE_SITE = frozenset()

ROUTES = {
    "home": Route(EVERYBODY, anywhere=True),
    "clients:counter": Route(COUNSELLOR, anywhere=True),
    "clients:client_search": Route(COUNSELLOR, anywhere=True, ok=frozenset({200, 302, 405})),
    "clients:client_create": Route(COUNSELLOR, anywhere=True, ok=frozenset({200, 302, 405})),
    "clients:counter_today": Route(COUNSELLOR, anywhere=True),
    "clients:check_in_meet": Route(COUNSELLOR, of="check_in", ok=POST_ONLY),
    "clients:visit_today": Route(COUNSELLOR, anywhere=True),
    "clients:visit_mend": Route(COUNSELLOR, of="visit"),
    "clients:visit_withdraw": Route(COUNSELLOR, of="visit"),
    "clients:visit_list": Route(COUNSELLOR, anywhere=True),
    "clients:gathering_list": Route(COUNSELLOR, anywhere=True),
    "clients:gathering_create": Route(COUNSELLOR, anywhere=True),
    "clients:gathering_mend": Route(COUNSELLOR, of="gathering"),
    "clients:gathering_withdraw": Route(COUNSELLOR, of="gathering"),
    "clients:client_list": Route(SHARED, anywhere=True),
    "clients:duplicate_list": Route(COUNSELLOR, anywhere=True),
    "clients:duplicate_dismiss": Route(COUNSELLOR, of="pair", ok=POST_ONLY),
    "clients:client_merge": Route(COUNSELLOR, of="pair"),
    "clients:merge_list": Route(COUNSELLOR, anywhere=True),
    "clients:merge_undo": Route(COUNSELLOR, of="merge"),
    "clients:client_profile": Route(COUNSELLOR, of="client"),
    "clients:measure_fill": Route(COUNSELLOR, of="client"),
    "clients:measure_thanks": Route(COUNSELLOR, of="client"),
    "clients:measurement_list": Route(COUNSELLOR, of="client"),
    "clients:measurement_edit": Route(COUNSELLOR, of="measurement"),
    # Shared by all Ohjaamos.
    "clients:guidance_tools": Route(LEADERS, anywhere=True),
    "clients:profile_set_create": Route(LEADERS, anywhere=True),
    "clients:profile_set_edit": Route(LEADERS, of="profile_set", anywhere=True),
    "clients:profile_set_end": Route(LEADERS, of="profile_set", anywhere=True, ok=POST_ONLY),
    "clients:measure_create": Route(LEADERS, anywhere=True),
    "clients:measure_edit": Route(LEADERS, of="measure", anywhere=True),
    "clients:measure_end": Route(LEADERS, of="measure", anywhere=True, ok=POST_ONLY),
    "clients:profile_minutes": Route(MANAGER, anywhere=True),
    "clients:client_detail": Route(COUNSELLOR, of="client"),
    "clients:client_edit": Route(COUNSELLOR, of="client"),
    "clients:referral_create": Route(COUNSELLOR, of="client"),
    "clients:participation_create": Route(COUNSELLOR, of="client"),
    "clients:referral_list": Route(SHARED, anywhere=True),
    "clients:referral_edit": Route(COUNSELLOR, of="referral"),
    "clients:referral_send": Route(COUNSELLOR, of="client"),
    "clients:referral_detail": Route(COUNSELLOR, of="referral"),
    "clients:referral_note": Route(COUNSELLOR, of="referral"),
    "clients:referral_time_suits": Route(COUNSELLOR, of="referral", ok=POST_ONLY),
    "clients:referral_other_time": Route(COUNSELLOR, of="referral", ok=POST_ONLY),
    "clients:referral_send_again": Route(COUNSELLOR, of="referral", ok=POST_ONLY),
    "clients:referral_acknowledge": Route(COUNSELLOR, of="referral", ok=POST_ONLY),
    "clients:referral_close": Route(COUNSELLOR, of="referral", ok=POST_ONLY),
    "clients:referral_inbox": Route(SHARED, anywhere=True),
    "clients:referral_answer": Route(PARTNER, of="received"),
    "clients:followup_list": Route(COUNSELLOR, anywhere=True),
    "clients:followup_write": Route(COUNSELLOR, of="referral", ok=POST_ONLY),
    "clients:incoming_create": Route(COUNSELLOR, of="client"),
    "clients:consultation_list": Route(SHARED, anywhere=True),
    "clients:consultation_create": Route(COUNSELLOR, anywhere=True),
    "clients:consultation_detail": Route(COUNSELLOR, of="consultation"),
    "clients:consultation_close": Route(COUNSELLOR, of="consultation", ok=POST_ONLY),
    "clients:response_times": Route(MANAGER, anywhere=True),
    "clients:response_times_xlsx": Route(MANAGER, anywhere=True),
    "clients:participation_list": Route(COUNSELLOR, anywhere=True),
    "clients:participation_edit": Route(COUNSELLOR, of="participation"),
    "clients:eura_list": Route(COUNSELLOR, anywhere=True),
    "clients:eura_step": Route(COUNSELLOR, of="eura_side", ok=POST_ONLY),
    "clients:refusal_create": Route(COUNSELLOR, of="client"),
    "clients:refusal_edit": Route(COUNSELLOR, of="refusal"),
    "clients:screening_list": Route(COUNSELLOR, anywhere=True),
    "clients:screening_create": Route(COUNSELLOR, anywhere=True),
    "clients:screening_detail": Route(COUNSELLOR, of="screening"),
    "clients:screening_edit": Route(COUNSELLOR, of="screening"),
    "clients:screening_next": Route(COUNSELLOR, of="screening"),
    "clients:screening_funnel": Route(COUNSELLOR, of="screening"),
    "clients:screening_add": Route(COUNSELLOR, of="screening"),
    "clients:screening_known": Route(COUNSELLOR, of="screening"),
    "clients:screening_paste": Route(COUNSELLOR, of="screening"),
    "clients:screening_invitations": Route(COUNSELLOR, of="screening"),
    "clients:screening_case": Route(COUNSELLOR, of="screening_case"),
    "clients:screening_case_onwards": Route(COUNSELLOR, of="screening_case"),
    "clients:screening_case_person": Route(COUNSELLOR, of="screening_case"),
    "clients:consent_list": Route(COUNSELLOR, anywhere=True),
    "clients:consent_create": Route(COUNSELLOR, of="client"),
    "clients:consent_sign": Route(COUNSELLOR, of="client"),
    "clients:consent_thanks": Route(COUNSELLOR, of="client"),
    "clients:consent_paper": Route(COUNSELLOR, of="client"),
    "clients:consent_print": Route(COUNSELLOR, of="consent"),
    "clients:consent_withdraw": Route(COUNSELLOR, of="consent", ok=POST_ONLY),
    "clients:consent_withdraw_all": Route(COUNSELLOR, of="client", ok=POST_ONLY),
    "clients:note_create": Route(COUNSELLOR, of="client"),
    "clients:note_edit": Route(COUNSELLOR, of="note"),
    "clients:note_withdraw": Route(COUNSELLOR, of="note"),
    "clients:case_worker_create": Route(COUNSELLOR, of="client"),
    "clients:case_worker_edit": Route(COUNSELLOR, of="case_worker"),
    "clients:caseload": Route(SHARED, anywhere=True),
    "clients:caseload_hand_over": Route(SHARED, anywhere=True),
    # The data protection officer of the Ohjaamo as well; elsewhere there are no records of the person.
    "clients:seen_by": Route(COUNSELLOR | DPO, of="client"),
    "clients:person_data": Route(COUNSELLOR | DPO, of="client"),
    "clients:draft_forget": Route(EVERYBODY, anywhere=True, ok=POST_ONLY),
    "clients:draft_list": Route(SHARED, anywhere=True),
    "clients:access_record_list": Route(DPO, anywhere=True),
    "clients:own_page_open": Route(COUNSELLOR, of="client"),
    "clients:own_page_code": Route(COUNSELLOR, of="client", ok=POST_ONLY),
    "clients:own_page_close": Route(COUNSELLOR, of="client", ok=POST_ONLY),
    "clients:message_list": Route(COUNSELLOR, of="client"),
    "clients:messages_read": Route(COUNSELLOR, of="client", ok=POST_ONLY),
    # A data protection officer answers for all Ohjaamos.
    "clients:data_request_list": Route(COUNSELLOR | DPO, anywhere=True),
    "clients:data_request_handle": Route(COUNSELLOR | DPO, of="data_request", anywhere=True),
    "clients:todo": Route(SHARED, anywhere=True),
    "clients:todo_done": Route(frozenset({Role.COUNSELLOR, Role.EXPERT}), of="todo_item", anywhere=True, ok=POST_ONLY),
    "clients:service_use_list": Route(COUNSELLOR, anywhere=True),
    "clients:service_use_group": Route(COUNSELLOR, anywhere=True),
    "clients:service_use_create": Route(COUNSELLOR, of="client"),
    "clients:service_use_edit": Route(COUNSELLOR, of="service_use"),
    "clients:service_use_withdraw": Route(COUNSELLOR, of="service_use"),
    "clients:outcome_list": Route(COUNSELLOR, anywhere=True),
    "clients:housing_create": Route(COUNSELLOR, of="client"),
    "clients:housing_edit": Route(COUNSELLOR, of="housing"),
    "clients:housing_delete": Route(COUNSELLOR, of="housing"),
    "clients:placement_create": Route(COUNSELLOR, of="client"),
    "clients:placement_edit": Route(COUNSELLOR, of="placement"),
    "clients:placement_delete": Route(COUNSELLOR, of="placement"),
    "clients:wage_subsidy_create": Route(COUNSELLOR, of="client"),
    "clients:wage_subsidy_edit": Route(COUNSELLOR, of="wage_subsidy"),
    "clients:wage_subsidy_delete": Route(COUNSELLOR, of="wage_subsidy"),
    "clients:plan_start": Route(COUNSELLOR, of="client", ok=POST_ONLY),
    "clients:plan_detail": Route(COUNSELLOR, of="plan"),
    "clients:plan_act": Route(COUNSELLOR, of="plan", ok=POST_ONLY),
    "clients:plan_close": Route(COUNSELLOR, of="plan"),
    "clients:plan_version": Route(COUNSELLOR, of="plan_version"),
    "clients:plan_pdf": Route(COUNSELLOR, of="plan"),
    "clients:assessment_list": Route(COUNSELLOR, of="client"),
    "clients:assessment_create": Route(COUNSELLOR, of="client"),
    "clients:assessment_edit": Route(COUNSELLOR, of="assessment"),
    "clients:meeting_create": Route(COUNSELLOR, of="client"),
    "clients:meeting_detail": Route(COUNSELLOR, of="meeting"),
    "clients:meeting_edit": Route(COUNSELLOR, of="meeting"),
    "clients:meeting_cancel": Route(COUNSELLOR, of="meeting"),
    "network:directory": Route(NETWORK, anywhere=True),
    "network:directory_print": Route(NETWORK, anywhere=True),
    "network:directory_xlsx": Route(LEADERS, anywhere=True),
    "network:stale_list": Route(NETWORK, anywhere=True),
    "network:entry_confirm": Route(ADMIN, of="agency_check", ok=POST_ONLY),
    "network:agency_create": Route(ADMIN, anywhere=True),
    "network:agency_detail": Route(NETWORK, of="agency", anywhere=True),
    "network:agency_edit": Route(ADMIN, of="agency"),
    "network:agency_end": Route(ADMIN, of="agency"),
    "network:agency_rename": Route(ADMIN, of="agency"),
    "network:agency_contacts": Route(ADMIN, of="agency"),
    "network:agency_delete": Route(ADMIN, of="agency"),
    "network:expert_create": Route(ADMIN, anywhere=True),
    "network:expert_detail": Route(NETWORK, of="expert", anywhere=True),
    "network:expert_edit": Route(ADMIN, of="expert"),
    "network:site_list": Route(NETWORK, anywhere=True),
    # For an admin of the whole installation: see the test at the end.
    "network:site_create": Route(NOBODY_AT_ONE_SITE),
    "network:switch_site": Route(EVERYBODY, anywhere=True, ok=POST_ONLY),
    "network:site_detail": Route(NETWORK, of="site", anywhere=True),
    "network:site_edit": Route(ADMIN, of="site"),
    "network:site_addresses": Route(ADMIN, of="site"),
    "network:site_hours": Route(ADMIN, of="site"),
    "network:site_exceptions": Route(ADMIN, of="site"),
    "network:project_list": Route(LEADERS, anywhere=True),
    "network:project_create": Route(LEADERS, anywhere=True),
    "network:project_detail": Route(LEADERS, of="project"),
    "network:project_edit": Route(LEADERS, of="project"),
    "network:area_create": Route(LEADERS, of="project_part"),
    "network:area_edit": Route(LEADERS, of="area"),
    "network:area_delete": Route(LEADERS, of="area"),
    "network:target_create": Route(LEADERS, of="project_part"),
    "network:target_edit": Route(LEADERS, of="target"),
    "network:target_delete": Route(LEADERS, of="target"),
    "network:team_list": Route(NETWORK, anywhere=True),
    "network:team_create": Route(ADMIN, of="site"),
    "network:team_edit": Route(ADMIN, of="team"),
    "network:team_delete": Route(ADMIN, of="team"),
    "network:body_list": Route(LEADERS, anywhere=True),
    "network:body_create": Route(LEADERS, anywhere=True),
    "network:body_detail": Route(LEADERS, of="body"),
    "network:body_print": Route(LEADERS, of="body"),
    "network:body_edit": Route(LEADERS, of="body"),
    "network:body_delete": Route(LEADERS, of="body"),
    "network:staff_create": Route(LEADERS, of="project"),
    "network:staff_edit": Route(LEADERS, of="staff"),
    "network:staff_delete": Route(LEADERS, of="staff"),
    # The register of employers is shared by all Ohjaamos.
    "network:employer_list": Route(PROGRAMME, anywhere=True),
    "network:employer_due": Route(PROGRAMME, anywhere=True),
    "network:employer_create": Route(PROGRAMME, anywhere=True),
    "network:employer_detail": Route(PROGRAMME, of="employer", anywhere=True),
    "network:employer_edit": Route(PROGRAMME, of="employer", anywhere=True),
    "network:employer_delete": Route(PROGRAMME, of="employer", anywhere=True),
    "network:employer_contact_create": Route(PROGRAMME, of="employer", anywhere=True),
    "network:employer_contact_edit": Route(PROGRAMME, of="employer_contact"),
    "network:employer_contact_delete": Route(PROGRAMME, of="employer_contact"),
    "network:log_list": Route(PROGRAMME, anywhere=True),
    "network:publicity_create": Route(PROGRAMME, anywhere=True),
    "network:publicity_edit": Route(PROGRAMME, of="publicity"),
    "network:publicity_delete": Route(PROGRAMME, of="publicity"),
    "network:development_create": Route(PROGRAMME, anywhere=True),
    "network:development_edit": Route(PROGRAMME, of="development"),
    "network:development_delete": Route(PROGRAMME, of="development"),
    "network:problem_create": Route(PROGRAMME, anywhere=True),
    "network:problem_edit": Route(PROGRAMME, of="problem"),
    "network:problem_delete": Route(PROGRAMME, of="problem"),
    "network:user_list": Route(ADMIN, anywhere=True),
    "network:user_create": Route(ADMIN, anywhere=True),
    "network:user_edit": Route(ADMIN, of="user"),
    "network:user_close": Route(ADMIN, of="user"),
    "network:invitation_list": Route(ADMIN, anywhere=True),
    "network:invitation_send": Route(ADMIN, of="invitation", ok=POST_ONLY),
    "network:invitation_revoke": Route(ADMIN, of="invitation", ok=POST_ONLY),
    "network:user_set_active": Route(ADMIN, of="user", ok=POST_ONLY),
    "network:user_send_link": Route(ADMIN, of="user", ok=POST_ONLY),
    "services:event_list": Route(NETWORK, anywhere=True),
    "services:event_create": Route(PROGRAMME, anywhere=True),
    "services:event_detail": Route(NETWORK, of="event"),
    "services:event_edit": Route(PROGRAMME, of="event"),
    "services:event_publish": Route(PROGRAMME, of="event", ok=POST_ONLY),
    "services:event_cancel": Route(PROGRAMME, of="event"),
    "services:event_delete": Route(PROGRAMME, of="event"),
    "services:series_end": Route(PROGRAMME, of="event"),
    "services:month_publish": Route(PROGRAMME, anywhere=True, ok=POST_ONLY),
    "services:poster_pdf": Route(NETWORK, anywhere=True),
    "services:month_ics": Route(NETWORK, anywhere=True),
    "services:recruiting": Route(PROGRAMME, anywhere=True),
    "services:sign_up_list": Route(COUNSELLOR, of="event"),
    "services:sign_up_create": Route(COUNSELLOR, of="event"),
    "services:sign_up_remove": Route(COUNSELLOR, of="sign_up"),
    "clients:uncounted_list": Route(COUNSELLOR, anywhere=True),
    "clients:event_count": Route(COUNSELLOR, of="event"),
    "services:shift_list": Route(NETWORK, anywhere=True),
    "services:shift_create": Route(PROGRAMME, anywhere=True),
    "services:shift_edit": Route(PROGRAMME, of="shift"),
    "services:shift_delete": Route(PROGRAMME, of="shift"),
    "services:shift_series_list": Route(NETWORK, anywhere=True),
    "services:shift_series_edit": Route(PROGRAMME, of="series"),
    "services:shift_series_end": Route(PROGRAMME, of="series"),
    "services:shift_series_day": Route(PROGRAMME, of="series_day"),
    "services:shift_series_restore": Route(PROGRAMME, of="series_day", ok=POST_ONLY),
    "services:absence_list": Route(NETWORK, anywhere=True),
    # An expert for themselves.
    "services:absence_create": Route(PROGRAMME | PARTNER, anywhere=True),
    "services:absence_edit": Route(PROGRAMME, of="absence"),
    "services:absence_delete": Route(PROGRAMME, of="absence"),
    "services:feed_list": Route(NETWORK, anywhere=True),
    "services:feed_revoke": Route(PROGRAMME, of="feed", ok=POST_ONLY),
    "services:service_list": Route(NETWORK, anywhere=True),
    "services:service_create": Route(ADMIN, anywhere=True),
    "services:service_detail": Route(NETWORK, of="service", anywhere=True),
    "services:service_edit": Route(ADMIN, of="service"),
    "services:service_state": Route(ADMIN, of="service", ok=POST_ONLY),
    "services:service_delete": Route(ADMIN, of="service"),
    "services:open_data": Route(ADMIN, anywhere=True),
    "services:open_data_hsds": Route(ADMIN, anywhere=True),
    "services:open_data_ptv": Route(ADMIN, anywhere=True),
    "services:check_in_point": Route(PROGRAMME, anywhere=True),
    "services:pilot_list": Route(PROGRAMME, anywhere=True),
    "services:pilot_create": Route(PROGRAMME, anywhere=True),
    "services:pilot_edit": Route(PROGRAMME, of="pilot"),
    "services:pilot_delete": Route(PROGRAMME, of="pilot"),
    "services:idea_list": Route(PROGRAMME, anywhere=True),
    "services:idea_create": Route(PROGRAMME, anywhere=True),
    "services:idea_detail": Route(PROGRAMME, of="idea"),
    "services:idea_delete": Route(PROGRAMME, of="idea"),
    "services:feedback_list": Route(PROGRAMME, anywhere=True),
    "services:feedback_qr": Route(PROGRAMME, anywhere=True),
    "services:feedback_erase": Route(PROGRAMME, of="feedback", ok=POST_ONLY),
    "services:campaign_list": Route(PROGRAMME, anywhere=True),
    "services:campaign_create": Route(PROGRAMME, anywhere=True),
    "services:campaign_edit": Route(PROGRAMME, of="campaign"),
    "clients:campaign_figures": Route(PROGRAMME, of="campaign"),
    "services:job_post_list": Route(PROGRAMME, anywhere=True),
    "services:job_post_create": Route(PROGRAMME, anywhere=True),
    "services:job_post_detail": Route(PROGRAMME, of="job_post"),
    "services:job_post_edit": Route(PROGRAMME, of="job_post"),
    "services:job_post_approve": Route(PROGRAMME, of="job_post", ok=POST_ONLY),
    "services:job_post_reject": Route(PROGRAMME, of="job_post"),
    "services:job_post_close": Route(PROGRAMME, of="job_post", ok=POST_ONLY),
    "reports:figures": Route(FIGURES, anywhere=True),
    "reports:figures_xlsx": Route(FIGURES, anywhere=True),
    "reports:figures_csv": Route(FIGURES, anywhere=True, query="?section=visits_by_theme"),
    "reports:workbench": Route(MANAGER, anywhere=True),
    "reports:workbench_xlsx": Route(MANAGER, anywhere=True),
    "reports:workbench_csv": Route(MANAGER, anywhere=True),
    "reports:workbench_records": Route(MANAGER, anywhere=True),
    "reports:saved_view_create": Route(MANAGER, anywhere=True),
    "reports:saved_view_edit": Route(MANAGER, of="saved_view"),
    "reports:saved_view_delete": Route(MANAGER, of="saved_view"),
    "reports:series_list": Route(MANAGER, anywhere=True),
    "reports:series_create": Route(MANAGER, anywhere=True),
    "reports:series_detail": Route(MANAGER, of="external_series"),
    "reports:series_edit": Route(MANAGER, of="external_series"),
    "reports:series_delete": Route(MANAGER, of="external_series"),
    "reports:target_results": Route(MANAGER, anywhere=True),
    "reports:target_results_xlsx": Route(MANAGER, anywhere=True),
    "reports:target_results_csv": Route(MANAGER, anywhere=True),
    "reports:indicators": Route(MANAGER, anywhere=True),
    "reports:collection_list": Route(MANAGER, anywhere=True),
    "reports:collection_xlsx": Route(MANAGER, anywhere=True),
    "reports:collection_csv": Route(MANAGER, anywhere=True),
    "reports:indicators_xlsx": Route(MANAGER, anywhere=True),
    "reports:report_list": Route(FIGURES, anywhere=True),
    "reports:report_detail": Route(MANAGER, of="report"),
    "reports:report_pdf": Route(MANAGER, of="report"),
    "reports:report_printing": Route(MANAGER, of="report"),
    "reports:report_printed": Route(MANAGER, of="report", ok=frozenset({404})),
    "reports:report_html": Route(MANAGER, of="report"),
    "reports:report_docx": Route(MANAGER, of="report"),
    "reports:report_xlsx": Route(MANAGER, of="report"),
    "reports:attachment_list": Route(MANAGER, of="report_settings"),
    "reports:attachment_add": Route(MANAGER, of="report_settings", ok=POST_ONLY),
    "reports:attachment_file": Route(MANAGER, of="attached"),
    "reports:attachment_move": Route(MANAGER, of="attached", ok=POST_ONLY),
    "reports:attachment_delete": Route(MANAGER, of="attached"),
    "reports:report_create": Route(MANAGER, of="project"),
    "reports:report_edit": Route(MANAGER, of="report_settings"),
    "reports:report_delete": Route(MANAGER, of="report_settings"),
    "reports:report_image_list": Route(MANAGER, of="report_settings"),
    "reports:report_image": Route(MANAGER, of="report_picture"),
    "reports:report_image_delete": Route(MANAGER, of="report_picture", ok=POST_ONLY),
    "reports:chapter_authors": Route(MANAGER, of="report"),
    "reports:chapter_edit": Route(MANAGER, of="chapter"),
    "reports:chapter_preview": Route(MANAGER, of="chapter", ok=POST_ONLY),
    "reports:chapter_paste": Route(MANAGER, of="chapter", ok=POST_ONLY),
    "reports:chapter_insert": Route(MANAGER, of="chapter"),
    "reports:chapter_history": Route(MANAGER, of="chapter"),
    "reports:chapter_restore": Route(MANAGER, of="chapter", ok=POST_ONLY),
    "reports:comment_create": Route(MANAGER, of="chapter", ok=POST_ONLY),
    "reports:comment_settle": Route(MANAGER, of="comment", ok=POST_ONLY),
    "reports:logo_edit": Route(MANAGER, of="project"),
    "reports:report_check": Route(MANAGER, of="report"),
    "reports:report_submit": Route(MANAGER, of="report"),
    "reports:report_return": Route(MANAGER, of="report"),
    "reports:report_issue": Route(MANAGER, of="report"),
    "reports:report_reopen": Route(MANAGER, of="report"),
    "reports:issued_list": Route(FIGURES, anywhere=True),
    "reports:issued_verify": Route(FIGURES, anywhere=True),
    "reports:issued_detail": Route(FIGURES, of="issued"),
    "reports:issued_figures": Route(FIGURES, of="issued"),
    "reports:issued_changes": Route(MANAGER, of="issued"),
    "reports:issued_again": Route(MANAGER, of="issued", ok=POST_ONLY),
    "reports:issued_cancel": Route(MANAGER, of="issued", ok=POST_ONLY),
    "reports:issued_file": Route(FIGURES, of="issued_file"),
    "reports:export": Route(LEADERS, anywhere=True),
    # For an admin of the whole installation; who may export only is sent there.
    "reports:public_statistics": Route(MANAGER, anywhere=True),
    "reports:public_statistics_edit": Route(MANAGER, of="site"),
    "reports:import": Route(LEADERS, anywhere=True),
    "reports:import_run": Route(NOBODY_AT_ONE_SITE, of="import_run"),
    "reports:import_confirm": Route(NOBODY_AT_ONE_SITE, of="import_run", ok=POST_ONLY),
    "reports:import_again": Route(NOBODY_AT_ONE_SITE, of="import_run", ok=POST_ONLY),
    "reports:import_cancel": Route(NOBODY_AT_ONE_SITE, of="import_run", ok=POST_ONLY),
}
# For strangers, on purpose.
PUBLIC = {
    "clients:reply",
    # Says itself that the login has ended; keeps nothing without one.
    "clients:draft_save",
    "network:check_entry",
    "network:invitation_accept",
    "public:accessibility",
    "public:campaign",
    "public:campaign_post",
    "public:event",
    "public:event_ics",
    "public:feedback",
    "public:front",
    "public:help",
    "public:idea",
    "public:ideas",
    "public:job",
    "public:jobs",
    "public:post_job",
    "public:post_own",
    "public:privacy",
    "public:programme",
    "public:programme_ics",
    "public:robots",
    "public:sign_up",
    "public:sign_up_cancel",
    "public:sign_up_thanks",
    "public:site",
    "public:statistics",
    "public:statistics_csv",
    "public:statistics_json",
    "public:sitemap",
    "services:check_in",
    "services:feed",
    "set_language",
}
# The young person's own page: a link and a code.
PUBLIC |= {
    f"own:{name}"
    for name in ("home", "step", "goal", "message", "messages_read", "consent", "data_request", "close", "out")
}
# Open data, for everybody's programs.
PUBLIC |= {
    "services:hsds",
    *(f"services:hsds_{name}" for name in ("services", "service", "organizations", "organization", "places", "place")),
    *("services:hsds_taxonomies", "services:hsds_taxonomy_terms", "services:ptv_services", "services:ptv_channels"),
}
# Shown in demo and development only.
HIDDEN = {"design"}
# Login, password and second step: django-allauth's own, tested in tests/ohjaamo.
ALLAUTH = ("account_", "mfa_")
ALIASES = {"network:agency_list": "network:directory"}


def route_names(resolver=None, prefix: str = "") -> set[str]:
    """The names of all addresses, with their namespaces."""
    names = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names |= route_names(pattern, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.add(prefix + pattern.name)
    return names


# Addresses of more than one part: the object whose number comes first, then what follows it.
ADDRESSES = {
    "todo_item": ("visit", ("visits",)),
    "sign_up": ("event", ("sign_up_row",)),
    "project_part": ("project", ()),
    "agency_check": ("agency", ("network.agency",)),
    "area": ("project", ("area",)),
    "target": ("project", ("target",)),
    "staff": ("project", ("staff",)),
    "employer_contact": ("employer", ("employer_contact",)),
    "report": ("a_report", ("fi",)),
    "report_settings": ("a_report", ()),
    "attached": ("a_report", ("attachment",)),
    "eura_side": ("participation", ("start",)),
    "chapter": ("a_report", ("fi", "background")),
    "report_picture": ("a_report", ("report_image",)),
    "pair": ("client", ("twin",)),
    "plan_version": ("plan", ("1",)),
    "series_day": ("series", ("2026-03-19",)),
}


@dataclass
class World:
    """One of everything at one site, with one user per role there, and a stranger with all roles elsewhere."""

    def __post_init__(self):
        site = self.home = factories.make_site()
        self.users = {role: factories.make_user(role, site=site) for role in Role}
        self.stranger = factories.make_user(*Role, site=factories.make_site())
        self.nobody = factories.make_user()
        self.sessions = {user: self._log_in(user) for user in (*self.users.values(), self.stranger, self.nobody)}
        writer = self.users[Role.COUNSELLOR]
        client = factories.make_client(home_site=site)
        project = factories.make_project(sites=[site])
        expert = factories.make_expert(sites=[site])
        day = project.start_date
        self.point = CheckInPoint.objects.create(site=site)
        self.objects = {
            "site": site,
            "client": client,
            "twin": (twin := factories.make_client(home_site=site)),
            "measurement": path_factories.make_measurement(client),
            "measure": path_factories.make_measure(),
            "profile_set": path_factories.make_profile().profile_set,
            "merge": path_factories.make_merge(client, twin),
            "agency": expert.agency,
            "expert": expert,
            "project": project,
            "a_report": (report := report_factories.make_report(project)),
            "comment": report_factories.make_comment(report_factories.make_chapter(report)),
            "report_image": report_factories.make_report_image(report, b""),
            "attachment": report_factories.make_attachment(report, one_page()),
            "issued": (issued := report_factories.make_issued(report, self.users[Role.MANAGER])),
            "issued_file": issued.files.get(),
            "external_series": report_factories.make_series(project, {day: 1337}),
            "saved_view": report_factories.make_saved_view(self.users[Role.MANAGER], project),
            "area": factories.make_area(project),
            "target": factories.make_target(project),
            "team": factories.make_team(site=site),
            "body": factories.make_body(project=project),
            "staff": factories.make_staff(project=project, expert=expert),
            "employer": (employer := factories.make_employer()),
            "employer_contact": factories.make_employer_contact(employer=employer, site=site),
            "publicity": factories.make_publicity(project),
            "development": factories.make_development(project),
            "problem": factories.make_problem(project),
            "pilot": factories.make_pilot(site=site),
            "user": factories.make_user(Role.COUNSELLOR, site=site),
            "invitation": factories.make_invitation(user=factories.make_user(Role.COUNSELLOR, site=site)),
            "visit": factories.make_visit(site=site, client=client, created_by=writer),
            "case_worker": path_factories.make_case_worker(client, expert),
            "note": path_factories.make_note(client, writer),
            "consent": path_factories.make_consent(client),
            "plan": (plan := path_factories.make_plan(client)),
            "agreed": path_factories.make_plan_version(plan),
            "assessment": path_factories.make_assessment(client, writer),
            "meeting": path_factories.make_meeting(client),
            "data_request": path_factories.make_data_request(client),
            "gathering": factories.make_gathering(site=site, created_by=writer),
            "referral": factories.make_referral(client=client),
            "received": self._received(),
            "consultation": path_factories.make_consultation(site=site),
            "participation": factories.make_participation(client=client, project=project),
            "refusal": path_factories.make_refusal(client, project=project),
            "screening": (screening := path_factories.make_screening(site)),
            "screening_case": path_factories.make_screening_case(screening),
            "event": (event := factories.make_event_of_series(site)),
            "sign_up_row": factories.make_sign_up(event),
            "shift": Shift.objects.create(site=site, expert=expert, date=day, starts="12:00", ends="16:00"),
            "series": factories.make_shift_series(site=site, expert=expert, first_day=date(2026, 3, 19)),
            "absence": factories.make_absence(expert=expert),
            "feed": site.feeds.create(kind="site", created_by=writer),
            "check_in": site.check_ins.create(),
            "service_use": path_factories.make_service_use(client),
            "housing": path_factories.make_housing(client),
            "placement": path_factories.make_placement(client),
            "wage_subsidy": path_factories.make_wage_subsidy(client),
            "service": factories.make_service(agency=expert.agency, sites=[site]),
            "idea": factories.make_idea(site=site),
            "feedback": factories.make_feedback(site=site),
            "campaign": factories.make_campaign(sites=[site]),
            "job_post": factories.make_job_post(site=site),
            "import_run": ImportRun.objects.create(user=factories.make_user(Role.ADMIN), file_name="data.zip"),
        }

    def _log_in(self, user) -> str:
        browser = Client()
        browser.force_login(user)
        return browser.cookies[settings.SESSION_COOKIE_NAME].value

    def browser_of(self, user) -> Client:
        """A fresh browser in which `user` is logged in, without the price of logging in."""
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[user]
        return browser

    def _received(self):
        """A referral to the agency of the expert, of somebody who lets it see them and is not known at the site."""
        partner = factories.make_expert(user=self.users[Role.EXPERT])
        referral = factories.make_referral(to_agency=partner.agency, site=self.home, sent_at=timezone.now())
        path_factories.make_consent(referral.client, referral=referral)
        return referral

    def address(self, name: str, route: Route, *, of_nothing: bool = False) -> str:
        """The address of the world's object, or of a number that names none."""
        if not route.of:
            return reverse(name) + route.query
        whole, part = ADDRESSES.get(route.of, ("", None))
        pk = 99_999_999 if of_nothing else self.objects[whole or route.of].pk
        if part is None:
            return reverse(name, args=[pk])
        return reverse(name, args=[pk, *(self.objects[step].pk if step in self.objects else step for step in part)])


def closed(route: Route) -> set[int]:
    """What a GET answers to somebody who may not enter; where only POST is known, that it is not known."""
    return {405} if route.ok == POST_ONLY else {403, 404}


@pytest.fixture(scope="module")
def one_world(django_db_setup, django_db_blocker):
    """Made once and left in the database while the tests of this file run, for it takes longer than most of them."""
    with django_db_blocker.unblock():
        yield World()
        connection.ops.execute_sql_flush([])


@pytest.fixture
def world(one_world, db) -> World:
    """The world as it was made: what a test does to it is rolled back."""
    return one_world


def test_every_address_is_declared():
    names = {name for name in route_names() if not name.startswith(ALLAUTH)}
    assert names - PUBLIC - HIDDEN - set(ALIASES) == set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_addresses_open_for_their_roles_and_no_others(name, world):
    route = ROUTES[name]
    address = world.address(name, route)
    for role, user in world.users.items():
        client = world.browser_of(user)
        status = client.get(address).status_code
        if role in route.roles:
            assert status in route.ok, (role, status)
        else:
            assert status in closed(route), (role, status)
            assert client.post(address).status_code in {403, 404, 405}, role


@pytest.mark.parametrize("name", ROUTES)
def test_addresses_stay_closed_for_strangers(name, world, client):
    route = ROUTES[name]
    address = world.address(name, route)
    assert client.get(address)["Location"].startswith(reverse("account_login"))
    assert client.post(address)["Location"].startswith(reverse("account_login"))
    client = world.browser_of(world.stranger)
    if not route.anywhere:
        assert client.get(address).status_code in closed(route)
        assert client.post(address).status_code in {403, 404, 405}
    client = world.browser_of(world.nobody)
    if name != "home":
        assert client.get(address).status_code in {403, 404, 405}


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.roles])
def test_no_address_breaks_on_an_empty_form(name, world):
    """An empty POST by somebody who may enter is answered with errors or a redirect, never with a fault."""
    route = ROUTES[name]
    address = world.address(name, route)
    client = world.browser_of(world.users[sorted(route.roles)[0]])
    assert client.post(address).status_code < 500


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.of and route.roles])
def test_a_number_that_names_nothing_is_not_found(name, world):
    route = ROUTES[name]
    client = world.browser_of(world.users[sorted(route.roles)[0]])
    assert client.get(world.address(name, route, of_nothing=True)).status_code in {404, 405}


def test_pages_of_the_whole_installation_want_a_role_at_all_sites(client):
    client.force_login(factories.make_user(Role.ADMIN))
    assert client.get(reverse("network:site_create")).status_code == 200
    assert client.get(reverse("reports:import")).status_code == 200
