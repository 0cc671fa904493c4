// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace Espalier {

// An enum's spellings on the wire and in records: a constexpr table, looked up both ways.
template <typename Enum, size_t N> using Names = std::array<std::pair<Enum, const char*>, N>;

template <typename Enum, size_t N>
[[nodiscard]] QString nameIn(const Names<Enum, N>& names, Enum value)
{
    for (const auto& [key, name] : names) {
        if (key == value)
            return QString::fromLatin1(name);
    }
    return QStringLiteral("unknown");
}

template <typename Enum, size_t N>
[[nodiscard]] std::optional<Enum> valueIn(const Names<Enum, N>& names, const QString& text)
{
    for (const auto& [key, name] : names) {
        if (text == QLatin1String(name))
            return key;
    }
    return std::nullopt;
}

} // namespace Espalier
