from importlib import import_module

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self):
        import_module("network.hooks")
