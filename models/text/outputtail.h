// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringDecoder>

namespace Espalier::Text {

// The newest part of what a job wrote, as text that is safe to show: a tenant's bytes are data.
// What cannot be printed stands as its picture (U+2400 and on), what could reorder the line as
// U+FFFD; a gap is said. Any one thread.
class OutputTail final {
public:
    static constexpr qsizetype most = 65'536; // characters kept; the host keeps as many bytes

    // Bytes at this offset of the whole output; those that were here before are dropped. The text
    // that came to the end.
    QString take(quint64 offset, const QByteArray& bytes);
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] quint64 end() const { return m_end; } // bytes of the whole output, seen or not

private:
    QString m_text;
    quint64 m_end = 0;
    QStringDecoder m_decoder{QStringDecoder::Utf8};
};

} // namespace Espalier::Text
