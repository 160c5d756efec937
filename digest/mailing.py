"""The edition as a mail: made as a build makes it, checked as a build checks it, and nothing published."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.content import Step
from digest.folders import WORK, content_of, templates_of
from digest.lock import LOCK_NAME, RecordFileError, read_lock, read_record
from digest.lock_file import known_lock, refuse_lost_lock
from digest.nouns import Edition, EditionRecord
from digest.options import Config
from digest.publish.mail import EditionMail, Mailbox, edition_mail
from digest.reviewing import prove, review
from digest.share import share_folder
from digest.site_options import site_options
from digest.store import Store

FOLDER = "mail"  # of the templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """An edition's mail, not sent, and how it stands to the site."""

    mail: EditionMail
    edition: Edition
    receipts: int  # printed sentences, quotes and articles that were read back from their source files
    unpublished: str  # why the site is not of this edition, or ""


def mail(
    config: Config, root: Path, *, sender: Mailbox | None = None, recipients: Sequence[Mailbox] = (), step: Step
) -> Mailed:
    """Make the mail of the edition that a build would publish now; nothing is written but what the store remembers.

    Raises DigestError.
    """
    content = content_of(config, root)
    refuse_lost_lock(content, root / config.output)
    with Store(root / WORK / "store.sqlite") as store:
        made = review(config, content, lock=known_lock(content, store), store=store, as_of=None, step=step)
        options = site_options(config, made.lock, templates=templates_of(config, root))
        proved = prove(made, content, options, store=store)
    templates = mail_templates(config, root)
    done = edition_mail(proved.edition, options, templates=templates, sender=sender, recipients=recipients)
    unpublished = _unpublished(proved.records, content)
    return Mailed(mail=done, edition=proved.edition, receipts=proved.receipts, unpublished=unpublished)


def mail_templates(config: Config, root: Path) -> Path:
    """The folder around `mail/`: the digest's own, or the built-in one where the digest has none of these templates."""
    own = templates_of(config, root)
    return own if (own / FOLDER).is_dir() else share_folder() / "templates"


def _unpublished(records: Sequence[EditionRecord], content: Path) -> str:
    """Why the site does not show the last of these editions in these words; "" where it does, as far as is known."""
    if not records:
        return "this digest has no edition yet"
    record = records[-1]
    known = read_lock(content / LOCK_NAME).editions
    if record.number not in {edition.number for edition in known}:
        return f"edition {record.number} is not on the site yet"
    try:
        published = read_record(content, record.number)
    except RecordFileError as error:
        return str(error)
    return "" if published == record else f"edition {record.number} has changed since the site was built"
