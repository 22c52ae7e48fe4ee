from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.models import Site, User
from ohjaamo import demo


class Command(BaseCommand):
    help = "Fills an empty database with the demo: invented people in the structure of a real project."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has known passwords. Set OHJAAMO_DEMO=1 to load it.")
        if Site.objects.exists() or User.objects.exists():
            raise CommandError("This database is not empty; the demo is loaded into an empty one only.")
        demo.load()
        self.stderr.write("The demo is loaded.")
