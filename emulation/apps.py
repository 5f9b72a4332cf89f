"""The emulation app; it plugs its functions into the sockets of plans when it has some."""

from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
