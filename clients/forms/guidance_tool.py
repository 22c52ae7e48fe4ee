"""Setting up client profiles and change measures: the tool itself, and its rows."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import Measure, MeasureArea, Profile, ProfileSet
from network.forms.checks import name_the_empty
from network.forms.layout import DateInput
from network.forms.once import OnceMixin
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm

HIGHEST = 20


class ToolForm(OnceMixin, PlainTextMixin, VersionedModelForm):
    """What a set of profiles and a measure share."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].required = True
        if self.instance.pk is None:
            self.fields["valid_from"].initial = timezone.localdate


class ProfileSetForm(ToolForm):
    class Meta:
        model = ProfileSet
        fields = ["name_fi", "name_sv", "name_en", "valid_from"]
        widgets = {"valid_from": DateInput}


class MeasureForm(ToolForm):
    class Meta:
        model = Measure
        fields = ["name_fi", "name_sv", "name_en", "valid_from", "scale_min", "scale_max"]
        widgets = {"valid_from": DateInput}

    def clean_scale_max(self) -> int:
        highest = self.cleaned_data["scale_max"]
        if highest > HIGHEST:
            raise forms.ValidationError(_("The highest value can be at most %(most)s."), params={"most": HIGHEST})
        return highest


class ProfileForm(PlainTextMixin, forms.ModelForm):
    class Meta:
        model = Profile
        fields = ["name_fi", "name_sv", "name_en", "motivation", "need", "core_roles"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_empty(self)


class AreaForm(PlainTextMixin, forms.ModelForm):
    class Meta:
        model = MeasureArea
        fields = ["name_fi", "name_sv", "name_en"]


class BaseRows(forms.BaseInlineFormSet):
    """Rows of which there must be at least one."""

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        if not any(not form.cleaned_data.get("DELETE") for form in kept if hasattr(form, "cleaned_data")):
            raise forms.ValidationError(_("Give at least one row."))


class BaseProfileFormSet(BaseRows):
    row_name = _("Profile")


class BaseAreaFormSet(BaseRows):
    row_name = _("Area of life")

    def save(self, commit: bool = True):
        """Save the areas in the order in which they stand."""
        for place, form in enumerate(self.forms):
            form.instance.position = place
        return super().save(commit)


ProfileFormSet = forms.inlineformset_factory(
    ProfileSet, Profile, form=ProfileForm, formset=BaseProfileFormSet, extra=0, can_delete=True
)
AreaFormSet = forms.inlineformset_factory(
    Measure, MeasureArea, form=AreaForm, formset=BaseAreaFormSet, extra=0, can_delete=True
)
