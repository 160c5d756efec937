"""The edition as a mail: an HTML page for mail programs, the same in plain text, and both in one message."""

from digest.publish.mail.edition_mail import EditionMail, edition_mail
from digest.publish.mail.recipients import Mailbox, mailbox

__all__ = ["EditionMail", "Mailbox", "edition_mail", "mailbox"]
