"""A later decision that amends or revokes lines of an issued one: the only way in which those change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.models import Decision, DecisionKind, DecisionLine, DecisionState, Recognition
from awards.rules.revocation import grounds_for
from awards.services.decision import AUTHORS, WAY, WHO_DRAFTS, demand_kept
from awards.services.decision_line import reckon, whom
from awards.services.letter_document import basis_for, basis_for_works
from emulation.models import Commendation, Title
from plans.errors import DomainError
from plans.models import Office, User
from plans.rules.official import format_date
from plans.services import audit
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.task_log import demand

COPIED = (
    *("nomination", "initiative", "person", "unit", "title", "commendation", "kind", "scope"),
    *("printed_name", "printed_about", "achievement", "multiple", "amount"),
)
REVOKES = "Quyết định hủy bỏ không sửa đổi, hủy bỏ được ở đây. Xét lại thì đề nghị khen thưởng, công nhận lại."
NOT_ISSUED = "Quyết định chưa ban hành thì sửa ngay trên dự thảo, không cần quyết định sửa đổi, hủy bỏ."


def lines_to_change(decision: Decision) -> QuerySet[DecisionLine]:
    """The lines of awards and recognitions in force that no other draft or decision changes already."""
    given = Q(award__isnull=False, award__revoked_on=None)
    recognised = Q(recognition__isnull=False, recognition__revoked_on=None)
    rows = decision.lines.filter(given | recognised)
    changed = DecisionLine.objects.filter(decision__removed_at=None, changes__decision=decision).values("changes")
    return rows.exclude(pk__in=changed).order_by("order", "pk")


@transaction.atomic
def draft_amendment(*, actor: User, decision: Decision, lines: Sequence[int], key: str = "") -> Decision:
    """Soạn quyết định sửa đổi, bổ sung: its lines start as they were printed, and are edited one by one."""
    return _draft(actor, decision, lines, key=key, kind=DecisionKind.AMEND, values={})


@transaction.atomic
def draft_revocation(
    *, actor: User, decision: Decision, lines: Sequence[int], ground: str, ground_words: str, key: str = ""
) -> Decision:
    """Soạn quyết định hủy bỏ on a ground that the law lists (Luật TĐKT 2022, Điều 93 khoản 2)."""
    if ground not in dict(grounds_for(of_initiatives=names_initiatives(decision))):
        raise DomainError("Chọn căn cứ hủy bỏ trong các căn cứ được nêu.")
    if not ground_words.strip():
        raise DomainError("Ghi nội dung vi phạm hoặc kết luận làm căn cứ hủy bỏ.")
    values = {"ground": ground, "ground_words": ground_words}
    return _draft(actor, decision, lines, key=key, kind=DecisionKind.REVOKE, values=values)


def _draft(
    actor: User, decision: Decision, lines: Sequence[int], *, key: str, kind: DecisionKind, values: Mapping[str, Any]
) -> Decision:
    use_submit_key(actor, key)
    demand(actor, "awards.draft_decision", None, WHO_DRAFTS)
    one_at_a_time()
    earlier = locked(decision)
    if earlier.state != DecisionState.ISSUED:
        raise DomainError(NOT_ISSUED)
    chosen = list(lines_to_change(earlier).filter(pk__in=lines))
    if not chosen or len(chosen) < len(set(lines)):
        raise DomainError("Chọn các dòng còn hiệu lực và chưa nằm trong quyết định sửa đổi, hủy bỏ khác.")
    made = Decision(
        kind=kind,
        amends=earlier,
        year=timezone.localdate().year,
        achievement_year=earlier.achievement_year,
        prepared_by=actor,
        is_sample=earlier.is_sample,
        **values,
    )
    for name, words in _first_words(made, earlier, chosen).items():
        setattr(made, name, words)
    made.save()
    copies = [
        DecisionLine(
            decision=made, order=order, changes=line, **{f"{_key(name)}": getattr(line, _key(name)) for name in COPIED}
        )
        for order, line in enumerate(chosen, start=1)
    ]
    if kind == DecisionKind.AMEND:
        reckon(made, copies, timezone.localdate())
        made.save()
    DecisionLine.objects.bulk_create(copies)
    act = "decision.amend" if kind == DecisionKind.AMEND else "decision.revoke"
    audit.record(actor=actor, act=act, obj=made, note=f"{earlier.number}: {len(copies)} dòng")
    return made


def _key(name: str) -> str:
    return f"{name}_id" if name in ("nomination", "initiative", "person", "unit", "title", "commendation") else name


def names_initiatives(decision: Decision) -> bool:
    """Whether a decision is about initiatives, not about awards. One query."""
    return decision.lines.filter(initiative__isnull=False).exists()


def _first_words(made: Decision, earlier: Decision, lines: Sequence[DecisionLine]) -> dict[str, Any]:
    of_initiatives = lines[0].initiative_id is not None
    people = whom(line.unit_id for line in lines)
    office = Office.objects.first() or Office()
    day = earlier.issued_on
    dated = f" {format_date(day.day, day.month, day.year)}" if day else ""
    named = f"Quyết định số {earlier.number}{dated}"
    own = f"Căn cứ {named} của Giám đốc {office.name} {earlier.abstract[0].lower()}{earlier.abstract[1:]}"
    today = timezone.localdate()
    basis = "\n".join([*(basis_for_works(today) if of_initiatives else basis_for((), today)), own])
    listed = "sáng kiến" if of_initiatives else people
    result = "công nhận sáng kiến" if of_initiatives else "kết quả khen thưởng"
    back = (
        "Tác giả, đồng tác giả của sáng kiến tại Điều 1 thôi hưởng quyền lợi theo quy định về sáng kiến."
        if of_initiatives
        else f"{people.capitalize()} có tên tại Điều 1 nộp lại hiện vật khen thưởng và tiền thưởng đã nhận theo quy "
        "định."
    )
    change = (
        f"Điều 1. Sửa đổi nội dung ghi trong danh sách kèm theo {named} đối với các {listed} có tên trong "
        "danh sách kèm theo Quyết định này. Các nội dung khác giữ nguyên."
        if made.kind == DecisionKind.AMEND
        else f"Điều 1. Hủy bỏ {result} tại {named} đối với các {listed} có tên trong danh sách kèm "
        f"theo. Lý do: {made.ground_words.strip().rstrip('.')}.\nĐiều 2. {back}"
    )
    last = 2 if made.kind == DecisionKind.AMEND else 3
    does = "sửa đổi" if made.kind == DecisionKind.AMEND else f"hủy bỏ {result} tại"
    return {
        "abstract": f"Về việc {does} Quyết định số {earlier.number}",
        "basis": basis,
        "articles": (
            f"{change}\nĐiều {last}. Các phòng, đơn vị thuộc {office.name} và {AUTHORS if of_initiatives else people} "
            "có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký./."
        ),
        "recipients": f"Như Điều {last}\nBan Giám đốc Sở\nLưu: VT",
        **{name: getattr(earlier, name) for name in ("symbol", "signer_title", "signer_name", "authority")},
    }


@transaction.atomic
def save_line(
    *, actor: User, line: DecisionLine, values: Mapping[str, Any], honour: str = "", seen: int, key: str = ""
) -> DecisionLine:
    """Keep what one line of a draft prints; in an amendment also another honour ("title:3", "commendation:5").

    Of an initiative ``values`` may hold the level of effect.
    """
    use_submit_key(actor, key)
    demand(actor, "awards.draft_decision", None, WHO_DRAFTS)
    decision = locked(line.decision)
    demand_kept(decision)
    WAY.require(decision, DecisionState.DRAFT)
    check_version(decision, seen, {})
    record = locked(line)
    for name in ("printed_name", "printed_about", "achievement"):
        setattr(record, name, values[name])
    if record.initiative_id and values.get("scope"):
        record.scope = Recognition.Scope(values["scope"])
    if honour and decision.kind == DecisionKind.AMEND:
        which, _, pk = honour.partition(":")
        record.title = Title.objects.get(pk=pk) if which == "title" else None
        record.commendation = Commendation.objects.get(pk=pk) if which == "commendation" else None
        reckon(decision, [record], timezone.localdate())
    record.save()
    decision.version += 1
    decision.save()
    audit.record(actor=actor, act="decision.line", obj=decision, note=str(record))
    return record
