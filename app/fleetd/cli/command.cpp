// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"
#include "commandorder.h"
#include "pkiwriter.h"
#include "verbs.h"

#include <daemon/files.h>
#include <evidence/svid.h>

#include <espalier/v1/commands.grpc.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>
#include <map>

namespace Espalier::Fleetd::Cli {

namespace {

constexpr qint64 savedAtMost = 1 << 20;

ArgumentRule rule()
{
    ArgumentRule rule;
    rule.values =
        QStringList{QStringLiteral("--pki"), QStringLiteral("--site"), QStringLiteral("--fleetd"),
            QStringLiteral("--wait"), QStringLiteral("--save"), QStringLiteral("--send")};
    rule.values += orderOptions();
    rule.flags = QStringList{QStringLiteral("--dry-run")};
    rule.repeatable = QStringList{QStringLiteral("--param")};
    rule.positional = 0;
    rule.more = true;
    return rule;
}

// How far each target has come, a line for each step.
class Progress final {
public:
    explicit Progress(const Outlook& outlook)
    {
        for (const v1::Host& host : outlook.hosts)
            m_codes[host.uid()] = host.code();
        for (const v1::Slot& slot : outlook.slots_) {
            if (!slot.vm().empty())
                m_codes[slot.vm()] = slot.code();
        }
        for (const v1::CacheVolume& volume : outlook.volumes)
            m_codes[volume.uid()] = volume.name();
    }
    void tell(const v1::Command& command)
    {
        m_open = false;
        m_succeeded = true;
        for (const auto& target : command.targets()) {
            const CommandState state = commandStateFromName(QString::fromStdString(target.state()));
            m_open = m_open || Espalier::isOpen(state);
            m_succeeded = m_succeeded && state == CommandState::Succeeded;
            std::string& told = m_told[target.uid()];
            const std::string line = target.state() + (target.code().empty() ? "" : " ")
                + target.code() + (target.detail().empty() ? "" : ": ") + target.detail();
            if (told == line)
                continue;
            told = line;
            const auto code = m_codes.find(target.uid());
            std::printf("%s %s\n",
                code == m_codes.end() ? target.uid().c_str() : code->second.c_str(), line.c_str());
        }
        std::fflush(stdout);
    }
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] bool succeeded() const { return m_succeeded; }

private:
    std::map<std::string, std::string> m_codes, m_told; // by uid of the target
    bool m_open = true, m_succeeded = false;
};

// Follows the command's object until nothing of it is open, or the time is over.
void follow(v1::FleetWatch::Stub& stub, const std::string& id, Progress& progress,
    std::chrono::system_clock::time_point until)
{
    grpc::ClientContext context;
    context.set_deadline(until);
    v1::WatchRequest request;
    request.add_types(v1::OBJECT_TYPE_COMMAND);
    request.mutable_selector()->add_uids(id);
    request.set_send_initial(true);
    const auto reader = stub.Watch(&context, request);
    v1::WatchResponse response;
    while (progress.isOpen() && reader->Read(&response)) {
        for (const v1::WatchItem& item : response.items()) {
            for (const v1::Event& event : item.batch().events()) {
                if (event.object().has_command() && event.op() != v1::Event::OP_DELETED)
                    progress.tell(event.object().command());
            }
        }
    }
    context.TryCancel();
    (void)reader->Finish();
}

Evidence::Result<v1::SendCommandRequest> requestOf(
    const Arguments& arguments, const Outlook& outlook, const QString& key, const Clock& clock)
{
    if (!arguments.has(QStringLiteral("--send")))
        return commandOf(arguments, outlook, key, clock);
    const QString file = arguments.value(QStringLiteral("--send"));
    const auto saved = Daemon::readFile(file, savedAtMost);
    if (!saved)
        return Evidence::Error{saved.error()};
    v1::SendCommandRequest request;
    if (!request.ParseFromString(saved->toStdString()))
        return Evidence::Error{QStringLiteral("%1: holds no command of --save").arg(file)};
    return request;
}

int answered(const v1::SendCommandResponse& response, Progress& progress)
{
    if (response.has_preview()) {
        std::string json;
        google::protobuf::util::JsonPrintOptions options;
        options.always_print_primitive_fields = true;
        if (google::protobuf::util::MessageToJsonString(response.preview(), &json, options).ok())
            std::printf("%s\n", json.c_str());
        return done;
    }
    if (!response.has_command()) {
        std::puts("dry run: it would be taken up");
        return done;
    }
    std::printf("command %s%s\n", response.command().uid().c_str(),
        response.repeated() ? " (was here before)" : "");
    progress.tell(response.command());
    return progress.isOpen() || progress.succeeded() ? done : failed;
}

QString misuse(const Arguments& arguments)
{
    const bool saved = arguments.has(QStringLiteral("--send"));
    QStringList needed{
        QStringLiteral("--pki"), QStringLiteral("--site"), QStringLiteral("--fleetd")};
    if (!saved)
        needed.append(QStringLiteral("--reason"));
    if (const QString missing = arguments.missing(needed); !missing.isEmpty())
        return QStringLiteral("%1 is needed").arg(missing);
    if (saved == (arguments.words().size() >= 2))
        return QStringLiteral("a verb and its targets are needed, or --send FILE");
    return {};
}

int run(const Arguments& arguments, std::chrono::seconds patience)
{
    const SystemClock clock;
    const PkiPaths pki{arguments.value(QStringLiteral("--pki"))};
    const QString user = arguments.value(QStringLiteral("--user"), QStringLiteral("oncall"));
    const Daemon::TlsFiles files = identityIn(pki.user(user), pki.roots());
    const auto identity = Daemon::readTlsIdentity(files);
    if (!identity)
        return fail(identity.error(), failed);
    // Elsewhere a command key never lies in a file (protocol.md 7).
    const QString domain = Evidence::readSvid(identity->certificate).id.trustDomain;
    if (domain != QLatin1String(developmentDomain))
        return fail(QStringLiteral("%1: trust domain %2; commands from here are for %3 only")
                        .arg(files.certificate, domain, QLatin1String(developmentDomain)),
            failed);
    const auto channel = dialWith(arguments, files, clock);
    if (!channel)
        return fail(channel.error(), failed);
    const auto watch = v1::FleetWatch::NewStub(*channel);
    const auto outlook = lookAt(*watch);
    if (!outlook)
        return fail(outlook.error(), failed);
    const auto request = requestOf(arguments, *outlook, pki.commandKey(user), clock);
    if (!request)
        return fail(request.error(), failed);
    if (arguments.has(QStringLiteral("--save"))) {
        const QString problem = Daemon::writeFile(arguments.value(QStringLiteral("--save")),
            QByteArray::fromStdString(request->SerializeAsString()), Daemon::FileMode::Secret);
        if (!problem.isEmpty())
            return fail(problem, failed);
    }
    v1::SendCommandResponse response;
    grpc::ClientContext context;
    setDeadline(context, unaryDeadline);
    const grpc::Status status =
        v1::Commands::NewStub(*channel)->Send(&context, *request, &response);
    if (!status.ok())
        return fail(words(status), failed);
    Progress progress(*outlook);
    const int code = answered(response, progress);
    if (code != done || !response.has_command())
        return code;
    follow(*watch, response.command().uid(), progress, std::chrono::system_clock::now() + patience);
    if (progress.isOpen())
        return fail(QStringLiteral("not settled after %1 s; it goes on without this program")
                        .arg(patience.count()),
            failed);
    return progress.succeeded() ? done : failed;
}

} // namespace

int command(const QStringList& words)
{
    const auto arguments = Arguments::parse(words, rule());
    if (!arguments)
        return fail(arguments.error(), misused);
    if (const QString problem = misuse(*arguments); !problem.isEmpty())
        return fail(problem, misused);
    bool number = false;
    const int patience =
        arguments->value(QStringLiteral("--wait"), QStringLiteral("60")).toInt(&number);
    if (!number || patience < 0)
        return fail(QStringLiteral("--wait: a number of seconds is needed"), misused);
    return run(*arguments, std::chrono::seconds(patience));
}

} // namespace Espalier::Fleetd::Cli
