// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/message.h>

#include <QStringList>

namespace Espalier {

// How far this console has seen one site's record, kept across restarts so that it never goes back
// in time (protocol.md 3). Revisions count within an epoch; an epoch that was left never returns.
struct Watermark {
    QString epoch; // empty: never connected
    quint64 revision = 0;
    QStringList retired; // epochs that were left, oldest first

    // Why a list of this epoch and revision would go back in time; empty: it would not.
    [[nodiscard]] Message objection(const QString& toEpoch, quint64 toRevision) const;
    // Why this epoch must not be listed at all; empty: it may.
    [[nodiscard]] Message objection(const QString& toEpoch) const;
    // The record has been seen up to here. Answers whether anything changed.
    bool advance(const QString& toEpoch, quint64 toRevision);
    friend bool operator==(const Watermark&, const Watermark&) = default;
};

// The file of one watermark, replaced whole. Blocking: never on the main thread.
class WatermarkFile final {
public:
    explicit WatermarkFile(QString path);
    // Reads it; no file is an empty watermark. Answers what is wrong and what to do, empty if
    // nothing is.
    [[nodiscard]] Message load(Watermark& watermark) const;
    [[nodiscard]] Message save(const Watermark& watermark) const;

private:
    QString m_path;
};

} // namespace Espalier
