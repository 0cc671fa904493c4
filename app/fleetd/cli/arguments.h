// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/result.h>

#include <QHash>
#include <QStringList>

namespace Espalier::Fleetd::Cli {

// What a verb takes.
struct ArgumentRule {
    QStringList values; // options with a value: "--site"
    QStringList flags; // options without one: "--wait"
    QStringList repeatable; // those of values that may come again
    int positional = 0; // exactly so many words
    bool more = false; // or more
};

// A verb's words taken apart. Options are --name VALUE or --name=VALUE.
class Arguments final {
public:
    [[nodiscard]] static Evidence::Result<Arguments> parse(
        const QStringList& words, const ArgumentRule& rule);
    [[nodiscard]] bool has(const QString& option) const { return m_values.contains(option); }
    [[nodiscard]] QString value(const QString& option, const QString& otherwise = {}) const
    {
        return m_values.value(option, {otherwise}).last();
    }
    [[nodiscard]] QStringList values(const QString& option) const { return m_values.value(option); }
    [[nodiscard]] const QStringList& words() const { return m_words; }
    // The first of these options that is missing, empty if none is.
    [[nodiscard]] QString missing(const QStringList& options) const;

private:
    QHash<QString, QStringList> m_values;
    QStringList m_words;
};

// Exit codes of every verb.
constexpr int done = 0;
constexpr int failed = 1;
constexpr int misused = 2;

// Prints "espalier-fleetd: <problem>" on stderr and answers the code.
int fail(const QString& problem, int code);

} // namespace Espalier::Fleetd::Cli
