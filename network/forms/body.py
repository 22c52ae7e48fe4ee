from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Agency, Body, BodyMember

from .checks import name_the_empty, refuse_backwards
from .layout import DateInput
from .once import OnceMixin
from .texts import PlainTextMixin
from .versioned import VersionedModelForm


class BodyForm(OnceMixin, PlainTextMixin, VersionedModelForm):
    """A steering or management group, of a project or of an Ohjaamo; its members are rows below."""

    class Meta:
        model = Body
        fields = ["kind", "name", "project", "site"]
        labels = {"project": _("Group of the project"), "site": _("or of the Ohjaamo")}

    def __init__(self, *args, projects, sites, **kwargs):
        """`projects` and `sites`: querysets of those for which the editor keeps groups."""
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        self.fields["site"].queryset = sites.order_by("name", "pk")
        for name in ("project", "site"):
            self.fields[name].hide_optional = True
        name_the_empty(self)

    def clean(self):
        cleaned = super().clean()
        if not {"project", "site"} & set(self.errors) and bool(cleaned["project"]) == bool(cleaned["site"]):
            self.add_error("project", _("Choose either a project or an Ohjaamo."))
        return cleaned


class MemberForm(PlainTextMixin, forms.ModelForm):
    """One seat: who sits in it, for whom they speak, from when to when."""

    class Meta:
        model = BodyMember
        fields = ["name", "role", "agency", "represents", "valid_from", "valid_to"]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}
        labels = {"agency": _("Speaks for (agency)"), "represents": _("Speaks for (another)")}

    def __init__(self, *args, agencies: list[tuple], **kwargs):
        """`agencies`: the choices, read once for all rows."""
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = agencies
        for name in ("agency", "represents"):
            # One of the two is needed, so neither may call itself optional.
            self.fields[name].hide_optional = True

    def has_changed(self) -> bool:
        """A new row counts once somebody is named or dated in it; its role is chosen from the start."""
        return bool(set(self.changed_data) - {"role"}) if self.instance.pk is None else super().has_changed()

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "valid_from", "valid_to", _("The last day of validity is before the first."))
        if not {"agency", "represents"} & set(self.errors):
            given = bool(cleaned.get("agency")), bool(cleaned.get("represents"))
            if given == (False, False):
                self.add_error("agency", _("Choose an agency, or write whom the member speaks for."))
            elif given == (True, True):
                self.add_error("represents", _("Leave this empty when an agency is chosen."))
        return cleaned


class BaseMemberFormSet(forms.BaseInlineFormSet):
    row_name = _("Member")

    def get_form_kwargs(self, index):
        if not hasattr(self, "_agencies"):
            self._agencies = [("", _("None")), *((row.pk, row.name) for row in Agency.objects.all())]
        return super().get_form_kwargs(index) | {"agencies": self._agencies}


MemberFormSet = forms.inlineformset_factory(
    Body, BodyMember, form=MemberForm, formset=BaseMemberFormSet, extra=0, can_delete=True
)
