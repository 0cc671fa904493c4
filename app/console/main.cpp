// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"
#include "keepkey.h"
#include "language.h"
#include "listrun.h"

#include <link/tls/credentials.h>

#include <QApplication>
#include <QLoggingCategory>

#include <cstdio>

using namespace Espalier;

namespace {

Q_LOGGING_CATEGORY(logConsole, "espalier.console")

int printAndEnd(const ParsedOptions& parsed)
{
    std::FILE* out = parsed.exitCode == 0 ? stdout : stderr;
    std::fputs(qPrintable(parsed.print), out);
    return parsed.exitCode;
}

// Qt would abort. Whoever names a platform knows what is there.
bool hasNoDisplay()
{
    return qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

int keepKeyAndEnd(const Options& options)
{
    CredentialStore credentials(QString::fromLatin1(keyringService));
    KeepKeyResult result;
    keepKey(credentials, options.profile, options.keepKey, [&](const KeepKeyResult& kept) {
        result = kept;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    std::fputs(qPrintable(result.text), result.exitCode == 0 ? stdout : stderr);
    return result.exitCode;
}

} // namespace

int main(int argc, char** argv)
{
    Tls::prepareProcess();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const ParsedOptions parsed = parseOptions(arguments);
    if (!parsed.options)
        return printAndEnd(parsed);
    int one = 1; // all arguments are ours: what is wrong is said without a display
    if (!parsed.options->keepKey.isEmpty()) {
        const QCoreApplication application(one, argv);
        return keepKeyAndEnd(*parsed.options);
    }
    if (parsed.options->query) {
        const QCoreApplication application(one, argv);
        return listAndEnd(*parsed.options);
    }
    if (hasNoDisplay()) {
        std::fputs(
            "espalier: there is no display here (DISPLAY and WAYLAND_DISPLAY are empty). Start "
            "it in a desktop session, or with ssh -X\n",
            stderr);
        return 1;
    }
    QApplication application(one, argv);
    QCoreApplication::setApplicationName(QStringLiteral("espalier"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ESPALIER_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Espalier"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.espalier.Espalier"));
    const Language language(QLocale::system().uiLanguages());
    const SystemClock clock;
    LogFile log(logFolder());
    if (const QString problem = log.open(); !problem.isEmpty())
        std::fprintf(stderr, "espalier: no log is written: %s\n", qUtf8Printable(problem));
    const LogToFile logging(log, clock, parsed.options->logLevel);
    qCInfo(logConsole).noquote() << "espalier" << ESPALIER_VERSION << "with Qt" << qVersion()
                                 << "on" << QGuiApplication::platformName() << "in"
                                 << language.name();
    const Application console(*parsed.options, application);
    return QApplication::exec();
}
