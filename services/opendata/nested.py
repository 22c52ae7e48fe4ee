"""HSDS as its API tells it: each thing with what belongs to it inside, instead of references from table to table."""

from collections import defaultdict

from services.opendata.hsds import Row, Tables

# What hangs on what: object → {its field: (table, the column that points back)}
CHILDREN = {
    "contact": {"phones": ("phone", "contact_id")},
    "location": {
        "addresses": ("address", "location_id"),
        "phones": ("phone", "location_id"),
        "schedules": ("schedule", "location_id"),
        "languages": ("language", "location_id"),
    },
    "organization": {
        "organization_identifiers": ("organization_identifier", "organization_id"),
        "contacts": ("contact", "organization_id"),
        "attributes": ("attribute", "link_id"),
    },
    "service": {
        "phones": ("phone", "service_id"),
        "languages": ("language", "service_id"),
        "cost_options": ("cost_option", "service_id"),
        "attributes": ("attribute", "link_id"),
    },
}
# Columns that say only where a nested row stands, which its place says already.
POINTERS = {
    *("organization_id", "service_id", "location_id", "contact_id", "service_at_location_id"),
    *("link_id", "taxonomy_term_id", "taxonomy_id"),
}


def _plain(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in POINTERS}


class Nested:
    """Looks rows up by id and by what they hang on, and puts them into one another."""

    def __init__(self, tables: Tables):
        self.tables = tables
        self.by_id = {table: {row["id"]: row for row in rows} for table, rows in tables.items()}
        self.hanging: dict[tuple, list[Row]] = defaultdict(list)
        for table, rows in tables.items():
            for row in rows:
                for column in POINTERS & row.keys():
                    self.hanging[table, column, row[column]].append(row)

    def _with_children(self, table: str, row: Row) -> Row:
        found = _plain(row)
        for field, (child, column) in CHILDREN.get(table, {}).items():
            rows = self.hanging[child, column, row["id"]]
            if rows:
                found[field] = [self._child(child, one) for one in rows]
        return found

    def _child(self, table: str, row: Row) -> Row:
        found = self._with_children(table, row)
        if table == "attribute":
            found["taxonomy_term"] = self.taxonomy_term(self.by_id["taxonomy_term"][row["taxonomy_term_id"]])
        return found

    def taxonomy(self, row: Row) -> Row:
        return _plain(row)

    def taxonomy_term(self, row: Row) -> Row:
        """A term with the taxonomy that it is from."""
        return _plain(row) | {"taxonomy_detail": self.by_id["taxonomy"][row["taxonomy_id"]]}

    def organization(self, row: Row, *, full: bool = True) -> Row:
        return self._with_children("organization", row) if full else _plain(row)

    def service(self, row: Row, *, full: bool = True) -> Row:
        """A service with its organization; `full` with everything that belongs to it."""
        organization = self.by_id["organization"][row["organization_id"]]
        if not full:
            return _plain(row) | {"organization": self.organization(organization, full=False)}
        places = self.hanging["service_at_location", "service_id", row["id"]]
        return self._with_children("service", row) | {
            "organization": self.organization(organization),
            "service_at_locations": [_plain(place) | {"location": self.location(place)} for place in places],
        }

    def location(self, place: Row, *, full: bool = True) -> Row:
        """The location of a service_at_location."""
        row = self.by_id["location"][place["location_id"]]
        return self._with_children("location", row) if full else _plain(row)

    def service_at_location(self, row: Row, *, full: bool = True) -> Row:
        """One service at one place."""
        service = self.by_id["service"][row["service_id"]]
        found = _plain(row) | {"location": self.location(row, full=full)}
        inner = self.service(service, full=full)
        inner.pop("service_at_locations", None)
        return found | {"service": inner}
