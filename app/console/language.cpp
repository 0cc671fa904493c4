// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>

#include <algorithm>

namespace Espalier {

namespace {

const QString folder = QStringLiteral(":/i18n");
const QString prefix = QStringLiteral("espalier_");

// de-DE, de_AT.UTF-8 -> de
QString languageOf(const QString& name)
{
    const auto end = std::find_if_not(
        name.begin(), name.end(), [](QChar letter) { return letter.isLetterOrNumber(); });
    return QString(name.begin(), end - name.begin()).toLower();
}

} // namespace

Language::Language(const QStringList& wanted)
    : m_chosen(chosen(wanted, known()))
{
    if (m_chosen.isEmpty())
        return;
    // Qt's own words, such as those of the file dialog, where its translations are installed.
    install(
        QStringLiteral("qtbase_") + m_chosen, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(prefix + m_chosen, folder);
}

Language::~Language()
{
    for (const auto& translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
}

QString Language::name() const { return m_chosen.isEmpty() ? QStringLiteral("en") : m_chosen; }

QStringList Language::known()
{
    QStringList names = QDir(folder).entryList({prefix + u'*'}, QDir::Files, QDir::Name);
    for (QString& name : names)
        name = name.mid(prefix.size()).section(u'.', 0, 0);
    return names;
}

QString Language::chosen(const QStringList& wanted, const QStringList& known)
{
    for (const QString& name : wanted) {
        const QString language = languageOf(name);
        if (language == QLatin1String("en") || language == QLatin1String("c"))
            return {};
        if (known.contains(language))
            return language;
    }
    return {};
}

void Language::install(const QString& file, const QString& path)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(file, path))
        return;
    QCoreApplication::installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
}

} // namespace Espalier
