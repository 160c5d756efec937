"""`digest serve`: build, show, rebuild when something changes."""

from contextlib import suppress
from pathlib import Path

import click

from digest.commands._options import config_option

DEFAULT_PORT = 8000


@click.command()
@config_option
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0: a free one.")
def command(config_path: Path, port: int) -> None:
    """Build the digest, show it at http://127.0.0.1:PORT/, and rebuild when content, templates or options change.

    The browser reloads by itself. A build that fails is reported here, and the last good site stays up. Only this
    machine can reach the server. Stop it with Ctrl-C.

    \b
    Example:
      digest serve --port 8080
    """
    from digest.commands._console import run_build
    from digest.config import load_config
    from digest.errors import DigestError
    from digest.preview import Edits, changes, serving

    config = load_config(config_path)
    root = config_path.resolve().parent
    edits = Edits()
    # A port that is taken is told before the first build, not after it.
    with serving(root / config.output, edits, port=port) as bound, suppress(KeyboardInterrupt):
        run_build(config_path)
        folders = [path for path in (root / config.content, root / config.templates) if path.exists()]
        changed = changes(folders, config_path.resolve())
        click.echo(f"Serving at http://127.0.0.1:{bound}/ until Ctrl-C")
        for _ in changed:
            try:
                run_build(config_path)
            except DigestError as error:
                click.echo(f"digest: {error}", err=True)
            else:
                edits.announce()
