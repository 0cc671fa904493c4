// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QSize>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace Espalier::Tour {

// A desktop for one program and no person: an X server (Xvfb), a session bus with accessibility,
// and a Secret Service that is unlocked. All of it is this process's child, dies with it, and
// touches neither the user's display nor the user's keyring. Main thread only. Throws Failure
// naming what is missing.
class Stage final {
public:
    enum class Secrets { Unlocked, None };

    // folder: where the services' own output is kept.
    Stage(const QString& folder, QSize screen, Secrets secrets = Secrets::Unlocked);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    [[nodiscard]] QString display() const { return m_display; }
    [[nodiscard]] QString sessionBus() const { return m_sessionBus; }
    // What a program needs to appear on this stage, over this process's own environment.
    [[nodiscard]] QProcessEnvironment environment() const;

    // Starts a program on the stage; its output goes to FOLDER/<name>.log. It lives as long as the
    // stage.
    QProcess& start(const QString& name, const QString& program, const QStringList& arguments);

private:
    QProcess& spawn(const QString& name, const QString& program, const QStringList& arguments,
        const QProcessEnvironment& environment, bool readOutput);
    [[nodiscard]] QString firstLine(QProcess& process, const QString& what);
    void startSecrets();

    QString m_folder;
    QTemporaryDir m_home;
    QString m_display;
    QString m_sessionBus;
    std::vector<std::unique_ptr<QProcess>> m_processes;
};

} // namespace Espalier::Tour
