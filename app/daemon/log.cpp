// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

#include <QLoggingCategory>

#include <grpcpp/version_info.h>

// gRPC logs through a function of ours up to 1.65; later ones log through Abseil, by themselves.
#if GRPC_CPP_VERSION_MAJOR == 1 && GRPC_CPP_VERSION_MINOR < 65
#    include <grpc/support/log.h>
#    define ESPALIER_GRPC_LOG
#endif

namespace Espalier::Daemon {

namespace {

Q_LOGGING_CATEGORY(logGrpc, "espalier.grpc")

#ifdef ESPALIER_GRPC_LOG
void forward(gpr_log_func_args* line)
{
    const QLatin1String message(line->message);
    // Said for every connection that is dialled by address; identities here are SPIFFE ids.
    if (message.startsWith(QLatin1String("No match found for server name")))
        return;
    if (line->severity == GPR_LOG_SEVERITY_ERROR)
        qCWarning(logGrpc).noquote() << message;
    else
        qCDebug(logGrpc).noquote() << message;
}
#endif

} // namespace

QString startLog(const QString& level)
{
    QString rules;
    if (level == QLatin1String("debug"))
        rules = QStringLiteral("espalier.*.debug=true");
    else if (level == QLatin1String("info"))
        rules = QStringLiteral("espalier.*.debug=false");
    else if (level == QLatin1String("warning"))
        rules = QStringLiteral("espalier.*.debug=false\nespalier.*.info=false");
    else
        return QStringLiteral("--log-level: \"%1\" is none of debug, info, warning").arg(level);
    qSetMessagePattern(
        QStringLiteral("%{time yyyy-MM-ddThh:mm:ss.zzz} %{type} %{category}: %{message}"));
    QLoggingCategory::setFilterRules(rules);
#ifdef ESPALIER_GRPC_LOG
    gpr_set_log_function(&forward);
#endif
    return {};
}

} // namespace Espalier::Daemon
