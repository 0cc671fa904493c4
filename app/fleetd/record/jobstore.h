// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleetrecord.h"
#include "runtimes.h"

#include <espalier/v1/hosts.pb.h>

namespace Espalier::Fleetd {

// A job's place among those that wait.
struct QueuePlace {
    quint64 position = 0;
    std::string job;
    std::string host; // empty: any
};

// What fleet.db holds of jobs beside their objects: the request, the script, the place in the
// queue, the order that went to the host. Reads at once; what changes goes into a commit's draft.
// Record's thread.
class JobStore final {
public:
    explicit JobStore(FleetRecord& record)
        : m_record(record)
    {
    }

    struct Known {
        QByteArray digest; // of the request
        v1::Job job;
    };
    // requestKey: submitter and request_id.
    [[nodiscard]] std::optional<Known> byRequest(const QString& requestKey) const;
    [[nodiscard]] quint64 lastNumber(const std::string& tenant, const std::string& pipeline) const;
    [[nodiscard]] RunTimes runTimes(const std::string& tenant, const std::string& pipeline) const;
    [[nodiscard]] QByteArray script(const std::string& job) const; // empty: none any more
    [[nodiscard]] std::optional<QueuePlace> place(const std::string& job) const;
    // Of all jobs ever, those that are over too, in the order in which they were submitted.
    void forEachPlace(const std::function<void(const QueuePlace&)>& visit) const;
    [[nodiscard]] std::optional<v1::PlaceOrder> order(const std::string& vm) const;

    struct Submission {
        QString requestKey;
        QByteArray digest, script;
        QueuePlace place;
    };
    static void addJob(Draft& draft, const v1::Job& job, const Submission& submission);
    // salt: of the order's job_ref_digest, for exports (evidence.md 1).
    static void addPlacement(Draft& draft, const v1::PlaceOrder& order, const std::string& host,
        const std::string& job, const QByteArray& salt);
    // The script is the tenant's: once its job is over nobody needs it any more.
    static void forgetScript(Draft& draft, const std::string& job);
    static void forgetOrder(Draft& draft, const std::string& vm);
    static void addRun(Draft& draft, const v1::Job& job); // started_at and ended_at are set

private:
    FleetRecord& m_record;
};

} // namespace Espalier::Fleetd
