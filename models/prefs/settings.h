// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>

namespace Espalier {

enum class ThemeChoice { System, Light, Dark, HighContrast };

// What the console remembers, typed: choices in the configuration file, what it merely happened
// to look like (window layout, table columns) in the state file. Main thread only.
// A value that makes no sense is answered by its default.
class Settings final {
public:
    // Usually configFolder() + "/espalier.ini" and stateFolder() + "/layout.ini".
    Settings(const QString& configFile, const QString& stateFile);

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    [[nodiscard]] QString lastProfile() const; // name, empty: none yet
    void setLastProfile(const QString& name);

    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    [[nodiscard]] QByteArray windowState() const;
    void setWindowState(const QByteArray& state);
    [[nodiscard]] QByteArray tableLayout(const QString& table) const; // of one table by its id
    void setTableLayout(const QString& table, const QByteArray& layout);

    // Writes what has changed. Answers what is wrong, empty if all is on disk.
    [[nodiscard]] QString sync();

private:
    mutable QSettings m_config;
    mutable QSettings m_state;
};

} // namespace Espalier
