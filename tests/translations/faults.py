#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault that `translations/update --check` is there to find, made on purpose in a small tree and looked for.

Usage: faults.py REPOSITORY. Exits 1 and names each fault that went unnoticed, or was seen where none is.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = """
struct Page { Q_DECLARE_TR_FUNCTIONS(Page) };
QString words(int n)
{
    return Page::tr("VM %1 is gone (%2)") + Page::tr("&Save...") + Page::tr(" in a wave")
        + Page::tr("%n jobs", nullptr, n) + Page::tr("destroyed") + Page::tr("Drained") + Page::tr("draining");
}
"""
GERMAN = """
[Page] VM %1 is gone (%2)
= VM %1 ist weg (%2)
[Page] &Save...
= &Speichern...
[Page]  in a wave
=  je Welle
[Page] %n jobs
= %n Job
= %n Jobs
[Page] destroyed
= vernichtet
[Page] Drained
= Geleert
[Page] draining
= wird geleert
"""
# What is changed in the file or, if it is "source", in the sources; what the check must say.
FAULTS = (
    ("places", ("ist weg (%2)", "ist weg (%1)"), "places differ"),
    ("a lost place", ("VM %1 ist weg", "VM ist weg"), "places differ"),
    ("a lost number", ("%n Jobs", "viele Jobs"), "places differ"),
    ("a lost accelerator", ("&amp;Speichern...", "Speichern..."), "accelerators"),
    ("a doubled accelerator", ("&amp;Speichern...", "&amp;Sp&amp;eichern..."), "accelerators"),
    ("lost dots", ("&amp;Speichern...", "&amp;Speichern"), "three dots"),
    ("a lost blank", ("> je Welle", ">je Welle"), "blanks differ"),
    ("one form for many", ("<numerusform>%n Jobs</numerusform>", ""), "lacks German"),
    ("an unfinished one", ("<translation>vernichtet", '<translation type="unfinished">vernichtet'), "lacks German"),
    ("a word without its proof", ("VM %1 ist weg", "VM %1 ist vernichtet"), "reserved"),
    ("a proof without its word", (">vernichtet<", ">zerstört<"), "destroyed"),
    ("drained said of draining", (">wird geleert<", ">geleert<"), "reserved"),
    ("a new string", ("source", '"destroyed"', '"destroyed") + Page::tr("brand new"'), "brand new: lacks German"),
    ("a string that went", ("source", '+ Page::tr("draining")', ""), "no source has this"),
    ("a context that the program does not ask for",
     ("source", "struct Page { Q_DECLARE_TR_FUNCTIONS(Page)", "struct Page { Q_DECLARE_TR_FUNCTIONS(Sheet)"),
     "is declared nowhere"),
    ("another context", ("source", "Page", "Sheet"), "[Sheet] destroyed: lacks German"),
)


def run(root, *words, text=None):
    tool = root / "translations/update"
    return subprocess.run([sys.executable, str(tool), *words], input=text, capture_output=True, text=True, check=False)


def planted(root, repository):
    (root / "ui").mkdir(parents=True)
    (root / "models").mkdir()
    (root / "app/console").mkdir(parents=True)
    (root / "translations").mkdir()
    shutil.copy(repository / "translations/update", root / "translations/update")
    (root / "ui/page.cpp").write_text(SOURCE, encoding="utf-8")
    done = run(root, "--fill", "-", text=GERMAN)
    if done.returncode != 0 or done.stdout:
        return [f"filling in failed: {done.stdout}{done.stderr}"]
    clean = run(root, "--check")
    return [] if clean.returncode == 0 else [f"a fault where none is: {clean.stdout}{clean.stderr}"]


def unnoticed(repository):
    problems = []
    for name, change, said in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            problems += planted(root, repository)
            file = root / ("ui/page.cpp" if change[0] == "source" else "translations/espalier_de.ts")
            old, new = change[-2:]
            text = file.read_text(encoding="utf-8")
            if old not in text:
                problems.append(f"{name}: nothing to change")
            file.write_text(text.replace(old, new), encoding="utf-8")
            seen = run(root, "--check")
            if seen.returncode != 1 or said not in seen.stdout:
                problems.append(f"{name}: not noticed ({seen.returncode}): {seen.stdout}{seen.stderr}")
    return problems


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    problems = unnoticed(pathlib.Path(sys.argv[1]).resolve())
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
