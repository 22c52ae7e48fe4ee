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


class Theme(TextChoices):
    EMPLOYMENT = "employment", _("Work and job search")
    ENTREPRENEURSHIP = "entrepreneurship", _("Entrepreneurship")
    SUMMER_JOB = "summer_job", _("Summer job")
    EDUCATION = "education", _("Education")
    HOUSING = "housing", _("Housing")
    FINANCES = "finances", _("Money and benefits")
    DEBTS = "debts", _("Debts and enforcement")
    EVERYDAY_LIFE = "everyday_life", _("Everyday life")
    WELLBEING = "wellbeing", _("Mental wellbeing")
    HEALTH = "health", _("Health")
    SUBSTANCES = "substances", _("Substances")
    RELATIONSHIPS = "relationships", _("Relationships")
    INDEPENDENCE = "independence", _("Becoming independent")
    LEISURE = "leisure", _("Leisure")
    LEGAL = "legal", _("Legal matters")
    IMMIGRATION = "immigration", _("Immigration and language")
    OTHER = "other", _("Other theme")


class HelpTheme(TextChoices):
    """The six doors under which a young person finds help; the topics of `Theme` lie behind them (TOPICS)."""

    WORK = "work", _("Work and entrepreneurship")
    EDUCATION = "education", _("Education and training")
    EVERYDAY = "everyday", _("Everyday life and leisure")
    HOUSING = "housing", _("Housing and home")
    WELLBEING = "wellbeing", _("Wellbeing and health")
    MONEY = "money", _("Money, benefits and debts")


# Every topic stands behind exactly one door.
TOPICS: dict[HelpTheme, tuple[Theme, ...]] = {
    HelpTheme.WORK: (Theme.EMPLOYMENT, Theme.ENTREPRENEURSHIP, Theme.SUMMER_JOB),
    HelpTheme.EDUCATION: (Theme.EDUCATION,),
    HelpTheme.EVERYDAY: (
        Theme.EVERYDAY_LIFE,
        Theme.INDEPENDENCE,
        Theme.RELATIONSHIPS,
        Theme.LEISURE,
        Theme.LEGAL,
        Theme.IMMIGRATION,
        Theme.OTHER,
    ),
    HelpTheme.HOUSING: (Theme.HOUSING,),
    HelpTheme.WELLBEING: (Theme.WELLBEING, Theme.HEALTH, Theme.SUBSTANCES),
    HelpTheme.MONEY: (Theme.FINANCES, Theme.DEBTS),
}


def doors_of(topics) -> list[HelpTheme]:
    """The help themes behind which any of the `topics` (codes of Theme) stands, in their fixed order."""
    return [door for door, behind in TOPICS.items() if set(behind) & set(topics)]


class Presence(TextChoices):
    """How an expert is shown to everybody: on the public pages and in open data."""

    NOTHING = "nothing", _("Not at all")
    ROLE = "role", _("Job title and agency only")
    FIRST_NAME = "first_name", _("First name, job title and agency")


class EmployerSector(TextChoices):
    PUBLIC = "public", _("Public sector")
    PRIVATE = "private", _("Private sector")
    THIRD = "third", _("Third sector")


class EmployerSize(TextChoices):
    MICRO = "micro", _("Micro enterprise (under 10 people)")
    SMALL = "small", _("Small (10–49 people)")
    MEDIUM = "medium", _("Medium-sized (50–249 people)")
    LARGE = "large", _("Large (250 people or more)")
    STAFFING = "staffing", _("Staffing agency")


class Industry(TextChoices):
    """Fields of work as young people look for them."""

    RESTAURANT = "restaurant", _("Restaurants and cafés")
    SHOP = "shop", _("Shops and sales")
    CLEANING = "cleaning", _("Cleaning and property services")
    BUILDING = "building", _("Building")
    FACTORY = "factory", _("Factories and production")
    TRANSPORT = "transport", _("Transport and warehouses")
    CARE = "care", _("Care and health")
    CHILDREN = "children", _("Work with children and young people")
    GREEN = "green", _("Gardens, parks and farms")
    OFFICE = "office", _("Offices and customer service")
    IT = "it", _("Computers and media")
    CULTURE = "culture", _("Culture, events and sports")
    OTHER = "other", _("Other field of work")


class ContactChannel(TextChoices):
    VISIT = "visit", _("Visit")
    PHONE = "phone", _("Phone call")
    MESSAGE = "message", _("E-mail or message")
    MEETING = "meeting", _("Meeting")
    EVENT = "event", _("At an event")


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
