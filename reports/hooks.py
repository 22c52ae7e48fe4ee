"""What the reports plug into the public pages; read once when the app is ready."""

from django.utils.translation import gettext_lazy as _

from reports.public_statistics import is_shown
from services.public import register_page

register_page("statistics", _("Statistics"), is_shown)
