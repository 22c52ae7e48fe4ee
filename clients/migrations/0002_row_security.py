"""Row-level security of every table that tells of a person, from the first migration on (docs/decisions/0002)."""

from django.db import migrations

from network.rls import COUNSELLOR_SITES, CURRENT_USER_ID, DPO_SITES, row_security

MY_SITE = f"site_id = ANY({COUNSELLOR_SITES})"
KNOWN_AT_MY_SITE = f"IN (SELECT link.client_id FROM clients_clientsite AS link WHERE link.{MY_SITE})"
CLIENT = f"(home_site_id = ANY({COUNSELLOR_SITES}) OR id {KNOWN_AT_MY_SITE})"
OLD_CLIENT = f"(home_site_id = ANY({COUNSELLOR_SITES}) OR pgh_obj_id {KNOWN_AT_MY_SITE})"
# These look through the policy of the table they ask.
OF_VISIBLE_CLIENT = "EXISTS (SELECT 1 FROM clients_client AS seen WHERE seen.id = client_id)"
OF_VISIBLE_VISIT = "EXISTS (SELECT 1 FROM clients_visit AS seen WHERE seen.id = visit_id)"
SOMEBODY = f"{CURRENT_USER_ID} IS NOT NULL"
VISIT = f"({MY_SITE} AND (client_id IS NULL OR {OF_VISIBLE_CLIENT}))"

# Clients are linked to the sites that know them by the database itself, so that bulk and raw SQL cannot forget it.
SITE_LINKS = """
    CREATE FUNCTION clients_link_home_site() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        INSERT INTO clients_clientsite (client_id, site_id)
        SELECT id, home_site_id FROM new_rows WHERE home_site_id IS NOT NULL
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;

    CREATE FUNCTION clients_link_visited_site() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        INSERT INTO clients_clientsite (client_id, site_id)
        SELECT DISTINCT client_id, site_id FROM new_rows
        WHERE client_id IS NOT NULL AND withdrawn_at IS NULL
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;

    -- A site forgets a client whose only visit there was withdrawn, moved or given to somebody else.
    CREATE FUNCTION clients_unlink_site() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        DELETE FROM clients_clientsite AS link
        USING (SELECT DISTINCT client_id, site_id FROM old_rows WHERE client_id IS NOT NULL) AS gone
        WHERE link.client_id = gone.client_id AND link.site_id = gone.site_id
        AND NOT EXISTS (
            SELECT 1 FROM clients_visit AS visit
            WHERE visit.client_id = link.client_id AND visit.site_id = link.site_id AND visit.withdrawn_at IS NULL
        )
        AND NOT EXISTS (
            SELECT 1 FROM clients_client AS client
            WHERE client.id = link.client_id AND client.home_site_id = link.site_id
        );
        RETURN NULL;
    END $$;

    CREATE FUNCTION clients_relink_home_site() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        DELETE FROM clients_clientsite AS link
        USING old_rows AS before
        WHERE link.client_id = before.id AND link.site_id = before.home_site_id
        AND NOT EXISTS (
            SELECT 1 FROM clients_client AS client
            WHERE client.id = link.client_id AND client.home_site_id = link.site_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM clients_visit AS visit
            WHERE visit.client_id = link.client_id AND visit.site_id = link.site_id AND visit.withdrawn_at IS NULL
        );
        RETURN NULL;
    END $$;

    CREATE TRIGGER link_home_site_insert AFTER INSERT ON clients_client
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION clients_link_home_site();
    CREATE TRIGGER link_home_site_update AFTER UPDATE ON clients_client
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION clients_link_home_site();
    CREATE TRIGGER relink_home_site_update AFTER UPDATE ON clients_client
        REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION clients_relink_home_site();
    CREATE TRIGGER link_visited_site_insert AFTER INSERT ON clients_visit
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION clients_link_visited_site();
    CREATE TRIGGER link_visited_site_update AFTER UPDATE ON clients_visit
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION clients_link_visited_site();
    CREATE TRIGGER unlink_visited_site_update AFTER UPDATE ON clients_visit
        REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION clients_unlink_site();
    CREATE TRIGGER unlink_visited_site_delete AFTER DELETE ON clients_visit
        REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION clients_unlink_site();
"""
SITE_LINKS_BACK = """
    DROP TRIGGER unlink_visited_site_delete ON clients_visit;
    DROP TRIGGER unlink_visited_site_update ON clients_visit;
    DROP TRIGGER link_visited_site_update ON clients_visit;
    DROP TRIGGER link_visited_site_insert ON clients_visit;
    DROP TRIGGER relink_home_site_update ON clients_client;
    DROP TRIGGER link_home_site_update ON clients_client;
    DROP TRIGGER link_home_site_insert ON clients_client;
    DROP FUNCTION clients_relink_home_site();
    DROP FUNCTION clients_unlink_site();
    DROP FUNCTION clients_link_visited_site();
    DROP FUNCTION clients_link_home_site();
"""

