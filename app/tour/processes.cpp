// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processes.h"

#include <QDir>
#include <QFile>

#include <algorithm>

#include <unistd.h>

namespace Espalier::Tour {

namespace {

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray statusField(const QByteArray& status, const QByteArray& key)
{
    const QList<QByteArray> lines = status.split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(key))
            return line.mid(key.size()).simplified();
    }
    return {};
}

// The text of a link that points to no file ("net:[4026531840]"), which QFile would make a path of.
QByteArray linkText(const QByteArray& path)
{
    QByteArray text(256, Qt::Uninitialized);
    const ssize_t size =
        ::readlink(path.constData(), text.data(), static_cast<std::size_t>(text.size()));
    return text.left(std::max<qsizetype>(size, 0));
}

} // namespace

std::optional<ProcessFacts> process(qint64 pid)
{
    const QString folder = QStringLiteral("/proc/%1/").arg(pid);
    const QByteArray stat = readAll(folder + QStringLiteral("stat"));
    const QByteArray status = readAll(folder + QStringLiteral("status"));
    // The command name may hold spaces and brackets: fields are counted from the last one
    // (proc(5)).
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype startTimeField = 22 - 3;
    if (status.isEmpty() || fields.size() <= startTimeField)
        return std::nullopt;
    ProcessFacts facts;
    facts.pid = pid;
    facts.state = fields[0].isEmpty() ? '?' : fields[0].at(0);
    facts.parent = fields[1].toLongLong();
    facts.startTicks = fields[startTimeField].toULongLong();
    const QList<QByteArray> uids = statusField(status, "Uid:").split(' ');
    facts.uid = uids.value(1, "-1").toLongLong();
    facts.residentKiB = statusField(status, "VmRSS:").split(' ').value(0).toLongLong();
    facts.program = QFile::symLinkTarget(folder + QStringLiteral("exe"));
    facts.netNamespace = QString::fromLocal8Bit(linkText(folder.toLocal8Bit() + "ns/net"));
    const QList<QByteArray> arguments = readAll(folder + QStringLiteral("cmdline")).split('\0');
    for (const QByteArray& argument : arguments)
        facts.arguments.append(QString::fromUtf8(argument));
    if (!facts.arguments.isEmpty() && facts.arguments.last().isEmpty())
        facts.arguments.removeLast();
    return facts;
}

std::vector<ProcessFacts> processes()
{
    std::vector<ProcessFacts> all;
    const QStringList names =
        QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& name : names) {
        bool number = false;
        const qint64 pid = name.toLongLong(&number);
        if (!number)
            continue;
        if (auto facts = process(pid))
            all.push_back(std::move(*facts));
    }
    return all;
}

std::vector<ProcessFacts> processesWith(const QString& argumentPart)
{
    std::vector<ProcessFacts> all = processes();
    std::erase_if(all, [&argumentPart](const ProcessFacts& facts) {
        return facts.state == 'Z'
            || std::ranges::none_of(facts.arguments, [&argumentPart](const QString& argument) {
                   return argument.contains(argumentPart);
               });
    });
    return all;
}

std::vector<ProcessFacts> hypervisors()
{
    std::vector<ProcessFacts> all = processesWith(QStringLiteral("qemu-system"));
    std::erase_if(all, [](const ProcessFacts& facts) {
        return !facts.arguments.front().contains(QLatin1String("qemu-system"));
    });
    return all;
}

std::optional<ProcessFacts> hypervisorOf(const QString& vm)
{
    for (const ProcessFacts& facts : hypervisors()) {
        if (facts.arguments.join(QLatin1Char(' ')).contains(vm))
            return facts;
    }
    return std::nullopt;
}

} // namespace Espalier::Tour
