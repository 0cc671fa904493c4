// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace Espalier::Tests {

// A language whose every text is 40 % longer than the English one: what German does to a layout,
// before there is German. Placeholders and mnemonics stay.
class Lengthened final : public QTranslator {
public:
    [[nodiscard]] QString translate(
        const char*, const char* source, const char*, int) const override
    {
        const QString text = QString::fromUtf8(source);
        const QString more = QStringLiteral("nungen und weiterungen ").repeated(40);
        return QString(text + more.left((text.size() * 2 + 4) / 5));
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

} // namespace Espalier::Tests
