"""Forms that notice when somebody else has changed the row since the form was opened."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VersionedModelForm(forms.ModelForm):
    """A model form of a `Versioned` model: saving over a newer version is refused, with what was typed kept."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            # Locked until the end of the request's transaction, so that two savings at once cannot both pass.
            stored = type(self.instance)._base_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
            if cleaned.get("version") != stored.version:
                # Seen now: the next try may save.
                self.data = self.data.copy()
                self.data[self.add_prefix("version")] = str(stored.version)
                self.newest = stored
                raise forms.ValidationError(
                    _(
                        "Somebody else has changed this while you were writing. Nothing was saved and your text is"
                        " below. Compare it with the newest version and save again."
                    ),
                    code="changed_meanwhile",
                )
        return cleaned

    def save(self, commit: bool = True):
        if self.instance.pk:
            self.instance.version += 1
        return super().save(commit)
