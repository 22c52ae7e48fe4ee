"""Summer jobs: who was coached, who was reached by infos in campaigns, which jobs were posted."""

from django.db.models import Q

from clients.codes import ServiceKind
from reports.figures.gatherings import gatherings_in
from reports.figures.scope import Scope
from services.codes import EventType, JobKind
from services.models import Campaign, JobPost


def coached(by_kind: dict[str, dict[str, int]]) -> dict[str, int]:
    """Summer-job coachings as times and as people, out of the services by kind."""
    return by_kind[ServiceKind.SUMMER_JOB_COACHING]


def infos(scope: Scope) -> dict[str, int]:
    """Infos for job seekers that belong to a campaign, and the heads counted at them."""
    of_campaigns = ~Q(campaign="") | Q(event__campaign__isnull=False)
    return gatherings_in(scope).filter(of_campaigns, event_type=EventType.JOB_INFO).totals()


def posted(scope: Scope) -> dict[str, int]:
    """Summer jobs of campaigns whose post was approved on a day of the scope: posts, places, employers (each once)."""
    dates = (scope.start, scope.end)
    rows = JobPost.objects.filter(site__in=scope.sites, campaign__isnull=False, kind=JobKind.SUMMER_JOB)
    return rows.filter(approved_at__date__range=dates).totals()


def campaigns(scope: Scope) -> dict[str, int]:
    """Campaigns of the sites whose dates touch the scope, and the visitors of their web pages as written down."""
    touching = Campaign.objects.filter(sites__in=scope.sites, starts__lte=scope.end, ends__gte=scope.start)
    visitors = list(touching.order_by().distinct().values_list("pk", "visitors"))
    return {"campaigns": len(visitors), "web_visitors": sum(number or 0 for _pk, number in visitors)}


def summer_jobs(scope: Scope, by_kind: dict) -> dict:
    """All figures of summer jobs; by_kind: the services used by kind."""
    return {
        "coached": coached(by_kind),
        "infos": infos(scope),
        "posted": posted(scope),
        **campaigns(scope),
    }
