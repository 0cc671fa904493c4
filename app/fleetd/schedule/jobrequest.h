// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <espalier/v1/jobs.pb.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace Espalier::Fleetd {

namespace v1 = ::espalier::v1;

// Limits of SubmitJob; domain.md 1: a job may run 4 hours.
constexpr size_t scriptBytes = 65'536;
constexpr quint32 timeLimitAtMost = 14'400;
constexpr int cachesAtMost = 4; // as many as a host attaches to one VM

// What is wrong with the request by itself, naming field and limit; empty: nothing.
[[nodiscard]] QString problemOf(const v1::SubmitJobRequest& request);
// What must be equal for two requests with one request_id to be the same.
[[nodiscard]] QByteArray digestOf(const v1::SubmitJobRequest& request);

} // namespace Espalier::Fleetd
