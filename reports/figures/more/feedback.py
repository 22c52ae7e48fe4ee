"""What young people thought: the school grade (4–10) and four statements (1–5), always with their n."""

from django.utils.translation import gettext_lazy as _

from reports.figures.more.scoped import two_decimals
from reports.figures.scope import Scope
from services.models import Feedback
from services.models.feedback import STATEMENTS

QUESTION_NAMES = {"grade": _("Grade")} | {name: Feedback._meta.get_field(name).verbose_name for name in STATEMENTS}


def feedback(scope: Scope) -> dict:
    """Answers given at the scope's sites on its days; of each question how many answered it and their mean."""
    rows = Feedback.objects.filter(site__in=scope.sites, date__range=(scope.start, scope.end)).order_by()
    means = {name: {"n": row["n"], "mean": two_decimals(row["mean"])} for name, row in rows.means().items()}
    return {"answers": rows.count(), **means}
