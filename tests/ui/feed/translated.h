// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QSet>
#include <QTranslator>

#include <memory>

namespace Espalier::Tests {

// The language of the file that ESPALIER_TRANSLATION names, as long as it lives. It notes what is
// asked for and not in the file: a context that the sources call otherwise than lupdate thinks.
class Translated final : public QTranslator {
public:
    // nullptr if the variable is not set. A file that cannot be loaded ends the program.
    [[nodiscard]] static std::unique_ptr<Translated> wanted()
    {
        const QString file = qEnvironmentVariable("ESPALIER_TRANSLATION");
        if (file.isEmpty())
            return nullptr;
        auto translated = std::make_unique<Translated>();
        if (!translated->load(file))
            qFatal("%s cannot be loaded", qPrintable(file));
        QCoreApplication::installTranslator(translated.get());
        return translated;
    }
    [[nodiscard]] QString translate(
        const char* context, const char* source, const char* disambiguation, int n) const override
    {
        QString text = QTranslator::translate(context, source, disambiguation, n);
        const QByteArray name(context);
        const bool ofQt = name.size() > 1 && name[0] == 'Q' && name[1] >= 'A' && name[1] <= 'Z';
        if (text.isEmpty() && *source != 0 && !ofQt)
            m_missed.insert(QStringLiteral("[%1] %2").arg(
                QString::fromUtf8(context), QString::fromUtf8(source)));
        return text;
    }
    [[nodiscard]] QStringList missed() const
    {
        QStringList all = m_missed.values();
        all.sort();
        return all;
    }

private:
    mutable QSet<QString> m_missed;
};

} // namespace Espalier::Tests
