// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"
#include "cli/verbs.h"

#include <link/tls/credentials.h>

#include <QCoreApplication>

#include <cstdio>
#include <sys/stat.h>

using namespace Espalier::Fleetd;

namespace {

const char* const usage =
    R"(usage: espalier-fleetd serve --pki DIR --site SITE --state DIR --listen HOST:PORT [--log-level LEVEL]
       espalier-fleetd submit --pki DIR --site SITE --fleetd HOST:PORT --tenant T --script FILE [...] [--wait]
       espalier-fleetd cancel JOB --pki DIR --site SITE --fleetd HOST:PORT [--grace SECONDS]
       espalier-fleetd command VERB TARGET... --reason TEXT --pki DIR --site SITE --fleetd HOST:PORT [...]
       espalier-fleetd list TYPE --json --pki DIR --site SITE --fleetd HOST:PORT [--user ID]
       espalier-fleetd backup FILE --state DIR
       espalier-fleetd dev-pki DIR [--site NAME]... [--hosts SITE=N]... [--real-host SITE] [--seed N] [--image DIGEST]...
       espalier-fleetd dev-roster DIR [--image DIGEST]...
       espalier-fleetd --version | --help

The control plane of one site: places jobs on slots, keeps the fleet's record, serves list and watch.

serve        PORT 0 takes a free one; the address stands in STATE/address. --log-level: debug, info,
             warning. In place of --pki: --cert --key --roots --roster --roster-keys --hosts
             --inventory --tenant-key, one file each; certificate, key, roots, roster and host
             list are read again when they change. --floors POOL=N,...: free slots that a pool
             shall keep while hosts are drained. Ends by a signal; the next start recovers.
submit       one job: [--cluster C] [--pipeline P] [--shape S] [--image DIGEST] [--time-limit SECONDS]
             [--host CODE] [--trusted] [--request-id HEX] [--cert FILE --key FILE]. --cache NAME,
             up to 4 times: the volume NAME of its pipeline, at /cache/NAME in the VM. --wait prints VM,
             output, exit and badge; exit status 0 only if the end of the VM is proven.
             S: linux.test.1x256m (default, a real VM); sim.medium is make-believe, no script runs.
cancel       by the queue that submitted it: the job is asked to end, after --grace (300) it is made to.
command      signs and sends what a person orders, prints how far each target has come until all have
             ended, exit status 0 only if all succeeded. In a development trust domain only.
             VERB: cordon uncordon maintenance drain stop-drain cancel teardown force-destroy evict
             pin quota.
             drain takes --param deadline=TIME (2026-11-24T08:00:00Z), atDeadline=wait|ask|cancel,
             wave=HOSTS, and drain=ID to change one that runs; stop-drain needs --param drain=ID and
             return=in-service|cordoned. ID: the drain's, see "list drain".
             TARGET: code or id of a host, a slot (its VM) or a VM; id or TENANT/CLUSTER/PIPELINE/NAME
             of a cache volume, to evict with @HOST behind it; pin takes --param pinned=false, quota
             needs --param bytes=N. [--ticket T] [--user ID] [--key FILE]
             [--device ID] [--grace SECONDS] [--param NAME=VALUE]... [--dry-run] [--wait SECONDS];
             for tests [--generation N] [--boot-id X] [--not-after SECONDS] [--policy-version N]
             [--tier T] [--id HEX] [--save FILE], and --send FILE for what --save kept.
list         TYPE: site rack host slot vm job record image shape command drain cache-volume alarm-mark
             audit-entry.
backup       a copy of the record, of a running daemon or of one that stands still.
dev-pki      a development trust domain: authority, roster, sites, hosts, users.
dev-roster   signs that roster again, one version higher, with these images approved as well.

Exit status: 0 done, 1 failed (the reason is on stderr), 2 misuse.
)";

} // namespace

int main(int argc, char** argv)
{
    Espalier::Tls::prepareProcess();
    ::umask(077); // records, keys and sockets are nobody else's
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("espalier-fleetd"));
    const QStringList words = QCoreApplication::arguments().mid(1);
    const QString verb = words.value(0);
    if (verb == QLatin1String("--version")) {
        std::puts("espalier-fleetd " ESPALIER_VERSION);
        return Cli::done;
    }
    if (verb == QLatin1String("--help") || words.contains(QStringLiteral("--help"))) {
        std::fputs(usage, stdout);
        return Cli::done;
    }
    const QList<QPair<QLatin1String, int (*)(const QStringList&)>> verbs{
        {QLatin1String("serve"), &Cli::serve},
        {QLatin1String("submit"), &Cli::submit},
        {QLatin1String("cancel"), &Cli::cancel},
        {QLatin1String("command"), &Cli::command},
        {QLatin1String("list"), &Cli::list},
        {QLatin1String("backup"), &Cli::backup},
        {QLatin1String("dev-pki"), &Cli::devPki},
        {QLatin1String("dev-roster"), &Cli::devRoster},
    };
    for (const auto& [name, run] : verbs) {
        if (verb == name)
            return run(words.mid(1));
    }
    return Cli::fail(
        QStringLiteral("\"%1\" is no verb (see espalier-fleetd --help)").arg(verb), Cli::misused);
}
