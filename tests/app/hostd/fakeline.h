// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hostd/rpc/uplink.h>
#include <hostd/slots/outputtail.h>

#include <algorithm>
#include <map>

namespace Espalier::Tests {

// A host as the stream sees it, without any life in it.
class FakeLine final : public Hostd::HostLine {
public:
    explicit FakeLine(const QString& id)
        : m_id(id)
    {
    }
    void addRecords(int count)
    {
        for (int i = 0; i < count; ++i) {
            Hostd::SignedRecord record;
            record.host = m_id;
            record.hostSeq = records.size() + 1;
            record.envelope = "envelope " + QByteArray::number(records.size() + 1);
            records.push_back(record);
            if (uplink)
                uplink->recordCommitted(record.hostSeq);
        }
    }
    void write(const VmId& vm, const QByteArray& data)
    {
        tails[vm].append(data);
        if (uplink)
            uplink->outputArrived(vm);
    }

    [[nodiscard]] const HostId& id() const override { return m_id; }
    [[nodiscard]] Hostd::Hello hello() override
    {
        Hostd::Hello hello;
        hello.bootId = QStringLiteral("boot");
        hello.backend = QStringLiteral("qemu");
        hello.slots_ = {{1, QStringLiteral("shape"), true, QStringLiteral("why")}};
        hello.headSeq = records.size();
        hello.ackedSeq = acked;
        return hello;
    }
    void attach(Hostd::Uplink* one) override { uplink = one; }
    void welcomed(const Hostd::Welcome& welcome) override
    {
        welcomes.push_back(welcome);
        for (const auto& [vm, tail] : tails)
            uplink->outputArrived(vm);
    }
    void refused(const QString& reason) override { refusals.push_back(reason); }
    void place(const Hostd::PlacementOrder& placement) override
    {
        placements.push_back(placement);
        uplink->orderResult(placement.order, {false, QStringLiteral("not today")});
    }
    void end(const Hostd::EndOrder& order) override { ends.push_back(order); }
    void roster(const QByteArray& envelope) override { rosters.push_back(envelope); }
    void command(const Hostd::CommandOrder& order) override { commands.push_back(order); }
    void commandAcknowledged(const Hostd::CommandAcknowledgement& ack) override
    {
        acks.push_back(ack);
    }
    void volume(const Hostd::VolumeChange& order) override { volumes.push_back(order); }
    [[nodiscard]] std::vector<Hostd::HeldVolume> caches() override { return held; }
    void acknowledged(quint64 hostSeq) override { acked = std::max(acked, hostSeq); }
    [[nodiscard]] std::vector<Hostd::SignedRecord> outbox(quint64 after, int limit) override
    {
        std::vector<Hostd::SignedRecord> some;
        for (const auto& record : records) {
            if (record.hostSeq > after && static_cast<int>(some.size()) < limit)
                some.push_back(record);
        }
        return some;
    }
    [[nodiscard]] const Hostd::OutputTail* output(const VmId& vm) const override
    {
        const auto found = tails.find(vm);
        return found == tails.end() ? nullptr : &found->second;
    }

    std::vector<Hostd::SignedRecord> records;
    std::map<VmId, Hostd::OutputTail> tails;
    quint64 acked = 0;
    Hostd::Uplink* uplink = nullptr;
    std::vector<Hostd::Welcome> welcomes;
    std::vector<QString> refusals;
    std::vector<Hostd::PlacementOrder> placements;
    std::vector<Hostd::EndOrder> ends;
    std::vector<QByteArray> rosters;
    std::vector<Hostd::CommandOrder> commands;
    std::vector<Hostd::CommandAcknowledgement> acks;
    std::vector<Hostd::VolumeChange> volumes;
    std::vector<Hostd::HeldVolume> held;

private:
    HostId m_id;
};

} // namespace Espalier::Tests
