// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drainrows.h"

#include <text/commandwords.h>
#include <text/numbers.h>
#include <text/times.h>

#include <QCoreApplication>

namespace Espalier::Ui {

namespace {

struct DrainRows {
    Q_DECLARE_TR_FUNCTIONS(DrainRows)
};

constexpr std::chrono::minutes withoutBasis{60};

SheetRow marked(SheetRow row, bool changed)
{
    if (changed)
        row.right = strong(DrainRows::tr("changed"));
    return row;
}

Text::Line lastJob(const DrainPreview& preview)
{
    if (preview.jobs == 0)
        return plain(DrainRows::tr("nothing runs there"));
    if (!preview.p95)
        return secondary(DrainRows::tr("when the last job ends is not known: no past runs"));
    const QString p95 = Text::utcMinute(*preview.p95);
    return preview.p50 ? plain(DrainRows::tr("last job done %1 (p50) to %2 (p95)")
                                   .arg(Text::utcMinute(*preview.p50), p95))
                       : plain(DrainRows::tr("last job done by %1").arg(p95));
}

Text::Line longest(const DrainPreview& preview)
{
    Text::Line line =
        plain(DrainRows::tr("longest %1, %2")
                  .arg(preview.longestJob, Text::durationText(preview.longestElapsed)));
    if (!preview.longestP95)
        return joined(line, secondary(DrainRows::tr("no past runs")));
    return joined(line,
        secondary(
            DrainRows::tr("of p95 %1", "percentile").arg(Text::durationText(*preview.longestP95))));
}

QString coldText(const DrainPreview& preview)
{
    if (preview.coldVolumes == 0)
        return DrainRows::tr("No volume lies only on these hosts.");
    QStringList tenants;
    for (const TenantId& tenant : preview.coldTenants)
        tenants << tenant.text();
    const QString who = tenants.join(QLatin1String(", "));
    return preview.coldVolumes == 1
        ? DrainRows::tr("1 volume is only on these hosts. Next jobs of %1 start cold.").arg(who)
        : DrainRows::tr("%n volumes are only on these hosts. Next jobs of %1 start cold.", nullptr,
            preview.coldVolumes)
              .arg(who);
}

} // namespace

QString jobsOfTenants(int jobs, int tenants)
{
    const QString what =
        jobs == 1 ? DrainRows::tr("1 job") : DrainRows::tr("%n jobs", nullptr, jobs);
    const QString whose =
        tenants == 1 ? DrainRows::tr("1 tenant") : DrainRows::tr("%n tenants", nullptr, tenants);
    return DrainRows::tr("%1 of %2", "jobs, tenants").arg(what, whose);
}

std::vector<SheetRow> runningRows(const DrainPreview& preview, const DrainPreview* before)
{
    const QString here = Text::hosts(preview.hosts);
    std::vector<SheetRow> rows;
    rows.push_back(marked(pairRow(DrainRows::tr("Running now"),
                              plain(DrainRows::tr("%1 on %2", "jobs, hosts")
                                        .arg(jobsOfTenants(preview.jobs, preview.tenants), here))),
        before != nullptr && (before->jobs != preview.jobs || before->tenants != preview.tenants)));
    rows.push_back(marked(pairRow(QStringLiteral(" "), lastJob(preview)),
        before != nullptr && (before->p50 != preview.p50 || before->p95 != preview.p95)));
    if (preview.jobs > 0 && !preview.longestJob.isEmpty())
        rows.push_back(marked(pairRow(QStringLiteral(" "), longest(preview)),
            before != nullptr && before->longestJob != preview.longestJob));
    if (preview.jobsByLimit > 0)
        rows.push_back(pairRow(QStringLiteral(" "),
            secondary(preview.jobsByLimit == 1
                    ? DrainRows::tr("1 job without past runs counts with its time limit")
                    : DrainRows::tr("%n jobs without past runs count with their time limits",
                        nullptr, preview.jobsByLimit))));
    rows.push_back(gapRow(6));
    rows.push_back(marked(pairRow(DrainRows::tr("Caches"), plain(coldText(preview))),
        before != nullptr && before->coldVolumes != preview.coldVolumes));
    return rows;
}

QStringList capacityCaptions()
{
    return {DrainRows::tr("Pool"), DrainRows::tr("Free now"), DrainRows::tr("After"),
        DrainRows::tr("Proven"), DrainRows::tr("Queue"), DrainRows::tr("Floor"),
        DrainRows::tr("Stands")};
}

std::vector<FigureGrid::Row> capacityRows(const DrainPreview& preview)
{
    std::vector<FigureGrid::Row> rows;
    const auto number = [](int value) { return fixed(Text::grouped(value)); };
    for (const DrainPreview::Pool& pool : preview.pools) {
        const bool below = pool.freeAfter < pool.floor;
        FigureGrid::Row row;
        row.cells = {plain(pool.pool), number(pool.freeBefore),
            below ? fixedStrong(Text::grouped(pool.freeAfter)) : number(pool.freeAfter),
            number(pool.provenAfter), number(pool.queued), number(pool.floor),
            below ? strong(DrainRows::tr("BELOW FLOOR")) : secondary(DrainRows::tr("above floor"))};
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<SheetRow> checkRows(const DrainPreview& preview)
{
    std::vector<SheetRow> rows;
    QString key = DrainRows::tr("Checks");
    for (const DrainPreview::Check& check : preview.checks) {
        SheetRow row = pairRow(std::exchange(key, QStringLiteral(" ")),
            check.passed ? plain(Text::drainCheckSentence(check))
                         : strong(Text::drainCheckSentence(check)));
        if (check.passed) {
            row.mark = Mark::Tick;
        } else {
            row.glyph = check.kind == DrainPreview::CheckKind::SlotStuck ? Glyph::Stuck
                : check.kind == DrainPreview::CheckKind::SlotUnconfirmed ? Glyph::Unconfirmed
                                                                         : Glyph::Slow;
        }
        rows.push_back(row);
    }
    return rows;
}

WallTime deadlineOf(const DrainPreview& preview, WallTime now)
{
    WallTime at = now + withoutBasis;
    if (preview.p95 && *preview.p95 > now)
        at = now + (*preview.p95 - now) * 115 / 100;
    const auto whole = std::chrono::ceil<std::chrono::minutes>(at);
    return WallTime(whole.time_since_epoch());
}

} // namespace Espalier::Ui
