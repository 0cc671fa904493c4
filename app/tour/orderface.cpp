// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderface.h"

namespace Espalier::Tour {

namespace {

QString reasonField() { return QStringLiteral("Reason in words"); }

} // namespace

QString OrderFace::arm(const QDeadlineTimer& deadline)
{
    const QString disarm = QStringLiteral("Disarm");
    if (!m_desk.isShown(Role::PushButton, disarm))
        m_desk.press(Role::PushButton, QStringLiteral("Arm"), deadline);
    (void)m_desk.find(Role::PushButton, disarm, deadline);
    return m_desk.read(QStringLiteral("Armed "), deadline);
}

void OrderFace::open(const QString& menu, const QString& entry, const QDeadlineTimer& deadline)
{
    m_desk.press(Role::MenuItem, menu, deadline);
    try {
        m_desk.press(Role::MenuItem, entry, deadline);
    } catch (const Failure&) {
        m_desk.key(QStringLiteral("Esc")); // an open menu swallows the next press
        throw;
    }
}

void OrderFace::begin(const QString& menu, const QString& entry, const QDeadlineTimer& deadline)
{
    open(menu, entry, deadline);
    (void)m_desk.find(Role::Text, reasonField(), deadline);
}

void OrderFace::beginForce(const QDeadlineTimer& deadline)
{
    m_desk.press(
        Role::PushButton, QStringLiteral("Force-destroy the VM in the chosen slot"), deadline);
    (void)m_desk.find(Role::Text, reasonField(), deadline);
}

void OrderFace::explain(const QString& reason, const QDeadlineTimer& deadline)
{
    m_desk.fill(reasonField(), reason, deadline);
}

void OrderFace::give(const QString& reason, const QString& button, const QDeadlineTimer& deadline)
{
    explain(reason, deadline);
    m_desk.press(Role::PushButton, button, deadline);
}

QString OrderFace::undo(const QDeadlineTimer& deadline)
{
    m_desk.press(Role::PushButton, QStringLiteral("Undo, nothing is sent"), deadline);
    return m_desk.read(QStringLiteral("Undone"), deadline);
}

bool OrderFace::canSend(const QString& button, const QDeadlineTimer& deadline) const
{
    return m_desk.bus().has(m_desk.find(Role::PushButton, button, deadline), State::Sensitive);
}

} // namespace Espalier::Tour
