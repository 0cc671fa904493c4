// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

#include <QLoggingCategory>

namespace Espalier::Daemon {

QString startLog(const QString& level)
{
    QString rules;
    if (level == QLatin1String("debug"))
        rules = QStringLiteral("espalier.*.debug=true");
    else if (level == QLatin1String("info"))
        rules = QStringLiteral("espalier.*.debug=false");
    else if (level == QLatin1String("warning"))
        rules = QStringLiteral("espalier.*.debug=false\nespalier.*.info=false");
    else
        return QStringLiteral("--log-level: \"%1\" is none of debug, info, warning").arg(level);
    qSetMessagePattern(
        QStringLiteral("%{time yyyy-MM-ddThh:mm:ss.zzz} %{type} %{category}: %{message}"));
    QLoggingCategory::setFilterRules(rules);
    return {};
}

} // namespace Espalier::Daemon
