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
       espalier --profile NAME --keep-key FILE

The console of a fleet of job VMs. Without a profile it takes the last one, or asks.

  --profile NAME_OR_FILE  a saved connection profile, or the path of a profile file
  --keep-key FILE         puts the key of that profile's certificate into the keyring and ends
  --pki DIR               development: the folder that 'espalier-fleetd dev-pki DIR' made
  --user ID               development: who this console is (viewer, oncall, security, admin)
  --environment NAME      development: what the status strip says (DEV)
  --site SITE=HOST:PORT   development: the fleetd of one site; repeat it for each
  --theme light|dark|high-contrast|system
  --help, --version
)";

ParsedOptions misuse(const QString& what)
{
    return {std::nullopt, QStringLiteral("espalier: %1\nTry 'espalier --help'.\n").arg(what), 2};
}

std::optional<ThemeChoice> themeFromText(const QString& text)
{
    if (text == QLatin1String("light"))
        return ThemeChoice::Light;
    if (text == QLatin1String("dark"))
        return ThemeChoice::Dark;
    if (text == QLatin1String("system"))
        return ThemeChoice::System;
    if (text == QLatin1String("high-contrast"))
        return ThemeChoice::HighContrast;
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

} // namespace

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
