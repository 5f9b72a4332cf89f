"""A document that was read and waits for a person's eyes before it becomes a draft plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from plans.models.base import NormalisedChar, Record

if TYPE_CHECKING:
    from plans.models.office import User


class ReadDocumentQuerySet(models.QuerySet["ReadDocument"]):
    """Documents under review as questions ask for them."""

    def visible_to(self, user: User) -> ReadDocumentQuerySet:
        """What was read is a draft to be: for those who draft."""
        return self if user.has_perm("plans.edit_plan") else self.none()


class ReadDocument(Record):
    """Văn bản vừa đọc: the original file, what was read of it, the doubts, and what the reviewer decided so far.

    ``document`` is ``PlanDocument.to_full_json()``; ``lines`` the source lines as ``[number, page, text]``;
    ``task_lines`` per task its line numbers; ``warnings`` as ``{code, message, field, lines, words}``;
    ``remainder`` line numbers not understood; ``seen`` the places of tasks already looked at; ``dropped`` the places
    of tasks that are none; ``units`` per name as read either a unit's pk or the kind of the unit to make;
    ``notes`` per place of a task what was decided about a doubtful word.
    """

    name = NormalisedChar("tên tệp", max_length=255)
    source = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    document = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    task_lines = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    remainder = models.JSONField(default=list)
    seen = models.JSONField(default=list)
    dropped = models.JSONField(default=list)
    units = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    plan = models.ForeignKey("plans.Plan", models.SET_NULL, null=True, related_name="+")

    objects = ReadDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản vừa đọc"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.name)
