from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms.checks import municipality_choices, name_the_empty
from network.forms.layout import DateInput, page_form, row
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from network.models import Employer
from services.actions.job_posts import employers_like
from services.codes import JobKind
from services.forms.public import PublicFormMixin
from services.models import Campaign, JobPost

POST_FIELDS = [
    "employer_name",
    "title",
    "kind",
    "description",
    "industry",
    "municipality",
    "places",
    "min_age",
    "work_time",
    "how_to_apply",
    "apply_by",
    "contact_name",
    "contact_email",
    "contact_phone",
]
POST_LAYOUT = [
    "employer_name",
    "title",
    "kind",
    "description",
    row("industry", "municipality"),
    row("places", "min_age"),
    "work_time",
    "how_to_apply",
    "apply_by",
    "contact_name",
    row("contact_email", "contact_phone"),
]
WIDGETS = {"kind": forms.RadioSelect, "apply_by": DateInput, "description": forms.Textarea(attrs={"rows": 6})}
HELP = {
    "title": _("As in an advertisement, such as: Summer worker for the café."),
    "work_time": _("Such as: June and July, days, 30 hours a week."),
    "contact_name": _("For the Ohjaamo only, not shown."),
    "contact_phone": _("For the Ohjaamo only, not shown."),
}
OLDEST_MIN_AGE = 30


class PostFormMixin:
    """What the employer's and the staff's form have in common; name the empty choices, refuse what is over."""

    def prepare(self) -> None:
        self.fields["kind"].choices = JobKind.choices
        self.fields["municipality"].choices = [("", ""), *municipality_choices()]
        self.fields["places"].widget.attrs["min"] = 1
        name_the_empty(self)

    def clean_places(self) -> int:
        places = self.cleaned_data["places"]
        if places < 1:
            raise forms.ValidationError(_("A post has at least one place."))
        return places

    def clean_apply_by(self):
        day = self.cleaned_data["apply_by"]
        if day < timezone.localdate() and day != self.initial.get("apply_by"):
            raise forms.ValidationError(_("This day has passed already."))
        return day

    def clean_min_age(self):
        age = self.cleaned_data["min_age"]
        if age is not None and age > OLDEST_MIN_AGE:
            raise forms.ValidationError(_("The age is in years, such as 16."))
        return age


class PublicPostForm(PublicFormMixin, PostFormMixin, forms.ModelForm):
    """A post that an employer sends without a login, for one of `sites`."""

    class Meta:
        model = JobPost
        fields = ["site", *POST_FIELDS]
        widgets = WIDGETS
        help_texts = HELP
        labels = {"employer_name": _("Name of your company or organisation"), "site": _("Which Ohjaamo?")}

    def __init__(self, *args, sites, **kwargs):
        """`sites`: the Ohjaamos that take the post; the choice is left out when there is only one."""
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites
        self.fields["site"].empty_label = None
        self.prepare()
        if len(sites) == 1:
            del self.fields["site"]
            self.instance.site = sites[0]
        first = ["site"] if "site" in self.fields else []
        self.helper = page_form(*first, *POST_LAYOUT, submit=_("Send the post"))


class JobPostForm(PlainTextMixin, PostFormMixin, VersionedModelForm):
    """A post as staff keep it."""

    class Meta:
        model = JobPost
        fields = ["site", "campaign", *POST_FIELDS]
        widgets = WIDGETS
        help_texts = HELP

    helper = page_form(row("site", "campaign"), *POST_LAYOUT, "version")

    def __init__(self, *args, sites, **kwargs):
        """`sites`: the Ohjaamos at which the editor may keep posts."""
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites.order_by("name", "pk")
        self.fields["site"].empty_label = None
        self.fields["campaign"].queryset = Campaign.objects.filter(sites__in=sites).distinct()
        self.prepare()


class ApproveForm(forms.Form):
    """Which employer of the register offers the post; none = it becomes a new one."""

    employer = forms.ModelChoiceField(
        queryset=Employer.objects.all(), required=False, label=_("Employer in the register")
    )

    def __init__(self, *args, post: JobPost, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["employer"]
        field.empty_label = _("Add “%(name)s” as a new employer") % {"name": post.employer_name}
        field.initial = post.employer or employers_like(post.employer_name).first()
        field.hide_optional = True


class RejectForm(PlainTextMixin, forms.Form):
    """Why a post is not shown; the employer reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The employer sees this behind their link, and in the mail if they gave an address."),
    )

    helper = page_form("reason", submit=_("Reject the post"))