# Trigram operators are not leakproof: under row security they could not use the index. So a narrow finder looks for
# the caller, gives only numbers of clients known at the caller's sites, and row security filters them once more.
# The likeness of a word typed is the best of: trigrams shared with the whole name; letters to change to get one of its
# parts; letters to change to get the beginning of one (a little less, so that a whole name comes first). Written out
# in the query, for a function of its own would be called thousands of times.
FINDER = """
    CREATE FUNCTION clients_find(words text[], born_from date, born_to date, most integer)
    RETURNS TABLE (client_id bigint, score real) LANGUAGE plpgsql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.4 AS $$
    DECLARE
        mine bigint[] := network_sites('counsellor');
        folded text[] := (SELECT array_agg(network_fold(word)) FROM unnest(words) AS word);
        beginning text := replace(replace(replace(folded[1], '\\', ''), '%', ''), '_', '');
    BEGIN
        RETURN QUERY
        SELECT client.id, coalesce(alike.average, 1)::real
        FROM clients_client AS client
        CROSS JOIN LATERAL (
            SELECT avg(one.likeness) AS average, min(one.likeness) AS least
            FROM (
                SELECT max(greatest(
                    word_similarity(word, client.search_name),
                    1 - levenshtein(left(word, 60), part)::real / greatest(length(word), length(part), 1),
                    0.95 - levenshtein(left(word, 60), left(part, length(word)))::real / greatest(length(word), 1)
                )) AS likeness
                FROM unnest(folded) AS word
                CROSS JOIN unnest(string_to_array(translate(client.search_name, '-', ' '), ' ')) AS part
                WHERE part <> ''
                GROUP BY word
            ) AS one
        ) AS alike
        -- Any of two words may bring somebody in, for one of them may be spelt beyond recognition.
        WHERE (folded IS NULL OR folded[1] <% client.search_name OR folded[2] <% client.search_name
               OR (length(beginning) > 1 AND client.search_name LIKE '%' || beginning || '%'))
        AND (born_from IS NULL OR client.birth_date BETWEEN born_from AND born_to)
        AND (client.home_site_id = ANY(mine) OR EXISTS (
            SELECT 1 FROM clients_clientsite AS link WHERE link.client_id = client.id AND link.site_id = ANY(mine)
        ))
        AND coalesce(alike.least, 1) >= 0.6
        ORDER BY coalesce(alike.average, 1) DESC, client.sort_name, client.id
        LIMIT most;
    END $$;
"""

APPEND_ONLY = """
    CREATE FUNCTION clients_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'access records are never changed' USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON clients_accessrecord
        FOR EACH ROW EXECUTE FUNCTION clients_refuse_change();
    CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON clients_accessrecord
        FOR EACH STATEMENT EXECUTE FUNCTION clients_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial"), ("network", "0002_access_context")]

    operations = [
        row_security("clients_clientsite", read=MY_SITE, write="false"),
        row_security("clients_client", read=CLIENT, write=CLIENT),
        row_security("clients_visit", read=MY_SITE, write=VISIT),
        row_security("clients_visitexpert", read=OF_VISIBLE_VISIT, write=OF_VISIBLE_VISIT, delete=OF_VISIBLE_VISIT),
        row_security("clients_referral", read=OF_VISIBLE_CLIENT, write=OF_VISIBLE_CLIENT),
        row_security("clients_participation", read=OF_VISIBLE_CLIENT, write=OF_VISIBLE_CLIENT),
        row_security(
            "clients_accessrecord",
            read=f"(user_id = {CURRENT_USER_ID} OR cardinality({DPO_SITES}) > 0)",
            write=f"user_id = {CURRENT_USER_ID}",
        ),
        # History is written by triggers on behalf of whoever changed the row.
        row_security("clients_clientevent", read=OLD_CLIENT, write=SOMEBODY),
        row_security("clients_visitevent", read=MY_SITE, write=SOMEBODY),
        row_security("clients_visitexpertevent", read=OF_VISIBLE_VISIT, write=SOMEBODY),
        row_security("clients_referralevent", read=OF_VISIBLE_CLIENT, write=SOMEBODY),
        row_security("clients_participationevent", read=OF_VISIBLE_CLIENT, write=SOMEBODY),
        migrations.RunSQL(SITE_LINKS, SITE_LINKS_BACK),
        # Loads pg_trgm into this connection: until then nobody but a superuser may name its settings.
        migrations.RunSQL("SELECT show_limit();", migrations.RunSQL.noop),
        migrations.RunSQL(FINDER, "DROP FUNCTION clients_find(text[], date, date, integer);"),
        migrations.RunSQL(
            APPEND_ONLY,
            """
            DROP TRIGGER refuse_truncate ON clients_accessrecord;
            DROP TRIGGER refuse_change ON clients_accessrecord;
            DROP FUNCTION clients_refuse_change();
            """,
        ),
    ]
