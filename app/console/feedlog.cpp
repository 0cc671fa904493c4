// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feedlog.h"

#include <text/messages.h>

#include <QLoggingCategory>

namespace Espalier {

namespace {

Q_LOGGING_CATEGORY(logFeed, "espalier.feed")

} // namespace

QString linkPhaseName(LinkPhase phase)
{
    switch (phase) {
    case LinkPhase::Idle:
        break;
    case LinkPhase::Connecting:
        return QStringLiteral("connecting");
    case LinkPhase::Listing:
        return QStringLiteral("listing");
    case LinkPhase::Synced:
        return QStringLiteral("synced");
    case LinkPhase::Failed:
        return QStringLiteral("failed");
    }
    return QStringLiteral("idle");
}

void FeedLog::look(const FeedBatch& batch)
{
    if (!batch.status)
        return;
    LinkStatus& last = m_last[batch.site];
    const LinkStatus& now = *batch.status;
    // A site that is tried again and again has one problem, not a new one with each try.
    const bool known = now.problem.isEmpty() ? now.phase == last.phase && last.problem.isEmpty()
                                             : now.problem == last.problem;
    if (known)
        return;
    const QString site = batch.site.text();
    const QString phase = linkPhaseName(now.phase);
    if (now.problem.isEmpty())
        qCInfo(logFeed).noquote() << site << phase << now.fleetdVersion;
    else
        qCWarning(logFeed).noquote() << site << phase << Text::sentence(now.problem);
    last = now;
}

} // namespace Espalier
