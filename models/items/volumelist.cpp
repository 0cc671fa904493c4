// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "volumelist.h"

#include "listsource.h"

#include <text/numbers.h>
#include <text/times.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace Espalier::Items {

namespace {

using Text::Style;

struct Volumes {
    Q_DECLARE_TR_FUNCTIONS(Volumes)
};

struct VolumeRow {
    CacheVolume volume;
    VolumeTrouble trouble = VolumeTrouble::None;
    QStringList hosts; // codes of those with a copy
    QStringList slots; // codes of those that have it attached
    bool stale = false; // the site is silent
};

Text::Line dash() { return Text::plainLine(QStringLiteral("\u2013"), Style::Secondary); }

Text::Line nameText(const VolumeRow& row, const Clock&)
{
    Text::Line line = Text::plainLine(
        row.volume.name, row.trouble == VolumeTrouble::None ? Style::Fixed : Style::FixedStrong);
    if (row.volume.pinned)
        line.runs.push_back({Volumes::tr("pinned"), Style::Secondary, Text::groupGap});
    return line;
}

Text::Line tenantText(const VolumeRow& row, const Clock&)
{
    return Text::plainLine(row.volume.tenant.text());
}

Text::Line pipelineText(const VolumeRow& row, const Clock&)
{
    Text::Line line = Text::plainLine(row.volume.cluster, Style::Secondary);
    if (!line.isEmpty() && !row.volume.cluster.isEmpty())
        line.runs.push_back({QStringLiteral("/"), Style::Secondary, 4});
    line.runs.push_back({row.volume.pipeline, Style::Plain, row.volume.cluster.isEmpty() ? 0 : 4});
    return line;
}

Text::Line usedText(const VolumeRow& row, const Clock&)
{
    if (row.volume.versions.empty())
        return Text::plainLine(Volumes::tr("empty", "a volume"), Style::Secondary);
    Text::Line line = bytesText(volumeUsed(row.volume));
    line.runs.push_back({Volumes::tr("of", "bytes of quota"), Style::Secondary, Text::groupGap});
    const Text::Line quota = bytesText(row.volume.quota);
    for (Text::Run run : quota.runs) {
        run.style = run.style == Style::Fixed ? Style::FixedSecondary : run.style;
        run.gap = run.gap == 0 ? Text::groupGap : run.gap;
        line.runs.push_back(run);
    }
    return line;
}

Text::Line versionText(const VolumeRow& row, const Clock&)
{
    const CacheVersion* newest = newestVersion(row.volume);
    if (newest == nullptr)
        return dash();
    return Text::plainLine(QString(u'v' + QString::number(newest->version)), Style::Fixed);
}

// One by its name, more by their number.
Text::Line fewText(const QStringList& codes, const QString& many)
{
    if (codes.isEmpty())
        return dash();
    return codes.size() == 1 ? Text::plainLine(codes.front(), Style::Fixed) : Text::plainLine(many);
}

Text::Line copiesText(const VolumeRow& row, const Clock&)
{
    return fewText(row.hosts, Text::hosts(static_cast<int>(row.hosts.size())));
}

Text::Line attachedText(const VolumeRow& row, const Clock&)
{
    if (row.volume.forks.empty())
        return Text::plainLine(Volumes::tr("idle"), Style::Secondary);
    if (row.trouble == VolumeTrouble::NoVm)
        return {{{row.slots.value(0), Style::Fixed, 0},
            {Volumes::tr("no VM"), Style::Strong, row.slots.isEmpty() ? 0 : Text::groupGap}}};
    return fewText(row.slots, Volumes::tr("%1 VMs").arg(static_cast<int>(row.volume.forks.size())));
}

Text::Line lastUseText(const VolumeRow& row, const Clock& clock)
{
    if (!row.volume.lastUsed)
        return Text::plainLine(Volumes::tr("never", "used"), Style::Secondary);
    return Text::duration(
        std::max<std::chrono::nanoseconds>(clock.wall() - *row.volume.lastUsed, {}));
}

Text::Line expiryText(const VolumeRow& row, const Clock& clock)
{
    const auto expiry = volumeExpiry(row.volume);
    if (row.volume.pinned)
        return Text::plainLine(Volumes::tr("pinned"), Style::Secondary);
    if (!expiry)
        return dash();
    return Text::duration(std::max<std::chrono::nanoseconds>(*expiry - clock.wall(), {}));
}

Text::Line trustText(const VolumeRow& row, const Clock&)
{
    return row.volume.trustedWriter ? Text::plainLine(Volumes::tr("trusted"))
                                    : Text::plainLine(Volumes::tr("untrusted"), Style::Strong);
}

qint64 moment(const std::optional<WallTime>& time)
{
    return time ? qint64(time->time_since_epoch().count()) : missingKey;
}

// What is wrong first, then by tenant and pipeline.
SortKey nameKey(const VolumeRow& row, const Clock&)
{
    return {qint64(row.trouble),
        row.volume.tenant.text() + u' ' + row.volume.pipeline + u' ' + row.volume.name};
}
SortKey tenantKey(const VolumeRow& row, const Clock&) { return {0, row.volume.tenant.text()}; }
SortKey pipelineKey(const VolumeRow& row, const Clock&)
{
    return {0, row.volume.cluster + u' ' + row.volume.pipeline};
}
SortKey usedKey(const VolumeRow& row, const Clock&)
{
    return {-qint64(volumeUsed(row.volume)), {}};
}
SortKey versionKey(const VolumeRow& row, const Clock&)
{
    const CacheVersion* newest = newestVersion(row.volume);
    return {newest == nullptr ? 0 : qint64(newest->version), {}};
}
SortKey copiesKey(const VolumeRow& row, const Clock&) { return {0, row.hosts.value(0)}; }
SortKey attachedKey(const VolumeRow& row, const Clock&)
{
    return {row.slots.isEmpty() ? missingKey : 0, row.slots.value(0)};
}
SortKey lastUseKey(const VolumeRow& row, const Clock&)
{
    return {row.volume.lastUsed ? -moment(row.volume.lastUsed) : missingKey, {}};
}
SortKey expiryKey(const VolumeRow& row, const Clock&)
{
    return {moment(volumeExpiry(row.volume)), {}};
}
SortKey trustKey(const VolumeRow& row, const Clock&)
{
    return {row.volume.trustedWriter ? 1 : 0, {}};
}

constexpr std::array<Column<VolumeRow>, 10> volumeColumns{{
    {{"volume", QT_TRANSLATE_NOOP("Columns", "Volume"), Qt::AlignLeft, 148, false, true,
         Field::all},
        nameKey, nameText},
    {{"tenant", QT_TRANSLATE_NOOP("Columns", "Tenant"), Qt::AlignLeft, 80, false, true, Field::all},
        tenantKey, tenantText},
    {{"pipeline", QT_TRANSLATE_NOOP("Columns", "Cluster, pipeline"), Qt::AlignLeft, 150, true, true,
         Field::all},
        pipelineKey, pipelineText},
    {{"used", QT_TRANSLATE_NOOP("Columns", "Used, quota"), Qt::AlignRight, 168, false, false,
         Field::all},
        usedKey, usedText},
    {{"version", QT_TRANSLATE_NOOP("Columns", "Version"), Qt::AlignRight, 64, false, false,
         Field::all},
        versionKey, versionText},
    {{"copies", QT_TRANSLATE_NOOP("Columns", "Host"), Qt::AlignLeft, 84, false, true, Field::all},
        copiesKey, copiesText},
    {{"attached", QT_TRANSLATE_NOOP("Columns", "Attached to"), Qt::AlignLeft, 120, false, true,
         Field::all},
        attachedKey, attachedText},
    {{"lastuse", QT_TRANSLATE_NOOP("Columns", "Last use"), Qt::AlignRight, 84, false, false,
         Field::all},
        lastUseKey, lastUseText},
    {{"expires", QT_TRANSLATE_NOOP("Columns", "Expires in"), Qt::AlignRight, 88, false, false,
         Field::all},
        expiryKey, expiryText},
    {{"trust", QT_TRANSLATE_NOOP("Columns", "Writer"), Qt::AlignLeft, 80, false, true, Field::all},
        trustKey, trustText},
}};

struct VolumeList {
    using Row = VolumeRow;
    using Id = VolumeId;
    static constexpr const auto& columns = volumeColumns;
    static std::vector<RowId> rows(const FleetStore& store) { return store.volumeIds(); }
    static VolumeRow read(const FleetStore& store, RowId row)
    {
        const CacheVolume* volume = store.volume(row);
        if (volume == nullptr)
            return {};
        VolumeRow read{*volume, volumeTrouble(*volume, store), {}, {}};
        const auto site = store.site(volume->site);
        read.stale = !site || site->state != FeedState::Synced;
        for (const HostId& host : volumeHosts(*volume))
            read.hosts << hostCode(host, store);
        for (const CacheFork& fork : volume->forks) {
            const auto life = store.rowOf(fork.vm);
            read.slots << (life ? store.life(*life).slotCode : hostCode(fork.host, store));
        }
        return read;
    }
    static const TableChanges& changes(const ChangeSet& changes) { return changes.volumes; }
    static const VolumeId& id(const VolumeRow& row) { return row.volume.id; }
    static bool accepts(const VolumeRow& row) { return !row.volume.id.isEmpty(); }
    static QVariant value(const VolumeRow& row, const Clock&, int column, int role)
    {
        if (role == StaleRole)
            return row.stale;
        if (column != 0)
            return {};
        if (role == IconIdRole) // no severity on what is not known to hold now
            return row.stale ? QString() : volumeIconId(row.trouble);
        if (role == Qt::ToolTipRole && row.trouble != VolumeTrouble::None)
            return volumeTroubleWords(row.trouble);
        if (role == Qt::AccessibleTextRole) {
            QStringList parts{row.volume.name, row.volume.tenant.text()};
            if (row.trouble != VolumeTrouble::None)
                parts << volumeTroubleWords(row.trouble);
            return parts.join(QStringLiteral(", "));
        }
        return {};
    }
};

} // namespace

