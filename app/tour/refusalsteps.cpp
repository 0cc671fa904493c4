// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleface.h"
#include "fields.h"
#include "steps.h"
#include "tour.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

namespace Espalier::Tour {

namespace {

constexpr int handshakeMs = 5000;
constexpr auto spiffeId = "spiffe://dev.espalier.internal/user/oncall/device/tour";

// A certificate that must be turned away, and the words that say why wherever its user would look.
struct BadCertificate final {
    const char* kind; // as espalier-hostile calls it
    const char* what;
    const char* reason;
};

constexpr BadCertificate badCertificates[] = {
    {"foreign-authority", "a certificate of another authority",
        "authority that the trust bundle does not hold"},
    {"no-spiffe-id", "a certificate without a SPIFFE id", "no SPIFFE id"},
    {"expired", "an expired certificate", "expired"},
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Failure(QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    return file.readAll();
}

void copyFolder(const QString& from, const QString& to)
{
    if (!QDir().mkpath(to))
        throw Failure(QStringLiteral("cannot make %1").arg(to));
    const QFileInfoList entries = QDir(from).entryInfoList(QDir::Files);
    for (const QFileInfo& entry : entries) {
        const QString target = to + QLatin1Char('/') + entry.fileName();
        QFile::remove(target);
        if (!QFile::copy(entry.filePath(), target))
            throw Failure(QStringLiteral("cannot copy %1 to %2").arg(entry.filePath(), target));
    }
}

// Runs the hostile client; throws if it could not do what it was told, or was let in.
QString hostile(const Fleet& fleet, const QStringList& arguments)
{
    const CommandResult result =
        runCommand(fleet.program(QStringLiteral("espalier-hostile")), arguments);
    if (!result.ok())
        throw Failure(QStringLiteral("espalier-hostile %1 ended with %2: %3 %4")
                          .arg(arguments.join(QLatin1Char(' ')))
                          .arg(result.exitStatus)
                          .arg(result.output.trimmed(), result.errors.trimmed()));
    return result.output.trimmed();
}

// The newest line of a log after that place that holds the text.
QString newLine(
    const QString& log, qsizetype from, const QString& part, const QDeadlineTimer& deadline)
{
    return *until(deadline, QStringLiteral("%1 says \"%2\"").arg(log, part),
        [&](QString& seen) -> std::optional<QString> {
            const QStringList lines = QString::fromUtf8(contentOf(log).mid(from))
                                          .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
            for (const QString& line : lines) {
                if (line.contains(part))
                    return line;
            }
            seen = lines.isEmpty() ? QString() : lines.last();
            return std::nullopt;
        });
}

// A development PKI folder in which one user's certificate is the forged one.
QString forgedPki(Tour& tour, const BadCertificate& bad)
{
    const QString pki = tour.fleet().pki();
    const QString user = QStringLiteral("/users/oncall");
    const QString copy = QStringLiteral("%1/forged/%2").arg(tour.folder(), QLatin1String(bad.kind));
    copyFolder(pki + QStringLiteral("/trust"), copy + QStringLiteral("/trust"));
    copyFolder(pki + user, copy + user);
    (void)hostile(tour.fleet(),
        {QStringLiteral("forge"), QLatin1String(bad.kind), QStringLiteral("--id"),
            QLatin1String(spiffeId), QStringLiteral("--authority-certificate"),
            pki + QStringLiteral("/ca/ca.pem"), QStringLiteral("--authority-key"),
            pki + QStringLiteral("/ca/ca.key"), QStringLiteral("--out"),
            copy + user + QStringLiteral("/tls")});
    return copy;
}

QString refusedCertificate(Tour& tour, const BadCertificate& bad, const QDeadlineTimer& deadline)
{
    const Fleet& fleet = tour.fleet();
    const QString pki = forgedPki(tour, bad);
    const QString log = fleet.daemon(fleet.realSite() + QStringLiteral("/fleetd")).log;
    const qsizetype before = contentOf(log).size();
    const QString identity = pki + QStringLiteral("/users/oncall/tls");
    const QString answer = hostile(fleet,
        {QStringLiteral("hello"), QStringLiteral("--fleetd"), fleet.address(fleet.realSite()),
            QStringLiteral("--certificate"), identity + QStringLiteral(".pem"),
            QStringLiteral("--key"), identity + QStringLiteral(".key"), QStringLiteral("--roots"),
            fleet.pki() + QStringLiteral("/trust/roots.pem")});
    const QString reason = QString::fromLatin1(bad.reason);
    const QString logged = newLine(log, before, reason, deadline);

    QProcess& console = tour.startConsole(
        QStringLiteral("console-") + QLatin1String(bad.kind), pki, QStringLiteral("oncall"));
    Desk desk(tour.desk().screen(), tour.desk().bus(), console.processId(), deadline);
    desk.screen().fillWithTopmost();
    const QString shown = desk.read(reason, deadline);
    tour.picture(QStringLiteral("06-") + QLatin1String(bad.kind));
    console.terminate();
    console.waitForFinished();
    return QStringLiteral("client: %1; log: %2; console: %3").arg(answer, logged.trimmed(), shown);
}

QString refusedViewer(Tour& tour, const QDeadlineTimer&)
{
    const Fleet& fleet = tour.fleet();
    const QString script = tour.folder() + QStringLiteral("/forged/viewer.sh");
    QFile file(script);
    if (!file.open(QIODevice::WriteOnly) || file.write("exit 0\n") < 0)
        throw Failure(QStringLiteral("cannot write ") + script);
    file.close();
    const QString viewer = fleet.pki() + QStringLiteral("/users/viewer/tls");
    const CommandResult result = runCommand(fleet.program(QStringLiteral("espalier-fleetd")),
        fleet.submitArguments(QStringLiteral("acme"), QStringLiteral("tour"), script,
            {QStringLiteral("--cert"), viewer + QStringLiteral(".pem"), QStringLiteral("--key"),
                viewer + QStringLiteral(".key")}));
    const QString said = result.errors.trimmed();
    if (result.ok() || !said.contains(QLatin1String("SubmitJob"))
        || !said.contains(QLatin1String("queue")))
        throw Failure(QStringLiteral("submit ended with %1: %2 %3")
                          .arg(result.exitStatus)
                          .arg(result.output.trimmed(), said));
    return QStringLiteral("submit ended with %1: %2").arg(result.exitStatus).arg(said);
}

QString refusedHost(Tour& tour, const QDeadlineTimer& deadline)
{
    const Fleet& fleet = tour.fleet();
    const QString site = fleet.realSite();
    const QString log = fleet.daemon(site + QStringLiteral("/fleetd")).log;
    const qsizetype before = contentOf(log).size();
    QString own, other;
    for (const QJsonValue value : fleet.list(site, QStringLiteral("host"))) {
        const QJsonObject host = value.toObject();
        (host.value(QLatin1String("simulated")).toBool() ? other : own) = text(host, "uid");
    }
    const QString identity = QStringLiteral("%1/sites/%2/host/tls").arg(fleet.pki(), site);
    const QString answer = hostile(fleet,
        {QStringLiteral("attach"), QStringLiteral("--fleetd"), fleet.address(site),
            QStringLiteral("--certificate"), identity + QStringLiteral(".pem"),
            QStringLiteral("--key"), identity + QStringLiteral(".key"), QStringLiteral("--roots"),
            fleet.pki() + QStringLiteral("/trust/roots.pem"), QStringLiteral("--as"), other});
    if (!answer.contains(other) && !answer.contains(own))
        throw Failure(QStringLiteral("the answer names neither host: ") + answer);
    return QStringLiteral("host: %1; log: %2")
        .arg(answer, newLine(log, before, other, deadline).trimmed());
}

// Who does not even get as far as an identity, and what the control plane's log says of it.
struct BadHandshake final {
    const char* id;
    const char* what;
    bool tls12;
    bool certificate;
    const char* reason; // OpenSSL's words in the log of whoever refused
};

constexpr BadHandshake badHandshakes[] = {
    {"6-tls12", "a client that speaks TLS 1.2 only", true, true, "no shared cipher"},
    {"6-no-certificate", "a client of TLS 1.3 without a certificate", false, false,
        "peer did not return a certificate"},
};

// How many bytes the server says after the handshake. Who is let in hears of HTTP/2 at once and
// must be cut off; who is not hears nothing.
qsizetype bytesHeard(const Fleet& fleet, bool tls12, bool certificate, QString& said)
{
    const QString identity = fleet.pki() + QStringLiteral("/users/oncall/tls");
    QStringList arguments{QStringLiteral("s_client"), QStringLiteral("-connect"),
        fleet.address(fleet.realSite()), QStringLiteral("-CAfile"),
        fleet.pki() + QStringLiteral("/trust/roots.pem"), QStringLiteral("-alpn"),
        QStringLiteral("h2"), QStringLiteral("-quiet"),
        tls12 ? QStringLiteral("-tls1_2") : QStringLiteral("-tls1_3")};
    if (certificate)
        arguments << QStringLiteral("-cert") << identity + QStringLiteral(".pem")
                  << QStringLiteral("-key") << identity + QStringLiteral(".key");
    QProcess client;
    client.setStandardInputFile(QProcess::nullDevice());
    client.start(QStringLiteral("openssl"), arguments);
    client.waitForReadyRead(handshakeMs);
    const qsizetype heard = client.readAllStandardOutput().size();
    if (heard > 0)
        client.kill();
    if (client.state() != QProcess::NotRunning && !client.waitForFinished(handshakeMs))
        throw Failure(QStringLiteral("openssl %1: neither an answer nor an end: %2")
                          .arg(arguments.join(QLatin1Char(' ')), client.errorString()));
    said = QString::fromUtf8(client.readAllStandardError()).trimmed().section(u'\n', -1);
    return heard;
}

QString refusedHandshake(Tour& tour, const BadHandshake& bad, const QDeadlineTimer& deadline)
{
    const Fleet& fleet = tour.fleet();
    const QString log = fleet.daemon(fleet.realSite() + QStringLiteral("/fleetd")).log;
    QString said;
    // The same client, the same words: without what is bad about it, it is let in.
    const qsizetype good = bytesHeard(fleet, false, true, said);
    if (good == 0)
        throw Failure(QStringLiteral("a good client was not let in: ") + said);
    const qsizetype before = contentOf(log).size();
    const qsizetype heard = bytesHeard(fleet, bad.tls12, bad.certificate, said);
    if (heard > 0)
        throw Failure(QStringLiteral("%1 was let in and heard %2 bytes")
                          .arg(QLatin1String(bad.what))
                          .arg(heard));
    return QStringLiteral("a good client hears %1 bytes, this one 0: %2; log: %3")
        .arg(good)
        .arg(said, newLine(log, before, QLatin1String(bad.reason), deadline).trimmed());
}

} // namespace

void refusalSteps(Tour& tour)
{
    for (const BadHandshake& bad : badHandshakes) {
        tour.step(QLatin1String(bad.id),
            QStringLiteral("%1 is refused, and the log says why").arg(QLatin1String(bad.what)), 20,
            [&](const QDeadlineTimer& deadline) { return refusedHandshake(tour, bad, deadline); });
    }
    for (const BadCertificate& bad : badCertificates) {
        tour.step(QStringLiteral("6-") + QLatin1String(bad.kind),
            QStringLiteral("%1 is refused, and log and console say why")
                .arg(QLatin1String(bad.what)),
            20, [&](const QDeadlineTimer& deadline) {
                return refusedCertificate(tour, bad, deadline);
            });
    }
    tour.step(QStringLiteral("6-viewer"),
        QStringLiteral("a viewer that submits is told which kind of identity may"), 15,
        [&](const QDeadlineTimer& deadline) { return refusedViewer(tour, deadline); });
    tour.step(QStringLiteral("6-other-host"),
        QStringLiteral("a host that speaks for another host is refused, and the log says so"), 15,
        [&](const QDeadlineTimer& deadline) { return refusedHost(tour, deadline); });
}

} // namespace Espalier::Tour
