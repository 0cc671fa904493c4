// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "slotchoice.h"

#include <QCoreApplication>

#include <utility>

namespace Espalier::Ui {

void SlotChoice::set(const QStringList& ids, const QString& current)
{
    if (m_ids == ids && m_current == current)
        return;
    m_ids = ids;
    m_current = current;
    Q_EMIT changed();
}

InspectorContent SlotMemory::contentOf(
    const FleetStore& store, const QString& slot, const Clock& clock)
{
    if (std::exchange(m_slot, slot) != slot)
        m_host = HostId();
    if (const auto row = store.rowOf(SlotId(slot)))
        m_host = store.slot(*row).host;
    if (const auto host = store.details(m_host))
        return hostContent(*host, clock);
    return sentenceContent(QCoreApplication::translate("Inspection", "Slot"),
        QCoreApplication::translate(
            "Inspection", "This slot is no longer in the list of its site."));
}

} // namespace Espalier::Ui
