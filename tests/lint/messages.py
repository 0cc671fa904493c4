#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every message("code", ...) against the one table of words in models/text/messages.cpp.

Every code has words and every %n its argument; no word lies unused; no sentence is written where only codes may
stand, so that what the screen shows can be translated. Usage: messages.py REPOSITORY. Exits 1 and names file:line.
"""
import pathlib
import re
import sys

TABLE = "models/text/messages.cpp"
# Rooms and files whose words are all in the table: no literal with a space may stand in them.
WORDLESS = ("models/link/grpc/", "models/alarms/", "models/isolation/", "models/evidence/clauses.cpp", "models/evidence/facts.cpp",
            "models/evidence/chain.cpp", "models/evidence/policy.cpp")
ENTRY = re.compile(r'\{\s*"([^"]+)",\s*QT_TRANSLATE_NOOP\(\s*"Messages",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)\s*\}')
CALL = re.compile(r'(?<![\w.:>])message\(\s*"([^"]*)"')
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
VERBATIM = re.compile(r'verbatim\(\s*(QStringLiteral|QLatin1String|u?")')
FOREIGN = re.compile(r"\bsays\(text, \Z")  # looked for in the other side's text
COMMENT = re.compile(r"//[^\n]*")


def arguments_after(text, start):
    """How many arguments follow the code in a call; start is behind the code's closing quote."""
    depth, commas, at = 0, 0, start
    while at < len(text):
        char = text[at]
        if char == '"':
            at = LITERAL.match(text, at).end()
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            if depth == 0:
                return commas
            depth -= 1
        elif char == "," and depth == 0:
            commas += 1
        at += 1
    return commas


def table_of(root, problems):
    words = {}
    source = (root / TABLE).read_text(encoding="utf-8")
    for match in ENTRY.finditer(source):
        code, where = match.group(1), f"{TABLE}:{source.count(chr(10), 0, match.start()) + 1}"
        text = "".join(LITERAL.findall(match.group(2)))
        if words and code <= list(words)[-1]:
            problems.append(f"{where}: {code} is not behind {list(words)[-1]}, or stands twice")
        places = {int(number) for number in re.findall(r"%(\d)", text)}
        if places != set(range(1, len(places) + 1)):
            problems.append(f"{where}: {code} leaves out a %n")
        words[code] = (len(places), where)
    stated = len(re.findall(r"QT_TRANSLATE_NOOP\(", source))
    if stated != len(words) or not words:
        problems.append(f"{TABLE}:1: {stated} entries, {len(words)} could be read")
    return words


def check(root):
    problems = []
    words = table_of(root, problems)
    used = set()
    for top in ("models", "ui", "app", "tests"):
        for file in sorted((root / top).rglob("*")):
            path = file.relative_to(root).as_posix()
            if file.suffix not in (".h", ".cpp") or path == TABLE or path.startswith("tests/models/text/"):
                continue
            text = file.read_text(encoding="utf-8")
            where = lambda match: f"{path}:{text.count(chr(10), 0, match.start()) + 1}"
            for match in CALL.finditer(text):
                code, count = match.group(1), arguments_after(text, match.end())
                if code not in words:
                    problems.append(f"{where(match)}: {code} has no words in {TABLE}")
                elif words[code][0] != count:
                    problems.append(f"{where(match)}: {code} takes {words[code][0]} arguments, {count} are given")
                if top != "tests":
                    used.add(code)
            if top != "tests":
                for match in VERBATIM.finditer(text):
                    problems.append(f"{where(match)}: a text of our own passed on as a foreign one")
            if path.startswith(WORDLESS):
                bare = COMMENT.sub(lambda comment: " " * len(comment.group()), text)
                for match in LITERAL.finditer(bare):
                    if " " in match.group(1).strip() and not FOREIGN.search(bare, 0, match.start()):
                        problems.append(f"{where(match)}: a sentence; make it a code with words in {TABLE}")
    problems += [f"{words[code][1]}: {code} is used nowhere" for code in words if code not in used]
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
