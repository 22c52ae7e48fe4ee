from django import forms
from django.utils.translation import gettext_lazy as _

from services.models import CheckIn


class CheckInForm(forms.ModelForm):
    """What somebody who comes in may tell: a name to call them by, or nothing."""

    class Meta:
        model = CheckIn
        fields = ["nickname"]
        labels = {"nickname": _("What shall we call you?")}
        help_texts = {
            "nickname": _("First name or nickname. You can leave this empty. It is erased when the day is over.")
        }
        widgets = {"nickname": forms.TextInput(attrs={"autocomplete": "off", "class": "form-control-lg"})}
