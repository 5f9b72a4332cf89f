"""Saved filters: kept under a name for oneself, by the standing office also for the whole office."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from plans.errors import DomainError, NotAllowed
from plans.models import Role, SavedFilter, User
from plans.permissions import rights_of
from plans.services import audit
from plans.services.bin import RemovableKind, remove
from plans.services.locking import check_version, locked, use_submit_key

LONGEST_QUERY = 1000
NAME_TAKEN = "Anh, chị đã có bộ lọc tên “{}” ở danh sách này. Đặt tên khác, hoặc bỏ bộ lọc cũ trước."
NOTHING_CHOSEN = "Chưa chọn điều kiện lọc nào. Chọn điều kiện trên danh sách, bấm Lọc rồi lưu."
TOO_LONG = "Điều kiện lọc dài quá, không lưu được. Bỏ bớt chữ cần tìm rồi lưu lại."
WHO_SHARES = "Chỉ thường trực TĐKT đặt bộ lọc dùng chung. Anh, chị lưu cho riêng mình, hoặc nhờ thường trực."
WHO_EDITS = (
    "Bộ lọc dùng chung do người lập và thường trực TĐKT sửa. Anh, chị lưu một bộ lọc riêng, hoặc nhờ thường trực."
)


@transaction.atomic
def save_filter(
    *, actor: User, page: str, name: str, query: str, words: str, shared: bool = False, key: str = ""
) -> SavedFilter:
    """Keep the conditions ``query`` of the list ``page``; ``words`` tell them as the list reads them now."""
    use_submit_key(actor, key)
    if not query:
        raise DomainError(NOTHING_CHOSEN)
    if len(query) > LONGEST_QUERY:
        raise DomainError(TOO_LONG)
    _may_share(actor, shared=shared, was_shared=False)
    _free(actor, page, name)
    longest = SavedFilter._meta.get_field("words").max_length
    record = SavedFilter.objects.create(
        user=actor, page=page, name=name, query=query, words=words[:longest], shared=shared
    )
    audit.record(actor=actor, act="filter.save", obj=record, note=_shared_words(shared=shared))
    return record


@transaction.atomic
def change_filter(
    *, record: SavedFilter, actor: User, name: str, shared: bool, seen: int, key: str = ""
) -> SavedFilter:
    """Another name, or shared or not: its owner's part, and of a shared one the standing office's."""
    use_submit_key(actor, key)
    found = locked(record)
    if found.removed_at is not None:
        raise DomainError("Bộ lọc này vừa được bỏ vào thùng rác. Khôi phục ở thùng rác rồi sửa.")
    _may_edit(actor, found)
    check_version(found, seen, {"name": name, "shared": shared})
    _may_share(actor, shared=shared, was_shared=found.shared)
    _free(found.user, found.page, name, but=found.pk)
    found.name, found.shared = name, shared
    found.version += 1
    found.save()
    audit.record(actor=actor, act="filter.change", obj=found, note=_shared_words(shared=shared))
    return found


@transaction.atomic
def remove_filter(*, record: SavedFilter, actor: User, key: str = "") -> None:
    """Put it into the bin; a shared one is gone for everybody until it is restored."""
    _may_edit(actor, record)
    remove(record=record, actor=actor, key=key)


def _may_edit(actor: User, record: SavedFilter) -> None:
    if not actor.has_perm("plans.edit_filter", record):
        raise NotAllowed(WHO_EDITS)


def _may_share(actor: User, *, shared: bool, was_shared: bool) -> None:
    if shared and not was_shared and not actor.has_perm("plans.share_filter"):
        raise DomainError(WHO_SHARES)


def _free(owner: User, page: str, name: str, *, but: int = 0) -> None:
    """Refuse a name that the owner's filters of the page carry already."""
    if SavedFilter.objects.kept().filter(user=owner, page=page, name=name).exclude(pk=but).exists():
        raise DomainError(NAME_TAKEN.format(name))


def _shared_words(*, shared: bool) -> str:
    return "dùng chung" if shared else "dùng riêng"


def _restorable_by(user: User) -> Q:
    """One's own and those one removed; the standing office the shared ones as well."""
    own = Q(user=user) | Q(removed_by=user)
    return own | Q(shared=True) if rights_of(user).holds(Role.STANDING) else own


def _why_gone(record: SavedFilter) -> str:
    taken = SavedFilter.objects.kept().filter(user=record.user_id, page=record.page, name=record.name).exists()
    return f"Đã có bộ lọc khác tên “{record.name}”. Đổi tên bộ lọc ấy rồi khôi phục." if taken else ""


SAVED_FILTER = RemovableKind(
    slug="bo-loc", label="Bộ lọc", model=SavedFilter, title="name", restorable_by=_restorable_by, why_gone=_why_gone
)
