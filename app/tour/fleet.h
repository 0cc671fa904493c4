// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace Espalier::Tour {

// One daemon as whoever started the embedded fleet wrote it down.
struct DaemonEntry final {
    QString name; // fra1/hostd
    qint64 pid = 0;
    QStringList argv;
    QString log;
    QString state; // its folder
};

// The embedded fleet, known only by fleet.json and by what espalier-fleetd prints. Throws Failure.
class Fleet final {
public:
    // Reads what app/fleet wrote; names the field that is missing or of another kind.
    [[nodiscard]] static Fleet read(const QString& file);

    [[nodiscard]] const QString& pki() const { return m_pki; }
    [[nodiscard]] QString program(const QString& name) const;
    [[nodiscard]] QStringList sites() const { return m_sites.keys(); }
    [[nodiscard]] QString address(const QString& site) const { return m_sites.value(site); }
    [[nodiscard]] const QMap<QString, DaemonEntry>& daemons() const { return m_daemons; }
    [[nodiscard]] const DaemonEntry& daemon(const QString& name) const;
    // Name of the daemon of the machine's own host, empty if there is none: then why not.
    [[nodiscard]] const QString& realHost() const { return m_realHost; }
    [[nodiscard]] QString realSite() const { return m_realHost.section(QLatin1Char('/'), 0, 0); }
    [[nodiscard]] const QString& realHostProblem() const { return m_realHostProblem; }

    // What "espalier-fleetd list TYPE --json" prints for one site.
    [[nodiscard]] QJsonArray list(const QString& site, const QString& type) const;
    // How many records of that type ("Teardown") the real site lists for a VM.
    [[nodiscard]] int recordCount(const QString& vm, const QString& type) const;
    // What those records say: the predicate in each signed payload.
    // site: empty for the real one.
    [[nodiscard]] std::vector<QJsonObject> predicates(
        const QString& vm, const QString& type, const QString& site = {}) const;
    // What "espalier-fleetd command" answers at the real site; words: verb, targets and options.
    [[nodiscard]] CommandResult command(const QStringList& words) const;
    // Arguments of "espalier-fleetd submit --wait" for a small job on the real host.
    [[nodiscard]] QStringList submitArguments(const QString& tenant, const QString& pipeline,
        const QString& scriptFile, const QStringList& more = {}) const;

private:
    QString m_pki;
    QString m_bin;
    QMap<QString, QString> m_sites;
    QMap<QString, DaemonEntry> m_daemons;
    QString m_realHost;
    QString m_realHostProblem;
};

} // namespace Espalier::Tour
