from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.checks import name_the_empty, refuse_backwards
from network.forms.layout import DateInput, page_form, row
from network.forms.once import OnceMixin
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from network.models import Project
from services.models import Idea, Pilot


class PilotForm(OnceMixin, PlainTextMixin, VersionedModelForm):
    """A way of working tried together with young people."""

    class Meta:
        model = Pilot
        fields = [
            "site", "project", "title", "started", "ended", "description", "young_people", "result",
            "headcount", "idea",
        ]  # fmt: skip
        widgets = {
            "started": DateInput,
            "ended": DateInput,
            "description": forms.Textarea(attrs={"rows": 4}),
            "young_people": forms.Textarea(attrs={"rows": 4}),
            "result": forms.Textarea(attrs={"rows": 4}),
            "headcount": forms.NumberInput(attrs={"min": 0, "class": "input-short"}),
        }
        help_texts = {
            "young_people": _("Without names."),
            "ended": _("Empty = still going on."),
        }

    helper = page_form(
        "version", "title", row("site", "project"), row("started", "ended"), "description", "young_people", "result",
        "headcount", "idea",
    )  # fmt: skip

    def __init__(self, *args, sites, **kwargs):
        """`sites`: a queryset of the Ohjaamos whose pilots the writer keeps."""
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites.order_by("name", "pk")
        near = Project.objects.at_sites(sites).order_by().values("pk")
        own = Project.objects.filter(pk=self.instance.project_id)
        self.fields["project"].queryset = Project.objects.filter(pk__in=near) | own
        self.fields["idea"].queryset = Idea.objects.filter(site__in=sites)
        name_the_empty(self)

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "started", "ended", _("The pilot ends before it starts."))
        site, idea = cleaned.get("site"), cleaned.get("idea")
        if site and idea and idea.site_id != site.pk:
            self.add_error("idea", _("This idea was given at another Ohjaamo."))
        return cleaned
