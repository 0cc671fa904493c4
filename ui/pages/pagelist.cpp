// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagelist.h"

#include "hostspage.h"
#include "teardownspage.h"

#include <QCoreApplication>

#include <array>

namespace Espalier::Ui {

namespace {

template <typename Made> Page* make(const PageContext& context) { return new Made(context); }

constexpr std::array pages{
    PageEntry{"Hosts", QT_TRANSLATE_NOOP("Pages", "&Hosts && slots"), make<HostsPage>},
    PageEntry{"Teardowns", QT_TRANSLATE_NOOP("Pages", "&Teardowns"), make<TeardownsPage>},
};

} // namespace

std::span<const PageEntry> pageList() { return pages; }

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
