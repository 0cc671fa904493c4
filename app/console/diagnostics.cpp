// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics.h"

#include "feedlog.h"
#include "logfile.h"

#include <evidence/svid.h>
#include <text/messages.h>

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSysInfo>

namespace Espalier {

namespace {

constexpr qint64 certificateAtMost = 1'048'576;

QByteArray aboutText(const std::vector<TarEntry>& entries)
{
    QByteArray text = "Diagnostics of the Espalier console.\n\nIn this archive:\n";
    for (const TarEntry& entry : entries)
        text += "  " + entry.name + " (" + QByteArray::number(entry.content.size()) + " bytes)\n";
    return text
        + "\nNot in it: keys, certificates, job output, reasons and tickets of commands, names of\n"
          "tenants. The settings name files and addresses; the logs name hosts, VMs and sites.\n";
}

QByteArray versions(const DiagnosticsSource& source)
{
    QString text =
        QStringLiteral("espalier %1\nQt %2, built with %3\n%4, %5, %6\nmade %7\n")
            .arg(QStringLiteral(ESPALIER_VERSION), QString::fromLatin1(qVersion()),
                QStringLiteral(QT_VERSION_STR), QSysInfo::prettyProductName(),
                QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture(), utcText(source.now));
    for (const SiteFeed& site : source.sites)
        text += QStringLiteral("fleetd of %1: %2\n").arg(site.id.text(), site.fleetdVersion);
    return text.toUtf8();
}

// Who the certificate says that this console is, and until when.
QString certificateLine(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("%1: %2").arg(path, file.errorString());
    const auto verdict = Evidence::readSvid(file.read(certificateAtMost));
    return QStringLiteral("%1: %2, not after %3")
        .arg(path, verdict.id.text(), utcText(verdict.notAfter));
}

QByteArray settings(const DiagnosticsSource& source)
{
    QString text = QStringLiteral("theme %1\n").arg(source.theme);
    if (!source.profile)
        return (text + QStringLiteral("no profile\n")).toUtf8();
    const Profile& profile = *source.profile;
    text += QStringLiteral("profile %1\nenvironment %2\n").arg(profile.name, profile.environment);
    for (const SiteAddress& site : profile.sites)
        text += QStringLiteral("site %1 at %2\n").arg(site.site.text(), site.address);
    text +=
        QStringLiteral("trust bundle %1\nroster keys %2\ncertificate %3\nkey %4\n")
            .arg(profile.rootsPath, profile.rosterKeysPath,
                certificateLine(profile.certificatePath),
                profile.keyPath.isEmpty() ? QStringLiteral("in the keyring")
                                          : QStringLiteral("in the file %1").arg(profile.keyPath));
    return text.toUtf8();
}

QByteArray links(const DiagnosticsSource& source)
{
    QString text;
    for (const SiteFeed& site : source.sites) {
        const QString age = site.lastMessage
            ? QStringLiteral("%1 s ago")
                  .arg(std::chrono::duration_cast<std::chrono::seconds>(
                      source.mono - *site.lastMessage)
                           .count())
            : QStringLiteral("never");
        text += QStringLiteral("%1 %2, last message %3, revision %4, %5 hosts, %6 slots%7\n")
                    .arg(site.id.text(), linkPhaseName(site.phase), age)
                    .arg(site.revision)
                    .arg(site.hosts)
                    .arg(site.slots)
                    .arg(site.problem.isEmpty()
                            ? QString()
                            : QStringLiteral(": ") + logLine(Text::sentence(site.problem)));
    }
    return text.isEmpty() ? QByteArray("no site\n") : text.toUtf8();
}

// Line by line again: an older version may have written it.
QByteArray logText(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return file.errorString().toUtf8();
    QByteArray text;
    const QList<QByteArray> lines = file.read(2 * LogFile::fileAtMost).split('\n');
    for (const QByteArray& line : lines) {
        if (!line.isEmpty())
            text += logLine(QString::fromUtf8(line)).toUtf8() + '\n';
    }
    return text;
}

} // namespace

std::vector<TarEntry> diagnosticsOf(const DiagnosticsSource& source)
{
    std::vector<TarEntry> entries{{"espalier/versions.txt", versions(source)},
        {"espalier/settings.txt", settings(source)}, {"espalier/links.txt", links(source)}};
    for (const QString& log : LogFile::files(source.logFolder))
        entries.push_back({"espalier/logs/" + QFileInfo(log).fileName().toLatin1(), logText(log)});
    entries.insert(entries.begin(), {"espalier/what-is-in-here.txt", aboutText(entries)});
    return entries;
}

QString saveDiagnostics(const QString& path, const DiagnosticsSource& source)
{
    QSaveFile file(path);
    const auto problem = [&] { return QStringLiteral("%1: %2").arg(path, file.errorString()); };
    if (!file.open(QIODevice::WriteOnly))
        return problem();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray archive = tarOf(diagnosticsOf(source), source.now);
    if (file.write(archive) != archive.size() || !file.commit())
        return problem();
    return {};
}

} // namespace Espalier
