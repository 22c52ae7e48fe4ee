"""Each site has an address for its public page, made from its name by the database wherever none is given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0004_directory")]

    operations = [
        migrations.RunSQL(
            # A trigger before the row sees the rows that the same statement wrote before it, so that an import of
            # many sites of one name gives each an address of its own.
            sql="""
                CREATE FUNCTION network_give_slug() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    wanted text := left(trim(BOTH '-' FROM regexp_replace(
                        unaccent(lower(regexp_replace(NEW.name, '^ohjaamo\\s+', '', 'i'))), '[^a-z0-9]+', '-', 'g'
                    )), 50);
                    number int := 1;
                BEGIN
                    wanted := coalesce(nullif(wanted, ''), 'ohjaamo');
                    NEW.slug := wanted;
                    WHILE EXISTS (SELECT 1 FROM network_site WHERE slug = NEW.slug AND id <> NEW.id) LOOP
                        number := number + 1;
                        NEW.slug := wanted || '-' || number;
                    END LOOP;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER give_slug BEFORE INSERT OR UPDATE ON network_site
                FOR EACH ROW WHEN (NEW.slug = '') EXECUTE FUNCTION network_give_slug();
                UPDATE network_site SET slug = '';
            """,
            reverse_sql="""
                DROP TRIGGER give_slug ON network_site;
                DROP FUNCTION network_give_slug();
            """,
        ),
        migrations.AlterField(
            model_name="site",
            name="slug",
            field=models.SlugField(
                blank=True,
                help_text="The end of the public page's address, such as valkeakoski. Empty = made from the name.",
                max_length=60,
                unique=True,
                verbose_name="web address",
            ),
        ),
    ]
