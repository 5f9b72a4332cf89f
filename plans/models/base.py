"""What most records share: who changed them last, a version against lost edits, and a search key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django_fsm import FSMField

from plans.rules.text import fold, name_key, nfc

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    CharBase = models.CharField[str | int | Combinable, str]
    TextBase = models.TextField[str | Combinable, str]
else:
    CharBase, TextBase = models.CharField, models.TextField


class Record(models.Model):
    """A record people edit. ``version`` grows with every save through a service; a stale one is refused."""

    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    updated_at = models.DateTimeField("sửa lúc", auto_now=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        abstract = True

    SEARCHED: tuple[str, ...] = ()

    def search_text(self) -> str:
        return " ".join(str(getattr(self, name) or "") for name in self.SEARCHED)


class StateField(FSMField):  # type: ignore[misc]
    """A state that only the transitions of its model move.

    Migrations see a line of text: a table knows of no transitions, and every state field in the models of the past
    listens to the making of every other such model, which made a new database take twice as long.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"protected": True} | kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs


class NormalisedText(TextBase):
    """Text kept in composed form (NFC), whatever the keyboard sent."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return nfc(prepared) if isinstance(prepared, str) else prepared


class NormalisedChar(CharBase):
    """A line of text kept in composed form (NFC); one of unseen signs alone is empty, and forms see that."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return nfc(text).strip() if isinstance(text, str) else text

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return nfc(prepared) if isinstance(prepared, str) else prepared


class SearchKey(TextBase):
    """The accent-free key of a record's searched fields, filled at every save, bulk paths included."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002 (Django's signature)
        key = fold(model_instance.search_text())  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


class NameKey(CharBase):
    """Orders people by given name, the same on both databases; filled from ``full_name`` at every save."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"editable": False, "default": "", "db_index": True, "max_length": 300}
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002 (Django's signature)
        key = name_key(model_instance.full_name)[:300]  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key
