// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings.h"

#include "xdg.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <array>
#include <utility>

namespace Espalier {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Espalier::Settings)
};

const QString themeKey = QStringLiteral("appearance/theme");
const QString lastProfileKey = QStringLiteral("connection/last-profile");
const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");

constexpr std::array<std::pair<ThemeChoice, const char*>, 4> themes{{
    {ThemeChoice::System, "system"},
    {ThemeChoice::Light, "light"},
    {ThemeChoice::Dark, "dark"},
    {ThemeChoice::HighContrast, "high-contrast"},
}};

QString tableKey(const QString& table) { return QStringLiteral("tables/") + table; }

QString syncOne(QSettings& file)
{
    const QString folder = QFileInfo(file.fileName()).absolutePath();
    if (const QString problem = makePrivateFolder(folder); !problem.isEmpty())
        return problem;
    file.sync();
    if (file.status() != QSettings::NoError)
        return Text::tr("%1 cannot be written: check its owner and mode").arg(file.fileName());
    return {};
}

} // namespace

Settings::Settings(const QString& configFile, const QString& stateFile)
    : m_config(configFile, QSettings::IniFormat)
    , m_state(stateFile, QSettings::IniFormat)
{
}

ThemeChoice Settings::theme() const
{
    const QString name = m_config.value(themeKey).toString();
    for (const auto& [choice, known] : themes) {
        if (name == QLatin1String(known))
            return choice;
    }
    return ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice theme)
{
    for (const auto& [choice, known] : themes) {
        if (choice == theme)
            m_config.setValue(themeKey, QString::fromLatin1(known));
    }
}

QString Settings::lastProfile() const { return m_config.value(lastProfileKey).toString(); }
void Settings::setLastProfile(const QString& name) { m_config.setValue(lastProfileKey, name); }

QByteArray Settings::windowGeometry() const { return m_state.value(geometryKey).toByteArray(); }
void Settings::setWindowGeometry(const QByteArray& geometry)
{
    m_state.setValue(geometryKey, geometry);
}

QByteArray Settings::windowState() const { return m_state.value(stateKey).toByteArray(); }
void Settings::setWindowState(const QByteArray& state) { m_state.setValue(stateKey, state); }

QByteArray Settings::tableLayout(const QString& table) const
{
    return m_state.value(tableKey(table)).toByteArray();
}

void Settings::setTableLayout(const QString& table, const QByteArray& layout)
{
    m_state.setValue(tableKey(table), layout);
}

QString Settings::sync()
{
    const QString config = syncOne(m_config);
    const QString state = syncOne(m_state);
    return config.isEmpty() ? state : config;
}

} // namespace Espalier
