"""Whether whoever keeps the accounts elsewhere can be asked; part of `xianshen doctor`."""

from __future__ import annotations

from service.settings import Settings
from service.sign_on import open_directory, open_provider


def told_of_sign_on(settings: Settings) -> str:
    """What is set up and answers. Raises SettingsError or SignOnError, one sentence each."""
    found = []
    for keeper in (open_provider(settings), open_directory(settings)):
        if keeper is not None:
            keeper.hale()
            found.append(keeper.label)
    return f"{'、'.join(found)}，可以询问" if found else "没有设置，都用本地密码"
