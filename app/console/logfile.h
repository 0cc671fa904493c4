// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>

#include <QFile>

#include <mutex>
#include <optional>

namespace Espalier {

// One line as it may stand in a log: no line ends, no other control characters, at most 2,000
// characters, and what looks like a private key is taken out.
[[nodiscard]] QString logLine(const QString& message);

// espalier.log in a folder of the owner's, with up to three older ones behind it (.1 to .3); a file
// that would grow over its size moves back by one. Thread-safe.
class LogFile final {
public:
    static constexpr qint64 fileAtMost = 1'048'576; // bytes
    static constexpr int olderFiles = 3;

    explicit LogFile(QString folder, qint64 atMost = fileAtMost);
    // Answers why nothing can be written there; empty: all is well.
    [[nodiscard]] QString open();
    // A disk that is full loses lines, never the program.
    void write(WallTime at, const char* level, const char* category, const QString& message);
    [[nodiscard]] static QStringList files(const QString& folder); // those that exist, newest first

private:
    void turnOver();

    const QString m_folder;
    const qint64 m_atMost;
    std::mutex m_mutex;
    QFile m_file; // under m_mutex
};

// The folder of the console's logs: stateFolder()/logs.
[[nodiscard]] QString logFolder();

enum class LogLevel { Debug, Info, Warning };
[[nodiscard]] std::optional<LogLevel> logLevelFromText(const QString& text);

// As long as it lives, what this process logs goes into the file; warnings and worse to stderr as
// well. One at a time. Main thread; file and clock outlive it.
class LogToFile final {
public:
    LogToFile(LogFile& file, const Clock& clock, LogLevel level);
    ~LogToFile();
    LogToFile(const LogToFile&) = delete;
    LogToFile& operator=(const LogToFile&) = delete;

private:
    QtMessageHandler m_before;
};

} // namespace Espalier
