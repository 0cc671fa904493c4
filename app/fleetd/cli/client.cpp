// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"

#include <grpcpp/create_channel.h>

#include <array>

namespace Espalier::Fleetd::Cli {

namespace {

constexpr std::array codes{"OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
    "UNAUTHENTICATED"};

} // namespace

Evidence::Result<std::shared_ptr<grpc::Channel>> dial(
    const Arguments& arguments, const QString& folder, const Clock& clock)
{
    const PkiPaths pki{arguments.value(QStringLiteral("--pki"))};
    const Daemon::TlsFiles files =
        identityIn(folder, arguments.value(QStringLiteral("--roots"), pki.roots()));
    return dialWith(arguments,
        {arguments.value(QStringLiteral("--cert"), files.certificate),
            arguments.value(QStringLiteral("--key"), files.key), files.roots},
        clock);
}

Evidence::Result<std::shared_ptr<grpc::Channel>> dialWith(
    const Arguments& arguments, const Daemon::TlsFiles& files, const Clock& clock)
{
    const auto identity = Daemon::readTlsIdentity(files);
    if (!identity)
        return Evidence::Error{identity.error()};
    Tls::TlsSettings settings;
    settings.identity = *identity;
    settings.clock = &clock;
    settings.peerRule = Tls::onlyFleetdOf(arguments.value(QStringLiteral("--site")));
    const auto credentials = Tls::channelCredentials(settings);
    if (!credentials)
        return Evidence::Error{credentials.error()};
    return std::shared_ptr<grpc::Channel>(
        grpc::CreateCustomChannel(arguments.value(QStringLiteral("--fleetd")).toStdString(),
            *credentials, Tls::channelArguments()));
}

void setDeadline(grpc::ClientContext& context, std::chrono::seconds deadline)
{
    context.set_deadline(std::chrono::system_clock::now() + deadline);
}

QString words(const grpc::Status& status)
{
    const auto code = static_cast<size_t>(status.error_code());
    QString text =
        QStringLiteral("%1: %2").arg(QLatin1String(code < codes.size() ? codes[code] : "UNKNOWN"),
            QString::fromStdString(status.error_message()));
    if (status.error_code() == grpc::StatusCode::UNAVAILABLE)
        text += QStringLiteral(" (no fleetd there, or it closed the connection during "
                               "identification: its log says why)");
    return text;
}

} // namespace Espalier::Fleetd::Cli
