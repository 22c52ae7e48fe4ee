"""How long the cards of card trainings are valid."""

from datetime import date

from clients.codes import Card
from network.dates import months_after

# Years from the training, FROM MEMORY, TO BE CHECKED before anybody relies on them: what the issuers of the cards
# say (Työturvallisuuskeskus, SPEK, Suomen Punainen Risti, the police for stewards, SESKO's SFS 6002).
YEARS = {
    Card.FIRST_AID: 3,
    Card.WORK_SAFETY: 5,
    Card.HOT_WORK: 5,
    Card.ROAD_SAFETY: 5,
    Card.ELECTRICAL_SAFETY: 5,
    Card.SECURITY_STEWARD: 5,
}


def expiry_of(card: str, trained_on: date) -> date | None:
    """The last day of a card gained by a training that ended on `trained_on`; None = for life or not known."""
    years = YEARS.get(card)
    return months_after(trained_on, 12 * years) if years else None
