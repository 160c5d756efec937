"""`digest init`: a new digest folder from what the package carries."""

import shutil
from pathlib import Path

import click

IGNORED = "# Made by every build; not kept.\n/site/\n/.digest/\n/edition.eml\n"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def command(folder: Path) -> None:
    """Make a working digest in DIR.

    DIR receives site_config.yml, the templates, sample articles in content/, and an editorial.yml that explains
    itself. Build it with `digest build --config DIR/site_config.yml`, look at it with `digest serve`, then replace the
    samples by your own articles. DIR must be new or empty: nothing of yours is ever overwritten.

    \b
    Example:
      digest init my-digest
      digest serve --config my-digest/site_config.yml
    """
    from digest.config import CONFIG_NAME, SCHEMA_NAME
    from digest.editorial import EXAMPLE, RULES_NAME
    from digest.errors import DigestError
    from digest.lock import LOCK_NAME, RECORDS
    from digest.share import share_folder

    share = share_folder()
    try:
        if folder.exists() and any(folder.iterdir()):
            raise DigestError(f"{folder} is not empty; name a new folder")
        folder.mkdir(parents=True, exist_ok=True)
        for name in (CONFIG_NAME, SCHEMA_NAME):
            shutil.copyfile(share / name, folder / name)
        shutil.copytree(share / "templates", folder / "templates", ignore=shutil.ignore_patterns("__pycache__"))
        # A lock file fixes ids and the feed's identity: the new digest gets its own at its first build.
        shutil.copytree(share / "content", folder / "content", ignore=shutil.ignore_patterns(LOCK_NAME, RECORDS))
        (folder / "content" / RULES_NAME).write_text(EXAMPLE, encoding="utf-8")
        (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    except OSError as error:
        raise DigestError(f"{folder} cannot be made ({error.strerror or error}); name another folder") from None
    click.echo(f"Made {folder}. Look at it with: digest serve --config {folder / CONFIG_NAME}")
