// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accessible.h"

#include <QDBusConnection>
#include <QDBusPendingCall>
#include <QRect>
#include <QVariantList>

#include <optional>

namespace Espalier::Tour {

// Reads other programs' accessibility trees over their bus, as a screen reader does. Every call
// asks the other program and waits for it (at most 5 s); what is gone reads as empty.
class AccessibilityBus final {
public:
    static constexpr int allRows = 5000;
    // sessionBus: address of the session bus that knows org.a11y.Bus. Throws Failure if there is
    // none.
    explicit AccessibilityBus(const QString& sessionBus);
    ~AccessibilityBus();
    AccessibilityBus(const AccessibilityBus&) = delete;
    AccessibilityBus& operator=(const AccessibilityBus&) = delete;

    // The root object of the program with that process id, once it has announced itself.
    [[nodiscard]] std::optional<Accessible> application(qint64 pid) const;

    // Everything under root, breadth first, but nothing inside tables, trees and lists.
    [[nodiscard]] Look look(const Accessible& root) const;

    [[nodiscard]] QString name(const Accessible& object) const;
    [[nodiscard]] QString description(const Accessible& object) const;
    // The content of a text field.
    [[nodiscard]] QString text(const Accessible& object) const;
    [[nodiscard]] bool has(const Accessible& object, State state) const;
    // Those of a look that have it, in its order.
    [[nodiscard]] Look having(State state, const Look& look) const;
    // On the screen, in its pixels; empty if it is not shown.
    [[nodiscard]] QRect extents(const Accessible& object) const;
    [[nodiscard]] std::vector<Accessible> children(const Accessible& object) const;

    [[nodiscard]] int rowCount(const Accessible& table) const;
    [[nodiscard]] Accessible cell(const Accessible& table, int row, int column) const;
    // At most maxRows from the first; the rows that were there when asked. Two questions a cell:
    // who reads hundreds of rows names the columns.
    [[nodiscard]] TableText table(
        const Accessible& table, int maxRows = allRows, const QStringList& only = {}) const;

private:
    [[nodiscard]] QDBusPendingCall ask(const Accessible& object, const char* interface,
        const char* method, const QVariantList& arguments = {}) const;
    [[nodiscard]] QDBusPendingCall askProperty(
        const Accessible& object, const char* interface, const char* property) const;
    [[nodiscard]] std::vector<QString> names(const std::vector<Accessible>& objects) const;
    [[nodiscard]] int number(
        const Accessible& object, const char* interface, const char* property) const;

    QDBusConnection m_bus;
};

} // namespace Espalier::Tour
