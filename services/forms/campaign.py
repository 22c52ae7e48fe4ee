from itertools import count

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput, page_form, row
from network.forms.sites import OwnSitesMixin, sites_field
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from services.models import Campaign

INTROS = ("intro_fi", "intro_sv", "intro_en")


class CampaignForm(PlainTextMixin, OwnSitesMixin, VersionedModelForm):
    """A campaign at one or more of the editor's Ohjaamos."""

    sites = sites_field(required=True)

    class Meta:
        model = Campaign
        fields = [
            "name",
            "slug",
            "sites",
            "starts",
            "ends",
            *INTROS,
            "takes_posts",
            "status",
            "visitors",
            "visitors_source",
        ]
        widgets = {
            "starts": DateInput,
            "ends": DateInput,
            "status": forms.RadioSelect,
            **{name: forms.Textarea(attrs={"rows": 4}) for name in INTROS},
        }
        help_texts = {
            "slug": _("The end of the public page's address. Empty = made from the name."),
            "status": _("A published campaign has a public page, also before it starts and after it has ended."),
        }

    helper = page_form(
        "name",
        "slug",
        "sites",
        row("starts", "ends"),
        *INTROS,
        "takes_posts",
        "status",
        row("visitors", "visitors_source"),
        "version",
    )

    def __init__(self, *args, sites, **kwargs):
        """`sites`: the Ohjaamos at which the editor may run campaigns."""
        super().__init__(*args, **kwargs)
        self.offer_sites(sites)
        self.fields["sites"].required = not self.kept_sites
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        given = self.cleaned_data.get("slug")
        if given:
            return given
        wanted = slugify(self.cleaned_data.get("name", ""))[:50] or "campaign"
        others = Campaign.objects.exclude(pk=self.instance.pk).filter(slug__startswith=wanted)
        taken = set(others.values_list("slug", flat=True))
        names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        return next(slug for slug in names if slug not in taken)

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "starts", "ends", _("The campaign ends before it starts."))
        if cleaned.get("visitors") is not None and not cleaned.get("visitors_source"):
            self.add_error("visitors_source", _("Say where the number of visitors comes from."))
        return cleaned

    def save(self, commit: bool = True):
        campaign = super().save(commit=False)
        campaign.save()
        campaign.sites.set(self.all_sites())
        return campaign