std::unique_ptr<RowSource> volumeList(const FleetStore& store)
{
    return std::make_unique<ListSource<VolumeList>>(store);
}

QString volumeTroubleWords(VolumeTrouble trouble)
{
    switch (trouble) {
    case VolumeTrouble::TwoVms:
        return Volumes::tr("one fork is attached to two VMs");
    case VolumeTrouble::OtherTenant:
        return Volumes::tr("attached to a VM of another tenant");
    case VolumeTrouble::NoVm:
        return Volumes::tr("attached, no live VM");
    case VolumeTrouble::UntrustedWriter:
        return Volumes::tr("last written by an untrusted job");
    case VolumeTrouble::NearQuota:
        return Volumes::tr("over 90 % of its quota");
    case VolumeTrouble::None:
        break;
    }
    return {};
}

QString volumeIconId(VolumeTrouble trouble)
{
    switch (trouble) {
    case VolumeTrouble::TwoVms:
    case VolumeTrouble::OtherTenant:
        return QStringLiteral("breach");
    case VolumeTrouble::NoVm:
        return QStringLiteral("unconfirmed");
    case VolumeTrouble::UntrustedWriter:
    case VolumeTrouble::NearQuota:
        return QStringLiteral("slow"); // the caution circle
    case VolumeTrouble::None:
        break;
    }
    return {};
}

