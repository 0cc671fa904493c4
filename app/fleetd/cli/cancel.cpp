// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"
#include "verbs.h"

#include <espalier/v1/jobs.grpc.pb.h>

#include <cstdio>

namespace Espalier::Fleetd::Cli {

namespace v1 = ::espalier::v1;

int cancel(const QStringList& words)
{
    ArgumentRule rule;
    for (const char* option :
        {"--pki", "--site", "--fleetd", "--grace", "--cert", "--key", "--roots"})
        rule.values.append(QLatin1String(option));
    rule.positional = 1;
    const auto arguments = Arguments::parse(words, rule);
    if (!arguments)
        return fail(arguments.error(), misused);
    const QString missing =
        arguments->missing({QStringLiteral("--site"), QStringLiteral("--fleetd")});
    if (!missing.isEmpty())
        return fail(QStringLiteral("%1 is needed").arg(missing), misused);
    bool number = true;
    const uint grace =
        arguments->value(QStringLiteral("--grace"), QStringLiteral("0")).toUInt(&number);
    if (!number)
        return fail(QStringLiteral("--grace: a number of seconds is needed"), misused);
    const SystemClock clock;
    const PkiPaths pki{arguments->value(QStringLiteral("--pki"))};
    const auto channel = dial(*arguments,
        pki.site(arguments->value(QStringLiteral("--site"))) + QStringLiteral("/queue"), clock);
    if (!channel)
        return fail(channel.error(), failed);
    v1::CancelJobRequest request;
    request.set_job(arguments->words().front().toStdString());
    request.set_grace_s(grace);
    grpc::ClientContext context;
    setDeadline(context, unaryDeadline);
    v1::CancelJobResponse response;
    const grpc::Status status =
        v1::Jobs::NewStub(*channel)->CancelJob(&context, request, &response);
    if (!status.ok())
        return fail(Cli::words(status), failed);
    // That it has ended is the host's to say: submit --wait, or the console, tells.
    std::printf("asked to end: job %s\n", request.job().c_str());
    return done;
}

} // namespace Espalier::Fleetd::Cli
