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
    "models/alarms": {"domain", "store"},
    "models/evidence": {"domain"},
    "models/prefs": {"domain"},
    "models/isolation": EVIDENCE,
    "models/link/api": {"domain"},
    "models/link/tls": EVIDENCE,
    "models/link/grpc": EVIDENCE | {"threads", "wire", "link/api", "link/tls"},
    "models/items": {"domain", "store", "text", "alarms"},
    "models/commands": EVIDENCE | {"link/api"},
    "ui/theme": {"domain", "text"},
    "ui/desktop": {"domain", "text"},
    "ui/parts": {"theme", "domain", "text"},
    "ui/tables": UI_LISTS,
    "ui/charts": UI_LISTS,
    "ui/floor": UI_PARTS | {"items", "store"},
    "ui/dialogs": UI_LISTS | {"charts", "prefs", "link/api", "commands", "evidence"},
    "ui/pages": UI_LISTS | {"charts", "floor", "alarms", "prefs", "link/api"},
    "ui/shell": UI_LISTS | {"alarms", "pages", "dialogs", "desktop", "prefs", "link/api"},
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
LINK_LIST = re.compile(r"(espalier_room|espalier_program)\s*\(\s*(\S+)([^)]*)\)")
LINK = re.compile(r"\b(target_link_libraries|link_libraries)\s*\(([^)]*)\)", re.IGNORECASE)
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
                if top != "tests" and not {"", ".", ".."}.isdisjoint(include.split("/")):
                    problems.append(f"{where}: {include}: name the room, not the way to it")
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
    return problems


def linked_room(library):
    """The room of a library of ours by its target's name; "" for one that is no room, None for a foreign one."""
    if not library.startswith("espalier_") or library == "espalier_settings":
        return None
    if library == "espalier_wire_generated":
        return "models/wire"
    found = [room for room in ROOMS if (library + "_").startswith("espalier_" + room.replace("/", "_") + "_")]
    return max(found, key=len, default="")


def check_links(root):
    """What a room or a program links must be arrows too, however CMake is told."""
    problems = []
    for file in sorted([*root.rglob("CMakeLists.txt"), *root.rglob("*.cmake")]):
        path = file.relative_to(root).as_posix()
        if not path.startswith(("models/", "ui/", "app/")):
            continue
        text = re.sub(r"#.*", "", file.read_text(encoding="utf-8"))
        folder = room_of(path)
        for kind, name, body in LINK_LIST.findall(text):
            home = room_of(name + "/")
            if kind == "espalier_program":  # it is of the room of its first source
                source = re.search(r"SOURCES\s+(\S+)", body)
                home = room_of((file.parent / source.group(1)).relative_to(root).as_posix()) if source else folder
            if home is None:
                problems.append(f"{path}: {name} is not in the picture")
                continue
            keyword = ""
            for word in body.split():
                if word.isupper():
                    keyword = word
                elif keyword in ("LINKS", "PRIVATE_LINKS"):
                    problems += arrow(path, home, name, room_of(word + "/") or "", word)
                elif keyword in ("LIBS", "PRIVATE_LIBS"):
                    problems += arrow(path, home, name, linked_room(word), word)
        for command, body in LINK.findall(text):
            name, *words = body.split()
            if command.lower() == "link_libraries":
                problems.append(f"{path}: link_libraries: link a room or a program by its name")
                continue
            for word in words:
                if "$" in word:
                    problems.append(f"{path}: {name} links {word}: write out what is linked")
                problems += arrow(path, linked_room(name) or folder, name, linked_room(word), word)
    return problems


def arrow(path, home, name, room, word):
    """A list with the problem, if what NAME in HOME links is a room that HOME may not know."""
    if room is None or (home and (room == home or ROOMS[home] is None)):
        return []
    if home and room and room.split("/", 1)[1] in ROOMS[home]:
        return []
    return [f"{path}: {name} links {word}: no such arrow"]


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