std::vector<HostId> volumeHosts(const CacheVolume& volume)
{
    std::set<HostId> hosts;
    for (const CacheVersion& version : volume.versions)
        hosts.insert(version.host);
    return {hosts.begin(), hosts.end()};
}

std::optional<WallTime> volumeExpiry(const CacheVolume& volume)
{
    if (volume.pinned || !volume.forks.empty())
        return std::nullopt;
    return volume.lastUsed.value_or(volume.createdAt) + cacheKeptUnused;
}

QString hostCode(const HostId& host, const FleetStore& store)
{
    const auto row = store.rowOf(host);
    const QString code = row ? store.host(*row).host.code : QString();
    return code.isEmpty() ? Text::shortId(host.text()) : code;
}

Text::Line bytesText(quint64 bytes)
{
    if (bytes >= quint64(1) << 40)
        return {
            {{QString::number(double(bytes) / double(quint64(1) << 40), 'f', 1), Style::Fixed, 0},
                {QStringLiteral("TiB"), Style::Secondary, Text::unitGap}}};
    const bool large = bytes >= (quint64(1) << 30);
    const double value = double(bytes) / double(large ? quint64(1) << 30 : quint64(1) << 20);
    const int decimals =
        large && value < 100 && std::abs(value - std::round(value)) >= 0.05 ? 1 : 0;
    return {{{QString::number(value, 'f', decimals), Style::Fixed, 0},
        {large ? QStringLiteral("GiB") : QStringLiteral("MiB"), Style::Secondary, Text::unitGap}}};
}

} // namespace Espalier::Items
