"""Questions without a name: which ones wait for whom."""

from datetime import date

from django.db.models import Q, QuerySet

from clients.codes import ConsultationStatus
from clients.models import Consultation


def consultations_to_do(user, today: date) -> QuerySet[Consultation]:
    """Received and not answered; and of those that `user` asked, answered or left without an answer, not closed."""
    received = Consultation.objects.received_by(user).order_by().values("pk")
    waiting = Q(pk__in=received, status=ConsultationStatus.SENT)
    asked = Q(sent_by=user, closed_at__isnull=True) & ~Q(status=ConsultationStatus.SENT)
    rows = Consultation.objects.visible_to(user).filter(waiting | asked)
    return rows.select_related("to_agency", "to_expert", "site")
