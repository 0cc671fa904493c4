// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <variant>

namespace Espalier::Hostd {

// The command line of `espalier-hostd serve`, checked and with --pki resolved into single files.
struct Options {
    bool simulated = false; // backend simulated, else qemu
    QString identityFolder; // tls.pem, tls.key and host.json, record.key or hosts.json
    QString roots; // trust bundle, PEM
    QString rosterKeys; // pinned keys that sign the roster; empty: commands are refused
    QString fleetd; // host:port
    QString stateFolder;
    QString logLevel = QStringLiteral("info"); // debug, info, warning
    // qemu
    QStringList imageFolders;
    int slots_ = 0; // 0: as host.json says
    int firstUid = 0, uidCount = 0; // 0: lease a range
    QString accelerator; // kvm, tcg; empty: what works
    // simulated
    int hosts = 0; // 0: all of hosts.json
};

struct UsageError {
    QString text; // one line: what is wrong and what to do
};
struct HelpWanted {
    QString text;
};
using ParsedOptions = std::variant<Options, HelpWanted, UsageError>;

// arguments: without the program's name. Looks at no file.
[[nodiscard]] ParsedOptions parseOptions(const QStringList& arguments);

} // namespace Espalier::Hostd
