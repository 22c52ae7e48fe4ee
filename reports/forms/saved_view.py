from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from reports.models import SavedView


class SavedViewForm(PlainTextMixin, VersionedModelForm):
    """The name of a view, and whether the others of the house see it. The instance knows its owner and project."""

    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]
        labels = {"is_shared": _("Share with the others who see this project's exact figures")}

    helper = page_form("version", "name", "is_shared")

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        mine = SavedView.objects.filter(owner=self.instance.owner, project=self.instance.project, name=name)
        # A new one that is there already was kept by the first press of the button.
        others = (
            mine.exclude(pk=self.instance.pk) if self.instance.pk else mine.exclude(question=self.instance.question)
        )
        if others.exists():
            raise ValidationError(SavedView._meta.constraints[0].violation_error_message)
        return name
