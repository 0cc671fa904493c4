// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTranslator>

#include <memory>
#include <vector>

namespace Espalier {

// The language of the window: the first that the desktop asks for and that is here. As long as it
// lives, everything that tr() says is in it. English is in the sources and needs no file.
class Language final {
public:
    // Names of languages as QLocale::uiLanguages() gives them, the most wanted first.
    explicit Language(const QStringList& wanted);
    ~Language();
    Q_DISABLE_COPY_MOVE(Language)

    [[nodiscard]] QString name() const; // de, en
    [[nodiscard]] static QStringList known(); // without English
    // Empty: English, which is also what somebody gets whose languages are all missing.
    [[nodiscard]] static QString chosen(const QStringList& wanted, const QStringList& known);

private:
    void install(const QString& file, const QString& folder);

    const QString m_chosen;
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace Espalier
