from django.apps import AppConfig

from ohjaamo import checks  # noqa: F401 - registers the system checks


class OhjaamoConfig(AppConfig):
    name = "ohjaamo"
