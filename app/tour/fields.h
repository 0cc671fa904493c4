// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace Espalier::Tour {

// Fields of what "espalier-fleetd list --json" prints. Numbers of 64 bits may come as text.
[[nodiscard]] inline QString text(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toString();
}

[[nodiscard]] inline qint64 number(const QJsonObject& object, const char* name)
{
    const QJsonValue value = object.value(QLatin1String(name));
    return value.isString() ? value.toString().toLongLong() : value.toInteger();
}

} // namespace Espalier::Tour
