#!/usr/bin/env python3
"""Writes the tables of inputs and outputs into each README of terraform/; with --check only says which are stale."""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
MARK = "<!-- made by terraform/docs.py: change the .tf files instead -->"
BLOCK = re.compile(r'^(variable|output) "([^"]+)" \{\n(.*?)^\}$', re.M | re.S)


def attribute(body, name):
    """An attribute's expression, over several lines where brackets stay open; empty when it is not there."""
    found = re.search(rf"^  {name}\s*= (.*)$", body, re.M)
    if not found:
        return ""
    lines, rest = [found[1]], body[found.end() :].split("\n")[1:]
    while sum(map("".join(lines).count, "([{")) > sum(map("".join(lines).count, ")]}")):
        lines.append(rest.pop(0).strip())
    inner = "; ".join(re.sub(r"\s+", " ", line) for line in lines)
    return re.sub(r"([{(\[]); | ?; ([})\]])", lambda m: m[1] or m[2], inner)


def code(text):
    return f"`{text}`".replace("|", "\\|")


def blocks(folder, file, kind):
    source = (folder / file).read_text() if (folder / file).exists() else ""
    return [(name, body) for found, name, body in BLOCK.findall(source) if found == kind]


def cell(body):
    return attribute(body, "description").strip('"').replace('\\"', '"').replace("|", "\\|")


def tables(folder):
    lines = [MARK, "", "## Inputs", "", "| name | what | type | unless said |", "| --- | --- | --- | --- |"]
    for name, body in blocks(folder, "variables.tf", "variable"):
        default = attribute(body, "default")
        lines.append(f"| {code(name)} | {cell(body)} | {code(attribute(body, 'type'))} | {code(default) if default else 'required'} |")
    lines += ["", "## Outputs", "", "| name | what |", "| --- | --- |"]
    lines += [f"| {code(name)} | {cell(body)} |" for name, body in blocks(folder, "outputs.tf", "output")]
    return "\n".join(lines) + "\n"


def main():
    stale = []
    for readme in sorted([*HERE.glob("modules/*/README.md"), *HERE.glob("examples/*/README.md")]):
        text = readme.read_text()
        wanted = text.split(MARK)[0].rstrip() + "\n\n" + tables(readme.parent)
        if text != wanted:
            stale.append(readme)
            if "--check" not in sys.argv:
                readme.write_text(wanted)
    missing = [f for f in [*HERE.glob("modules/*"), *HERE.glob("examples/*")] if f.is_dir() and not (f / "README.md").exists()]
    undescribed = [
        f"{folder.name}: {name}"
        for folder in [*HERE.glob("modules/*"), *HERE.glob("examples/*")]
        for file, kind in (("variables.tf", "variable"), ("outputs.tf", "output"))
        for name, body in blocks(folder, file, kind)
        if not cell(body)
    ]
    for path in missing:
        print(f"no README.md in {path.relative_to(HERE)}", file=sys.stderr)
    for what in undescribed:
        print(f"no description: {what}", file=sys.stderr)
    if "--check" in sys.argv:
        for path in stale:
            print(f"stale: {path.relative_to(HERE)}; run terraform/docs.py", file=sys.stderr)
        return bool(stale or missing or undescribed)
    return bool(missing or undescribed)


sys.exit(main())
