// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

namespace Espalier {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Espalier::Profile)
};

bool matches(const char* pattern, const QString& text)
{
    const QRegularExpression expression(
        QRegularExpression::anchoredPattern(QString::fromLatin1(pattern)));
    return expression.match(text).hasMatch();
}

// host:port; the host a name, an IPv4 address or an IPv6 address in brackets.
bool isAddress(const QString& text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 1)
        return false;
    bool isNumber = false;
    const int port = text.mid(colon + 1).toInt(&isNumber);
    const QString host = text.left(colon);
    return isNumber && port > 0 && port < 65536
        && (matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?", host)
            || matches("\\[[0-9A-Fa-f:.]{2,45}\\]", host));
}

std::optional<ProfileProblem> checkSite(const Profile& profile, int index)
{
    const SiteAddress& site = profile.sites[static_cast<size_t>(index)];
    if (!matches("[a-z0-9][a-z0-9-]{0,31}", site.site.text()))
        return ProfileProblem{ProfileField::Sites, index,
            Text::tr("Site %1 needs a short name of lower-case letters, digits and hyphens, such "
                     "as fra1.")
                .arg(index + 1)};
    if (!isAddress(site.address))
        return ProfileProblem{ProfileField::Sites, index,
            Text::tr("The address of %1 must be host:port, such as fleetd.%1.example.com:7443.")
                .arg(site.site.text())};
    for (int other = 0; other < index; ++other) {
        if (profile.sites[static_cast<size_t>(other)].site == site.site)
            return ProfileProblem{ProfileField::Sites, index,
                Text::tr("The site %1 is named twice. Remove one of the two.")
                    .arg(site.site.text())};
    }
    return std::nullopt;
}

struct NamedPath {
    ProfileField field;
    QString path;
    const char* marker; // what the file must hold, nullptr: no rule
    QString missing; // said when the path is empty
    QString wrong; // said when the marker is not in it; %1 is the path
};

std::vector<NamedPath> namedPaths(const Profile& profile)
{
    return {
        {ProfileField::Roots, profile.rootsPath, "-----BEGIN CERTIFICATE-----",
            Text::tr("Choose the trust bundle: the file with the fleet's authority certificates."),
            Text::tr("%1 holds no PEM certificate. Choose the trust bundle (roots.pem).")},
        {ProfileField::RosterKeys, profile.rosterKeysPath, nullptr,
            Text::tr("Choose the file with the pinned roster keys. Without it no evidence can be "
                     "verified."),
            {}},
        {ProfileField::Certificate, profile.certificatePath, "-----BEGIN CERTIFICATE-----",
            Text::tr("Choose your certificate (tls.pem)."),
            Text::tr("%1 holds no PEM certificate. Choose your certificate (tls.pem).")},
        {ProfileField::Key, profile.keyPath, "PRIVATE KEY-----",
            Text::tr("Choose the key of your certificate (tls.key)."),
            Text::tr("%1 holds no PEM key. Choose the key of your certificate (tls.key).")},
    };
}

// Every line that is not empty or a comment must be 64 lower-case hex digits, and there must be
// one.
std::optional<QString> wrongRosterKeys(const QString& path, const QByteArray& content)
{
    int keys = 0;
    int number = 0;
    for (const QByteArray& line : content.split('\n')) {
        ++number;
        const QString text = QString::fromLatin1(line.trimmed());
        if (text.isEmpty() || text.startsWith(u'#'))
            continue;
        if (!matches("[0-9a-f]{64}", text))
            return Text::tr("%1, line %2: a roster key is 64 lower-case hex digits.")
                .arg(path)
                .arg(number);
        ++keys;
    }
    if (keys == 0)
        return Text::tr("%1 holds no roster key. One key a line, 64 lower-case hex digits.")
            .arg(path);
    return std::nullopt;
}

std::optional<QString> wrongFile(const NamedPath& named)
{
    constexpr qint64 largest = qint64{1024} * 1024;
    QFile file(named.path);
    if (!file.exists())
        return Text::tr("%1 does not exist. Check the path.").arg(named.path);
    if (!file.open(QIODevice::ReadOnly))
        return Text::tr("%1 cannot be read (%2). Check its owner and mode.")
            .arg(named.path, file.errorString());
    const QByteArray content = file.read(largest + 1);
    if (content.size() > largest)
        return Text::tr("%1 is larger than 1 MiB. That is no such file.").arg(named.path);
    if (named.field == ProfileField::RosterKeys)
        return wrongRosterKeys(named.path, content);
    if (named.marker && !content.contains(named.marker))
        return named.wrong.arg(named.path);
    return std::nullopt;
}

} // namespace

std::vector<ProfileProblem> validate(const Profile& profile)
{
    std::vector<ProfileProblem> problems;
    if (!matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}", profile.name))
        problems.push_back({ProfileField::Name, -1,
            Text::tr("The name needs 1 to 64 letters, digits, spaces, dots, hyphens or underscores "
                     "and begins with a letter or digit.")});
    if (!matches("[A-Z][A-Z0-9-]{0,15}", profile.environment))
        problems.push_back({ProfileField::Environment, -1,
            Text::tr(
                "The environment needs 1 to 16 capital letters or digits, such as PROD or DEV.")});
    if (profile.sites.empty())
        problems.push_back({ProfileField::Sites, -1,
            Text::tr("Add at least one site with the address of its fleetd.")});
    if (profile.sites.size() > maximumSites)
        problems.push_back({ProfileField::Sites, -1,
            Text::tr("A profile holds at most %1 sites. Split it.").arg(maximumSites)});
    for (int index = 0; index < static_cast<int>(profile.sites.size()); ++index) {
        if (auto problem = checkSite(profile, index))
            problems.push_back(std::move(*problem));
    }
    for (const NamedPath& named : namedPaths(profile)) {
        const bool optional = named.field == ProfileField::Key; // may lie in the keychain
        if (named.path.isEmpty() && !optional)
            problems.push_back({named.field, -1, named.missing});
    }
    return problems;
}

std::vector<ProfileProblem> checkFiles(const Profile& profile)
{
    std::vector<ProfileProblem> problems;
    for (const NamedPath& named : namedPaths(profile)) {
        if (named.path.isEmpty())
            continue;
        if (auto wrong = wrongFile(named))
            problems.push_back({named.field, -1, std::move(*wrong)});
    }
    return problems;
}

Profile developmentProfile(const QString& pkiFolder, const QString& user,
    const QString& environment, std::vector<SiteAddress> sites)
{
    Profile profile;
    profile.name = user + QStringLiteral(" at development");
    profile.environment = environment;
    profile.sites = std::move(sites);
    profile.rootsPath = pkiFolder + QStringLiteral("/trust/roots.pem");
    profile.rosterKeysPath = pkiFolder + QStringLiteral("/trust/roster.keys");
    profile.certificatePath =
        pkiFolder + QStringLiteral("/users/") + user + QStringLiteral("/tls.pem");
    profile.keyPath = pkiFolder + QStringLiteral("/users/") + user + QStringLiteral("/tls.key");
    return profile;
}

std::optional<SiteAddress> siteAddressFromText(const QString& text)
{
    const qsizetype sign = text.indexOf(u'=');
    if (sign < 1 || sign + 1 >= text.size())
        return std::nullopt;
    return SiteAddress{SiteId(text.left(sign)), text.mid(sign + 1)};
}

} // namespace Espalier
