// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alarmdesk.h"

#include <evidence/svid.h>
#include <text/messages.h>

namespace Espalier {

AlarmDesk::AlarmDesk(
    Items::LiveStore& live, std::vector<SiteId> sites, LinkOf linkOf, QObject* parent)
    : QObject(parent)
    , m_alarms(live)
    , m_sites(std::move(sites))
    , m_linkOf(std::move(linkOf))
{
}

void AlarmDesk::setCertificate(const QByteArray& pem)
{
    const Evidence::SvidVerdict own = Evidence::readSvid(pem);
    if (own.id.name.isEmpty() || own.notAfter == WallTime())
        return;
    m_alarms.expect(AlarmKind::CertificateExpiry, own.id.name, own.id.name, own.notAfter);
}

void AlarmDesk::setRoster(const Evidence::Roster& roster)
{
    m_alarms.expect(
        AlarmKind::RosterExpiry, roster.trustDomain, roster.trustDomain, roster.expiresAt);
}

void AlarmDesk::mark(const SiteId& site, const MarkRequest& request)
{
    const SiteId at = site.isEmpty() && !m_sites.empty() ? m_sites.front() : site;
    FleetLink* link = m_linkOf(at);
    if (link == nullptr) {
        answered({CallOutcome::NotSent, {}});
        return;
    }
    link->mark(request, [this](const CallResult& result) {
        QMetaObject::invokeMethod(
            this, [this, result] { answered(result); }, Qt::QueuedConnection);
    });
}

void AlarmDesk::answered(const CallResult& result)
{
    QString problem;
    switch (result.outcome) {
    case CallOutcome::Done:
        break;
    case CallOutcome::Refused:
        problem = Text::sentence(message("mark.refused", result.why.detail));
        break;
    case CallOutcome::NotSent:
        problem = Text::sentence(message("mark.not-sent"));
        break;
    case CallOutcome::NoAnswer:
        problem = Text::sentence(message("mark.no-answer"));
        break;
    }
    Q_EMIT problemChanged(problem);
}

} // namespace Espalier
