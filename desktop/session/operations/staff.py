"""The instructors of a site: a second pair of eyes for releases, a stand-in for holidays."""

from __future__ import annotations

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.records.queries.people import Account, accounts
from desktop.session.changes import changed
from desktop.session.operations.site import account_entry, checked_name
from desktop.session.pins import hash_pin
from desktop.session.session import Session


def instructors(session: Session) -> tuple[Account, ...]:
    """Return the instructors who may sign in, by name. Raises KnownError for anybody but an instructor."""
    session.instructor()
    return accounts(session.record, role="instructor")


def add_instructor(session: Session, *, name: str, pin: str) -> str:
    """Give somebody an instructor's account and return its id. Raises KnownError.

    Two of the same name cannot be told apart on the sign-in page or in the record of who released what.
    """
    person = session.instructor()
    name = checked_name(name, _("讲师姓名"))
    if any(known.name == name for known in accounts(session.record, role="instructor")):
        raise KnownError(_("已经有一位讲师叫{name}。", name=name), remedy=_("请在姓名后加上区别，例如单位。"))
    entry = account_entry(name, "instructor", hash_pin(pin), actor=person.account_id)
    session.record.append_all([entry])
    session.publish(changed("account", subjects=(entry.subject,)))
    return entry.subject


def close_instructor(session: Session, account_id: str, reason: str) -> None:
    """Let an instructor sign in no more; what they did stays. Raises KnownError for oneself or somebody unknown."""
    person = session.instructor()
    if account_id == person.account_id:
        raise KnownError(_("不能停用自己的账号。"), remedy=_("请另一位讲师来停用。"))
    if account_id not in {known.account_id for known in accounts(session.record, role="instructor")}:
        raise KnownError(_("没有这位讲师，或已停用。"))
    body = {"account_id": account_id, "reason": reason}
    session.record.append("account.closed", account_id, body, actor=person.account_id)
    session.publish(changed("account", subjects=(account_id,)))
