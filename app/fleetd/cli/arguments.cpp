// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"

#include <cstdio>
#include <optional>

namespace Espalier::Fleetd::Cli {

Evidence::Result<Arguments> Arguments::parse(const QStringList& words, const ArgumentRule& rule)
{
    Arguments parsed;
    for (qsizetype at = 0; at < words.size(); ++at) {
        QString name = words[at];
        if (!name.startsWith(QLatin1String("--"))) {
            parsed.m_words.append(name);
            continue;
        }
        std::optional<QString> value;
        if (const qsizetype equals = name.indexOf(u'='); equals > 0) {
            value = name.mid(equals + 1);
            name.truncate(equals);
        }
        const bool flag = rule.flags.contains(name);
        if (!flag && !rule.values.contains(name))
            return Evidence::Error{QStringLiteral("%1: no such option").arg(name)};
        if (flag && value)
            return Evidence::Error{QStringLiteral("%1: takes no value").arg(name)};
        if (!flag && !value) {
            if (++at >= words.size())
                return Evidence::Error{QStringLiteral("%1: a value is needed").arg(name)};
            value = words[at];
            if (value->startsWith(QLatin1String("--")))
                return Evidence::Error{
                    QStringLiteral("%1: a value is needed, %2 is an option").arg(name, *value)};
        }
        if (parsed.has(name) && !rule.repeatable.contains(name))
            return Evidence::Error{QStringLiteral("%1: stands twice").arg(name)};
        parsed.m_values[name].append(value.value_or(QString()));
    }
    if (parsed.m_words.size() > rule.positional && !rule.more)
        return Evidence::Error{QStringLiteral("\"%1\" belongs to no option: see --help")
                                   .arg(parsed.m_words[rule.positional])};
    if (parsed.m_words.size() < rule.positional)
        return Evidence::Error{QStringLiteral("a word is missing: see --help")};
    return parsed;
}

QString Arguments::missing(const QStringList& options) const
{
    for (const QString& option : options) {
        if (!has(option))
            return option;
    }
    return {};
}

int fail(const QString& problem, int code)
{
    std::fprintf(stderr, "espalier-fleetd: %s\n", qUtf8Printable(problem));
    return code;
}

} // namespace Espalier::Fleetd::Cli
