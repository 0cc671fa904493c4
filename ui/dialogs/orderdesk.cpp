// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderdesk.h"

#include "keywords.h"

namespace Espalier::Ui {

OrderDesk::OrderDesk(CommandDesk& desk, Items::LiveStore& live, const Clock& clock)
    : m_desk(desk)
    , m_live(live)
    , m_clock(clock)
    , m_arming(clock)
    , m_outbox(clock)
{
    connect(&live, &Items::LiveStore::changed, this, &OrderDesk::tellOfCommands);
}

OrderDesk::~OrderDesk() { dropKey(); }

Rights OrderDesk::rights() const
{
    Rights rights;
    rights.known = m_known;
    rights.mayOrder = m_known && m_key.problem != DeskKeyProblem::RoleMayNotOrder
        && m_key.problem != DeskKeyProblem::UnknownPerson;
    rights.canArm = m_known && m_key.problem == DeskKeyProblem::None;
    rights.arming = m_waitsForKey;
    rights.development = m_key.fromFile;
    rights.left = m_arming.left();
    rights.armed = rights.left.has_value();
    if (rights.armed)
        return rights;
    rights.why = m_known ? readOnlyWord(m_key) : QString();
    if (rights.why.isEmpty())
        rights.why = disarmedWord(m_arming.lastEnd());
    rights.advice = m_known
        ? keyAdvice(m_key)
        : tr("What you may do is not known yet: the roster has not arrived from any site.");
    return rights;
}

void OrderDesk::requestArm()
{
    if (!rights().canArm || m_waitsForKey)
        return;
    m_waitsForKey = true;
    Q_EMIT rightsChanged();
    Q_EMIT armWanted();
}

void OrderDesk::armWith(const DeskKeyState& state, quint64 policyVersion)
{
    m_waitsForKey = false;
    m_known = true;
    m_key = state;
    m_key.key.reset();
    if (state.key) {
        m_desk.setKey(state.key, policyVersion);
        m_arming.arm();
        m_notice.clear();
    } else {
        disarm(Arming::End::KeyGone);
    }
    Q_EMIT rightsChanged();
}

void OrderDesk::setKeyState(const DeskKeyState& state, quint64 policyVersion)
{
    m_known = true;
    m_key = state;
    m_key.key.reset();
    if (m_arming.isArmed()) {
        // The roster has changed: the key holds by the new one, or no more.
        if (state.key)
            m_desk.setKey(state.key, policyVersion);
        else
            disarm(Arming::End::KeyGone);
    }
    Q_EMIT rightsChanged();
}

void OrderDesk::dropKey() { m_desk.setKey(nullptr, 0); }

void OrderDesk::disarm(Arming::End why)
{
    m_arming.disarm(why);
    dropKey();
    emptyOutbox(tr("Not sent: the desk was disarmed before the time to undo was over."));
    Q_EMIT rightsChanged();
}

void OrderDesk::emptyOutbox(const QString& why)
{
    if (m_outbox.takeAll().empty())
        return;
    m_notice = why;
    Q_EMIT changed();
}

QString OrderDesk::order(const Order& order)
{
    if (!m_arming.isArmed())
        return tr("This desk is read-only now: arm it and order again. Nothing was sent.");
    const CommandDesk::Ordered ordered = m_desk.order(order);
    m_notice.clear();
    Q_EMIT changed();
    return ordered.problem;
}

void OrderDesk::orderSoon(Order order)
{
    m_outbox.add(std::move(order));
    m_notice.clear();
    Q_EMIT changed();
}

void OrderDesk::undo(quint64 number)
{
    if (m_outbox.undo(number))
        m_notice = tr("Undone: nothing was sent.");
    Q_EMIT changed();
}

void OrderDesk::preview(const Order& order, std::function<void(const CommandAnswer&)> answered)
{
    m_desk.preview(order, std::move(answered));
}

void OrderDesk::tick()
{
    if (m_arming.look())
        disarm(Arming::End::TimeOver);
    for (const Order& due : m_outbox.takeDue()) {
        if (const QString problem = order(due); !problem.isEmpty())
            m_notice = problem;
        Q_EMIT changed();
    }
    if (m_arming.isArmed())
        Q_EMIT rightsChanged(); // the countdown
    if (!m_outbox.waiting().empty())
        Q_EMIT changed();
}

void OrderDesk::commandChanged() { Q_EMIT changed(); }

// fleetd's word on what this desk has sent, in whatever way it came.
void OrderDesk::tellOfCommands(const ChangeSet& changes)
{
    if (changes.commands.isEmpty())
        return;
    const FleetStore& store = m_live.store();
    const auto tell = [&](RowId row) {
        if (const Command* command = store.command(row))
            m_desk.told(*command);
    };
    for (const RowId row : changes.commands.inserted)
        tell(row);
    for (const RowRange& range : changes.commands.changed) {
        for (RowId row = range.first; row <= range.last; ++row)
            tell(row);
    }
    Q_EMIT changed();
}

} // namespace Espalier::Ui
