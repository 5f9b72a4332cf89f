"""What is loaded when the tables are there: after a migration, and after the database was emptied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.signals import post_migrate


def load_after_migrate(config: AppConfig, load: Callable[[], object], *models: type[Model]) -> None:
    """Call ``load`` whenever Django says that the tables of ``config`` are made or emptied.

    Not while they are those of an older or of no state of ``models``: then a later migration calls again.
    """

    def receiver(*, using: str = DEFAULT_DB_ALIAS, apps: Apps | None = None, **_: Any) -> None:
        if using == DEFAULT_DB_ALIAS and (apps is None or all(_is_current(apps, model) for model in models)):
            load()

    post_migrate.connect(receiver, sender=config, weak=False, dispatch_uid=f"{config.label}.{load.__name__}")


def _is_current(apps: Apps, model: type[Model]) -> bool:
    """Whether the migrated state has ``model`` with the columns that the code knows."""
    try:
        migrated = apps.get_model(model._meta.label)
    except LookupError:
        return False
    return {field.column for field in migrated._meta.local_fields} == {f.column for f in model._meta.local_fields}
