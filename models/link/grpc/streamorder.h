// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/message.h>

namespace Espalier {

// Holds one watch stream against the order that protocol.md 2 promises, and knows from where it
// could be resumed. Each call answers what was broken, empty if nothing.
class StreamOrder final {
public:
    // Before a stream: with its list, or resuming after a revision of this epoch.
    void beginList();
    void beginResume(const QString& epoch, quint64 afterRevision);

    [[nodiscard]] Message takeEpoch(const QString& epoch);
    [[nodiscard]] Message takeBatch(quint64 revision);
    [[nodiscard]] Message takeBookmark(quint64 revision, bool initialEnd);

    [[nodiscard]] bool isListing() const { return m_listing; }
    // The list is complete: a new stream may resume from here.
    [[nodiscard]] bool canResume() const { return m_complete; }
    [[nodiscard]] const QString& epoch() const { return m_epoch; }
    [[nodiscard]] quint64 revision() const { return m_revision; }
    // What was seen no longer counts: the next stream must list.
    void forget() { *this = {}; }

private:
    QString m_epoch;
    quint64 m_revision = 0; // of the last batch or bookmark; while listing, of the snapshot
    bool m_listing = false;
    bool m_complete = false;
};

} // namespace Espalier
