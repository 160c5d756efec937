"""Words of ours that stand in the rooms below the pages, marked so that the digest's language can be put in later."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, by which babel finds the message
    """A label, as it is: it is printed in the digest's language by `Words.gettext`."""
    return message
