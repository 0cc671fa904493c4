// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"
#include "proof.h"
#include "verbs.h"

#include <daemon/files.h>
#include <evidence/ed25519.h>

#include <espalier/v1/jobs.grpc.pb.h>

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>

namespace Espalier::Fleetd::Cli {

namespace {

namespace v1 = ::espalier::v1;

// A fleetd that was killed is back within a minute.
constexpr int followAttempts = 60;
constexpr std::chrono::seconds followAgainAfter{1};
constexpr std::chrono::seconds tellOfWaiting{5}; // a placement takes a moment
constexpr qint64 scriptAtMost = 1 << 20; // fleetd's own limit is lower, and its word

ArgumentRule rule()
{
    ArgumentRule rule;
    for (const char* option : {"--pki", "--site", "--fleetd", "--tenant", "--cluster", "--pipeline",
             "--shape", "--image", "--time-limit", "--host", "--script", "--request-id", "--cert",
             "--key", "--roots", "--roster-keys", "--cache"})
        rule.values.append(QLatin1String(option));
    rule.flags = QStringList{QStringLiteral("--wait"), QStringLiteral("--trusted")};
    rule.repeatable = QStringList{QStringLiteral("--cache")};
    return rule;
}

Evidence::Result<v1::SubmitJobRequest> requestOf(const Arguments& arguments)
{
    const auto script = Daemon::readFile(arguments.value(QStringLiteral("--script")), scriptAtMost);
    if (!script)
        return Evidence::Error{script.error()};
    const auto text = [&](const char* option, const char* otherwise = "") {
        return arguments.value(QLatin1String(option), QLatin1String(otherwise)).toStdString();
    };
    bool number = true;
    const uint limit =
        arguments.value(QStringLiteral("--time-limit"), QStringLiteral("0")).toUInt(&number);
    if (!number)
        return Evidence::Error{QStringLiteral("--time-limit: a number of seconds is needed")};
    v1::SubmitJobRequest request;
    request.set_tenant(text("--tenant"));
    request.set_cluster(text("--cluster", "default"));
    request.set_pipeline(text("--pipeline", "default"));
    request.set_shape(text("--shape", "linux.test.1x256m"));
    request.set_image(text("--image"));
    request.set_script(script->toStdString());
    request.set_time_limit_s(limit);
    request.set_trusted(arguments.has(QStringLiteral("--trusted")));
    const QByteArray random = Evidence::randomBytes(16).toHex();
    request.set_request_id(
        arguments.value(QStringLiteral("--request-id"), QLatin1String(random)).toStdString());
    request.set_host(text("--host"));
    for (const QString& name : arguments.values(QStringLiteral("--cache")))
        request.add_caches(name.toStdString());
    return request;
}

// Prints what happens to a job, a line each, its output as it is.
class Narrator final {
public:
    void tell(const v1::Vm& vm, const std::string& slotCode)
    {
        if (vm.uid() == m_vm)
            return;
        m_vm = vm.uid();
        endLine();
        std::printf("vm %s on %s\n", vm.uid().c_str(), slotCode.c_str());
        std::fflush(stdout);
    }
    void tell(const v1::FollowJobResponse::Output& output)
    {
        if (output.offset() > m_offset) {
            endLine();
            std::fprintf(stderr, "espalier-fleetd: %llu bytes of output were dropped\n",
                static_cast<unsigned long long>(output.offset() - m_offset));
        }
        m_offset = output.offset() + output.data().size();
        std::fwrite(output.data().data(), 1, output.data().size(), stdout);
        std::fflush(stdout);
        if (!output.data().empty())
            m_open = output.data().back() != '\n';
    }
    // Once, as soon as it is known: the Teardown comes later.
    void tell(const v1::JobExit& exit)
    {
        if (m_ended)
            return;
        m_ended = true;
        endLine();
        // exit 3, exit signal 9, exit timeout
        if (exit.kind() == "exit")
            std::printf("exit %d\n", exit.code());
        else if (exit.kind() == "signal")
            std::printf("exit signal %d\n", exit.code());
        else
            std::printf("exit %s\n", exit.kind().c_str());
        std::fflush(stdout);
    }
    void endLine()
    {
        if (m_open)
            std::fputs("\n", stdout);
        m_open = false;
    }

private:
    std::string m_vm;
    quint64 m_offset = 0;
    bool m_ended = false;
    bool m_open = false; // the cursor is behind output without a line's end
};

// Says once, if a job still has no VM after a while, that it waits and where to look.
class WaitingWord final {
public:
    explicit WaitingWord(QString words)
        : m_words(std::move(words))
        , m_thread([this] { wait(); })
    {
    }
    ~WaitingWord()
    {
        over();
        m_thread.join();
    }
    WaitingWord(const WaitingWord&) = delete;
    WaitingWord& operator=(const WaitingWord&) = delete;
    void over()
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
        m_wake.notify_all();
    }

private:
    void wait()
    {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, tellOfWaiting, [this] { return m_over; }))
            std::fprintf(stderr, "espalier-fleetd: %s\n", qUtf8Printable(m_words));
    }

    const QString m_words;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_over = false; // under m_mutex
    std::thread m_thread; // last: it uses the others
};

