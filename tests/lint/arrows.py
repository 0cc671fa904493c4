#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Espalier contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may know whom. Reads every #include and every link list of the tree and holds it against the arrows below.

Usage: arrows.py REPOSITORY. Exits 1 and names file:line for each arrow that is not in the picture.
"""
import pathlib
import re
import sys

EVIDENCE = {"domain", "evidence"}
UI_PARTS = {"theme", "parts", "domain", "text"}
UI_LISTS = UI_PARTS | {"tables", "items", "store"}
ROOMS = {  # room: the rooms that it may include
    "models/domain": set(),
    "models/threads": set(),
    "models/wire": {"domain"},
    "models/text": {"domain"},
    "models/store": {"domain"},
    "models/evidence": {"domain"},
    "models/prefs": {"domain"},
    "models/isolation": EVIDENCE,
    "models/link/api": {"domain"},
    "models/link/tls": EVIDENCE,
    "models/link/grpc": EVIDENCE | {"threads", "wire", "link/api", "link/tls"},
    "models/items": {"domain", "store", "text"},
    "ui/theme": {"domain", "text"},
    "ui/parts": {"theme", "domain", "text"},
    "ui/tables": UI_LISTS,
    "ui/charts": UI_LISTS,
    "ui/dialogs": UI_LISTS | {"charts", "prefs", "link/api", "evidence"},
    "ui/pages": UI_LISTS | {"charts", "prefs", "link/api"},
    "ui/shell": UI_LISTS | {"pages", "dialogs", "prefs", "link/api"},
    "app/daemon": EVIDENCE | {"wire", "link/tls"},
    "app/fleetd": EVIDENCE | {"text", "threads", "wire", "link/tls", "daemon"},
    "app/hostd": EVIDENCE | {"threads", "wire", "link/tls", "daemon"},
    "app/verify": EVIDENCE,
    "app/tour": set(),  # it sees what an outsider sees
    "app/tour/hostile": EVIDENCE | {"wire", "link/tls"},
    "app/console": None,  # the composition root knows all that it composes
}
GUI_FREE = ("models/", "app/daemon", "app/fleetd", "app/hostd", "app/verify")
GUI = re.compile(r"^(QtGui|QtWidgets|QtCharts)/|^Q(Color|Icon|Font|Pixmap|Painter|Widget|Image|Brush|Pen)$")
GENERATED = re.compile(r"\.(grpc\.)?pb\.h$")
GRPC_ROOMS = ("models/wire", "models/link/tls", "models/link/grpc", "app/daemon", "app/fleetd",
              "app/hostd", "app/tour", "tests/")
LINK_LIST = re.compile(r"espalier_room\((\S+)([^)]*)\)")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def room_of(path):
    """The longest room whose folder holds this path, or None."""
    found = [room for room in ROOMS if path.startswith(room + "/")]
    return max(found, key=len) if found else None


def target_of(include):
    """The short name of the room that an include reaches into, or None for a foreign header."""
    shorts = {room.split("/", 1)[1]: room for room in ROOMS}
    found = [short for short in shorts if include.startswith(short + "/")]
    return max(found, key=len) if found else None


def check(root):
    problems = []
    for top in ("models", "ui", "app", "tests"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            path = file.relative_to(root).as_posix()
            room = room_of(path)
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                if not match:
                    continue
                include = match.group(2)
                where = f"{path}:{number}"
                if path.startswith(GUI_FREE) and GUI.search(include):
                    problems.append(f"{where}: {include}: this room knows no widget and no picture")
                if (GENERATED.search(include) or include.startswith("grpc")) and not path.startswith(GRPC_ROOMS):
                    problems.append(f"{where}: {include}: generated and gRPC headers stay in the wire rooms")
                if room is None or ROOMS[room] is None:
                    continue
                target = target_of(include)
                own = room.split("/", 1)[1]
                if target and target != own and target not in ROOMS[room]:
                    problems.append(f"{where}: {include}: no arrow from {room} to {target}")
                if include.startswith("../"):
                    problems.append(f"{where}: {include}: name the room, not the way to it")
    return problems


def check_links(root):
    """What espalier_room() links must be arrows too."""
    problems = []
    for file in sorted(root.rglob("CMakeLists.txt")):
        path = file.relative_to(root).as_posix()
        if not path.startswith(("models/", "ui/", "app/")):
            continue
        for room, body in LINK_LIST.findall(file.read_text(encoding="utf-8")):
            home = room_of(room + "/")
            if home is None:
                problems.append(f"{path}: {room} is not in the picture")
                continue
            if ROOMS[home] is None:
                continue
            allowed = ROOMS[home]
            keyword = ""
            for word in body.split():
                if word.isupper():
                    keyword = word
                elif keyword in ("LINKS", "PRIVATE_LINKS") and word.split("/", 1)[1] not in allowed:
                    problems.append(f"{path}: {room} links {word}: no such arrow")
    return problems


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    problems = check(pathlib.Path(sys.argv[1])) + check_links(pathlib.Path(sys.argv[1]))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
