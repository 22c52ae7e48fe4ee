"""Who asks, as the database sees it: set per transaction by network/access.py, empty otherwise."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]

    operations = [
        migrations.RunSQL(
            # nullif: once SET LOCAL has ended, the setting is the empty string rather than NULL.
            sql="""
                CREATE FUNCTION network_current_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
                AS $$ SELECT nullif(current_setting('ohjaamo.user', true), '')::bigint $$;

                CREATE FUNCTION network_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
                AS $$ SELECT coalesce(current_setting('ohjaamo.scope', true), '') $$;

                CREATE FUNCTION network_sites(wanted text) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
                AS $$
                    SELECT coalesce(array_agg(site.id), '{}')
                    FROM network_site AS site
                    WHERE EXISTS (
                        SELECT 1
                        FROM network_roleassignment AS held
                        JOIN network_user AS holder ON holder.id = held.user_id
                        WHERE holder.id = network_current_user() AND holder.is_active
                        AND held.role = wanted AND (held.site_id IS NULL OR held.site_id = site.id)
                    )
                $$;
            """,
            reverse_sql="""
                DROP FUNCTION network_sites(text);
                DROP FUNCTION network_scope();
                DROP FUNCTION network_current_user();
            """,
        )
    ]
