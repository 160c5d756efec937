"""The style sheets and pictures that go with the pages."""

from pathlib import Path

from digest.nouns import File
from digest.publish.colours import style_sheet
from digest.publish.options import SiteOptions


def assets(options: SiteOptions, *, templates: Path) -> tuple[File, ...]:
    """Everything below `templates/assets/`, as it is, and the accent colour's style sheet; by path."""
    folder = templates / "assets"
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    files = {f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}
    files["assets/accent.css"] = style_sheet(options.accent).encode()
    return tuple(File(path=path, data=files[path]) for path in sorted(files))
