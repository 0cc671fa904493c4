// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandjournal.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>

namespace Espalier {

namespace {

constexpr int fileVersion = 1;
constexpr qint64 longestFile = 131'072; // an envelope of 16,384 bytes and two texts

QString base64(const QByteArray& bytes) { return QString::fromLatin1(bytes.toBase64()); }

QByteArray bytesOf(const QJsonObject& object, const char* name)
{
    return QByteArray::fromBase64(object.value(QLatin1String(name)).toString().toLatin1());
}

QString textOf(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toString();
}

bool isId(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("^[0-9a-f]{32}$"));
    return pattern.match(text).hasMatch();
}

} // namespace

CommandJournal::CommandJournal(QString folder)
    : m_folder(std::move(folder))
{
}

QString CommandJournal::path(const CommandId& id) const
{
    return m_folder + u'/' + id.text() + QStringLiteral(".json");
}

QString CommandJournal::keep(const JournaledCommand& command) const
{
    if (!isId(command.id.text()))
        return QStringLiteral("\"%1\" is no command id").arg(command.id.text());
    if (!QDir().mkpath(m_folder))
        return QStringLiteral("the folder %1 cannot be made: check who may write above it")
            .arg(m_folder);
    const QJsonObject object{{QStringLiteral("version"), fileVersion},
        {QStringLiteral("id"), command.id.text()}, {QStringLiteral("site"), command.site.text()},
        {QStringLiteral("envelope"), base64(command.message.envelope)},
        {QStringLiteral("reason"), command.message.reason},
        {QStringLiteral("reasonSalt"), base64(command.message.reasonSalt)},
        {QStringLiteral("ticket"), command.message.ticket},
        {QStringLiteral("ticketSalt"), base64(command.message.ticketSalt)}};
    const QByteArray content = QJsonDocument(object).toJson(QJsonDocument::Compact);
    QSaveFile file(path(command.id));
    // Unbuffered: a full disk must fail the write, not the commit after it.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(content) != content.size() || !file.commit())
        return QStringLiteral("%1 cannot be written (%2): check its owner, its mode and the space "
                              "on the disk. The command was not sent")
            .arg(path(command.id), file.errorString());
    return {};
}

QString CommandJournal::forget(const CommandId& id) const
{
    QFile file(path(id));
    if (!file.exists() || file.remove())
        return {};
    return QStringLiteral("%1 cannot be removed (%2): remove it by hand")
        .arg(path(id), file.errorString());
}

CommandJournal::Loaded CommandJournal::load() const
{
    Loaded loaded;
    const QDir folder(m_folder);
    for (const QString& name :
        folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        QByteArray content;
        if (file.open(QIODevice::ReadOnly))
            content = file.read(longestFile + 1);
        const QJsonObject object = QJsonDocument::fromJson(content).object();
        const QString id = textOf(object, "id");
        const bool good = content.size() <= longestFile && isId(id)
            && name == id + QLatin1String(".json")
            && object.value(QLatin1String("version")).toInt() == fileVersion
            && !textOf(object, "site").isEmpty() && !bytesOf(object, "envelope").isEmpty();
        if (!good) {
            loaded.problems.append(QStringLiteral("%1 is damaged or of a newer Espalier: it held a "
                                                  "command under way. Move it away to begin anew")
                                       .arg(file.fileName()));
            continue;
        }
        loaded.commands.push_back({CommandId(id), SiteId(textOf(object, "site")),
            {bytesOf(object, "envelope"), textOf(object, "reason"), textOf(object, "ticket"),
                bytesOf(object, "reasonSalt"), bytesOf(object, "ticketSalt")}});
    }
    return loaded;
}

} // namespace Espalier
