// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostlinks.h"
#include "jobqueue.h"
#include "randomness.h"

#include <fleetd/caches/volumes.h>
#include <fleetd/record/trust.h>

#include <QTimer>

namespace Espalier::Fleetd {

// Does this host get work, by its own state and what the policy says of its accelerator?
[[nodiscard]] bool mayTakeWork(const v1::Host& host, const Evidence::Policy& policy);

// Places waiting jobs on free slots: VM, job and slot change in one commit, then the order goes to
// the host. A slot is free again after the Teardown that frees it was committed. Record's thread.
class Scheduler final {
public:
    struct Parts {
        FleetRecord& record;
        const JobStore& store;
        JobQueue& queue;
        Volumes& volumes;
        HostLinks& links;
        const TrustBox& trust;
        QByteArray tenantKey; // for pseudonyms, this site's
        Randomness random;
    };
    explicit Scheduler(Parts parts);

    // Something changed: places soon, once for many calls.
    void kick();
    void placeNow();
    // Hosts for which it says so get no work: a command on its way will take them out of service.
    void holdBack(std::function<bool(const std::string& host)> isClosing)
    {
        m_isClosing = std::move(isClosing);
    }
    void setImages(const std::string& host, std::vector<std::string> images);
    // The host does not know a VM that was placed on it and has no Birth: the order goes out again,
    // or, if the VM is not wanted any more, the VM leaves the record.
    void resend(const std::string& uid);
    // The host answered an order. Refused without a Birth: nothing exists, the job waits again, at
    // most 3 times.
    void answered(const std::string& host, const v1::OrderResult& result);
    // commandDigest: of the drain whose deadline it is; else empty.
    void askTeardown(const v1::Vm& vm, const std::string& why, quint32 graceS,
        const std::string& commandDigest = {});

private:
    [[nodiscard]] std::vector<FreeSlot> freeSlots() const;
    [[nodiscard]] int busyOn(const std::string& host) const;
    void placeOne(const std::string& jobUid, const FreeSlot& target);
    [[nodiscard]] v1::PlaceOrder orderFor(
        const v1::Job& job, const v1::Vm& vm, quint32 slotIndex, const QByteArray& salt);
    [[nodiscard]] QString pseudonymOf(const std::string& tenant) const;
    void withdraw(const v1::Vm& vm, const std::string& why);

    Parts m_parts;
    std::unordered_map<std::string, std::vector<std::string>> m_images; // by host
    std::unordered_map<std::string, std::string> m_orders; // order -> VM, until it was answered
    std::unordered_map<std::string, int> m_refusals; // by job
    std::function<bool(const std::string&)> m_isClosing;
    QTimer m_soon;
};

} // namespace Espalier::Fleetd
