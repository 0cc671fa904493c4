// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <QMap>

#include <functional>
#include <optional>

namespace Espalier::Hostd {

namespace {

const char* const helpText =
    R"(usage: espalier-hostd serve --backend qemu --pki DIR --site SITE --fleetd HOST:PORT
                      --state DIR --image DIR [--slots N] [--uid-range A-B] [--accelerator A]
       espalier-hostd serve --backend simulated --pki DIR --site SITE --fleetd HOST:PORT
                      --state DIR [--hosts N]
       espalier-hostd fault KIND --state DIR --host CODE [--off]   (see espalier-hostd fault --help)
       espalier-hostd --version | --help

Runs the job VMs of one host and proves how each of them ended. It keeps its records, and what it
must know after a crash, in STATE/hostd.sqlite. Cache volumes of real VMs are images in
STATE/qemu/caches; STATE/cache.key (0600, made at the first one) wraps their keys: without it they
are lost, and with it and the state file they can be read. It ends like a crash, at any signal; its VMs live on
and the next start takes them up again.

  --backend KIND      qemu: real VMs, needs root. simulated: make-believe hosts for scale.
  --pki DIR           folder made by `espalier-fleetd dev-pki`; shorthand for the next three
  --site SITE         which site of it
  --identity DIR      tls.pem, tls.key and host.json, record.key (simulated: hosts.json)
  --roots FILE        trust bundle, PEM
  --roster-keys FILE  keys that sign the roster, hex, one a line; without them no person's command
                      is obeyed
  --fleetd HOST:PORT  the site's control plane
  --state DIR         this daemon's own folder
  --log-level LEVEL   debug, info (default) or warning
qemu:
  --image DIR         a guest image folder; may be repeated
  --slots N           1 to 64; without it what host.json says
  --uid-range A-B     uids of the VMs' processes; without it a range of this machine is leased
  --accelerator A     kvm or tcg; without it KVM if it really runs a guest
simulated:
  --hosts N           only the first N hosts of hosts.json
)";

struct Raw {
    QMap<QString, QStringList> values;
};

using Setter = std::function<QString(Options&, const QString&)>; // answers what is wrong

std::optional<int> numberIn(const QString& text, int from, int to)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    return ok && number >= from && number <= to ? std::optional(number) : std::nullopt;
}

QString setBackend(Options& options, const QString& value)
{
    if (value != QLatin1String("qemu") && value != QLatin1String("simulated"))
        return QStringLiteral("--backend: \"%1\" is neither qemu nor simulated").arg(value);
    options.simulated = value == QLatin1String("simulated");
    return {};
}

