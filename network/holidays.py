"""Public holidays of Finland, and the eves on which offices are shut (Midsummer, Christmas)."""

from datetime import date, timedelta
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


def is_working_day(day: date) -> bool:
    """Whether offices are open on `day`: from Monday to Friday, and no holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def working_days_between(first: date, last: date) -> int:
    """How many working days have begun after `first`, up to and including `last`; 0 when `last` is not later."""
    return sum(is_working_day(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))
