"""Public holidays of Finland, and the eves on which offices are shut (Midsummer, Christmas)."""

from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from holidays import HolidayBase, country_holidays

# How the library calls our languages.
LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


@lru_cache(maxsize=64)
def _year(year: int, language: str) -> HolidayBase:
    # Asked for by its code, the library reads one country and not all two hundred.
    return country_holidays("FI", years=year, language=language, expand=False)


def is_holiday(day: date) -> bool:
    """Whether `day` is a public holiday of Finland or an eve on which offices are shut; an ordinary Sunday is not."""
    return day in _year(day.year, "fi")


def holiday_name(day: date) -> str:
    """The name of the holiday in the user's language; "" on other days."""
    return _year(day.year, LANGUAGES.get((get_language() or "fi")[:2], "fi")).get(day, "")
