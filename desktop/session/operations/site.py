"""Setting up a new PC: the site and its first instructor."""

from __future__ import annotations

import secrets

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.records.queries.people import accounts
from desktop.records.queries.site import site
from desktop.records.record import Entry
from desktop.session.changes import changed
from desktop.session.names import initials
from desktop.session.pins import hash_pin
from desktop.session.session import Session

#: The actor of events that happen before anybody can sign in.
SETUP = "setup"
ID_BYTES = 8
MOST_NAME = 40


def needs_setup(session: Session) -> bool:
    """Tell whether this PC has no instructor yet."""
    return not accounts(session.record, role="instructor")


def site_name(session: Session) -> str:
    """Return the name of the training site, or an empty string before the set-up."""
    found = site(session.record)
    return found.name if found else ""


def create_site(session: Session, *, site_name: str, instructor_name: str, pin: str) -> str:
    """Create the site and its first instructor; return the account's id. Raises KnownError."""
    if not needs_setup(session):
        raise KnownError(_("这台电脑已经设置过了。"), remedy=_("请用讲师账号登录。"))
    name = checked_name(site_name, _("实训点名称"))
    entry = account_entry(
        checked_name(instructor_name, _("讲师姓名")), "instructor", hash_pin(pin), actor=SETUP
    )
    # cryptography costs 50 ms to load, once in the life of a PC.
    from desktop.certification.keys import site_key

    site_id = secrets.token_hex(ID_BYTES)
    body = {"site_id": site_id, "name": name}
    # The key comes first: a site whose key cannot be kept is not set up at all.
    site_key(session.places.keys)
    session.record.append_all([Entry("site.created", site_id, body, SETUP), entry])
    session.publish(changed("account", "settings", subjects=(entry.subject,)))
    return entry.subject


def account_entry(
    name: str, role: str, pin_hash: str, *, actor: str, number: str = "", id_tail: str = ""
) -> Entry:
    """Return the event that creates an account under a new random id."""
    account_id = secrets.token_hex(ID_BYTES)
    body = {
        "account_id": account_id,
        "role": role,
        "name": name,
        "initials": list(initials(name)),
        "number": number,
        "id_tail": id_tail,
        "pin_hash": pin_hash,
    }
    return Entry("account.created", account_id, body, actor)


def checked_name(name: str, what: str) -> str:
    """Return a name without white space at its ends. Raises KnownError when it is empty, too long or has controls."""
    name = " ".join(name.split())
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise KnownError(
            _("{what}不能为空，也不能超过 {most} 个字。", what=what, most=MOST_NAME), remedy=_("请重新填写。")
        )
    return name
