"""For the templates of reports."""

from django import template
from django.utils.safestring import SafeString

from reports.report.text_html import part_html
from reports.report.texts import Part

register = template.Library()


@register.filter
def text_part(part: Part, below: int) -> SafeString:
    """A part of a chapter's text as HTML; below: the level of the heading that it stands under."""
    return part_html(part, below)
