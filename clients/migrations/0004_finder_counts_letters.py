"""The finder of 0003 also counts letters: one wrong letter in a short name shares too few trigrams ("Mäkälä")."""

import importlib

from django.db import migrations

# The likeness of a word typed is the best of: trigrams shared with the whole name; letters to change to get one of its
# parts; letters to change to get the beginning of one (a little less, so that a whole name comes first). Written out
# in the query, for a function of its own would be called thousands of times.
FINDER = """
    CREATE OR REPLACE FUNCTION clients_find(words text[], born_from date, born_to date, most integer)
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

BEFORE = importlib.import_module("clients.migrations.0003_row_security").FINDER


class Migration(migrations.Migration):
    dependencies = [("clients", "0003_row_security")]

    operations = [
        # Loads pg_trgm into this connection: until then nobody but a superuser may name its settings.
        migrations.RunSQL("SELECT show_limit();", migrations.RunSQL.noop),
        migrations.RunSQL(FINDER, BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")),
    ]