QString waitingWords(const Arguments& arguments)
{
    return QStringLiteral("still waiting: no slot of shape %1 is free at %2. `espalier-fleetd list "
                          "slot --json` shows its slots and which are quarantined; the job starts "
                          "when one is free")
        .arg(arguments.value(QStringLiteral("--shape"), QStringLiteral("linux.test.1x256m")),
            arguments.value(QStringLiteral("--site")));
}

int judge(const v1::FollowJobResponse::Proof& proof, const Arguments& arguments)
{
    const PkiPaths pki{arguments.value(QStringLiteral("--pki"))};
    const QString keysFile = arguments.value(QStringLiteral("--roster-keys"), pki.rosterKeys());
    const auto keys = Daemon::readFile(keysFile, 65'536);
    if (!keys)
        return fail(keys.error(), failed);
    const auto verdict =
        judgeProof(proof, *keys, SiteId(arguments.value(QStringLiteral("--site"))));
    if (!verdict)
        return fail(verdict.error(), failed);
    std::printf("badge %s\n", qUtf8Printable(badgeLine(*verdict)));
    if (verdict->gone)
        return done;
    return fail(QStringLiteral("the end of the VM is not proven: %1")
                    .arg(openClauses(*verdict).join(QStringLiteral("; "))),
        failed);
}

struct Story {
    std::optional<v1::FollowJobResponse::Proof> proof;
    bool heard = false;
    grpc::Status status;
};

Story followOnce(
    v1::Jobs::Stub& stub, const std::string& job, Narrator& narrator, WaitingWord& waiting)
{
    grpc::ClientContext context;
    v1::FollowJobRequest request;
    request.set_job(job);
    const auto reader = stub.FollowJob(&context, request);
    Story story;
    v1::FollowJobResponse response;
    while (reader->Read(&response)) {
        story.heard = true;
        if (!response.has_job() || response.job().state() != "queued")
            waiting.over();
        if (response.has_vm())
            narrator.tell(response.vm(), response.slot_code());
        else if (response.has_output())
            narrator.tell(response.output());
        else if (response.has_job() && response.job().has_exit())
            narrator.tell(response.job().exit());
        else if (response.has_proof())
            story.proof = response.proof();
    }
    story.status = reader->Finish();
    return story;
}

// The job goes on while fleetd does not: following is a read, so it is tried again.
int follow(v1::Jobs::Stub& stub, const std::string& job, const Arguments& arguments)
{
    Narrator narrator;
    WaitingWord waiting(waitingWords(arguments));
    Story story;
    for (int attempt = 0; attempt < followAttempts; ++attempt) {
        if (attempt > 0)
            std::this_thread::sleep_for(followAgainAfter);
        story = followOnce(stub, job, narrator, waiting);
        if (story.status.error_code() != grpc::StatusCode::UNAVAILABLE)
            break;
        if (story.heard)
            attempt = 0;
    }
    waiting.over();
    narrator.endLine();
    if (!story.status.ok())
        return fail(words(story.status), failed);
    if (!story.proof)
        return fail(
            QStringLiteral("the job ended before it had a VM: there is nothing to prove"), failed);
    return judge(*story.proof, arguments);
}

} // namespace

int submit(const QStringList& words)
{
    const auto arguments = Arguments::parse(words, rule());
    if (!arguments)
        return fail(arguments.error(), misused);
    const QString missing = arguments->missing({QStringLiteral("--site"),
        QStringLiteral("--fleetd"), QStringLiteral("--tenant"), QStringLiteral("--script")});
    if (!missing.isEmpty())
        return fail(QStringLiteral("%1 is needed").arg(missing), misused);
    const auto request = requestOf(*arguments);
    if (!request)
        return fail(request.error(), misused);
    const SystemClock clock;
    const PkiPaths pki{arguments->value(QStringLiteral("--pki"))};
    const auto channel = dial(*arguments,
        pki.site(arguments->value(QStringLiteral("--site"))) + QStringLiteral("/queue"), clock);
    if (!channel)
        return fail(channel.error(), failed);
    const auto stub = v1::Jobs::NewStub(*channel);
    v1::SubmitJobResponse response;
    {
        grpc::ClientContext context;
        setDeadline(context, unaryDeadline);
        if (const grpc::Status status = stub->SubmitJob(&context, *request, &response);
            !status.ok())
            return fail(Cli::words(status), failed);
    }
    std::printf("job %s #%llu\n", response.job().c_str(),
        static_cast<unsigned long long>(response.number()));
    std::fflush(stdout);
    return arguments->has(QStringLiteral("--wait")) ? follow(*stub, response.job(), *arguments)
                                                    : done;
}

} // namespace Espalier::Fleetd::Cli
