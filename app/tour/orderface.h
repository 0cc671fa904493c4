// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desk.h"

namespace Espalier::Tour {

// The console's orders as a person gives them: the strip that arms, menus, dialogs, the bar with
// Undo. The one place of the tour that names them.
class OrderFace final {
public:
    explicit OrderFace(Desk& desk)
        : m_desk(desk)
    {
    }

    // Arms the desk unless it is armed; what the strip says then.
    QString arm(const QDeadlineTimer& deadline);
    // What a menu's entry opens.
    void open(const QString& menu, const QString& entry, const QDeadlineTimer& deadline);
    // The flow of an order about what is chosen: menu "Host", entry "Drain...".
    void begin(const QString& menu, const QString& entry, const QDeadlineTimer& deadline);
    // The flow of a force-destroy, by the inspector's own button.
    void beginForce(const QDeadlineTimer& deadline);
    // Types the reason into the flow that is open.
    void explain(const QString& reason, const QDeadlineTimer& deadline);
    // The reason, then the button that sends.
    void give(const QString& reason, const QString& button, const QDeadlineTimer& deadline);
    // Takes back what waits to be sent; what the bar says then.
    QString undo(const QDeadlineTimer& deadline);
    [[nodiscard]] bool canSend(const QString& button, const QDeadlineTimer& deadline) const;

    [[nodiscard]] Desk& desk() { return m_desk; }

private:
    Desk& m_desk;
};

} // namespace Espalier::Tour
