from decimal import Decimal

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from network.models import Area, Project, region_choices
from network.scopes import projects_edited_by

from .checks import municipalities_by_region, name_the_empty, refuse_backwards, refuse_far_days
from .layout import DateInput, page_form, row
from .sites import OwnSitesMixin, sites_field
from .versioned import VersionedModelForm


class EurosField(forms.DecimalField):
    """A sum as people type it: 1 234 567,50 €."""

    widget = forms.TextInput

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, str):
            value = "".join(value.replace("€", "").split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value):
        return number_format(value, 2, use_l10n=True) if isinstance(value, Decimal) else value


class ProjectForm(OwnSitesMixin, VersionedModelForm):
    """A project or sub-project with the facts of the funder's cover page."""

    sites = sites_field()
    budget_eur = EurosField(
        label=_("Budget, euros"), required=False, min_value=0, max_digits=14, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input-short"}),
    )  # fmt: skip
    region = forms.ChoiceField(label=_("Funder's region"), required=False)

    class Meta:
        model = Project
        fields = [
            "code", "name", "programme", "parent", "start_date", "end_date", "sites", "priority",
            "specific_objective", "funder", "implementer", "region", "budget_eur", "budget_band",
        ]  # fmt: skip
        widgets = {"start_date": DateInput, "end_date": DateInput}
        help_texts = {
            "code": _("The funder's code, such as S20125."),
            "parent": _("Empty = this is a project of its own."),
            "region": _("The funder's, even where the project works elsewhere."),
            "budget_band": _("As the funder publishes it, such as over €1,000,000."),
        }

    helper = page_form(
        "version", row("code", "programme"), "name", "parent", row("start_date", "end_date"), "sites", "funder",
        "implementer", "region", "priority", "specific_objective", row("budget_eur", "budget_band"),
    )  # fmt: skip

    def __init__(self, *args, by, sites, everywhere, **kwargs):
        """`by` edits, at `sites` (a queryset), or for the whole installation (`everywhere`)."""
        super().__init__(*args, **kwargs)
        self.everywhere = everywhere
        self.offer_sites(sites)
        parents = Project.objects.filter(pk__in=projects_edited_by(by).values("pk"))
        self.fields["parent"].queryset = (parents | Project.objects.filter(pk=self.instance.parent_id)).exclude(
            pk=self.instance.pk
        )
        name_the_empty(self)
        self.fields["region"].choices = [("", _("Not given")), *region_choices()]

    def clean_parent(self) -> Project | None:
        """Refuses a parent that is below this project itself."""
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk:
            # The whole chain is locked in one order, so that two edits at once cannot close a circle between them.
            list(Project.objects.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
        if parent and self.instance.pk and parent in self.instance.family():
            raise forms.ValidationError(
                _("%(name)s is a sub-project of this one, so it cannot be above it too."), params={"name": parent}
            )
        return parent

    def clean(self):
        cleaned = super().clean()
        refuse_far_days(self, "start_date", "end_date")
        refuse_backwards(self, "start_date", "end_date", _("The end date is before the start date."))
        cleaned["sites"] = self.all_sites()
        if not (cleaned["sites"] or cleaned.get("parent") or self.everywhere) and "sites" not in self.errors:
            self.add_error("sites", _("Choose an Ohjaamo, or the project that this is a sub-project of."))
        return cleaned

    def dates_outside_parent(self) -> str:
        """A warning for a sub-project that does not fit into its parent's dates; "" when it fits."""
        project, parent = self.instance, self.instance.parent
        if parent is None or (project.start_date >= parent.start_date and project.end_date <= parent.end_date):
            return ""
        dates = [date_format(day, "SHORT_DATE_FORMAT") for day in (parent.start_date, parent.end_date)]
        return _("Note: the dates reach beyond those of %(parent)s (%(dates)s).") % {
            "parent": parent,
            "dates": "–".join(dates),
        }


class AreaForm(VersionedModelForm):
    """A part of the project's region; a municipality belongs to one area at most, so that exits count once."""

    class Meta:
        model = Area
        fields = ["name", "municipalities"]
        widgets = {"municipalities": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].choices = municipalities_by_region()

    @property
    def open_regions(self) -> list[str]:
        """Regions in which something is ticked; they are shown open."""
        ticked = {str(code) for code in self["municipalities"].value() or []}
        groups = self.fields["municipalities"].choices
        return [region for region, towns in groups if ticked & {code for code, _name in towns}]

    def clean_municipalities(self):
        chosen = self.cleaned_data["municipalities"]
        others = Area.objects.filter(project=self.instance.project).exclude(pk=self.instance.pk)
        taken = list(others.filter(municipalities__in=chosen).values_list("municipalities", "name"))
        if taken:
            area_of = dict(taken)
            names = ", ".join(f"{town} ({area_of[town.pk]})" for town in chosen if town.pk in area_of)
            raise forms.ValidationError(
                _("In another area of this project already: %(names)s."), params={"names": names}
            )
        return chosen

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Area.objects.filter(project=self.instance.project, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("The project has an area of this name already."))
        return name
