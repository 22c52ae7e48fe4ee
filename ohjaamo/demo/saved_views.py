"""What the demo's manager asks the workbench again and again."""

from network.models import Project, User
from reports.models import SavedView

VIEWS = [
    ("POVER", "Käynnit vuosineljänneksittäin ja Ohjaamoittain", True, "measure=visits&rows=quarter&columns=site"),
    ("POVER", "Ketkä kävivät 2021", False, "measure=clients&rows=age_band&columns=gender&period=2021"),
    ("PORTTI", "Ohjaukset kohteittain", True, "measure=referrals&rows=target"),
]


def make_saved_views(owner: User) -> None:
    """Three kept questions of `owner`, two of them shared."""
    for code, name, is_shared, question in VIEWS:
        project, period = Project.objects.get(code=code), "" if "period=" in question else "&period=whole"
        SavedView.objects.create(
            owner=owner, project=project, name=name, is_shared=is_shared, question=f"project={code}&{question}{period}"
        )
