// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "xdg.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace Espalier {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Espalier::Folders)
};

QString folderFrom(const char* variable, const QString& fallback)
{
    if (QStandardPaths::isTestModeEnabled())
        return QDir::homePath() + QStringLiteral("/.qttest/") + fallback
            + QStringLiteral("/espalier");
    const QString base = QFile::decodeName(qgetenv(variable));
    const QString root = QDir::isAbsolutePath(base) ? base : QDir::homePath() + u'/' + fallback;
    return QDir::cleanPath(root) + QStringLiteral("/espalier");
}

} // namespace

QString configFolder() { return folderFrom("XDG_CONFIG_HOME", QStringLiteral(".config")); }

QString stateFolder() { return folderFrom("XDG_STATE_HOME", QStringLiteral(".local/state")); }

QString makePrivateFolder(const QString& path)
{
    if (QDir(path).exists())
        return {};
    if (!QDir().mkpath(path))
        return Text::tr("the folder %1 cannot be made: check who may write above it").arg(path);
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QFile::setPermissions(path, owner))
        return Text::tr("the folder %1 cannot be kept from other users").arg(path);
    return {};
}

} // namespace Espalier
