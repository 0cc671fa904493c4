// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accessibilitybus.h"
#include "screen.h"
#include "until.h"

#include <QDeadlineTimer>

namespace Espalier::Tour {

// A person at one program's window: finds things by what they are and what they are called, presses
// them where they are on the screen, and reads what assistive technology reads. Knows no widget.
class Desk final {
public:
    // pid: of the program, whose tree must appear before the deadline.
    Desk(Screen& screen, const AccessibilityBus& bus, qint64 pid, const QDeadlineTimer& deadline);

    // The first shown object of that role and exactly that name; throws Failure at the deadline.
    [[nodiscard]] Accessible find(
        Role role, const QString& name, const QDeadlineTimer& deadline) const;
    [[nodiscard]] bool isShown(Role role, const QString& name) const;
    // The names of all shown objects of a role; of any role for Role::Unknown.
    [[nodiscard]] std::vector<QString> shown(Role role) const;
    // A shown object whose name or description contains the text; its whole text.
    [[nodiscard]] QString read(const QString& part, const QDeadlineTimer& deadline) const;

    void press(Role role, const QString& name, const QDeadlineTimer& deadline);
    void press(
        const Accessible& object, Screen::Button button = Screen::Button::Left, int times = 1);
    // The first row whose cell in that column reads exactly so; scrolled to by keyboard if it is
    // not in view.
    void pressRow(const QString& table, const QString& column, const QString& text,
        const QDeadlineTimer& deadline);
    // Puts the cursor into a field, empties it and types.
    void fill(const QString& field, const QString& text, const QDeadlineTimer& deadline);

    void key(const QString& chord) { m_screen.key(chord); }
    void type(const QString& text) { m_screen.type(text); }

    // Of a shown table; only: titles of the columns to read, empty for all.
    [[nodiscard]] TableText table(
        const QString& name, const QDeadlineTimer& deadline, const QStringList& only = {}) const;
    [[nodiscard]] const AccessibilityBus& bus() const { return m_bus; }
    [[nodiscard]] Screen& screen() { return m_screen; }
    [[nodiscard]] qint64 pid() const { return m_pid; }
    // Everything of the program, shown or not.
    [[nodiscard]] Look look() const { return m_bus.look(m_application); }
    // Every object with role number and name, indented: for what went wrong and for writing steps.
    [[nodiscard]] QString describe() const;

private:
    Screen& m_screen;
    const AccessibilityBus& m_bus;
    qint64 m_pid;
    Accessible m_application;
};

} // namespace Espalier::Tour
