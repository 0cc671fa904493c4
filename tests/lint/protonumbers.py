#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field numbers of the wire are for ever: one that was given may be reserved, never given to another name.

Usage: protonumbers.py REPOSITORY [--write]. Holds models/wire/**/*.proto against tests/lint/protonumbers.txt;
--write adds new fields to the list (it never removes or changes one).
"""
import pathlib
import re
import sys

TOKEN = re.compile(r"//[^\n]*|\b(message|enum|oneof|service)\s+(\w+)\s*\{|\{|\}|"
                   r"\breserved\s+([^;]*);|(?:[\w.<>, ]+\s)?(\w+)\s*=\s*(\d+)\s*(?:\[[^\]]*\])?;")


def numbers(text):
    """{(message path, number): name} and the reserved {(message path, number)} of one file."""
    stack, fields, reserved = [], {}, set()
    for match in TOKEN.finditer(text):
        kind, name, words, field, number = match.groups()
        if kind:
            stack.append(name if kind in ("message", "enum") else None)
        elif match.group(0) == "{":
            stack.append(None)
        elif match.group(0) == "}":
            stack.pop()
        path = ".".join(part for part in stack if part)
        if words:
            for low, high in re.findall(r"(\d+)(?:\s+to\s+(\d+))?", words):
                reserved.update((path, n) for n in range(int(low), int(high or low) + 1))
        if number:
            fields[(path, int(number))] = field
    return fields, reserved


def main():
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    root = pathlib.Path(sys.argv[1])
    fields, reserved = {}, set()
    for file in sorted((root / "models/wire").rglob("*.proto")):
        here, gone = numbers(file.read_text(encoding="utf-8"))
        fields.update(here)
        reserved.update(gone)
    listing = root / "tests/lint/protonumbers.txt"
    known = {}
    for line in listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []:
        path, number, name = line.split()
        known[(path, int(number))] = name
    problems = [f"{path} {number} was {name}, now {fields.get((path, number), 'missing')}: reserve it, take a new number"
                for (path, number), name in known.items()
                if fields.get((path, number)) != name and (path, number) not in reserved]
    new = {key: name for key, name in fields.items() if key not in known}
    if "--write" in sys.argv:
        known.update(new)
        listing.write_text("".join(f"{path} {number} {name}\n" for (path, number), name in sorted(known.items())))
    else:
        problems += [f"{path} {number} {name} is not in protonumbers.txt: run {sys.argv[0]} {root} --write"
                     for (path, number), name in new.items()]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
