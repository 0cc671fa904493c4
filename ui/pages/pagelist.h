// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

namespace Espalier::Ui {

class Page;
struct PageContext;

// One page of the console. Rail, menu Go, shortcut (Ctrl and its place in the list), object names
// and history follow from this entry; nothing else names a page.
struct PageEntry {
    const char* key; // Hosts: object names railHosts and goHosts; never translated
    const char* title; // QT_TRANSLATE_NOOP("Pages", ...), with its mnemonic for the menu
    Page* (*make)(const PageContext& context);
};

// What goWanted says instead of a page: the connections of this console.
constexpr const char* connectionsPage = "Connections";

// In the order of the rail.
[[nodiscard]] std::span<const PageEntry> pageList();

// That a new window shows.
[[nodiscard]] int startPage();

[[nodiscard]] QString menuTitle(const PageEntry& entry); // "&Hosts && slots"
[[nodiscard]] QString railTitle(const PageEntry& entry); // "Hosts & slots"

} // namespace Espalier::Ui
