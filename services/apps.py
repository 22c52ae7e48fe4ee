from importlib import import_module

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "services"

    def ready(self):
        import_module("services.hooks")
