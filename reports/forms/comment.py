from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.texts import PlainTextMixin
from reports.models import ChapterComment


class CommentForm(PlainTextMixin, forms.ModelForm):
    """What one writer says to the others about a chapter."""

    class Meta:
        model = ChapterComment
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        labels = {"text": _("Say something to the other writers")}
        error_messages = {"text": {"required": _("Write the comment first.")}}
