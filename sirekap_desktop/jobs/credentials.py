"""Passwords of destinations: in the keyring of this computer's user, never in the workspace.

Where the system has no keyring they are remembered until the program ends, and the person is told.
"""

from __future__ import annotations

from sirekap_desktop.forms.errors import UserError

SERVICE = "sirekap-desktop"


def no_keyring() -> UserError:
    """What the person is told when a password cannot be kept."""
    return UserError(
        "Komputer ini tidak mempunyai penyimpan kata sandi, jadi kata sandi hanya diingat sampai program ditutup.",
        "Di Linux: pasang dan buka gnome-keyring atau KWallet.",
        code="keyring.none",
    )


class Credentials:
    """The secrets of one workspace's destinations.

    Args:
        owner: id of the workspace, so that two workspaces never share a secret.
    """

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._remembered: dict[str, str] = {}

    def get(self, destination: str) -> str | None:
        """The secret of a destination; None if nobody told it on this computer."""
        if destination in self._remembered:
            return self._remembered[destination]
        import keyring  # noqa: PLC0415 - looks at all that is installed
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            return keyring.get_password(SERVICE, self._name(destination))
        except KeyringError:
            return None

    def keep(self, destination: str, secret: str) -> UserError | None:
        """Keep a secret; returns what to tell the person when it lasts only until the program ends."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            keyring.set_password(SERVICE, self._name(destination), secret)
        except KeyringError:
            self._remembered[destination] = secret
            return no_keyring()
        self._remembered.pop(destination, None)
        return None

    def forget(self, destination: str) -> None:
        """Remove a secret; none there is fine."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        self._remembered.pop(destination, None)
        try:
            keyring.delete_password(SERVICE, self._name(destination))
        except KeyringError:
            return

    def _name(self, destination: str) -> str:
        return f"{self._owner}/{destination}"
