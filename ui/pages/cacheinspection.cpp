// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cacheinspection.h"

#include <items/volumelist.h>
#include <text/numbers.h>
#include <text/times.h>
#include <text/words.h>

#include <QCoreApplication>

#include <algorithm>

namespace Espalier::Ui {

namespace {

struct Caches {
    Q_DECLARE_TR_FUNCTIONS(Caches)
};

constexpr size_t versionsShown = 40;

Text::Line expiryLine(const CacheVolume& volume)
{
    if (volume.pinned)
        return plain(Caches::tr("never, it is pinned", "expires"));
    const auto expiry = Items::volumeExpiry(volume);
    if (!expiry)
        return plain(Caches::tr("not while it is attached", "expires"));
    return joined(
        fixed(Text::utcDateTime(*expiry)), secondary(Caches::tr("14 d from its last use")), 8);
}

std::vector<SheetRow> headRows(const CacheVolume& volume, const FleetStore& store)
{
    std::vector<SheetRow> rows;
    const Items::VolumeTrouble trouble = Items::volumeTrouble(volume, store);
    const auto site = store.site(volume.site);
    const bool fresh = site && site->state == FeedState::Synced;
    if (trouble != Items::VolumeTrouble::None) {
        SheetRow what = lineRow(strong(Items::volumeTroubleWords(trouble)));
        what.glyph = fresh ? glyphFromId(Items::volumeIconId(trouble)) : std::nullopt;
        what.height = 28;
        rows.push_back(what);
    }
    rows.push_back(pairRow(Caches::tr("Owner"),
        joined(plain(volume.tenant.text()),
            secondary(volume.cluster.isEmpty()
                    ? volume.pipeline
                    : QString(volume.cluster + QStringLiteral(" / ") + volume.pipeline)),
            8)));
    rows.push_back(pairRow(Caches::tr("Site"), fixed(volume.site.text())));
    if (volume.versions.empty()) {
        rows.push_back(
            pairRow(Caches::tr("Size"), plain(Caches::tr("empty, no job has committed"))));
    } else {
        rows.push_back(pairRow(Caches::tr("Size"),
            composed(Caches::tr("%1 of %2", "bytes, quota"),
                {Items::bytesText(Items::volumeUsed(volume)), Items::bytesText(volume.quota)},
                Text::Style::Secondary)));
        QStringList hosts;
        for (const HostId& host : Items::volumeHosts(volume))
            hosts << Items::hostCode(host, store);
        rows.push_back(pairRow(hosts.size() == 1 ? Caches::tr("Host") : Caches::tr("Hosts"),
            hosts.size() == 1 ? joined(fixed(hosts.front()), secondary(Caches::tr("only copy")), 8)
                              : fixed(hosts.join(QStringLiteral(" ")))));
    }
    if (volume.lastUsed)
        rows.push_back(pairRow(Caches::tr("Last use"), fixed(Text::utcDateTime(*volume.lastUsed))));
    rows.push_back(pairRow(Caches::tr("Expires"), expiryLine(volume)));
    rows.push_back(pairRow(Caches::tr("Writer"),
        plain(
            volume.trustedWriter ? Caches::tr("a trusted job") : Caches::tr("an untrusted job"))));
    SheetRow id = pairRow(Caches::tr("Volume"), fixed(Text::shortId(volume.id.text())));
    id.tip = volume.id.text();
    rows.push_back(id);
    return rows;
}

std::vector<SheetRow> forkRows(const CacheVolume& volume, const FleetStore& store)
{
    std::vector<SheetRow> rows;
    if (volume.forks.empty())
        return rows;
    rows.push_back(headRow(Caches::tr("Attached now"),
        secondary(volume.forks.size() == 1 ? Caches::tr("1 fork")
                                           : Caches::tr("%1 forks").arg(volume.forks.size()))));
    for (const CacheFork& fork : volume.forks) {
        const auto row = store.rowOf(fork.vm);
        const LifeRow life = row ? store.life(*row) : LifeRow();
        Text::Line where =
            fixed(life.slotCode.isEmpty() ? Items::hostCode(fork.host, store) : life.slotCode);
        where = joined(where,
            composed(Caches::tr("VM %1"), {fixed(Text::shortId(fork.vm.text()))},
                Text::Style::Secondary),
            8);
        SheetRow line = lineRow(where,
            fork.base == 0
                ? secondary(Caches::tr("from empty"))
                : composed(Caches::tr("from %1", "a version"),
                    {fixed(QString(u'v' + QString::number(fork.base)))}, Text::Style::Secondary));
        const bool alive = row && !life.gone && life.state != DisplayState::Unconfirmed;
        line.mark = alive ? Mark::Tick : Mark::Cross;
        line.tip = fork.vm.text();
        rows.push_back(line);
        if (!alive) {
            SheetRow why = proseRow(row
                    ? Caches::tr("No live VM has it: it is neither committed nor abandoned yet.")
                    : Caches::tr("This console knows no such VM."));
            why.look.small = true;
            why.look.text = Token::Text2;
            why.indent = true;
            rows.push_back(why);
        }
    }
    return rows;
}

// In a line of its own: beside time and size it would break in some rows and not in others.
Text::Line writerLine(const CacheVersion& version, const FleetStore& store)
{
    const auto row = store.rowOf(version.writer);
    const LifeRow life = row ? store.life(*row) : LifeRow();
    return joined(fixedSecondary(Items::hostCode(version.host, store)),
        life.pipeline.isEmpty()
            ? composed(Caches::tr("by VM %1"),
                {fixedSecondary(Text::shortId(version.writer.text()))}, Text::Style::Secondary)
            : composed(Caches::tr("by %1", "job"),
                {fixedSecondary(QString(u'#' + QString::number(life.jobNumber)))},
                Text::Style::Secondary),
        8);
}

std::vector<SheetRow> versionRows(const CacheVolume& volume, const FleetStore& store)
{
    std::vector<CacheVersion> versions = volume.versions;
    std::stable_sort(versions.begin(), versions.end(),
        [](const CacheVersion& a, const CacheVersion& b) { return a.version > b.version; });
    std::vector<SheetRow> rows{headRow(Caches::tr("Versions"),
        secondary(
            versions.empty() ? Caches::tr("none committed yet") : Caches::tr("newest first")))};
    for (size_t i = 0; i < versions.size() && i < versionsShown; ++i) {
        const CacheVersion& version = versions[i];
        SheetRow row = pairRow(QString(u'v' + QString::number(version.version)),
            fixed(Text::utcDateTime(version.committedAt)));
        row.keyFixed = true;
        row.right = Items::bytesText(version.bytes);
        rows.push_back(row);
        rows.push_back(pairRow(QStringLiteral(" "), writerLine(version, store)));
        rows.back().tip = version.writer.text();
    }
    if (versions.size() > versionsShown)
        rows.push_back(
            lineRow(secondary(Caches::tr("and %1 older")
                                  .arg(Text::inProse(qint64(versions.size() - versionsShown))))));
    return rows;
}

} // namespace

InspectorContent volumeContent(const CacheVolume& volume, const FleetStore& store)
{
    InspectorContent content;
    content.title = Caches::tr("Cache %1").arg(volume.name);
    content.parts.push_back({Sheet::Look::Section, 68, headRows(volume, store)});
    content.parts.push_back({Sheet::Look::Section, 64, forkRows(volume, store)});
    content.parts.push_back({Sheet::Look::Section, 48, versionRows(volume, store)});
    return content;
}

} // namespace Espalier::Ui
