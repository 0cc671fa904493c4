// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>

#include <optional>

namespace Espalier {

// Whether this desk may order anything just now (ux.md 3.1): it starts read-only, a person arms it,
// and it disarms by itself. Main thread.
class Arming final {
public:
    static constexpr std::chrono::minutes lasts{15};
    enum class End { Never, ByPerson, TimeOver, Locked, Suspended, ClockJumped, KeyGone };

    explicit Arming(const Clock& clock);
    // Again while it is armed: 15 minutes from now.
    void arm();
    void disarm(End why);
    // Ends what has run out; answers whether it did. Call about once a second.
    bool look();

    [[nodiscard]] bool isArmed() const { return left().has_value(); }
    // Until it disarms by itself; nullopt: it is not armed.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> left() const;
    [[nodiscard]] End lastEnd() const { return m_end; } // why it is not armed any more

private:
    const Clock& m_clock;
    std::optional<MonoTime> m_until;
    End m_end = End::Never;
};

} // namespace Espalier
