from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import ClientProfile, Profile, ProfileSet
from network.forms.layout import DateInput, page_form

from .once import SentOnceForm


class ProfileField(forms.ModelChoiceField):
    """Profiles to choose from, each with where it stands in the grid."""

    widget = forms.RadioSelect

    def label_from_instance(self, profile: Profile) -> str:
        where = _("motivation: %(motivation)s, need: %(need)s") % {
            "motivation": profile.get_motivation_display().lower(),
            "need": profile.get_need_display().lower(),
        }
        return f"{profile} ({where})"


class ClientProfileForm(SentOnceForm, forms.ModelForm):
    """Which profile somebody has from a day on."""

    profile = ProfileField(label=_("Client profile"), queryset=Profile.objects.none(), empty_label=None)

    class Meta:
        model = ClientProfile
        fields = ["profile", "since"]
        widgets = {"since": DateInput}

    helper = page_form("submission_key", Field("profile", template="includes/_chips.html"), "since")

    def __init__(self, *args, profile_set: ProfileSet | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = Profile.objects.filter(profile_set=profile_set)

    def clean_since(self):
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day
