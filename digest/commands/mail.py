"""`digest mail`: the edition as a mail, in a file."""

from pathlib import Path
from typing import Any

import click

from digest.commands._options import config_option

DEFAULT = "edition.eml"
_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


class Address(click.ParamType[Any]):
    """A mail address such as desk@press.example, perhaps with a name."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read an address; a mistake in it is told with an example."""
        from digest.publish.mail import mailbox

        try:
            return mailbox(value) if isinstance(value, str) else value
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.option(
    "-o",
    "--output",
    type=_FILE,
    metavar="FILE",
    help=f"Where to write the mail; - is standard output.  [default: {DEFAULT}, beside the configuration]",
)
@click.option("--html", "html_file", type=_FILE, metavar="FILE", help="Write the HTML alone there, too; - likewise.")
@click.option("--from", "sender", type=Address(), metavar="ADDRESS", help="Whom the mail is from.")
@click.option(
    "--to", "recipients", type=Address(), multiple=True, metavar="ADDRESS", help="Whom it is for; may be repeated."
)
@config_option
def command(
    config_path: Path, output: Path | None, html_file: Path | None, sender: Any, recipients: tuple[Any, ...]
) -> None:
    """Write the edition as a mail. Nothing is sent.

    The mail holds what the front page shows (the leading stories with a quote each, who said what, the rest in a line
    each, where accounts differ, what was not seen) as HTML and as plain text. It loads nothing from anywhere, and its
    links lead to the site and to the articles. The same edition gives the same bytes. Its HTML keeps within 100,000
    bytes, since mail services cut off what is longer: lines go first, from the last one, then quotes, then leading
    stories, each as a whole, and each list says how many more are on the site.

    An address is desk@press.example or "Press Desk <desk@press.example>". Everyone named with --to reads all names;
    for many readers, name a list's address, or leave --to out and name them to the program that sends the mail. A mail
    without any address opens as a draft in the programs that know X-Unsent.

    The edition is made and checked as `digest build` does it, but neither site nor lock file is touched: build first,
    so that the links lead somewhere; what the site lacks is told on standard error. The looks are
    templates/mail/.

    \b
    Example:
      digest build && digest mail
      digest mail --from desk@press.example --to list@press.example && sendmail -t < edition.eml
      digest mail --output today.eml --html today.html
    """
    from digest.commands._progress import progress
    from digest.config import load_config
    from digest.mailing import mail

    if output == html_file == Path("-"):
        raise click.UsageError("--output and --html cannot both be standard output; name a file for one of them.")
    config, root = load_config(config_path), config_path.resolve().parent
    with progress() as step:
        made = mail(config, root, sender=sender, recipients=recipients, step=step)
    if made.unpublished:
        click.echo(f"digest: {made.unpublished}; run `digest build`, or links of this mail may lead nowhere", err=True)
    shown = f"{made.mail.entries} entries (stories, quotes and lines)"
    shown += f", {made.mail.left_out} more on the site alone" if made.mail.left_out else ""
    files = [(output or root / DEFAULT, made.mail.data, f"Edition {made.edition.number}, {shown}")]
    files += [(html_file, made.mail.html.encode(), "Its HTML alone")] if html_file else []
    for path, data, what in files:
        _write(path, data)
        if path != Path("-"):
            click.echo(f"{what}: {path}", err=Path("-") in {output, html_file})


def _write(path: Path, data: bytes) -> None:
    from digest.errors import DigestError
    from digest.intake.feeds.whole_files import write_whole

    try:
        if path == Path("-"):
            click.echo(data, nl=False)
        else:
            write_whole(path, data)
    except OSError as error:
        raise DigestError(f"{path} cannot be written ({error.strerror}); name another file") from None
