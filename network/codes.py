"""Code lists of who there is, as the interchange contract fixes them (docs/figures.md); labels are translated."""

from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    EMPLOYMENT = "employment", _("Employment services")
    WELLBEING_COUNTY = "wellbeing_county", _("Wellbeing services county")
    KELA = "kela", _("Kela")
    EDUCATION = "education", _("Education")
    PARISH = "parish", _("Parish")
    NGO = "ngo", _("Association")
    ENFORCEMENT = "enforcement", _("Enforcement authority")
    LEGAL_AID = "legal_aid", _("Legal aid")
    BUSINESS_SERVICE = "business_service", _("Business services")
    COMPANY = "company", _("Company")
    PROJECT = "project", _("Project")
    OTHER = "other", _("Other")


class Programme(TextChoices):
    ESR2007 = "esr2007", _("ESF 2007–2013")
    ESR2014 = "esr2014", _("ESF 2014–2020")
    ESFPLUS2021 = "esfplus2021", _("ESF+ 2021–2027")
    OTHER = "other", _("Other programme")


class PlacementCategory(TextChoices):
    """The five rows in which placements are targeted and reported."""

    OPEN_LABOUR_MARKET = "open_labour_market", _("Open labour market")
    WAGE_SUBSIDY = "wage_subsidy", _("Wage-subsidised work")
    EDUCATION = "education", _("Education or training")
    CONTINUES_JOB_SEARCH = "continues_job_search", _("Continues job search")
    OTHER = "other", _("Other placement")


INTAKE = "intake"
MEASURES = [(INTAKE, _("New participants")), *PlacementCategory.choices]

# The commonest languages of the field come first; any two-letter code of ISO 639-1 is accepted in imports.
LANGUAGES = [
    ("fi", _("Finnish")),
    ("sv", _("Swedish")),
    ("en", _("English")),
    ("se", _("Northern Sami")),
    ("ru", _("Russian")),
    ("et", _("Estonian")),
    ("ar", _("Arabic")),
    ("so", _("Somali")),
    ("ku", _("Kurdish")),
    ("fa", _("Persian or Dari")),
    ("uk", _("Ukrainian")),
    ("sq", _("Albanian")),
    ("vi", _("Vietnamese")),
    ("th", _("Thai")),
    ("zh", _("Chinese")),
    ("tr", _("Turkish")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("de", _("German")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("bn", _("Bengali")),
    ("ne", _("Nepali")),
    ("tl", _("Tagalog")),
    ("ti", _("Tigrinya")),
    ("other", _("Other language")),
]
LANGUAGE_NAMES = dict(LANGUAGES)
validate_language = RegexValidator(r"^([a-z]{2}|other)$", _("Give a two-letter language code, such as fi, or “other”."))


def language_name(code: str) -> str:
    """The name of a language code in the user's language; a code outside our short list is shown as such."""
    return str(LANGUAGE_NAMES.get(code, code.upper()))
