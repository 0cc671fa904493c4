// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deskwords.h"
#include "inbox.h"

#include <threads/worker.h>

namespace Espalier {

// What the verifier needs to know; the files are read on its own thread.
struct VerifierConfig {
    QString rosterKeysPath; // pinned roster keys
    QString certificatePath; // names the trust domain
    QString rosterMarkPath; // the highest roster version ever verified
    // What is wrong with pinned keys, roster or host list, and what to do; empty: nothing any more.
    // Called on the verifier's thread.
    std::function<void(const QString&)> problemChanged;
    std::shared_ptr<DeskWords> words = {}; // with the desk; nullptr: there is none to talk to
};

// The auditor on a thread of its own. Gets the same batches as the store, from any thread, and
// answers with batches of observations and verdicts into the sink. What need not be verified at
// once is verified in rotation, within a twentieth of a core.
class Verifier final : public FeedSink {
public:
    // Clock and answers outlive the verifier.
    Verifier(VerifierConfig config, const Clock& clock, FeedSink& answers);
    ~Verifier() override; // ends the thread; nothing is answered afterwards
    void deliver(FeedBatch&& batch) override;

private:
    class Work;
    void pump(); // on the worker's thread

    const Clock& m_clock;
    std::unique_ptr<Work> m_work; // worker's thread only
    Inbox m_inbox;
    Worker m_worker; // ends first: it uses the others
};

} // namespace Espalier
