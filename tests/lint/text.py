#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lints over the source text: SPDX headers, pragma once, colours only in ui/theme (R7), sizes, no sleeps in tests.

Usage: text.py REPOSITORY. Exits 1 and names file:line for each problem.
"""
import pathlib
import re
import sys

COLOUR = re.compile(r'"#[0-9A-Fa-f]{6}"|QColor\s*\(\s*(0x|\d)|Qt::(red|green|blue|yellow|white|black|gray)\b|qRgb\(')
SLEEP = re.compile(r"\b(QThread::m?sleep|QTest::q(Sleep|Wait)\b|usleep|std::this_thread::sleep)")
MAX_LINES = 600


def check(root):
    problems = []
    for top in ("models", "ui", "app", "tests", "resources"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in (".h", ".cpp", ".c", ".proto", ".py", ".cmake") and file.name != "CMakeLists.txt":
                continue
            path = file.relative_to(root).as_posix()
            lines = file.read_text(encoding="utf-8").splitlines()
            head = "\n".join(lines[:4])
            if "SPDX-License-Identifier: GPL-3.0-or-later" not in head:
                problems.append(f"{path}:1: no SPDX header")
            if file.suffix == ".h" and "#pragma once" not in "\n".join(lines[:6]):
                problems.append(f"{path}:1: no #pragma once")
            if len(lines) > MAX_LINES:
                problems.append(f"{path}:{len(lines)}: {len(lines)} lines, the limit is {MAX_LINES}")
            for number, line in enumerate(lines, 1):
                if file.suffix in (".h", ".cpp"):
                    if not path.startswith(("ui/theme/", "tests/")) and COLOUR.search(line):
                        problems.append(f"{path}:{number}: a colour outside ui/theme (R7)")
                    if path.startswith("tests/") and SLEEP.search(line):
                        problems.append(f"{path}:{number}: a sleep in a test")
    return problems


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    problems = check(pathlib.Path(sys.argv[1]))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
