// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outputtail.h"

#include "messages.h"

namespace Espalier::Text {

namespace {

constexpr char16_t pictures = 0x2400; // of the control characters, in their order
constexpr char16_t pictureOfDelete = 0x2421;

// Marks that turn the direction of what follows (UAX #9), and the C1 controls.
bool isMisleading(char16_t c)
{
    return (c >= 0x80 && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F
        || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

QString shown(const QString& text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar one : text) {
        const char16_t c = one.unicode();
        if (c == u'\n' || c == u'\t')
            safe += one;
        else if (c == u'\r')
            continue;
        else if (c < 0x20)
            safe += QChar(static_cast<char16_t>(pictures + c));
        else if (c == 0x7F)
            safe += QChar(pictureOfDelete);
        else if (isMisleading(c) || one.category() == QChar::Separator_Line
            || one.category() == QChar::Separator_Paragraph)
            safe += QChar::ReplacementCharacter;
        else
            safe += one;
    }
    return safe;
}

} // namespace

QString OutputTail::take(quint64 offset, const QByteArray& bytes)
{
    QString came;
    if (offset > m_end) {
        came = QLatin1Char('[') + sentence(message("output.gap", QString::number(offset - m_end)))
            + QStringLiteral("]\n");
        if (!m_text.isEmpty() && !m_text.endsWith(QLatin1Char('\n')))
            came.prepend(QLatin1Char('\n'));
        m_decoder.resetState();
        m_end = offset;
    }
    const quint64 known = m_end - offset;
    if (known < static_cast<quint64>(bytes.size())) {
        const QString text = m_decoder.decode(bytes.mid(static_cast<qsizetype>(known)));
        came += shown(text);
        m_end = offset + static_cast<quint64>(bytes.size());
    }
    m_text += came;
    if (m_text.size() > most) {
        // From the start of a line, so that no half of one looks like a whole.
        const qsizetype line = m_text.indexOf(QLatin1Char('\n'), m_text.size() - most);
        m_text.remove(0, line < 0 ? m_text.size() - most : line + 1);
    }
    return came;
}

} // namespace Espalier::Text
