"""The folders of a digest: where its content, templates and work lie, and that the site has one of its own."""

from pathlib import Path

from digest.errors import ConfigError
from digest.options import Config
from digest.share import share_folder

WORK = ".digest"


def content_of(config: Config, root: Path) -> Path:
    """The content folder. Raises ConfigError where there is none."""
    content = root / config.content
    if not content.is_dir():
        raise ConfigError(f"{content}: there is no such folder; make it and put articles into it, or mend `content:`")
    return content


def refuse_overlaps(config: Config, root: Path) -> None:
    """Raise ConfigError for an output folder inside or around a folder that holds something else.

    A site inside the content would be read as articles by the next build; one around it would replace it.
    """
    output = (root / config.output).resolve()
    folders = [("content", root / config.content), ("templates", root / config.templates), ("work", root / WORK)]
    problems = [
        f"output: {output} and the {name} folder {folder} lie inside one another; give the site a folder of its own"
        for name, folder in ((name, folder.resolve()) for name, folder in folders)
        if output.is_relative_to(folder) or folder.is_relative_to(output)
    ]
    if problems:
        raise ConfigError("the site needs a folder of its own", problems)


def templates_of(config: Config, root: Path) -> Path:
    """The digest's own templates, or the built-in ones where it has none."""
    own = root / config.templates
    return own if own.is_dir() else share_folder() / "templates"
