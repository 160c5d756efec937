"""Every error that we mean, drawn as a tree.

    DigestError                 1   anything that stops a command, said in the user's words
    ├── ConfigError             3   site_config.yml: every problem at once
    ├── EditorialError          4   content/editorial.yml, stories.lock.yml or editions/ cannot be used
    ├── TemplateError           5   a template failed: its name and line
    ├── ReceiptError            6   printed words do not stand in their source
    ├── BusyError               7   another build holds the lock
    ├── BuildError              8   the site could not be built or published
    ├── RecordError             9   a line of JSON Lines is not a record
    ├── StrictError            10   --strict, and something was skipped or is doubtful
    ├── CheckError             11   `digest check` found problems; the text lists all of them
    ├── SomeFeedsError         12   some feeds could not be fetched; the others were
    ├── AllFeedsError          13   no feed could be fetched
    ├── LostLockError          14   there is a published site, but no lock file that remembers its addresses
    ├── ShrinkError            15   more than half of the stories would vanish
    └── ExecutorError          16   the workers that `--executor` names cannot be used
    SourceError                     one source cannot be used; it is skipped, named, and the digest goes on

Code 0 is success; 2 is click's own, for a command line that cannot be read. A bug keeps its traceback and ends with 1;
one that shows in analysing an article, or in comparing, telling, correcting or marking what is new in a story, costs
these alone, with a warning.
"""

from collections.abc import Sequence


class DigestError(Exception):
    """Stops a command. Its text tells the user what is wrong, where, and what to do.

    `problems` are the single things that are wrong, a line or more each; without them the text is the only one.
    """

    exit_code = 1

    def __init__(self, text: str, problems: Sequence[str] = ()) -> None:
        super().__init__("\n".join([text, *problems]))
        self.problems = tuple(problems) or (text,)


class ConfigError(DigestError):
    """The configuration has problems; the text lists all of them."""

    exit_code = 3


class EditorialError(DigestError):
    """A file written by editors, or the lock file, cannot be read."""

    exit_code = 4


class TemplateError(DigestError):
    """A template could not be rendered."""

    exit_code = 5


class ReceiptError(DigestError):
    """A printed sentence or quote does not stand in its source file."""

    exit_code = 6


class BusyError(DigestError):
    """Another process is building the same digest."""

    exit_code = 7


class BuildError(DigestError):
    """The finished pages could not be built or put in place."""

    exit_code = 8


class RecordError(DigestError):
    """A line of JSON Lines given to a filter is not the record that it needs."""

    exit_code = 9


class StrictError(DigestError):
    """Warnings that `--strict` turns into a failure."""

    exit_code = 10


class CheckError(DigestError):
    """Problems that `digest check` found."""

    exit_code = 11


class SomeFeedsError(DigestError):
    """Some feeds could not be fetched. What the others brought is stored."""

    exit_code = 12


class AllFeedsError(DigestError):
    """No feed could be fetched: more likely our own connection than theirs."""

    exit_code = 13


class LostLockError(DigestError):
    """There is a published site, but no lock file that remembers its addresses."""

    exit_code = 14


class ShrinkError(DigestError):
    """More than half of the stories of the last build would vanish."""

    exit_code = 15


class ExecutorError(DigestError):
    """The machines that should do the work cannot be reached, or have another program."""

    exit_code = 16


class SourceError(Exception):
    """One source cannot be used. Caught where sources are read; never ends a command."""


# What is no single article's or story's doing: the next one would fare no better.
NOT_OF_ONE = (DigestError, OSError, MemoryError, ImportError)
