// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace Espalier::Tour {

// Roles and states by their numbers on the bus (AT-SPI 2, atspi-constants.h): names differ by
// version.
enum class Role : unsigned {
    Unknown = 0,
    Alert = 2,
    CheckBox = 7,
    ComboBox = 11,
    Dialog = 16,
    Filler = 20,
    Frame = 23,
    Label = 29,
    List = 31,
    ListItem = 32,
    Menu = 33,
    MenuBar = 34,
    MenuItem = 35,
    PageTab = 37,
    Panel = 39,
    PopupMenu = 41,
    PushButton = 43,
    RadioButton = 44,
    SpinButton = 52,
    StatusBar = 54,
    Table = 55,
    TableCell = 56,
    Text = 61,
    ToggleButton = 62,
    Tree = 65,
    TreeTable = 66,
};

enum class State : unsigned {
    Checked = 4,
    Expanded = 10,
    Focusable = 11,
    Focused = 12,
    Selected = 23,
    Sensitive = 24,
    Showing = 25,
};

// One object in another program's accessibility tree, by its address. It may be gone meanwhile.
struct Accessible final {
    QString service;
    QString path;

    [[nodiscard]] bool isNull() const;
    friend bool operator==(const Accessible&, const Accessible&) = default;
};

// One object as a look at the whole tree found it; parent is an index into the same look, -1 the
// root.
struct Node final {
    Accessible object;
    Role role = Role::Unknown;
    QString name;
    int parent = -1;
};

using Look = std::vector<Node>;

// The text of a table: what its header says and what its cells say, row by row.
struct TableText final {
    std::vector<QString> columns;
    std::vector<std::vector<QString>> rows;

    // The column of that title, -1 if there is none.
    [[nodiscard]] int column(const QString& title) const;
};

} // namespace Espalier::Tour
