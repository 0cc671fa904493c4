// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/commands/commandorder.h>
#include <hostd/slots/hoststore.h>

#include <chrono>

namespace Espalier::Hostd {

class OutputTail;

// The seam between one host and the stream to fleetd. Domain types only; main thread on both sides.

struct HelloSlot {
    int index = 0; // from 1
    QString shape;
    bool quarantined = false;
    QString quarantineReason;
    bool leaked = false; // refuses a new guest although none runs
};

struct Hello {
    QString bootId, backend, accelerator;
    bool simulated = false;
    std::vector<HelloSlot> slots_; // moc keeps the plain word for itself
    QStringList images;
    quint64 headSeq = 0, ackedSeq = 0;
    QStringList liveVms; // from Birth until Teardown
    HostMode mode = HostMode::InService;
    quint64 generation = 1; // of the host, after the last command that it took up
    quint64 rosterVersion = 0; // 0: none
};

struct Welcome {
    QString site;
    quint64 ackedSeq = 0; // all up to here are committed at fleetd
    std::chrono::milliseconds statementInterval{10'000};
    quint64 policyVersion = 0;
};

// Where one VM is in its life; the newest says it all.
struct Progress {
    VmId vm;
    VmPhase phase = VmPhase::Preparing;
    bool jobStarted = false;
    std::optional<JobExit> exit;
    WallTime at{};
};

// fleetd has this final state of a command's target.
struct CommandAcknowledgement {
    CommandId command;
    QString target; // uid
    CommandState state = CommandState::Indeterminate;
};

// What a host tells. Calls while no stream is open are dropped but for what hello and outbox bring
// again.
class Uplink {
public:
    virtual ~Uplink() = default;
    virtual void recordCommitted(quint64 hostSeq) = 0; // read through HostLine::outbox()
    virtual void statement(const QByteArray& envelope) = 0; // the newest replaces an unsent one
    virtual void progress(const Progress& progress) = 0;
    virtual void orderResult(const QString& order, const OrderAnswer& answer) = 0;
    virtual void commandResult(const CommandReport& report) = 0; // after the records so far
    virtual void outputArrived(const VmId& vm) = 0; // read through HostLine::output()
    virtual void cachesChanged() = 0; // read through HostLine::caches()
    virtual void helloChanged() = 0; // slots or quarantine changed: say hello again
};

// What a stream asks of a host and tells it.
class HostLine {
public:
    virtual ~HostLine() = default;
    [[nodiscard]] virtual const HostId& id() const = 0;
    [[nodiscard]] virtual Hello hello() = 0;
    virtual void attach(Uplink* uplink) = 0; // nullptr: none any more
    virtual void welcomed(const Welcome& welcome) = 0; // fleetd took the hello
    virtual void refused(const QString& reason) = 0;
    virtual void place(const PlacementOrder& placement) = 0;
    virtual void end(const EndOrder& order) = 0;
    virtual void roster(const QByteArray& envelope) = 0;
    virtual void command(const CommandOrder& order) = 0;
    virtual void commandAcknowledged(const CommandAcknowledgement& ack) = 0;
    virtual void volume(const VolumeChange& order) = 0;
    virtual void acknowledged(quint64 hostSeq) = 0;
    [[nodiscard]] virtual std::vector<SignedRecord> outbox(quint64 after, int limit) = 0;
    [[nodiscard]] virtual std::vector<HeldVolume> caches() = 0;
    [[nodiscard]] virtual const OutputTail* output(const VmId& vm) const = 0; // nullptr: wiped
};

} // namespace Espalier::Hostd
