"""``counterclaim stages``: which stages are installed, and what they read and write."""

import click


@click.command("stages")
def stages_command() -> None:
    """List the installed stages of the reading: name, package, what each needs and writes.

    A star marks the stages that `counterclaim read` runs unless --replace names others.
    """
    from counterclaim.pipeline.reader import STORY
    from counterclaim.pipeline.stages import installed_stages

    found = sorted(
        installed_stages(),
        key=lambda s: (s.name not in STORY, STORY.index(s.name) if s.name in STORY else 0, s.name),
    )
    for stage in found:
        star = "*" if stage.name in STORY else " "
        needs = ", ".join(sorted(stage.requires)) or "nothing"
        writes = ", ".join(sorted(stage.assigns))
        contract = f"broken: {stage.fault}" if stage.fault else f"{needs} -> {writes}"
        click.echo(f"{star} {stage.name}  ({stage.package})\n    {contract}")
