// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultcontrol.h"

#include <QJsonDocument>

#include <algorithm>

namespace Espalier::Hostd {

namespace {

constexpr QLatin1String developmentDomain("dev.espalier.internal");

QByteArray said(const char* word, const QString& text)
{
    return QByteArray(word) + QByteArray(": ") + text.toUtf8();
}

} // namespace

QByteArray toLine(const FaultRequest& request)
{
    QJsonObject object = toJson(request.fault);
    object.insert(QStringLiteral("host"), request.host);
    object.insert(QStringLiteral("list"), request.list);
    object.insert(QStringLiteral("off"), request.off);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<FaultRequest> requestFromLine(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    FaultRequest request;
    request.list = object.value(QLatin1String("list")).toBool();
    if (request.list)
        return request;
    const auto fault = faultFromJson(object);
    if (!fault)
        return std::nullopt;
    request.off = object.value(QLatin1String("off")).toBool();
    request.host = fault->host.text();
    request.fault = *fault;
    request.fault.host = {};
    request.fault.vm = {};
    return request;
}

QString faultSocket(const QString& stateFolder) { return stateFolder + QStringLiteral("/control"); }

QString faultFile(const QString& stateFolder)
{
    return stateFolder + QStringLiteral("/faults.json");
}

QString whyNoFaults(const Options& options, const ProcessIdentity& identity)
{
    if (!options.simulated)
        return QStringLiteral("faults are for simulated hosts only");
    if (identity.tls.trustDomain != developmentDomain)
        return QStringLiteral("faults are for the trust domain %1 only, this one is %2")
            .arg(developmentDomain, identity.tls.trustDomain);
    return {};
}

FaultControl::FaultControl(const QString& socket, Faults& faults, std::vector<IdentifiedHost> hosts)
    : m_faults(faults)
    , m_hosts(std::move(hosts))
    , m_socket(socket, [this](const QByteArray& line) { return answer(line); })
{
}

QByteArray FaultControl::answer(const QByteArray& line)
{
    auto request = requestFromLine(line);
    if (!request)
        return said("error", QStringLiteral("this is no request for a fault"));
    if (request->list)
        return said("ok", list());
    const IdentifiedHost* host = hostOf(request->host);
    if (!host)
        return said("error",
            QStringLiteral("no host %1 among the %2 of this simulator")
                .arg(request->host.left(80))
                .arg(m_hosts.size()));
    Fault& fault = request->fault;
    fault.host = host->id;
    if (request->off) {
        const QString problem = m_faults.end(host->id, fault.kind, fault.slot);
        return problem.isEmpty() ? said("ok", faultName(fault.kind) + QStringLiteral(" is off"))
                                 : said("error", problem);
    }
    QString problem = faultProblem(fault, host->slotCount);
    if (problem.isEmpty())
        problem = m_faults.add(fault);
    return problem.isEmpty() ? said("ok", faultWords(fault) + QStringLiteral(" is on"))
                             : said("error", problem);
}

QString FaultControl::list() const
{
    QStringList lines;
    for (const Fault& fault : m_faults.all()) {
        const auto host = std::find_if(m_hosts.begin(), m_hosts.end(),
            [&](const IdentifiedHost& one) { return one.id == fault.host; });
        const bool named = host != m_hosts.end() && !host->code.isEmpty();
        lines << QStringLiteral("%1 %2").arg(
            named ? host->code : fault.host.text(), faultWords(fault));
    }
    return lines.isEmpty() ? QStringLiteral("no fault is on") : lines.join(QStringLiteral("; "));
}

const IdentifiedHost* FaultControl::hostOf(const QString& name) const
{
    const auto found =
        std::find_if(m_hosts.begin(), m_hosts.end(), [&](const IdentifiedHost& host) {
            return host.id.text() == name || (!host.code.isEmpty() && host.code == name);
        });
    return found == m_hosts.end() ? nullptr : &*found;
}

} // namespace Espalier::Hostd
