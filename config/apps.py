"""The composition root as an app, so that its finders, checks and commands are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"
