// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include "keepkey.h"
#include "startprofile.h"

#include <prefs/xdg.h>
#include <shell/mainwindow.h>

#include <QApplication>
#include <QTextStream>
#include <QTimer>

#include <cstdio>

namespace Espalier {

namespace {

constexpr std::chrono::milliseconds longestDrain{3'000};
// For the desktop's colour scheme before the first window: a dark room wants no white flash.
constexpr std::chrono::milliseconds longestWait{300};

} // namespace

Application::Application(Options options, QApplication& application)
    : m_options(std::move(options))
    , m_theme(m_options.theme)
    , m_settings(configFolder() + QStringLiteral("/espalier.ini"),
          stateFolder() + QStringLiteral("/layout.ini"))
    , m_profiles(configFolder() + QStringLiteral("/profiles"))
    , m_credentials(QString::fromLatin1(keyringService))
    , m_colourScheme(QDBusConnection::sessionBus())
    , m_session(QDBusConnection::systemBus())
{
    QGuiApplication::setQuitOnLastWindowClosed(false);
    connect(&application, &QGuiApplication::lastWindowClosed, this, &Application::quit);
    awaitColourScheme();
}

Application::~Application()
{
    m_desk.reset();
    const QString problem = m_settings.sync();
    if (!problem.isEmpty())
        QTextStream(stderr) << "espalier: " << problem << '\n';
}

void Application::awaitColourScheme()
{
    if (m_colourScheme.isKnown() || m_theme.value_or(m_settings.theme()) != ThemeChoice::System) {
        openFirstDesk();
        return;
    }
    connect(&m_colourScheme, &Ui::ColourScheme::known, this, &Application::openFirstDesk);
    QTimer::singleShot(longestWait, this, &Application::openFirstDesk);
}

void Application::openFirstDesk()
{
    if (std::exchange(m_opened, true))
        return;
    const LoadedProfile loaded = startProfile(m_options, m_profiles, m_settings);
    if (!m_options.profile.isEmpty() && !loaded.profile)
        QTextStream(stderr) << "espalier: " << loaded.problem << '\n';
    open(loaded); // nothing: the window asks
}

void Application::chooseProfile(const QString& name)
{
    m_settings.setLastProfile(name);
    open(m_profiles.load(name));
}

void Application::open(const LoadedProfile& loaded)
{
    if (!loaded.profile || !loaded.profile->keyPath.isEmpty()) {
        openDesk(loaded, {});
        return;
    }
    m_credentials.read(loaded.profile->name, [this, loaded](const CredentialResult& result) {
        LoadedProfile opened = loaded;
        if (result.outcome != CredentialOutcome::Done)
            opened.problem =
                tr("The key of %1 could not be had from the keyring (%2). Unlock it and "
                   "connect again, or name a key file in the profile.")
                    .arg(loaded.profile->name, result.problem);
        openDesk(opened, result.secret);
    });
}

void Application::openDesk(const LoadedProfile& loaded, const QByteArray& key)
{
    m_changing = true;
    m_desk.reset();
    m_desk = std::make_unique<Desk>(DeskParts{m_clock, m_profiles, m_settings, loaded.profile,
        loaded.problem, key, m_theme, m_colourScheme, m_session, &m_credentials});
    Ui::MainWindow& window = m_desk->window();
    // Queued: the window must not be taken down inside its own signal.
    connect(&window, &Ui::MainWindow::profileChosen, this, &Application::chooseProfile,
        Qt::QueuedConnection);
    // What was chosen in the window outlives what the command line said.
    connect(&window, &Ui::MainWindow::themeChanged, this, [this] { m_theme.reset(); });
    window.show();
    m_changing = false;
}

void Application::quit()
{
    if (m_changing)
        return;
    m_credentials.drain(longestDrain, [] { QCoreApplication::quit(); });
}

} // namespace Espalier
