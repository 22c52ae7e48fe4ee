"""Forms about a young person's own page: opening it (staff), and those on the page itself."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.actions.own_pages import DIGITS
from clients.codes import DataRequestKind
from clients.models import OwnPage
from network.dates import months_after
from network.forms.layout import DateInput, page_form
from network.forms.texts import PlainTextMixin

MOST_MONTHS = 24
LONGEST_GOAL, LONGEST_MESSAGE, LONGEST_REQUEST = 300, 2000, 1000


class OpenOwnPageForm(forms.ModelForm):
    """Staff open a page, or make a new link to it."""

    wanted = forms.BooleanField(
        label=_("The young person wants a page of their own"),
        error_messages={"required": _("A page is opened only when the young person wants it. Ask them first.")},
    )

    class Meta:
        model = OwnPage
        fields = ["email", "language", "valid_to"]
        widgets = {"valid_to": DateInput}
        labels = {"email": _("E-mail for the codes"), "valid_to": _("Open until")}
        help_texts = {
            "email": _("With an e-mail the young person gets their codes by themselves. Without one you give them."),
            "valid_to": _("Twelve months, unless something else is agreed on."),
        }

    field_order = ["wanted", "email", "language", "valid_to"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form(submit=_("Make the link"))

    def clean_valid_to(self) -> date:
        day, today = self.cleaned_data["valid_to"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("The day has passed already."))
        if day > months_after(today, MOST_MONTHS):
            raise forms.ValidationError(_("A page is open for two years at most. Ask again then."))
        return day


class OwnForm(PlainTextMixin, forms.Form):
    """A form on the young person's page: one field or two, each with words of its own."""

    submit = _("Send")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form(submit=self.submit)


class CodeForm(forms.Form):
    """The one-time code; spaces and dashes do no harm."""

    code = forms.CharField(
        label=pgettext_lazy("own page", "Code"),
        max_length=40,
        help_text=_("Six digits."),
        error_messages={"required": _("Write the six digits of the code.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "size": DIGITS, "class": "code-input"}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form(submit=_("Open my page"))

    def refuse(self) -> None:
        """Say that the code did not open the page, without saying why."""
        self.add_error("code", _("This code does not open the page. Check the digits, or ask for a new code."))


class OwnGoalForm(OwnForm):
    words = forms.CharField(
        label=_("What would you like?"),
        max_length=LONGEST_GOAL,
        help_text=_("In your own words. Those who work with you see it in your plan."),
        error_messages={"required": _("Write what you would like.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    submit = _("Add to my plan")


class MessageForm(OwnForm):
    body = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write your message first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(MessageForm):
    """The same for staff."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = _(
            "The young person reads it on their own page. Nothing about health and no personal identity codes belong"
            " here."
        )


class DataRequestForm(OwnForm):
    kind = forms.ChoiceField(
        label=_("What do you want?"),
        choices=[
            (DataRequestKind.COPY, _("I want a copy of my data")),
            (DataRequestKind.CORRECT, _("Something is wrong and must be corrected")),
            (DataRequestKind.ERASE, _("I want my data to be erased")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want.")},
    )
    text = forms.CharField(
        label=_("Tell more, if you like"),
        required=False,
        max_length=LONGEST_REQUEST,
        help_text=_("For example what is wrong and how it should be."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    submit = _("Send the request")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == DataRequestKind.CORRECT and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Tell what is wrong, so that it can be corrected."))
        return cleaned
