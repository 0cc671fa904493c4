// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logfile.h"

#include <prefs/xdg.h>

#include <QLoggingCategory>
#include <QRegularExpression>

#include <atomic>
#include <cstdio>

namespace Espalier {

namespace {

constexpr qsizetype lineAtMost = 2'000; // characters

struct Target {
    LogFile& file;
    const Clock& clock;
};
// What Qt's handler, a plain function, can reach. Set while LogToFile lives.
std::atomic<Target*> currentTarget = nullptr;

const char* levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return "critical";
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (Target* target = currentTarget)
        target->file.write(target->clock.wall(), levelName(type),
            context.category ? context.category : "default", message);
    if (type != QtDebugMsg && type != QtInfoMsg)
        std::fprintf(stderr, "espalier: %s\n", qUtf8Printable(logLine(message)));
}

QString nameOf(const QString& folder, int number)
{
    const QString name = folder + QStringLiteral("/espalier.log");
    return number == 0 ? name : name + u'.' + QString::number(number);
}

} // namespace

QString logLine(const QString& message)
{
    static const QRegularExpression key(
        QStringLiteral("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)"),
        QRegularExpression::DotMatchesEverythingOption);
    QString line = message;
    line.replace(key, QStringLiteral("[a private key was here]"));
    for (QChar& character : line) {
        if (character.category() == QChar::Other_Control
            || character.category() == QChar::Separator_Line
            || character.category() == QChar::Separator_Paragraph)
            character = u' ';
    }
    if (line.size() > lineAtMost)
        line = line.left(lineAtMost) + QStringLiteral(" ...");
    return line;
}

LogFile::LogFile(QString folder, qint64 atMost)
    : m_folder(std::move(folder))
    , m_atMost(atMost)
{
}

QString LogFile::open()
{
    const std::lock_guard lock(m_mutex);
    if (QString problem = makePrivateFolder(m_folder); !problem.isEmpty())
        return problem;
    m_file.setFileName(nameOf(m_folder, 0));
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append))
        return QStringLiteral("%1: %2").arg(m_file.fileName(), m_file.errorString());
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

void LogFile::write(WallTime at, const char* level, const char* category, const QString& message)
{
    const QByteArray line =
        QStringLiteral("%1 %2 %3: %4\n")
            .arg(utcText(at), QLatin1String(level), QLatin1String(category), logLine(message))
            .toUtf8();
    const std::lock_guard lock(m_mutex);
    if (m_file.isOpen() && m_file.size() + line.size() > m_atMost)
        turnOver();
    if (!m_file.isOpen())
        return;
    m_file.write(line);
    m_file.flush();
}

void LogFile::turnOver()
{
    m_file.close();
    QFile::remove(nameOf(m_folder, olderFiles));
    for (int number = olderFiles; number > 0; --number)
        QFile::rename(nameOf(m_folder, number - 1), nameOf(m_folder, number));
    if (m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QStringList LogFile::files(const QString& folder)
{
    QStringList names;
    for (int number = 0; number <= olderFiles; ++number) {
        if (QFile::exists(nameOf(folder, number)))
            names.append(nameOf(folder, number));
    }
    return names;
}

QString logFolder() { return stateFolder() + QStringLiteral("/logs"); }

std::optional<LogLevel> logLevelFromText(const QString& text)
{
    if (text == QLatin1String("debug"))
        return LogLevel::Debug;
    if (text == QLatin1String("info"))
        return LogLevel::Info;
    if (text == QLatin1String("warning"))
        return LogLevel::Warning;
    return std::nullopt;
}

LogToFile::LogToFile(LogFile& file, const Clock& clock, LogLevel level)
{
    QString rules = QStringLiteral("espalier.*.debug=true");
    if (level != LogLevel::Debug)
        rules = QStringLiteral("*.debug=false");
    if (level == LogLevel::Warning)
        rules += QStringLiteral("\n*.info=false");
    QLoggingCategory::setFilterRules(rules);
    currentTarget = new Target{file, clock};
    m_before = qInstallMessageHandler(&handle);
}

LogToFile::~LogToFile()
{
    qInstallMessageHandler(m_before);
    delete currentTarget.exchange(nullptr);
}

} // namespace Espalier
