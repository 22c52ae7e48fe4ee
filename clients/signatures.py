"""Signatures drawn on the screen: the path of an SVG picture, and nothing but a path."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clients.models import LONGEST_SIGNATURE

# What a signature is drawn on, in units of its path; static/js/signature.js draws within the same.
WIDTH, HEIGHT = 600, 200
# Strokes of straight lines between whole numbers, such as M12 40L15 38L20 60M70 20L71 25.
POINT = r"\d{1,3} \d{1,3}"
STROKES = re.compile(rf"(?:M{POINT}(?:L{POINT})+)+")
# Fewer points are a slip of the finger.
FEWEST_POINTS = 5


def clean_signature(path: str) -> str:
    """`path` as it may be kept and shown ("" stays ""); raises ValidationError for anything but a drawn signature."""
    path = path.strip()
    if not path:
        return ""
    if len(path) > LONGEST_SIGNATURE:
        raise ValidationError(_("The signature is too long. Wipe it and sign again with fewer strokes."))
    if not STROKES.fullmatch(path) or not _fits(path):
        raise ValidationError(_("The signature did not come through. Sign again, or type the name."))
    if path.count("M") + path.count("L") < FEWEST_POINTS:
        raise ValidationError(_("The signature is only a dot. Sign again, or type the name."))
    return path


def _fits(path: str) -> bool:
    """Whether all points lie on the sheet that is shown."""
    points = [point.split(" ") for point in re.split("[ML]", path) if point]
    return all(int(x) <= WIDTH and int(y) <= HEIGHT for x, y in points)
