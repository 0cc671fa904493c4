// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backendrelay.h"
#include "quarantines.h"

#include <hostd/commands/hostcommands.h>
#include <hostd/evidence/statementmaker.h>
#include <hostd/rpc/uplink.h>

#include <QHash>

#include <memory>

namespace Espalier::Hostd {

// What one host is.
struct HostSetup {
    Signatory signatory;
    int slotCount = 2;
    Shape shape{}; // all slots have one shape
    bool simulated = false;
    bool acceptsAnyImage = false; // simulated: no image is opened
    QString hostdDigest{};
    QString cacheKeyFile{}; // wraps the keys of cache volumes; empty: it keeps none
    Deadlines deadlines{};
};

// What the hosts of a process share. All of it outlives them.
struct Surroundings {
    Journal& journal;
    RosterKeeper& rosters;
    Timers& timers;
    const Clock& clock;
    RandomBytes random;
    StepObserver step; // empty in the shipped program
};

// One host: its slots, its lives, its statements, its answers to fleetd's orders. Main thread.
class LocalHost final : public HostLine, private LifeEvents {
public:
    // Throws Daemon::DatabaseError: the state file cannot be used, or belongs to another key.
    LocalHost(HostSetup setup, Surroundings surroundings, std::unique_ptr<Backend> backend);
    ~LocalHost() override;

    // After a restart or the first time: removes what was only prepared, adopts what lives, goes on
    // with what was being torn down. Once, before the stream opens.
    void start();

    [[nodiscard]] const HostId& id() const override { return m_setup.signatory.host; }
    [[nodiscard]] Hello hello() override;
    void attach(Uplink* uplink) override;
    void welcomed(const Welcome& welcome) override;
    void refused(const QString& reason) override;
    void place(const PlacementOrder& placement) override;
    void end(const EndOrder& order) override;
    void roster(const QByteArray& envelope) override { m_around.rosters.take(envelope); }
    void command(const CommandOrder& order) override { m_commands.order(order); }
    void commandAcknowledged(const CommandAcknowledgement& ack) override;
    void volume(const VolumeChange& order) override;
    [[nodiscard]] std::vector<HeldVolume> caches() override { return m_caches.volumes(); }
    void acknowledged(quint64 hostSeq) override;
    [[nodiscard]] std::vector<SignedRecord> outbox(quint64 after, int limit) override;
    [[nodiscard]] const OutputTail* output(const VmId& vm) const override;

    [[nodiscard]] VmLife* life(const VmId& vm) const;

private:
    void lifeChanged(VmLife& life) override;
    void outputArrived(VmLife& life) override;
    void recordCommitted(const SignedRecord& record) override;
    void placementFailed(VmLife& life, const QString& why) override;
    void runCommitted(VmLife& life, Outcome outcome, const QString& commandDigest) override;

    // Why not; empty: it is taken up, the answer follows with the Birth.
    [[nodiscard]] QString tryPlace(const PlacementOrder& placement);
    [[nodiscard]] QString placeProblem(const PlacementOrder& placement);
    void answer(const VmId& vm, const OrderAnswer& answer);
    [[nodiscard]] QString slotProblem(int slot) const;
    void forget(const VmId& vm);
    void tell(const VmLife& life);
    void closed();
    [[nodiscard]] CacheKeeper::Parts cacheParts();
    [[nodiscard]] HostCommands::Parts commandParts();
    void statementDue();
    void makeStatement();
    enum class Whose { All, Born }; // All: those that are being prepared too
    [[nodiscard]] std::vector<VmTrace> traces(Whose whose) const;

    HostSetup m_setup;
    Surroundings m_around;
    std::unique_ptr<Backend> m_backend;
    ChainHead m_head; // durable
    RecordSigner m_signer;
    BackendRelay m_relay;
    CacheKeeper m_caches;
    LifeContext m_context;
    StatementMaker m_statements;
    QHash<VmId, std::shared_ptr<VmLife>> m_lives;
    std::vector<std::shared_ptr<VmLife>> m_gone; // until the event loop comes round
    QHash<VmId, QString> m_orders; // placement orders that wait for their answer
    Quarantines m_quarantines;
    ModeKeeper m_mode;
    HostCommands m_commands;
    Uplink* m_uplink = nullptr;
    std::chrono::milliseconds m_interval{10'000};
    Timer m_nextStatement, m_changed, m_sweep;
};

} // namespace Espalier::Hostd
