// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <stdexcept>

namespace Espalier::Tour {

// A step did not hold: says what was expected and what was seen. Thrown by everything that waits.
class Failure final : public std::runtime_error {
public:
    explicit Failure(const QString& text)
        : std::runtime_error(text.toStdString())
    {
    }

    [[nodiscard]] QString text() const { return QString::fromUtf8(what()); }
};

} // namespace Espalier::Tour
