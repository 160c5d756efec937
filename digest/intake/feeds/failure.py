"""Why a page could not be fetched."""

from digest.errors import SourceError


class FetchError(SourceError):
    """A page could not be fetched. Its text goes on from the address: "answers 404 (not found); mend the address"."""

    def __init__(self, reason: str, *, status: int = 0, passing: bool = False, wait: float = 0.0) -> None:
        """Say why. `status` is 0 without an answer; `passing`: another try may go well, after `wait` seconds."""
        super().__init__(reason)
        self.status = status
        self.passing = passing
        self.wait = wait


def too_large(max_bytes: int) -> FetchError:
    """The failure of an answer that is larger than we take."""
    return FetchError(f"is larger than {max_bytes / 1_000_000:g} MB, the most that we take")
