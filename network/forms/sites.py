"""The Ohjaamos of the editor, beside those of others that stay as they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Site


class OwnSitesMixin:
    """A model form with `sites`: the editor picks among their own, a row's other sites are kept untouched."""

    def offer_sites(self, sites) -> None:
        """`sites` is the queryset of those the editor may give and take."""
        self.fields["sites"].queryset = sites.order_by("name", "pk")
        self.fields["sites"].hide_optional = True
        current = self.instance.sites.all() if self.instance.pk else Site.objects.none()
        self.kept_sites = [site for site in current if site not in self.fields["sites"].queryset]
        if self.kept_sites:
            names = ", ".join(str(site) for site in self.kept_sites)
            self.fields["sites"].help_text = _("Also at: %(sites)s.") % {"sites": names}

    def all_sites(self) -> list[Site]:
        """The picked sites and the kept ones."""
        return [*self.cleaned_data.get("sites", []), *self.kept_sites]


def sites_field(**kwargs) -> forms.ModelMultipleChoiceField:
    """Ohjaamos as boxes to tick."""
    defaults = {"label": _("Ohjaamos"), "required": False}
    return forms.ModelMultipleChoiceField(
        queryset=Site.objects.none(), widget=forms.CheckboxSelectMultiple, **defaults | kwargs
    )
