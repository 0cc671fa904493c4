// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakelink.h"
#include "support/manualclock.h"

#include <dialogs/orderdesk.h>
#include <evidence/dsse.h>

#include <QTemporaryDir>

namespace Espalier::Tests {

// Orders over a link that a test answers: a person with a key that the roster lists, at a desk
// whose disk and threads are the calling thread.
class OrderBench final {
public:
    OrderBench(const Clock& clock, Items::LiveStore& live, const SiteId& site)
        : m_link(std::make_unique<FakeLink>(site, script))
        , m_desk({clock, [this](qsizetype count) { return QByteArray(count, char(++m_random)); },
              CommandJournal(m_folder.path()),
              [this](const SiteId& of) { return of == m_link->site() ? m_link.get() : nullptr; },
              [](const CommandDesk::Task& task) { task(); },
              [](const CommandDesk::Task& task) { task(); },
              [this](const DeskCommand&) {
                  if (m_ready)
                      orders.commandChanged();
              }})
        , orders(m_desk, live, clock)
    {
        m_ready = true;
    }

    [[nodiscard]] static DeskKeyState goodKey()
    {
        const auto key = Evidence::SigningKey::fromSeed(QByteArray(32, 'k'));
        return {std::make_shared<const DeskKey>(
                    DeskKey{*key, QStringLiteral("oncall"), QStringLiteral("desk")}),
            DeskKeyProblem::None, key->publicKey().hex(), false};
    }
    [[nodiscard]] static DeskKeyState badKey(DeskKeyProblem problem, const char* detail = "")
    {
        return {nullptr, problem, QLatin1String(detail), false};
    }
    void arm() { orders.armWith(goodKey(), 3); }

    // Of what was sent last; the oldest is 0.
    [[nodiscard]] size_t sent() const { return script->sent.size(); }
    [[nodiscard]] Evidence::CommandRecord record(size_t index) const
    {
        const auto envelope = Evidence::parseEnvelope(script->sent.at(index).envelope);
        return *Evidence::readCommand(envelope->payload);
    }
    void answer(size_t index, const CommandAnswer& with) const { script->waiting.at(index)(with); }
    void answer(size_t index, CallOutcome outcome, const char* code = "") const
    {
        CommandAnswer given;
        given.result = {outcome, {QLatin1String(code), {}}};
        answer(index, given);
    }

    std::shared_ptr<FakeLink::Script> script = std::make_shared<FakeLink::Script>();

private:
    QTemporaryDir m_folder;
    int m_random = 0;
    bool m_ready = false;
    std::unique_ptr<FakeLink> m_link;
    CommandDesk m_desk;

public:
    Ui::OrderDesk orders;
};

} // namespace Espalier::Tests
