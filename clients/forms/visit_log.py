"""The counter's form: one visit for each person picked, or an anonymous one."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import Visit
from network.access import Permission, sites_for
from network.models import new_key

from .visit import VisitForm


class VisitLogForm(VisitForm):
    """A new visit. `key` tells a form sent twice from a second visit; `site` is the one the page was opened for."""

    key = forms.CharField(label="", max_length=64, widget=forms.HiddenInput)
    site_shown = forms.ModelChoiceField(
        None,
        label="",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("You do not log visits at this Ohjaamo. Nothing was saved.")},
    )
    # The time that the page was opened at: as long as it is left as it is, a visit is logged for the time of saving.
    shown_at = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.fields["site_shown"].queryset = sites_for(self.user, Permission.LOG_VISITS)
        defaults = {
            "key": new_key(),
            "site_shown": self.site.pk,
            "date": now.date(),
            "time": now.time(),
            "shown_at": f"{now:%Y-%m-%d %H:%M}",
            "language": self.usual.language,
        }
        self.initial = {**self.initial, **defaults}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("date") and cleaned.get("time"):
            given = f"{cleaned['date']:%Y-%m-%d} {cleaned['time']:%H:%M}"
            if given == cleaned.get("shown_at"):
                now = timezone.localtime().replace(second=0, microsecond=0)
                cleaned.update(date=now.date(), time=now.time())
        return cleaned

    def renew_key(self) -> None:
        """Show the form again under a new key: what is in it is then saved as a visit of its own."""
        self.data = self.data.copy()
        self.data[self.add_prefix("key")] = new_key()

    def repeat(self, visit: Visit | None) -> None:
        """Fill in what `visit` was about: all but the person and what concerns the person alone."""
        if visit is None:
            return
        offered = visit.minutes in self.usual.minutes
        self.initial.update(
            themes=visit.themes,
            main_theme=visit.themes[0],
            contact_type=visit.contact_type,
            minutes_usual=visit.minutes if offered else None,
            minutes=None if offered else visit.minutes,
            experts=[row.expert_id for row in visit.visit_experts.all()],
            language=visit.language,
        )
