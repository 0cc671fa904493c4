// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultverb.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>

namespace Espalier::Hostd {

namespace {

const char* const helpText =
    R"(usage: espalier-hostd fault KIND --state DIR --host CODE [--slot N] [--seconds N] [--off]
       espalier-hostd fault list --state DIR

Makes something go wrong with one host of the simulator that runs with this state folder, or with
--off ends it. A fault outlives a restart of the simulator. Only the trust domain
dev.espalier.internal has faults, and no real host has any.

  silent       it says nothing any more; its VMs and jobs go on. With --off it comes back
  late         teardowns take --seconds N (100)
  stuck        teardowns fail: a process holds the disk open (fact no_open_handles). With --off the
               cause is gone; a VM that is stuck waits for somebody to force it
  orphan       it states a VM's process that has no Birth; the host quarantines itself
  ghost        its running VMs are gone without a word. With --off it finds out: hypervisor-died
  leaked-slot  the slot refuses a new guest although none runs; needs --slot
  contradict   it states the VM of its next or newest Teardown as still running
  skew         its wall clock is --seconds N (120) ahead; a negative number: behind

  --state DIR   the simulator's state folder
  --host CODE   its place, as A07-12, or its UUID
  --slot N      of this slot only
  --off         end it
)";

std::optional<int> numberOf(const QString& text)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

// --name value and --name=value. Answers what is wrong.
QString split(const QStringList& words, QMap<QString, QString>& values)
{
    static const QStringList known{QStringLiteral("--state"), QStringLiteral("--host"),
        QStringLiteral("--slot"), QStringLiteral("--seconds"), QStringLiteral("--off")};
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString name = words.at(i).section(u'=', 0, 0);
        if (!known.contains(name))
            return QStringLiteral("\"%1\" is no option of fault").arg(words.at(i));
        if (values.contains(name))
            return QStringLiteral("%1 stands twice").arg(name);
        QString value = words.at(i).section(u'=', 1);
        const bool isFlag = name == QLatin1String("--off");
        if (isFlag && words.at(i).contains(u'='))
            return QStringLiteral("--off takes no value");
        if (!isFlag && !words.at(i).contains(u'=') && i + 1 < words.size())
            value = words.at(++i);
        if (!isFlag && value.isEmpty())
            return QStringLiteral("%1 needs a value").arg(name);
        values.insert(name, value);
    }
    return {};
}

QString fill(const QString& kind, const QMap<QString, QString>& values, FaultRequest& request)
{
    const auto known = faultFromName(kind);
    if (!known)
        return QStringLiteral("\"%1\" is none of %2")
            .arg(kind, faultNames().join(QStringLiteral(", ")));
    request.host = values.value(QStringLiteral("--host"));
    if (request.host.isEmpty())
        return QStringLiteral("--host is missing: its code, as A07-12");
    request.off = values.contains(QStringLiteral("--off"));
    request.fault.kind = *known;
    const auto slot = numberOf(values.value(QStringLiteral("--slot"), QStringLiteral("0")));
    if (!slot || (*slot < 1 && values.contains(QStringLiteral("--slot"))))
        return QStringLiteral("--slot: \"%1\" is no number from 1 on")
            .arg(values.value(QStringLiteral("--slot")));
    request.fault.slot = *slot;
    const QString seconds = values.value(QStringLiteral("--seconds"));
    if (seconds.isEmpty()) {
        request.fault.seconds = defaultSeconds(*known);
        return {};
    }
    const auto number = numberOf(seconds);
    if (!number)
        return QStringLiteral("--seconds: \"%1\" is no number").arg(seconds);
    if (request.off)
        return QStringLiteral("--off takes no --seconds");
    request.fault.seconds = *number;
    return {};
}

} // namespace

ParsedFault parseFault(const QStringList& arguments)
{
    if (arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h")))
        return HelpWanted{QLatin1String(helpText)};
    const QString kind = arguments.value(0);
    if (kind.isEmpty() || kind.startsWith(u'-'))
        return UsageError{QStringLiteral("say which fault: one of %1, or list")
                              .arg(faultNames().join(QStringLiteral(", ")))};
    QMap<QString, QString> values;
    if (const QString problem = split(arguments.mid(1), values); !problem.isEmpty())
        return UsageError{problem};
    FaultCommand command;
    command.stateFolder = values.value(QStringLiteral("--state"));
    command.request.list = kind == QLatin1String("list");
    if (command.stateFolder.isEmpty())
        return UsageError{QStringLiteral("--state is missing: the simulator's state folder")};
    if (command.request.list)
        return values.size() == 1 ? ParsedFault(command)
                                  : UsageError{QStringLiteral("list takes --state only")};
    if (const QString problem = fill(kind, values, command.request); !problem.isEmpty())
        return UsageError{problem};
    return command;
}

FaultAnswer askForFault(const FaultCommand& command)
{
    constexpr std::chrono::seconds patience{10};
    const QString folder = QDir(command.stateFolder).absolutePath();
    QString why;
    const auto line =
        Daemon::ControlSocket::ask(faultSocket(folder), toLine(command.request), patience, &why);
    if (line) {
        const QString text = QString::fromUtf8(*line);
        return {text.startsWith(QLatin1String("ok: ")), text.section(QStringLiteral(": "), 1)};
    }
    if (!why.isEmpty())
        return {false, why};
    if (!QFileInfo::exists(folder + QStringLiteral("/hostd.sqlite")))
        return {false, QStringLiteral("%1 is no state folder of a host daemon").arg(folder)};
    if (QFileInfo::exists(folder + QStringLiteral("/qemu")))
        return {false,
            QStringLiteral("%1 is the state folder of a real host: faults are for simulated hosts "
                           "only")
                .arg(folder)};
    return {false,
        QStringLiteral("nobody listens in %1: faults exist only while a simulator of the trust "
                       "domain %2 runs there")
            .arg(folder, QStringLiteral("dev.espalier.internal"))};
}

} // namespace Espalier::Hostd
