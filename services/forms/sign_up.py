from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from network.forms.texts import PlainTextMixin
from services.actions.sign_up_mail import is_email
from services.forms.public import PublicFormMixin
from services.models import SignUp

CAME = {"yes": True, "no": False, "": None}


class StaffSignUpForm(PlainTextMixin, forms.ModelForm):
    """Somebody who asked to be put on the list: a name to call them by, a way to reach them if they like."""

    class Meta:
        model = SignUp
        fields = ["name", "contact"]

    helper = page_form("name", "contact", submit=_("Add to the list"))

    def clean_contact(self) -> str:
        contact = self.cleaned_data["contact"].strip()
        if "@" in contact and not is_email(contact):
            raise forms.ValidationError(_("This is not a whole e-mail address, such as nella@example.org."))
        return contact


class SignUpForm(PublicFormMixin, StaffSignUpForm):
    """The same for everybody, on the public page."""

    helper = page_form("name", "contact", submit=_("Sign up"))


class AttendanceForm(forms.Form):
    """Who of the list came; one question per line."""

    def __init__(self, *args, lines, **kwargs):
        """`lines`: of services/places.py."""
        super().__init__(*args, **kwargs)
        for line in lines:
            row = line.sign_up
            self.fields[f"came-{row.pk}"] = forms.ChoiceField(
                label=row.name,
                required=False,
                choices=[("yes", _("Came")), ("no", _("Did not come"))],
                initial={True: "yes", False: "no", None: ""}[row.attended],
                widget=forms.RadioSelect,
            )

    def came(self) -> dict[int, bool | None]:
        """{sign-up's number: came, did not, not known}."""
        return {int(name.removeprefix("came-")): CAME[value] for name, value in self.cleaned_data.items()}
