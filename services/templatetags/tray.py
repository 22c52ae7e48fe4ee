"""What pages of the network show of services; the network itself knows none."""

from django import template

register = template.Library()


@register.inclusion_tag("services/_agency_services.html")
def agency_services(agency, may_edit: bool) -> dict:
    """The agency's services: those in use or paused, and for those who keep them up the drafts and ended ones too."""
    rows = agency.services.all() if may_edit else agency.services.told_to_all()
    services = rows.select_related("agency").prefetch_related("sites")
    return {"services": services, "agency": agency, "may_edit": may_edit}
