from crispy_forms.layout import Field
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Expert, Team

from .layout import page_form, row
from .texts import PlainTextMixin
from .versioned import VersionedModelForm


class ExpertsField(forms.ModelMultipleChoiceField):
    """Experts as chips, each with the title beside the name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, expert: Expert) -> str:
        return f"{expert} · {expert.title}" if expert.title else str(expert)


class TeamForm(PlainTextMixin, VersionedModelForm):
    """A team of one Ohjaamo and those of its experts who are in it."""

    experts = ExpertsField(label=_("Experts"), queryset=Expert.objects.none(), required=False)

    class Meta:
        model = Team
        fields = ["name_fi", "name_sv", "name_en", "experts"]

    helper = page_form(
        "version", "name_fi", row("name_sv", "name_en"), Field("experts", template="includes/_chips.html")
    )

    def __init__(self, *args, today, **kwargs):
        """`today`: only those in the network on that day are offered, and those who are in the team already."""
        super().__init__(*args, **kwargs)
        at_site = Expert.objects.at_sites([self.instance.site_id]).valid_on(today)
        members = self.instance.experts.all() if self.instance.pk else Expert.objects.none()
        self.fields["experts"].queryset = Expert.objects.filter(
            Q(pk__in=at_site.values("pk")) | Q(pk__in=members.values("pk"))
        )
        self.fields["experts"].hide_optional = True

    def clean_name_fi(self) -> str:
        name = self.cleaned_data["name_fi"]
        if Team.objects.filter(site=self.instance.site, name_fi=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("The Ohjaamo has a team of this name already."))
        return name
