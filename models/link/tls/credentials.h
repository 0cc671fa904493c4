// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <domain/clock.h>
#include <evidence/svid.h>

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <functional>
#include <memory>
#include <optional>

namespace grpc {
class ServerBuilder;
class ServerContextBase;
} // namespace grpc

namespace Espalier::Tls {

// What one end of a connection is and whom it believes. PEM texts.
struct TlsIdentity {
    QByteArray certificate; // chain, leaf first
    QByteArray key; // PKCS#8, P-256
    QByteArray roots;
    QString trustDomain;
};

// Why the other end was refused. Called on a gRPC thread, never concurrently with itself per
// credentials.
using RefusalLog = std::function<void(const Evidence::SvidVerdict& verdict, const QString& words)>;
// More than a valid SVID: which ids this end talks to. Empty: all. Answers why not, or an empty
// text.
using PeerRule = std::function<QString(const Evidence::SpiffeId& id)>;

class LiveIdentity;

struct TlsSettings {
    TlsIdentity identity;
    const Clock* clock = nullptr; // must outlive the credentials
    RefusalLog refused; // may be empty
    PeerRule peerRule; // may be empty
    std::shared_ptr<LiveIdentity> live = {}; // in place of identity: one that is renewed
};

// First line of main() of every program that speaks: leaves TLS 1.3 as the only version that an
// ECDSA certificate can negotiate (protocol.md 8). Must run before gRPC starts.
void prepareProcess();

// Mutual TLS; client certificates required and verified by the SVID validator. Errors name the part
// of the identity that is unusable.
[[nodiscard]] Evidence::Result<std::shared_ptr<grpc::ServerCredentials>> serverCredentials(
    const TlsSettings& settings);
[[nodiscard]] Evidence::Result<std::shared_ptr<grpc::ChannelCredentials>> channelCredentials(
    const TlsSettings& settings);

// Why this identity cannot serve: key and certificate do not fit, key is not P-256, its own SVID
// does not validate now. nullopt: it can.
[[nodiscard]] std::optional<QString> identityProblem(const TlsIdentity& identity, WallTime now);

// The verified SPIFFE id of a call's peer. Only on connections of serverCredentials().
[[nodiscard]] Evidence::Result<Evidence::SpiffeId> peerId(const grpc::ServerContextBase& context);

// Talks to a fleetd of this site only: the rule of everyone who dials one.
[[nodiscard]] PeerRule onlyFleetdOf(const QString& site);

// Keepalive, message, metadata and stream limits of protocol.md 8.
[[nodiscard]] grpc::ChannelArguments channelArguments();
void applyServerLimits(grpc::ServerBuilder& builder);

} // namespace Espalier::Tls
