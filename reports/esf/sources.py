"""What each common indicator counts in one sentence, where that is from, and what of it is still from memory.

Sources: Annex I of Regulations (EU) 1304/2013 and (EU) 2021/1057; which codes were seen in print is told by `SEEN`.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.codes import Programme

# Codes whose number and text were seen in print; the others follow the order of the annex, from memory.
SEEN = {
    *(f"CO{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 15)),
    *("EECO02", "EECO09", "EECR01", "EECR04"),
}
# The rule itself, not only its number, is from memory.
RULE_FROM_MEMORY = {"CO02", "CO03", "EECO03", "EECO04", "CR01", "CR02", "CR04", "CR06", "CR07"} | {
    f"EECR0{number}" for number in (1, 2, 4, 5, 6)
}

_MEANING = {
    "EECO01": _("Everybody who started in the period, each person once."),
    "EECO02": _("Unemployed jobseekers when they started, the long-term ones among them."),
    "EECO03": _("Unemployed jobseekers whose unemployment had lasted long enough by the start."),
    "EECO04": _("Neither at work nor looking for it when they started; students count here."),
    "CO04": _("Neither at work, looking for it, nor studying when they started."),
    "EECO05": _("At work or entrepreneurs when they started."),
    "EECO06": _("Under 18 years old on the first day."),
    "EECO07": _("18 to 29 years old on the first day."),
    "EECO08": _("55 years old or older on the first day."),
    "CO06": _("Under 25 years old on the first day."),
    "EECO09": _("The highest education completed before the start is ISCED 0, 1 or 2."),
    "CO09": _("The highest education completed before the start is ISCED 1 or 2."),
    "EECO10": _("The highest education completed before the start is ISCED 3 or 4."),
    "EECO11": _("The highest education completed before the start is ISCED 5 to 8."),
    "EECO14": _("Recorded as having a foreign background; not asked of everybody."),
    "EECR01": _("Outside working life at the start, an unemployed jobseeker on leaving."),
    "EECR02": _("Studying or in training on leaving, not yet so at the start."),
    "EECR03": _("A degree or vocational qualification gained thanks to the project."),
    "EECR04": _("At work or an entrepreneur on leaving, not yet so at the start."),
    "EECR05": _("At work six months after leaving, not so at the start."),
    "EECR06": _("At work at the start, and at work in a better position six months after leaving."),
}
# The same rule under its earlier number (reports/figures/indicators.py).
_EARLIER = {
    "CO01": "EECO02", "CO02": "EECO03", "CO03": "EECO04", "CO05": "EECO05", "CO07": "EECO08", "CO10": "EECO10",
    "CO11": "EECO11", "CO15": "EECO14", "CR01": "EECR01", "CR02": "EECR02", "CR03": "EECR03", "CR04": "EECR04",
    "CR06": "EECR05", "CR07": "EECR06",
}  # fmt: skip

_EARLIER_ANNEX = _("Annex I of Regulation (EU) 1304/2013")
ANNEX = {
    Programme.ESR2007: _EARLIER_ANNEX,
    Programme.ESR2014: _EARLIER_ANNEX,
    Programme.ESFPLUS2021: _("Annex I of Regulation (EU) 2021/1057"),
    Programme.OTHER: _("Annex I of Regulation (EU) 2021/1057"),
}
# The programmes whose indicators hold only those with complete data.
COMPLETE_ONLY = {Programme.ESR2007, Programme.ESR2014}


def meaning_of(code: str) -> str:
    """What the indicator of this code counts, in one sentence. Raises KeyError for an unknown code."""
    return str(_MEANING[code if code in _MEANING else _EARLIER[code]])


def is_from_memory(code: str) -> bool:
    """Whether the number or the rule of the indicator is still to be checked against its source."""
    return code not in SEEN or code in RULE_FROM_MEMORY


def reporting_rule(programme: str) -> str:
    """Which of the two counts the programme reports, with its source."""
    if Programme(programme) in COMPLETE_ONLY:
        return str(
            pgettext_lazy(
                "ESF 2014–2020",
                "The programme reports complete records only: gender, birth date, labour-market status and education"
                " are known. The others count only in the grand total of participants. Source: the Commission's"
                " guidance on monitoring and evaluation 2014–2020.",
            )
        )
    return str(
        pgettext_lazy(
            "ESF+",
            "The programme reports all participants; its annex knows no grand total apart, and data may be missing."
            " Source: Annex I of Regulation (EU) 2021/1057, from memory: check with your managing authority.",
        )
    )
