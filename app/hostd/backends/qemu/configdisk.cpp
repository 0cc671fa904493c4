// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "configdisk.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <array>
#include <cstdio>

namespace Espalier::Hostd {

namespace {

// resources/guest/README.md: a section's length, variables without the guest's eight defaults.
constexpr qsizetype maxSection = 1 << 20;
constexpr int maxVariables = 248;
constexpr qsizetype blockSize = 512;

void addSection(QByteArray& disk, const char* name, const QByteArray& bytes)
{
    disk += name;
    disk += ' ';
    disk += QByteArray::number(bytes.size());
    disk += '\n';
    disk += bytes;
    disk += '\n';
}

bool isVariableName(const QString& name)
{
    if (name.isEmpty() || name.at(0).isDigit())
        return false;
    for (const QChar c : name) {
        const char16_t code = c.unicode();
        const bool letter = (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z');
        if (!letter && !(code >= u'0' && code <= u'9') && code != u'_')
            return false;
    }
    return true;
}

std::optional<QByteArray> environmentLines(const QMap<QString, QString>& environment, QString* why)
{
    QByteArray lines;
    if (environment.size() > maxVariables) {
        *why = QStringLiteral("environment: %1 variables, at most %2 are allowed")
                   .arg(environment.size())
                   .arg(maxVariables);
        return std::nullopt;
    }
    for (auto it = environment.cbegin(); it != environment.cend(); ++it) {
        if (!isVariableName(it.key())) {
            *why = QStringLiteral("environment: \"%1\" is no name of a variable").arg(it.key());
            return std::nullopt;
        }
        if (it.value().contains(QLatin1Char('\n')) || it.value().contains(QChar(0))) {
            *why = QStringLiteral("environment: the value of %1 holds a line break or a NUL")
                       .arg(it.key());
            return std::nullopt;
        }
        lines += it.key().toUtf8();
        lines += '=';
        lines += it.value().toUtf8();
        lines += '\n';
    }
    return lines;
}

} // namespace

std::optional<QByteArray> configDiskBytes(const QByteArray& script,
    const QMap<QString, QString>& environment, QString* why, const QStringList& caches)
{
    if (script.isEmpty() || script.size() > maxSection) {
        *why = QStringLiteral("script: %1 bytes, it must have 1 to %2")
                   .arg(script.size())
                   .arg(maxSection);
        return std::nullopt;
    }
    const auto lines = environmentLines(environment, why);
    if (!lines)
        return std::nullopt;
    if (lines->size() > maxSection) {
        *why =
            QStringLiteral("environment: %1 bytes, at most %2").arg(lines->size()).arg(maxSection);
        return std::nullopt;
    }
    QByteArray disk("espalier-config/1\n");
    addSection(disk, "script", script);
    addSection(disk, "env", *lines);
    QByteArray mounts;
    for (qsizetype i = 0; i < caches.size(); ++i)
        mounts +=
            "espalier-cache-" + QByteArray::number(i + 1) + ' ' + caches.at(i).toUtf8() + '\n';
    if (!mounts.isEmpty())
        addSection(disk, "caches", mounts);
    addSection(disk, "end", {});
    const qsizetype rest = disk.size() % blockSize;
    if (rest != 0)
        disk.append(blockSize - rest, '\0');
    return disk;
}

UniqueFd sealedMemoryFile(const QByteArray& bytes, const char* label)
{
    const UniqueFd file(::memfd_create(label, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    qsizetype done = 0;
    while (file.isValid() && done < bytes.size()) {
        const ssize_t wrote =
            ::write(file.get(), bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (wrote <= 0)
            return {};
        done += wrote;
    }
    constexpr int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    if (!file.isValid() || ::fcntl(file.get(), F_ADD_SEALS, seals) != 0)
        return {};
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "/proc/self/fd/%d", file.get());
    return UniqueFd(::open(path.data(), O_RDONLY | O_CLOEXEC));
}

} // namespace Espalier::Hostd
