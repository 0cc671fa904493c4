// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "floorwords.h"

#include <items/slotlist.h>
#include <text/numbers.h>
#include <text/words.h>

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

struct FloorWords {
    Q_DECLARE_TR_FUNCTIONS(FloorWords)
};

QString ofSlots(int count, int all, const QString& word)
{
    return FloorWords::tr("%1 of %2 %3", "number, all slots, state")
        .arg(Text::inProse(count), Text::inProse(all), word);
}

} // namespace

QString floorRackSentence(const FloorPlan& plan, const FloorAddress& at)
{
    const RackSum sum = plan.sum(at);
    const FloorSite& site = plan.sites()[static_cast<size_t>(at.site)];
    const QString name = plan.rack(at).name;
    QStringList parts{name.isEmpty()
            ? FloorWords::tr("%1, hosts in no rack", "site").arg(site.id.text())
            : FloorWords::tr("%1 rack %2", "site, rack").arg(site.id.text(), name)};
    parts << Text::hosts(sum.hosts);
    if (!site.fresh) {
        parts << FloorWords::tr("stale", "the site's feed");
        return parts.join(QStringLiteral(", "));
    }
    if (sum.worstCount > 0)
        parts << ofSlots(sum.worstCount, sum.slots, Text::stateWord(sum.worst));
    const int others = sum.abnormal - sum.worstCount;
    if (others > 0)
        parts << ofSlots(others, sum.slots, FloorWords::tr("abnormal in another way", "slots"));
    if (sum.unknown > 0)
        parts << ofSlots(sum.unknown, sum.slots, Text::stateWord(DisplayState::Unknown));
    parts << ofSlots(sum.used, sum.slots, FloorWords::tr("in use", "slots"));
    return parts.join(QStringLiteral(", "));
}

QString floorSlotSentence(const FloorPlan& plan, const FloorAddress& at, const FleetStore& store)
{
    return Items::slotSentence(store.slot(plan.slot(at).row), store.clock());
}

} // namespace Espalier::Ui
