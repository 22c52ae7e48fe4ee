"""The text that a young person agrees to, with the facts of this consent filled in, in the language they chose.

The texts are models: templates/clients/consent_texts/, one for each language. A controller has them checked before use.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from clients.codes import ConsentScope
from clients.models import Client, Consent
from network.models import Agency, Site

EASY_FINNISH = "fi-easy"
# Each in its own language, whatever the page speaks.
TEXTS = [("fi", "Suomi"), (EASY_FINNISH, "Selkosuomi"), ("sv", "Svenska"), ("en", "English")]


@dataclass(frozen=True)
class Terms:
    """What is agreed on: who may see what of whom, from when until when; `for_referral` = for the sake of one only."""

    client: Client
    site: Site | None
    receivers: list[Agency]
    scopes: list[str]
    valid_from: date
    valid_to: date
    language: str
    for_referral: bool = False

    def lets_see(self) -> dict[str, bool]:
        """Each scope, with whether it is agreed on."""
        return {scope.value: scope in self.scopes for scope in ConsentScope}


def terms_of(consents: Iterable[Consent]) -> Terms:
    """The terms of consents given by one act."""
    rows = list(consents)
    first = rows[0]
    receivers = [row.agency or row.referral.to_agency for row in rows]
    return Terms(
        client=first.client,
        site=first.site or first.client.home_site,
        receivers=[agency for agency in receivers if agency],
        scopes=first.scopes,
        valid_from=first.valid_from,
        valid_to=max(row.valid_to for row in rows),
        language=first.language,
        for_referral=first.referral_id is not None,
    )


def spoken_language(language: str) -> str:
    """The language of a text as browsers and translations know it; easy Finnish is Finnish."""
    known = {code for code, _name in TEXTS}
    return language.split("-")[0] if language in known else "fi"


def consent_text(terms: Terms) -> SafeString:
    """The whole text as HTML, in the language of `terms`."""
    known = {code for code, _name in TEXTS}
    name = terms.language if terms.language in known else "fi"
    with override(spoken_language(terms.language)):
        return render_to_string(f"clients/consent_texts/{name}.html", {"terms": terms, "sees": terms.lets_see()})
