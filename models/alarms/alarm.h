// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/inspection.h>
#include <domain/message.h>
#include <domain/objects.h>

#include <array>

namespace Espalier {

// What a person must act upon (ux.md 3.0, 3.11). The order is the rank: of two that hold for one
// life on equal evidence the first stands.
enum class AlarmKind {
    Breach,
    Orphan,
    Unaccounted,
    Contradiction,
    Stuck,
    Unconfirmed,
    Ghost,
    HostSilent, // P3; P2 once fleetd has declared it lost
    SiteSilent,
    Quarantined,
    LeakedSlot,
    ClockSkew,
    DrainOverdue,
    SlowTeardowns,
    CertificateExpiry,
    RosterExpiry,
};
inline constexpr std::array alarmKinds{AlarmKind::Breach, AlarmKind::Orphan, AlarmKind::Unaccounted,
    AlarmKind::Contradiction, AlarmKind::Stuck, AlarmKind::Unconfirmed, AlarmKind::Ghost,
    AlarmKind::HostSilent, AlarmKind::SiteSilent, AlarmKind::Quarantined, AlarmKind::LeakedSlot,
    AlarmKind::ClockSkew, AlarmKind::DrainOverdue, AlarmKind::SlowTeardowns,
    AlarmKind::CertificateExpiry, AlarmKind::RosterExpiry};

[[nodiscard]] QString alarmKindName(AlarmKind kind); // stuck, silent-host, ...; never translated
[[nodiscard]] Message alarmKindTitle(AlarmKind kind); // as the head of several
[[nodiscard]] AlarmId alarmId(AlarmKind kind, const QString& uid); // <kind>:<uid>

enum class AlarmState {
    Active, // nobody has it, or whoever had it has had it for too long
    Acknowledged,
    Shelved,
    Cleared, // by evidence, and nobody had acknowledged it
    Suppressed, // by its cause, whose alarm stands, or by design
};

// Where its first action leads; it opens, it never executes.
enum class AlarmStep {
    None,
    OpenSlot,
    OpenHost,
    OpenLife,
    OpenConnection,
    OpenTeardowns,
    OpenDrain
};
[[nodiscard]] AlarmStep firstStep(AlarmKind kind);

constexpr std::chrono::minutes refiresAfter{30}; // an acknowledgement
constexpr std::chrono::hours clearedShown{3};
constexpr size_t clearedKept = 50;

// What an alarm is about and where that is. Ids that do not apply are empty.
struct AlarmSubject {
    enum class Of { Life, Host, Slot, Site, Drain, SlowClass, Expiry };
    Of of = Of::Life;
    QString uid;
    SiteId site;
    HostId host;
    SlotId slot;
    VmId vm;
    QString rack; // A07
    QString where; // place code, or what it is called; empty: the site itself
    bool simulated = false;
    friend bool operator==(const AlarmSubject&, const AlarmSubject&) = default;
};

struct Alarm {
    AlarmId id;
    AlarmKind kind = AlarmKind::Stuck;
    Severity priority = Severity::P3;
    AlarmSubject subject;
    int count = 1; // VMs, of an orphan's host
    WallTime since{};
    std::optional<MonoTime> evidenceAt; // what it rests on was received; nullopt: nothing ever was
    bool lastKnown = false; // no evidence of now says that it still holds, or that it does not
    std::optional<WallTime> worsensAt; // becomes P1
    Message what, ignored; // what is wrong; what happens if nobody acts
    AlarmState state = AlarmState::Active;
    QString owner; // who acknowledged or shelved it last
    QString shelveReason;
    std::optional<WallTime> shelvedUntil;
    AlarmId cause; // Suppressed: the alarm that stands for it; empty: by design
    std::optional<WallTime> clearedAt;
    friend bool operator==(const Alarm&, const Alarm&) = default;
};

// Alarms as a list shows them: one by one, or those of one cause as one row (ux.md 3.11).
struct AlarmRow {
    Alarm alarm; // of a group: its worst member's, with the group's id, place and times
    std::vector<AlarmId> members; // one: itself
    friend bool operator==(const AlarmRow&, const AlarmRow&) = default;
};

// What the strip, the rail and the list's head say.
struct AlarmSums {
    std::array<int, 4> active{}; // by Severity: active and acknowledged ones
    std::array<int, 4> unacknowledged{}; // of them
    int shelved = 0, suppressed = 0;
    std::optional<WallTime> shelvedUntil; // the last of them
    double ratePer10Min = 0; // raised in the last hour, by this console's own count
    [[nodiscard]] int total() const;
    [[nodiscard]] int unacknowledgedTotal() const;
    [[nodiscard]] Severity worst() const; // of those unacknowledged; None: there is none
    [[nodiscard]] Severity worstActive() const; // of those active or acknowledged
    friend bool operator==(const AlarmSums&, const AlarmSums&) = default;
};

} // namespace Espalier
