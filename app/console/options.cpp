// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <QCommandLineParser>
#include <QDir>

namespace Espalier {

namespace {

const char usage[] =
    R"(usage: espalier [--profile NAME_OR_FILE] [--theme light|dark|high-contrast|system]
       espalier --pki DIR --user ID --environment NAME --site SITE=HOST:PORT ... [--theme ...]
       espalier [--profile ... | --pki ...] --list QUERY --json
       espalier --profile NAME --keep-key FILE

The console of a fleet of job VMs. Without a profile it takes the last one, or asks.

  --profile NAME_OR_FILE  a saved connection profile, or the path of a profile file
  --keep-key FILE         puts the key of that profile's certificate into the keyring and ends
  --pki DIR               development: the folder that 'espalier-fleetd dev-pki DIR' made
  --user ID               development: who this console is (viewer, oncall, security, admin)
  --environment NAME      development: what the status strip says (DEV)
  --site SITE=HOST:PORT   development: the fleetd of one site; repeat it for each
  --list QUERY --json     without a display: waits until each site has listed, prints what the filter QUERY
                          finds ("" finds all) of hosts, slots, alarms, drains, invariants, live VMs, caches,
                          teardowns and audit, and ends: with 0, or with 3 if a site could not be reached,
                          which it says on stderr
  --theme light|dark|high-contrast|system
  --log-level LEVEL       debug, info (default) or warning: what goes into $XDG_STATE_HOME/espalier/logs
  --help, --version
)";

ParsedOptions misuse(const QString& what)
{
    return {std::nullopt, QStringLiteral("espalier: %1\nTry 'espalier --help'.\n").arg(what), 2};
}

std::optional<ThemeChoice> themeFromText(const QString& text)
{
    for (const ThemeChoice theme :
        {ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::System, ThemeChoice::HighContrast}) {
        if (text == themeName(theme))
            return theme;
    }
    return std::nullopt;
}

// The development profile, or what is missing.
QString readDevelopment(const QCommandLineParser& parser, Options& options)
{
    std::vector<SiteAddress> sites;
    for (const QString& text : parser.values(QStringLiteral("site"))) {
        const auto site = siteAddressFromText(text);
        if (!site)
            return QStringLiteral("--site %1: expected SITE=HOST:PORT").arg(text);
        sites.push_back(*site);
    }
    const QString pki = QDir(parser.value(QStringLiteral("pki"))).absolutePath();
    const Profile profile = developmentProfile(pki, parser.value(QStringLiteral("user")),
        parser.value(QStringLiteral("environment")), std::move(sites));
    if (const auto problems = validate(profile); !problems.empty())
        return problems.front().text;
    options.development = profile;
    return {};
}

QString readListing(const QCommandLineParser& parser, Options& options)
{
    const QString level = parser.value(QStringLiteral("log-level"));
    const auto known = logLevelFromText(level);
    if (!known)
        return QStringLiteral("--log-level %1: expected debug, info or warning").arg(level);
    options.logLevel = *known;
    const bool list = parser.isSet(QStringLiteral("list"));
    if (list != parser.isSet(QStringLiteral("json")))
        return QStringLiteral("--list QUERY and --json go together");
    if (list && !options.keepKey.isEmpty())
        return QStringLiteral("--list and --keep-key exclude each other");
    if (list)
        options.query = parser.value(QStringLiteral("list"));
    return {};
}

} // namespace

QString themeName(ThemeChoice theme)
{
    switch (theme) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::HighContrast:
        return QStringLiteral("high-contrast");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

ParsedOptions parseOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    const QString value = QStringLiteral("value");
    parser.addOption({QStringLiteral("profile"), QString(), value});
    parser.addOption({QStringLiteral("keep-key"), QString(), value});
    parser.addOption({QStringLiteral("pki"), QString(), value});
    parser.addOption({QStringLiteral("user"), QString(), value});
    parser.addOption({QStringLiteral("environment"), QString(), value, QStringLiteral("DEV")});
    parser.addOption({QStringLiteral("site"), QString(), value});
    parser.addOption({QStringLiteral("theme"), QString(), value});
    parser.addOption({QStringLiteral("list"), QString(), value});
    parser.addOption(QCommandLineOption(QStringLiteral("json")));
    parser.addOption({QStringLiteral("log-level"), QString(), value, QStringLiteral("info")});
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
    parser.addOption(QCommandLineOption(QStringLiteral("version")));
    if (!parser.parse(arguments))
        return misuse(parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        return {std::nullopt, QString::fromLatin1(usage), 0};
    if (parser.isSet(QStringLiteral("version")))
        return {std::nullopt, QStringLiteral("espalier " ESPALIER_VERSION "\n"), 0};
    if (!parser.positionalArguments().isEmpty())
        return misuse(
            QStringLiteral("unexpected \"%1\"").arg(parser.positionalArguments().first()));

    Options options;
    options.profile = parser.value(QStringLiteral("profile"));
    options.keepKey = parser.value(QStringLiteral("keep-key"));
    if (!options.keepKey.isEmpty() && options.profile.isEmpty())
        return misuse(QStringLiteral("--keep-key needs --profile with the profile's name"));
    if (parser.isSet(QStringLiteral("theme"))) {
        const QString text = parser.value(QStringLiteral("theme"));
        options.theme = themeFromText(text);
        if (!options.theme)
            return misuse(
                QStringLiteral("--theme %1: expected light, dark, high-contrast or system")
                    .arg(text));
    }
    if (const QString wrong = readListing(parser, options); !wrong.isEmpty())
        return misuse(wrong);
    const bool development = parser.isSet(QStringLiteral("pki"));
    for (const char* name : {"user", "environment", "site"}) {
        if (!development && parser.isSet(QString::fromLatin1(name)))
            return misuse(QStringLiteral("--%1 needs --pki").arg(QString::fromLatin1(name)));
    }
    if (development && !options.profile.isEmpty())
        return misuse(QStringLiteral("--pki and --profile exclude each other"));
    if (development) {
        if (!parser.isSet(QStringLiteral("user")))
            return misuse(QStringLiteral("--pki needs --user"));
        if (const QString wrong = readDevelopment(parser, options); !wrong.isEmpty())
            return misuse(wrong);
    }
    return {options, {}, 0};
}

} // namespace Espalier