QString setUidRange(Options& options, const QString& value)
{
    const auto first = numberIn(value.section(u'-', 0, 0), 1000, 2'000'000'000);
    const auto last = numberIn(value.section(u'-', 1), 1000, 2'000'000'000);
    if (!first || !last || *last < *first)
        return QStringLiteral("--uid-range: \"%1\" is no range FIRST-LAST of uids from 1000 on")
            .arg(value);
    options.firstUid = *first;
    options.uidCount = *last - *first + 1;
    return {};
}

QString setChoice(
    QString& target, const char* name, const QStringList& choices, const QString& value)
{
    if (!choices.contains(value))
        return QStringLiteral("%1: \"%2\" is none of %3")
            .arg(QLatin1String(name), value, choices.join(QLatin1String(", ")));
    target = value;
    return {};
}

QString setNumber(int& target, const char* name, int to, const QString& value)
{
    const auto number = numberIn(value, 1, to);
    if (!number)
        return QStringLiteral("%1: \"%2\" is no number from 1 to %3")
            .arg(QLatin1String(name), value)
            .arg(to);
    target = *number;
    return {};
}

QString setAddress(Options& options, const QString& value)
{
    const QString port = value.section(u':', -1);
    if (!value.contains(u':') || value.startsWith(u':') || !numberIn(port, 1, 65'535))
        return QStringLiteral("--fleetd: \"%1\" is not HOST:PORT").arg(value);
    options.fleetd = value;
    return {};
}

Setter plain(QString Options::*member)
{
    return [member](Options& options, const QString& value) {
        options.*member = value;
        return QString();
    };
}

const QMap<QString, Setter>& setters()
{
    static const QMap<QString, Setter> all{
        {QStringLiteral("--backend"), setBackend},
        {QStringLiteral("--identity"), plain(&Options::identityFolder)},
        {QStringLiteral("--roots"), plain(&Options::roots)},
        {QStringLiteral("--roster-keys"), plain(&Options::rosterKeys)},
        {QStringLiteral("--fleetd"), setAddress},
        {QStringLiteral("--state"), plain(&Options::stateFolder)},
        {QStringLiteral("--log-level"),
            [](Options& options, const QString& value) {
                return setChoice(options.logLevel, "--log-level",
                    {QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning")},
                    value);
            }},
        {QStringLiteral("--image"),
            [](Options& options, const QString& value) {
                options.imageFolders.append(value);
                return QString();
            }},
        {QStringLiteral("--slots"),
            [](Options& options, const QString& value) {
                return setNumber(options.slots_, "--slots", 64, value);
            }},
        {QStringLiteral("--uid-range"), setUidRange},
        {QStringLiteral("--accelerator"),
            [](Options& options, const QString& value) {
                return setChoice(options.accelerator, "--accelerator",
                    {QStringLiteral("kvm"), QStringLiteral("tcg")}, value);
            }},
        {QStringLiteral("--hosts"),
            [](Options& options, const QString& value) {
                return setNumber(options.hosts, "--hosts", 10'000, value);
            }},
    };
    return all;
}

// --name value and --name=value; every name must be known.
std::variant<Raw, UsageError> split(const QStringList& arguments)
{
    Raw raw;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& word = arguments.at(i);
        const QString name = word.section(u'=', 0, 0);
        const bool known = setters().contains(name) || name == QLatin1String("--pki")
            || name == QLatin1String("--site");
        if (!known)
            return UsageError{QStringLiteral("\"%1\" is no option of serve").arg(word)};
        if (word.contains(u'=')) {
            raw.values[name].append(word.section(u'=', 1));
        } else if (i + 1 < arguments.size()) {
            raw.values[name].append(arguments.at(++i));
        } else {
            return UsageError{QStringLiteral("%1 needs a value").arg(name)};
        }
        if (raw.values.value(name).last().isEmpty())
            return UsageError{QStringLiteral("%1 needs a value").arg(name)};
        if (raw.values.value(name).size() > 1 && name != QLatin1String("--image"))
            return UsageError{QStringLiteral("%1 stands twice").arg(name)};
    }
    return raw;
}

QString missing(const Options& options, bool backendGiven)
{
    if (!backendGiven)
        return QStringLiteral("--backend is missing: qemu or simulated");
    if (options.identityFolder.isEmpty())
        return QStringLiteral("--identity is missing (or --pki and --site)");
    if (options.roots.isEmpty())
        return QStringLiteral("--roots is missing (or --pki)");
    if (options.fleetd.isEmpty())
        return QStringLiteral("--fleetd is missing: HOST:PORT of the site's control plane");
    if (options.stateFolder.isEmpty())
        return QStringLiteral("--state is missing: a folder of this daemon's own");
    if (!options.simulated && options.imageFolders.isEmpty())
        return QStringLiteral("--image is missing: a folder made by resources/guest/build");
    if (!options.simulated && options.hosts != 0)
        return QStringLiteral("--hosts is for the simulated backend only");
    if (options.simulated
        && (!options.imageFolders.isEmpty() || options.slots_ || options.uidCount))
        return QStringLiteral("--image, --slots and --uid-range are for the qemu backend only");
    return {};
}

// What --pki and --site stand for, where it is not said in single options.
QString resolvePki(const Raw& raw, Options& options)
{
    const QString pki = raw.values.value(QStringLiteral("--pki")).value(0);
    const QString site = raw.values.value(QStringLiteral("--site")).value(0);
    if (pki.isEmpty() != site.isEmpty())
        return QStringLiteral("--pki and --site go together");
    if (pki.isEmpty())
        return {};
    const QString kind = options.simulated ? QStringLiteral("simulator") : QStringLiteral("host");
    if (options.identityFolder.isEmpty())
        options.identityFolder = QStringLiteral("%1/sites/%2/%3").arg(pki, site, kind);
    if (options.roots.isEmpty())
        options.roots = QStringLiteral("%1/trust/roots.pem").arg(pki);
    if (options.rosterKeys.isEmpty())
        options.rosterKeys = QStringLiteral("%1/trust/roster.keys").arg(pki);
    return {};
}

} // namespace

ParsedOptions parseOptions(const QStringList& arguments)
{
    if (arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h")))
        return HelpWanted{QLatin1String(helpText)};
    if (arguments.isEmpty() || arguments.front() != QLatin1String("serve"))
        return UsageError{QStringLiteral("say what to do: espalier-hostd serve ...")};
    const auto parts = split(arguments.mid(1));
    if (const auto* error = std::get_if<UsageError>(&parts))
        return *error;
    const Raw& raw = std::get<Raw>(parts);
    Options options;
    for (auto it = setters().cbegin(); it != setters().cend(); ++it) {
        for (const QString& value : raw.values.value(it.key())) {
            if (const QString problem = it.value()(options, value); !problem.isEmpty())
                return UsageError{problem};
        }
    }
    if (const QString problem = resolvePki(raw, options); !problem.isEmpty())
        return UsageError{problem};
    const bool backendGiven = raw.values.contains(QStringLiteral("--backend"));
    if (const QString problem = missing(options, backendGiven); !problem.isEmpty())
        return UsageError{problem};
    return options;
}

} // namespace Espalier::Hostd
