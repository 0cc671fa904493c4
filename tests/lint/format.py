#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source is as clang-format 14 writes it by .clang-format (other versions write it differently).

Usage: format.py REPOSITORY. Exits 1 and names the files; 77 (skipped) where there is no clang-format-14.
"""
import pathlib
import shutil
import subprocess
import sys


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    if not shutil.which("clang-format-14"):
        print("no clang-format-14 here: nothing was checked")
        return 77
    root = pathlib.Path(sys.argv[1])
    files = [file for top in ("models", "ui", "app", "tests", "resources") for file in sorted((root / top).rglob("*"))
             if file.suffix in (".h", ".cpp", ".c")]
    done = subprocess.run(["clang-format-14", "--dry-run", "-Werror", *files], check=False, capture_output=True, text=True)
    for line in done.stderr.splitlines():
        if "error:" in line:
            print(line)
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
