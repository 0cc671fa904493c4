// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/collectingsink.h"
#include "support/scriptedserver.h"
#include "support/testidentities.h"
#include "support/testregistry.h"

#include <link/grpc/grpcfleetlink.h>
#include <text/messages.h>

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

namespace Espalier::Tests {

constexpr char epochA[] = "aaaa-1";
constexpr char epochB[] = "bbbb-2";

// A scripted fleetd of fra1, an operator's files, and links between them with short waits.
class LinkFixture {
public:
    LinkFixture()
        : server(serverSettings(QStringLiteral("/site/fra1/fleetd/1")))
    {
        write(QStringLiteral("roots.pem"), identities.roots());
        use(identities.issue(QStringLiteral("/user/oncall/device/desk")));
        server.setHello(hello(epochA));
    }

    [[nodiscard]] Tls::TlsSettings serverSettings(const QString& path) const
    {
        Tls::TlsSettings settings;
        settings.identity = identities.identity(path);
        settings.clock = &clock;
        return settings;
    }
    [[nodiscard]] static v1::HelloResponse hello(const std::string& epoch)
    {
        v1::HelloResponse hello;
        hello.set_site("fra1");
        hello.set_epoch(epoch);
        hello.set_fleetd_version("0.1.0");
        hello.set_roster("roster of " + epoch);
        hello.set_hosts("hosts of " + epoch);
        return hello;
    }
    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    void use(const Tls::MintedIdentity& identity) const
    {
        write(QStringLiteral("tls.pem"), identity.certificate);
        write(QStringLiteral("tls.key"), identity.key);
    }
    [[nodiscard]] GrpcFleetLinkConfig config() const
    {
        GrpcFleetLinkConfig config;
        config.site = SiteId(QStringLiteral("fra1"));
        config.address = server.address();
        config.files = {folder.filePath(QStringLiteral("tls.pem")),
            folder.filePath(QStringLiteral("tls.key")),
            folder.filePath(QStringLiteral("roots.pem")), {}};
        config.watermarkPath = folder.filePath(QStringLiteral("state/fra1.json"));
        config.version = QStringLiteral("0.1.0");
        config.timing.helloDeadline = std::chrono::seconds(30); // a busy machine is no failure
        config.timing.backoff = {
            std::chrono::milliseconds(20), std::chrono::milliseconds(40), std::chrono::minutes(2)};
        config.random = [] { return 0.5; };
        return config;
    }
    [[nodiscard]] bool phaseIs(LinkPhase phase) const { return sink.status().phase == phase; }
    [[nodiscard]] bool saysProblem(const QString& words) const
    {
        const auto batches = sink.batches();
        return std::any_of(batches.begin(), batches.end(), [&words](const FeedBatch& batch) {
            return batch.status && batch.status->phase == LinkPhase::Failed
                && Text::sentence(batch.status->problem).contains(words);
        });
    }

    SystemClock clock;
    TestIdentities identities;
    QTemporaryDir folder;
    ScriptedServer server;
    CollectingSink sink;
};

} // namespace Espalier::Tests
