"""Finding people among those who let the user see something of theirs: there are few, so every one is compared."""

from django.db.models import Q, Value

from clients.models import Client
from clients.search import Query
from network.models import Folded


def find_shared(user, query: Query) -> list[Client]:
    """Those who let `user` see something and whose name and date of birth fit, by name; none for too short a query."""
    if not query.is_enough:
        return []
    people = Client.objects.visible_to(user).filter(pk__in=Client.objects.shared_with(user))
    for word in query.words:
        typed = Folded(Value(word))
        people = people.filter(Q(search_name__contains=typed) | Q(search_name__trigram_word_similar=typed))
    if query.born_from:
        people = people.filter(birth_date__range=(query.born_from, query.born_to))
    return list(people.order_by("sort_name", "pk"))
