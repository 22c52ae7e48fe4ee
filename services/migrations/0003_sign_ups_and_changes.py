"""Sign-ups are closed by row-level security; changes that public pages show leave a mark."""

from django.db import migrations, models

from network.rls import COUNSELLOR_SITES, row_security

OF_OWN_SITES = f"event_id IN (SELECT id FROM services_event WHERE site_id = ANY ({COUNSELLOR_SITES}))"

# What the public pages are made of. A change in any of these makes them anew (services/models/public.py).
SHOWN = [
    "network_site", "network_siteaddress", "network_openinghours", "network_openingexception",
    "network_agency", "network_agencycontact", "network_expert", "network_expert_sites", "network_absence",
    "network_employer", "services_service", "services_service_sites", "services_shift", "services_shiftseries",
    "services_shiftexception", "services_event", "services_event_joint_sites", "services_event_experts",
    "services_event_employers", "services_signup", "services_campaign", "services_campaign_sites",
    "services_jobpost", "services_idea",
]


class Migration(migrations.Migration):
    dependencies = [("network", "0005_site_slugs"), ("services", "0002_programme")]

    operations = [
        # Events that existed before there were drafts were for everybody; new ones begin as drafts.
        migrations.AlterField(
            model_name="event",
            name="status",
            field=models.CharField(
                choices=[("draft", "Draft"), ("published", "Published"), ("cancelled", "Cancelled")],
                default="draft",
                max_length=10,
                verbose_name="state",
            ),
        ),
        row_security("services_signup", read=OF_OWN_SITES, write=OF_OWN_SITES),
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION services_mark_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO services_change DEFAULT VALUES;
                    RETURN NULL;
                END $$;
            """,
            reverse_sql="DROP FUNCTION services_mark_change();",
        ),
        *(
            migrations.RunSQL(
                sql=f"CREATE TRIGGER mark_change AFTER INSERT OR UPDATE OR DELETE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION services_mark_change();",
                reverse_sql=f"DROP TRIGGER mark_change ON {table};",
            )
            for table in SHOWN
        ),
    ]
