// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "callcount.h"
#include "mailbox.h"

#include <espalier/v1/hosts.grpc.pb.h>

#include <functional>
#include <memory>

namespace Espalier::Hostd {

namespace v1 = ::espalier::v1;

// One HostStream.Attach, from dialling to its end. Frames go up one at a time. Made and used on the
// main thread; gRPC's threads only post. Lives until gRPC is done with it.
class StreamCall final : public grpc::ClientBidiReactor<v1::HostFrame, v1::FleetFrame> {
public:
    // All are called on the main thread, none after abandon().
    struct Events {
        std::function<void(const v1::FleetFrame&)> received;
        std::function<void()> writable; // the frame of the last send() is on its way
        std::function<void(const grpc::Status&)> ended; // once, the last
    };

    static std::shared_ptr<StreamCall> dial(v1::HostStream::StubInterface& stub, Events events,
        std::shared_ptr<Mailbox> mailbox, std::shared_ptr<CallCount> calls);

    void send(v1::HostFrame frame); // only after the start or writable()
    void cancel(); // ended() follows
    void abandon(); // cancels; nothing is called any more

    void OnReadDone(bool ok) override;
    void OnWriteDone(bool ok) override;
    void OnDone(const grpc::Status& status) override;

private:
    StreamCall(Events events, std::shared_ptr<Mailbox> mailbox, std::shared_ptr<CallCount> calls);
    void post(std::function<void(StreamCall&)> call);
    void readEnded();
    void release();

    const CallCount::Presence m_presence;
    Events m_events; // main thread
    std::shared_ptr<Mailbox> m_mailbox;
    std::shared_ptr<StreamCall> m_self; // until OnDone
    grpc::ClientContext m_context;
    v1::HostFrame m_out; // between send() and OnWriteDone
    v1::FleetFrame m_in; // between StartRead and OnReadDone
    bool m_held = true; // main thread: gRPC may not finish while more writes may come
    bool m_abandoned = false; // main thread
};

} // namespace Espalier::Hostd
