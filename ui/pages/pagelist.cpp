// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagelist.h"

#include "auditpage.h"
#include "cachespage.h"
#include "drainspage.h"
#include "floorpage.h"
#include "hostspage.h"
#include "isolationpage.h"
#include "overviewpage.h"
#include "teardownspage.h"

#include <QCoreApplication>

#include <array>

namespace Espalier::Ui {

namespace {

template <typename Made> Page* make(const PageContext& context) { return new Made(context); }

constexpr std::array pages{
    PageEntry{"Overview", QT_TRANSLATE_NOOP("Pages", "&Overview"), make<OverviewPage>},
    PageEntry{"Floor", QT_TRANSLATE_NOOP("Pages", "&Floor"), make<FloorPage>},
    PageEntry{"Hosts", QT_TRANSLATE_NOOP("Pages", "&Hosts && slots"), make<HostsPage>},
    PageEntry{"Drains", QT_TRANSLATE_NOOP("Pages", "&Drains"), make<DrainsPage>},
    PageEntry{"Isolation", QT_TRANSLATE_NOOP("Pages", "&Isolation"), make<IsolationPage>},
    PageEntry{"Caches", QT_TRANSLATE_NOOP("Pages", "&Caches"), make<CachesPage>},
    PageEntry{"Teardowns", QT_TRANSLATE_NOOP("Pages", "&Teardowns"), make<TeardownsPage>},
    PageEntry{"Audit", QT_TRANSLATE_NOOP("Pages", "&Audit"), make<AuditPage>},
};

} // namespace

std::span<const PageEntry> pageList() { return pages; }

int startPage() { return 0; } // Overview: what is wrong comes first (ux.md 3.1)

QString menuTitle(const PageEntry& entry)
{
    return QCoreApplication::translate("Pages", entry.title);
}

QString railTitle(const PageEntry& entry)
{
    QString title = menuTitle(entry);
    for (qsizetype at = 0; at < title.size(); ++at) {
        if (title.at(at) == u'&')
            title.remove(at, 1); // of "&&" the second stays
    }
    return title;
}

} // namespace Espalier::Ui
