from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from .layout import page_form


class InvitationForm(SetPasswordForm):
    """The password that an invited person chooses, twice; `user` is who was invited."""

    helper = page_form("new_password1", "new_password2", submit=_("Save and log in"))

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label = _("Password")
        self.fields["new_password1"].help_text = _("At least 12 characters: a sentence is easy to remember.")
        self.fields["new_password2"].label = _("Password again")
        self.fields["new_password2"].help_text = ""
