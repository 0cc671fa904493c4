// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkoutput.h"

#include <text/messages.h>

namespace Espalier {

namespace {

QString problemOf(const CallResult& result)
{
    switch (result.outcome) {
    case CallOutcome::Done:
        break;
    case CallOutcome::Refused:
        return Text::sentence(message("output.refused", result.why.detail));
    case CallOutcome::NotSent:
        return Text::sentence(message("output.not-sent"));
    case CallOutcome::NoAnswer:
        return Text::sentence(message("output.no-answer"));
    }
    return {};
}

} // namespace

// One look; its subscription ends before it does.
class LinkOutput::Look final : public OutputSink {
public:
    Look(LinkOutput& owner, quint64 number)
        : m_owner(owner)
        , m_number(number)
    {
    }
    void open(FleetLink& link, const VmId& vm) { m_subscription = link.followOutput(vm, *this); }
    void output(quint64 offset, const QByteArray& data) override
    {
        post([offset, data](LinkOutput& owner) { Q_EMIT owner.arrived(offset, data); });
    }
    void ended(const CallResult& result) override
    {
        post([result](LinkOutput& owner) { owner.finish(result); });
    }

private:
    template <typename Task> void post(Task task)
    {
        LinkOutput* owner = &m_owner;
        QMetaObject::invokeMethod(
            owner,
            [owner, number = m_number, task] {
                if (owner->m_number == number)
                    task(*owner);
            },
            Qt::QueuedConnection);
    }
    LinkOutput& m_owner;
    const quint64 m_number;
    std::unique_ptr<Subscription> m_subscription;
};

LinkOutput::LinkOutput(std::function<FleetLink*(const SiteId&)> linkOf)
    : m_linkOf(std::move(linkOf))
{
}

LinkOutput::~LinkOutput() { stop(); }

void LinkOutput::setRoles(const QStringList& roles)
{
    m_allowed = roles.contains(QStringLiteral("on-call"));
    if (!m_allowed)
        stop();
}

void LinkOutput::follow(const SiteId& site, const VmId& vm)
{
    stop();
    m_look = std::make_unique<Look>(*this, m_number);
    if (FleetLink* link = m_linkOf(site))
        m_look->open(*link, vm);
    else
        m_look->ended({CallOutcome::NotSent, {}});
}

void LinkOutput::stop()
{
    ++m_number;
    m_look.reset();
}

void LinkOutput::finish(const CallResult& result) { Q_EMIT ended(problemOf(result)); }

} // namespace Espalier
