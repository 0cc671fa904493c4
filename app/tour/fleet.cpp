// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet.h"

#include "failure.h"
#include "fields.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace Espalier::Tour {

namespace {

QJsonValue field(const QJsonObject& object, const QString& name, QJsonValue::Type type)
{
    const QJsonValue value = object.value(name);
    if (value.type() != type)
        throw Failure(QStringLiteral("fleet.json: \"%1\" is missing or of another kind").arg(name));
    return value;
}

QString textField(const QJsonObject& object, const QString& name)
{
    return field(object, name, QJsonValue::String).toString();
}

DaemonEntry readDaemon(const QString& name, const QJsonObject& object)
{
    DaemonEntry entry;
    entry.name = name;
    entry.pid = field(object, QStringLiteral("pid"), QJsonValue::Double).toInteger();
    const QJsonArray words = field(object, QStringLiteral("argv"), QJsonValue::Array).toArray();
    for (const QJsonValue word : words)
        entry.argv.append(word.toString());
    entry.log = textField(object, QStringLiteral("log"));
    entry.state = textField(object, QStringLiteral("state"));
    return entry;
}

} // namespace

Fleet Fleet::read(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        throw Failure(QStringLiteral("cannot read %1: %2").arg(file, source.errorString()));
    QJsonParseError problem;
    const QJsonObject all = QJsonDocument::fromJson(source.readAll(), &problem).object();
    if (problem.error != QJsonParseError::NoError)
        throw Failure(QStringLiteral("%1: %2").arg(file, problem.errorString()));
    Fleet fleet;
    fleet.m_pki = textField(all, QStringLiteral("pki"));
    fleet.m_bin = textField(all, QStringLiteral("bin"));
    const QJsonObject sites = field(all, QStringLiteral("sites"), QJsonValue::Object).toObject();
    for (auto site = sites.begin(); site != sites.end(); ++site)
        fleet.m_sites.insert(site.key(), site.value().toString());
    const QJsonObject daemons =
        field(all, QStringLiteral("daemons"), QJsonValue::Object).toObject();
    for (auto daemon = daemons.begin(); daemon != daemons.end(); ++daemon)
        fleet.m_daemons.insert(daemon.key(), readDaemon(daemon.key(), daemon.value().toObject()));
    fleet.m_realHost = all.value(QStringLiteral("realHost")).toString();
    fleet.m_realHostProblem = all.value(QStringLiteral("realHostProblem")).toString();
    return fleet;
}

QString Fleet::program(const QString& name) const { return m_bin + QLatin1Char('/') + name; }

const DaemonEntry& Fleet::daemon(const QString& name) const
{
    const auto found = m_daemons.find(name);
    if (found == m_daemons.end())
        throw Failure(QStringLiteral("fleet.json names no daemon %1").arg(name));
    return *found;
}

QJsonArray Fleet::list(const QString& site, const QString& type) const
{
    const CommandResult result = runCommand(program(QStringLiteral("espalier-fleetd")),
        {QStringLiteral("list"), type, QStringLiteral("--json"), QStringLiteral("--pki"), m_pki,
            QStringLiteral("--site"), site, QStringLiteral("--fleetd"), address(site)});
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(result.output.toUtf8(), &problem);
    if (!result.ok() || !document.isArray())
        throw Failure(QStringLiteral("list %1 of %2 ended with %3: %4")
                          .arg(type, site)
                          .arg(result.exitStatus)
                          .arg(result.ok() ? problem.errorString() : result.errors.trimmed()));
    return document.array();
}

int Fleet::recordCount(const QString& vm, const QString& type) const
{
    return static_cast<int>(predicates(vm, type).size());
}

std::vector<QJsonObject> Fleet::predicates(
    const QString& vm, const QString& type, const QString& site) const
{
    // The envelope is printed in base64, as its payload is within it.
    const auto decoded = [](const QString& base64) {
        return QJsonDocument::fromJson(QByteArray::fromBase64(base64.toLatin1())).object();
    };
    std::vector<QJsonObject> all;
    for (const QJsonValue value :
        list(site.isEmpty() ? realSite() : site, QStringLiteral("record"))) {
        const QJsonObject record = value.toObject();
        if (text(record, "vm") != vm || text(record, "type") != type)
            continue;
        const QJsonObject payload = decoded(text(decoded(text(record, "envelope")), "payload"));
        all.push_back(payload.value(QLatin1String("predicate")).toObject());
    }
    return all;
}

CommandResult Fleet::command(const QStringList& words) const
{
    return runCommand(program(QStringLiteral("espalier-fleetd")),
        QStringList{QStringLiteral("command"), QStringLiteral("--pki"), m_pki,
            QStringLiteral("--site"), realSite(), QStringLiteral("--fleetd"), address(realSite())}
            + words);
}

QStringList Fleet::submitArguments(const QString& tenant, const QString& pipeline,
    const QString& scriptFile, const QStringList& more) const
{
    return QStringList{QStringLiteral("submit"), QStringLiteral("--pki"), m_pki,
               QStringLiteral("--site"), realSite(), QStringLiteral("--fleetd"),
               address(realSite()), QStringLiteral("--tenant"), tenant, QStringLiteral("--cluster"),
               QStringLiteral("tour"), QStringLiteral("--pipeline"), pipeline,
               QStringLiteral("--shape"), QStringLiteral("linux.test.1x256m"),
               QStringLiteral("--script"), scriptFile, QStringLiteral("--wait")}
    + more;
}

} // namespace Espalier::Tour
