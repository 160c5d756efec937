"""The style sheets and pictures that go with the pages."""

from pathlib import Path

from digest.nouns import File
from digest.publish.colours import favicon, style_sheet
from digest.publish.icon import icon
from digest.publish.options import SiteOptions


def assets(options: SiteOptions, *, templates: Path) -> tuple[File, ...]:
    """Everything below `templates/assets/`, as it is, with two style sheets, icons and the logo; by path.

    The files of `templates/styles/`, in the order of their names, become one style sheet: a reader asks for it once.
    """
    folder = templates / "assets"
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    files = {f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}
    styles = sorted((templates / "styles").glob("*.css"))
    if styles:
        files["assets/digest.css"] = b"\n".join(path.read_bytes() for path in styles)
    files.setdefault("assets/favicon.svg", favicon(options.accent).encode())
    files.setdefault("assets/icon.png", icon(options.accent))
    if options.logo:
        files[options.logo.path] = options.logo.data
    files["assets/accent.css"] = style_sheet(options.accent).encode()
    return tuple(File(path=path, data=files[path]) for path in sorted(files))
