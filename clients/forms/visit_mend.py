"""Mending one's own visit of today: all that was logged, the person too."""

from clients.models import Visit

from .visit import VisitForm


class VisitMendForm(VisitForm):
    """A visit opened again; it has one person at most."""

    most_people = 1

    def __init__(self, *args, instance: Visit, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        offered = instance.minutes in self.usual.minutes
        self.initial.update(
            people=[str(instance.client_id)] if instance.client_id else [],
            anonymous=instance.client_id is None,
            met_before={True: "true", False: "false"}.get(instance.met_before, ""),
            main_theme=instance.themes[0],
            minutes_usual=instance.minutes if offered else None,
            minutes=None if offered else instance.minutes,
            experts=[row.expert_id for row in instance.visit_experts.all()],
        )
