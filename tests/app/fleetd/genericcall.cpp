// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "genericcall.h"

#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>

namespace Espalier::Tests {

namespace {

bool done(grpc::CompletionQueue& queue)
{
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
}

} // namespace

grpc::Status callGenerically(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
    bool hold, std::chrono::milliseconds patience)
{
    grpc::GenericStub stub(channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + patience);
    grpc::CompletionQueue queue;
    const auto call = stub.PrepareCall(&context, path, &queue);
    call->StartCall(nullptr);
    bool open = done(queue);
    if (open && !hold) {
        const grpc::Slice nothing;
        call->WriteLast(grpc::ByteBuffer(&nothing, 1), {}, nullptr);
        open = done(queue);
    }
    grpc::ByteBuffer answer;
    if (open) {
        call->Read(&answer, nullptr);
        if (done(queue))
            context.TryCancel();
    }
    grpc::Status status;
    call->Finish(&status, nullptr);
    (void)done(queue);
    queue.Shutdown();
    return status;
}

} // namespace Espalier::Tests
