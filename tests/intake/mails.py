"""Makes mails out of words."""

from email.message import EmailMessage

from intake.clippings import REPORT

PLAIN = "\n\n".join(REPORT) + "\n"
PAGE = (
    "<html><body><table><tr><td><a href='https://letter.example/v'>View this email in your browser</a></td></tr>"
    "<tr><td><h1>Night ferry returns</h1>"
    + "".join(f"<p>{line.replace('café', 'caf&eacute;')}</p>" for line in REPORT)
    + "</td></tr><tr><td><p>You are receiving this email because you signed up at letter.example.</p>"
    "<p><a href='https://letter.example/u'>Unsubscribe</a> | <a href='https://letter.example/p'>Update your preferences"
    "</a></p></td></tr></table></body></html>"
)


def mail(plain: str = "", page: str = "", **headers: str) -> EmailMessage:
    """A mail with a plain text, a page, or both as alternatives."""
    message = EmailMessage()
    usual = {
        "From": "Harbour Letter <news@mail.letter.example>",
        "To": "desk@press.example",
        "Subject": "Night ferry – returns",
        "Date": "Thu, 27 Feb 2025 08:15:00 +0800",
        "Message-ID": "<abc.1@letter.example>",
    }
    for name, value in (usual | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        if value:
            message[name] = value
    if plain:
        message.set_content(plain)
    if page and plain:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return message
