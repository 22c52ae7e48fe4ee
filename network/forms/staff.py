from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.models import Expert, Project, Site, StaffAssignment
from network.workload import WHOLE, heaviest_day

from .checks import name_the_empty, periods_cross, refuse_backwards
from .layout import DateInput, page_form, row
from .texts import PlainTextMixin
from .versioned import VersionedModelForm


class StaffForm(PlainTextMixin, VersionedModelForm):
    """Who does what in a project, with which share of the working time, from when to when."""

    class Meta:
        model = StaffAssignment
        fields = ["expert", "role", "time_share", "funding", "valid_from", "valid_to"]
        widgets = {
            "valid_from": DateInput,
            "valid_to": DateInput,
            "time_share": forms.NumberInput(attrs={"min": 1, "max": WHOLE, "class": "input-short"}),
        }
        help_texts = {
            "role": _("Such as project manager or guidance worker. The report shows the role, not the name."),
            "funding": _("Such as the project, or the town's own funding."),
            "valid_from": _("Empty = from the project's first day."),
            "valid_to": _("Empty = to the project's last day."),
        }

    helper = page_form("version", "expert", "role", row("time_share", "funding"), row("valid_from", "valid_to"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_empty(self)
        project = self.instance.project
        offered = Expert.objects.all()
        if Site.objects.filter(projects__in=project.family()).exists():
            at_sites = Expert.objects.at_sites(project.all_sites())
            offered = offered.filter(Q(pk__in=at_sites.values("pk")) | Q(pk=self.instance.expert_id))
        self.fields["expert"].queryset = offered.select_related("agency")
        self.fields["expert"].label_from_instance = lambda expert: f"{expert}, {expert.agency}"

    def clean_time_share(self) -> int:
        share = self.cleaned_data["time_share"]
        if not 1 <= share <= WHOLE:
            raise forms.ValidationError(_("The share of working time is from 1 to 100 per cent."))
        return share

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "valid_from", "valid_to", _("The last day of validity is before the first."))
        if not {"expert", "role", "valid_from", "valid_to"} & set(self.errors):
            self._refuse_the_same_role(cleaned)
        return cleaned

    def _refuse_the_same_role(self, cleaned: dict) -> None:
        # Locked, so that the same role typed twice at once cannot pass twice.
        Project.objects.select_for_update(of=("self",), no_key=True).get(pk=self.instance.project_id)
        same = StaffAssignment.objects.filter(
            project=self.instance.project, expert=cleaned["expert"], role=cleaned["role"]
        ).exclude(pk=self.instance.pk)
        period = cleaned["valid_from"], cleaned["valid_to"]
        if any(periods_cross(period, (other.valid_from, other.valid_to)) for other in same):
            self.add_error("role", _("The expert has this role in the project on some of these days already."))

    def too_much(self) -> str:
        """After saving, a warning when the expert's roles in all projects sum to over 100 % on some day, else ""."""
        day, share = heaviest_day(self.instance)
        if share <= WHOLE:
            return ""
        return _("Note: the roles of %(name)s take %(share)d%% of the working time on %(day)s. Check the shares.") % {
            "name": self.instance.expert,
            "share": share,
            "day": date_format(day, "SHORT_DATE_FORMAT"),
        }
