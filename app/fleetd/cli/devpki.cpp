// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "pkipaths.h"
#include "pkiwriter.h"
#include "verbs.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>

namespace Espalier::Fleetd::Cli {

namespace {

constexpr int hostsAtMost = 50'000;
constexpr int hostsByDefault = 8;

bool isSiteName(const QString& name)
{
    static const QRegularExpression pattern(QStringLiteral("^[a-z][a-z0-9-]{0,31}$"));
    return pattern.match(name).hasMatch();
}

QString readImages(const Arguments& arguments, QStringList& images)
{
    static const QRegularExpression pattern(QStringLiteral("^[0-9a-f]{64}$"));
    for (const QString& digest : arguments.values(QStringLiteral("--image"))) {
        if (!pattern.match(digest).hasMatch())
            return QStringLiteral("--image: \"%1\" is no digest of 64 lower-case hex digits")
                .arg(digest);
        if (!images.contains(digest))
            images.append(digest);
    }
    return {};
}

QString readHosts(const Arguments& arguments, PkiPlan& plan)
{
    for (const QString& entry : arguments.values(QStringLiteral("--hosts"))) {
        const QString site = entry.section(u'=', 0, 0);
        bool number = false;
        const int count = entry.section(u'=', 1).toInt(&number);
        const auto known = std::find_if(plan.sites.begin(), plan.sites.end(),
            [&](const auto& one) { return one.name == site; });
        if (known == plan.sites.end() || !number || count < 0 || count > hostsAtMost)
            return QStringLiteral("--hosts: \"%1\" is no SITE=N of a site of this run, N up to %2")
                .arg(entry)
                .arg(hostsAtMost);
        known->simulatedHosts = count;
    }
    return {};
}

Evidence::Result<PkiPlan> planOf(const Arguments& arguments)
{
    PkiPlan plan;
    plan.folder = arguments.words().front();
    QStringList sites = arguments.values(QStringLiteral("--site"));
    if (sites.isEmpty())
        sites = QStringList{QStringLiteral("fra1"), QStringLiteral("ams2"), QStringLiteral("iad1")};
    const QString real = arguments.value(QStringLiteral("--real-host"), sites.front());
    for (const QString& name : sites) {
        if (!isSiteName(name) || sites.count(name) > 1)
            return Evidence::Error{
                QStringLiteral("--site: \"%1\" is no name of a-z, 0-9, - that stands once")
                    .arg(name)};
        plan.sites.push_back({name, hostsByDefault, name == real});
    }
    if (!sites.contains(real))
        return Evidence::Error{
            QStringLiteral("--real-host: \"%1\" is none of the sites").arg(real)};
    if (const QString problem = readHosts(arguments, plan); !problem.isEmpty())
        return Evidence::Error{problem};
    if (const QString problem = readImages(arguments, plan.images); !problem.isEmpty())
        return Evidence::Error{problem};
    bool number = true;
    plan.seed = arguments.value(QStringLiteral("--seed"), QStringLiteral("1")).toULongLong(&number);
    if (!number)
        return Evidence::Error{QStringLiteral("--seed: a number is needed")};
    return plan;
}

} // namespace

int devPki(const QStringList& words)
{
    ArgumentRule rule;
    rule.values = QStringList{QStringLiteral("--site"), QStringLiteral("--hosts"),
        QStringLiteral("--real-host"), QStringLiteral("--seed"), QStringLiteral("--image")};
    rule.repeatable =
        QStringList{QStringLiteral("--site"), QStringLiteral("--hosts"), QStringLiteral("--image")};
    rule.positional = 1;
    const auto arguments = Arguments::parse(words, rule);
    if (!arguments)
        return fail(arguments.error(), misused);
    const auto plan = planOf(*arguments);
    if (!plan)
        return fail(plan.error(), misused);
    // A trust domain is not overwritten: daemons and consoles have pinned its keys.
    if (QFileInfo::exists(PkiPaths{plan->folder}.roots()))
        return fail(
            QStringLiteral("%1 holds a trust domain already; remove it or name another folder")
                .arg(plan->folder),
            failed);
    const SystemClock clock;
    if (const QString problem = writePki(*plan, clock); !problem.isEmpty())
        return fail(problem, failed);
    std::printf("trust domain %s in %s\n", developmentDomain, qUtf8Printable(plan->folder));
    return done;
}

int devRoster(const QStringList& words)
{
    ArgumentRule rule;
    rule.values = QStringList{QStringLiteral("--image")};
    rule.repeatable = rule.values;
    rule.positional = 1;
    const auto arguments = Arguments::parse(words, rule);
    if (!arguments)
        return fail(arguments.error(), misused);
    QStringList images;
    if (const QString problem = readImages(*arguments, images); !problem.isEmpty())
        return fail(problem, misused);
    const SystemClock clock;
    const auto version = renewRoster(arguments->words().front(), images, clock);
    if (!version)
        return fail(version.error(), failed);
    std::printf("roster version %llu\n", static_cast<unsigned long long>(*version));
    return done;
}

} // namespace Espalier::Fleetd::Cli
