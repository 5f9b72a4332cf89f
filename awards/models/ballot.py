"""Votes of a meeting: printed ballots counted twice, secret ballots on the screen, and what absent members wrote."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedText, Record


class Choice(models.TextChoices):
    """What a vote says."""

    YES = "yes", "Đồng ý"
    NO = "no", "Không đồng ý"
    NONE = "none", "Không có ý kiến"


class WrittenOpinion(models.Model):
    """Ý kiến bằng văn bản of an absent member on one item; named, as it is read out and minuted."""

    item = models.ForeignKey("awards.AgendaItem", models.CASCADE, related_name="written", verbose_name="nội dung")
    seat = models.ForeignKey("awards.CouncilSeat", models.PROTECT, related_name="written", verbose_name="thành viên")
    choice = models.CharField("ý kiến", max_length=4, choices=Choice.choices)
    words = NormalisedText("nội dung", blank=True)
    file = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ý kiến bằng văn bản"
        ordering = ("item__order", "pk")
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="written_opinion_once")]

    def __str__(self) -> str:
        return self.get_choice_display()


class BallotPrint(models.Model):
    """Một lần in phiếu: how many ballots were printed, and why it was done again."""

    meeting = models.ForeignKey(
        "awards.Meeting", models.PROTECT, related_name="ballot_prints", verbose_name="phiên họp"
    )
    ballots = models.PositiveSmallIntegerField("số phiếu")
    reason = NormalisedText("lý do in lại", blank=True)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần in phiếu"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.ballots} phiếu"


class BallotCount(Record):
    """Lần nhập of one person: ``turn`` 1 or 2, each by another, neither sees the other's before the own is handed in.

    A show of hands is one turn. ``given_out`` and ``given_back`` are ballots handed out and taken back.
    """

    meeting = models.ForeignKey("awards.Meeting", models.PROTECT, related_name="counts", verbose_name="phiên họp")
    turn = models.PositiveSmallIntegerField("lần nhập")
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập")
    given_out = models.PositiveSmallIntegerField("phát ra", null=True)
    given_back = models.PositiveSmallIntegerField("thu về", null=True)
    handed_in_at = models.DateTimeField("xong lúc", null=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "lần nhập kiểm phiếu"
        ordering = ("meeting", "turn")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "turn"], name="ballot_count_once_a_turn"),
            models.UniqueConstraint(fields=["meeting", "teller"], name="ballot_count_by_two_people"),
            models.CheckConstraint(condition=Q(turn__in=(1, 2)), name="ballot_count_twice_at_most"),
        ]

    def __str__(self) -> str:
        return f"Lần nhập {self.turn}"


class CountLine(models.Model):
    """Số phiếu of one item in one turn. ``earlier`` keeps what stood there before a new count, and who made it."""

    count = models.ForeignKey(BallotCount, models.CASCADE, related_name="lines", verbose_name="lần nhập")
    item = models.ForeignKey("awards.AgendaItem", models.CASCADE, related_name="count_lines", verbose_name="nội dung")
    yes = models.PositiveSmallIntegerField("đồng ý")
    no = models.PositiveSmallIntegerField("không đồng ý")
    spoiled = models.PositiveSmallIntegerField("hỏng")
    earlier = models.JSONField("các số trước khi đếm lại", default=list, blank=True)

    class Meta:
        verbose_name = "dòng kiểm phiếu"
        ordering = ("item__order", "pk")
        constraints = [models.UniqueConstraint(fields=["count", "item"], name="count_line_once")]

    def __str__(self) -> str:
        return f"{self.yes} - {self.no} - {self.spoiled}"


class VoterMark(models.Model):
    """That a member has voted on the screen; never what. One row a voter, made when voting opens.

    No time, and every cast writes all rows of the meeting again, so that neither order nor transaction tell whose
    ballot is whose. ``receipt`` is shown to its voter, and listed without names when voting is closed.
    """

    meeting = models.ForeignKey("awards.Meeting", models.PROTECT, related_name="marks", verbose_name="phiên họp")
    seat = models.ForeignKey("awards.CouncilSeat", models.PROTECT, related_name="marks", verbose_name="thành viên")
    has_voted = models.BooleanField("đã bỏ phiếu", default=False)
    receipt = models.CharField("mã biên nhận", max_length=12, blank=True)

    class Meta:
        verbose_name = "người bỏ phiếu"
        ordering = ("seat__order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="voter_mark_once"),
            models.UniqueConstraint(fields=["meeting", "receipt"], condition=~Q(receipt=""), name="voter_receipt_once"),
            models.CheckConstraint(
                condition=Q(has_voted=True) & ~Q(receipt="") | Q(has_voted=False, receipt=""),
                name="voter_receipt_with_vote",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {'đã bỏ phiếu' if self.has_voted else 'chưa bỏ phiếu'}"


def random_key() -> int:
    """A key that says nothing of order."""
    return secrets.randbelow(2**62) + 1


class SecretBallot(models.Model):
    """Một lá phiếu on one item, of nobody: no voter, no time, no history, a key by chance.

    All ballots of a meeting are written again in another order under new keys at every cast and once more at closing.
    """

    id = models.BigAutoField(primary_key=True, default=random_key)
    item = models.ForeignKey("awards.AgendaItem", models.PROTECT, related_name="ballots", verbose_name="nội dung")
    choice = models.CharField("ý kiến", max_length=4, choices=Choice.choices)

    class Meta:
        verbose_name = "lá phiếu kín"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.get_choice_display()
