"""The style sheets and pictures that go with the pages."""

from pathlib import Path

from digest.nouns import File
from digest.publish.colours import favicon, style_sheet
from digest.publish.icon import icon
from digest.publish.options import SiteOptions


def assets(options: SiteOptions, *, templates: Path) -> tuple[File, ...]:
    """Everything below `templates/assets/`, as it is, with a style sheet, icons and the logo; by path.

    The files of `templates/styles/`, in the order of their names, and the accent's colours become one style sheet: a
    reader waits for it once.
    """
    folder = templates / "assets"
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    files = {f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}
    styles = sorted((templates / "styles").glob("*.css"))
    sheet = [path.read_bytes() for path in styles] or [files.get("assets/digest.css", b"")]
    files["assets/digest.css"] = b"\n".join([*sheet, style_sheet(options.accent).encode()])
    files.setdefault("assets/favicon.svg", favicon(options.accent).encode())
    files.setdefault("assets/icon.png", icon(options.accent))
    if options.logo:
        files[options.logo.path] = options.logo.data
    return tuple(File(path=path, data=files[path]) for path in sorted(files))
