from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Role, Site, User

from .layout import page_form, row

ALL_SITES = "all"


class UserForm(forms.ModelForm):
    """Who logs in. The roles go beside it in a RoleFormSet."""

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "language"]
        help_texts = {"email": _("They log in with it."), "language": _("Of the pages and of mail to them.")}

    helper = page_form("email", row("first_name", "last_name"), "language")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _(
                    "There is a login with this e-mail already. If you do not see it among the users, it is at another"
                    " Ohjaamo: an admin of the whole installation adds a role at yours."
                )
            )
        return email


class RoleForm(forms.Form):
    """One role, at one Ohjaamo or at all of them."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose")), *Role.choices])
    site = forms.ChoiceField(label=_("Ohjaamo"))

    def __init__(self, *args, sites, everywhere, **kwargs):
        """`sites` (a list) may be given; all of them at once only by an admin of the whole installation."""
        super().__init__(*args, **kwargs)
        self.sites = {str(site.pk): site for site in sites}
        whole = [(ALL_SITES, _("All Ohjaamos"))] if everywhere else []
        names = [(pk, site.name) for pk, site in self.sites.items()]
        self.fields["site"].choices = [("", _("Choose")), *whole, *names]

    def clean_site(self) -> Site | None:
        """The Ohjaamo; None = all of them."""
        return self.sites.get(self.cleaned_data["site"])


class BaseRoleFormSet(forms.BaseFormSet):
    """The roles that the editor may give and take; each at most once."""

    row_name = _("Role")

    def clean(self):
        seen = set()
        for form in self.kept_forms:
            pair = (form.cleaned_data["role"], form.cleaned_data["site"])
            if pair in seen:
                form.add_error("role", _("The user has this role already."))
            seen.add(pair)

    @property
    def kept_forms(self) -> list[RoleForm]:
        """The filled-in rows that are not to be removed and have no error of their own."""
        rows = [form for form in self.forms if form.is_valid() and not self._should_delete_form(form)]
        return [form for form in rows if form.cleaned_data.get("role")]

    @property
    def wanted(self) -> set[tuple[str, Site | None]]:
        """The roles as (role, site), once the formset is valid."""
        return {(form.cleaned_data["role"], form.cleaned_data["site"]) for form in self.kept_forms}


RoleFormSet = forms.formset_factory(RoleForm, formset=BaseRoleFormSet, extra=0, can_delete=True)
