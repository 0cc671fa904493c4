// SPDX-FileCopyrightText: 2026 Espalier contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilestore.h"

#include "xdg.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace Espalier {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Espalier::ProfileStore)
};

constexpr int schemaVersion = 1;
const QLatin1String suffix(".ini");

struct TextKey {
    const char* key;
    QString Profile::*member;
    bool isPath;
};

constexpr TextKey textKeys[] = {
    {"name", &Profile::name, false},
    {"environment", &Profile::environment, false},
    {"roots", &Profile::rootsPath, true},
    {"roster-keys", &Profile::rosterKeysPath, true},
    {"certificate", &Profile::certificatePath, true},
    {"key", &Profile::keyPath, true},
};
constexpr char versionKey[] = "version";
constexpr char sitesKey[] = "sites"; // fra1=host:port, ams2=host:port, in the order of the strip

QString keyText(const char* key) { return QString::fromLatin1(key); }

bool isKnownKey(const QString& key)
{
    if (key == QLatin1String(versionKey) || key == QLatin1String(sitesKey))
        return true;
    return std::any_of(std::begin(textKeys), std::end(textKeys),
        [&key](const TextKey& known) { return key == QLatin1String(known.key); });
}

QString problemOfShape(const QSettings& file, const QString& path)
{
    if (file.status() == QSettings::FormatError)
        return Text::tr("%1 is no ini file. Repair it or remove it.").arg(path);
    bool isNumber = false;
    const int version = file.value(keyText(versionKey)).toInt(&isNumber);
    if (!isNumber || version < 1)
        return Text::tr("%1: \"version\" is missing. It should read version=%2.")
            .arg(path)
            .arg(schemaVersion);
    if (version > schemaVersion)
        return Text::tr("%1 was written by a newer Espalier (version %2, this one reads up to %3). "
                        "Update this console.")
            .arg(path)
            .arg(version)
            .arg(schemaVersion);
    for (const QString& key : file.allKeys()) {
        if (!isKnownKey(key))
            return Text::tr("%1: the key \"%2\" is not known. Correct or remove it.")
                .arg(path, key);
    }
    return {};
}

Profile read(const QSettings& file, const QDir& folder)
{
    Profile profile;
    for (const TextKey& known : textKeys) {
        QString value = file.value(keyText(known.key)).toString();
        if (known.isPath && !value.isEmpty())
            value = QDir::cleanPath(folder.absoluteFilePath(value));
        profile.*known.member = value;
    }
    for (const QString& text : file.value(keyText(sitesKey)).toStringList()) {
        // What has not the form is kept as a name without address, which validation refuses.
        const auto site = siteAddressFromText(text);
        profile.sites.push_back(site ? *site : SiteAddress{SiteId(text), {}});
    }
    return profile;
}

QString joined(const QString& path, const std::vector<ProfileProblem>& problems)
{
    QStringList lines;
    for (const ProfileProblem& problem : problems)
        lines.append(path + QStringLiteral(": ") + problem.text);
    return lines.join(u'\n');
}

} // namespace

ProfileStore::ProfileStore(QString folder)
    : m_folder(std::move(folder))
{
}

QStringList ProfileStore::names() const
{
    QStringList names;
    const auto files = QDir(m_folder).entryList({u'*' + suffix}, QDir::Files, QDir::Name);
    for (const QString& file : files)
        names.append(file.chopped(suffix.size()));
    return names;
}

QString ProfileStore::pathOf(const QString& name) const { return m_folder + u'/' + name + suffix; }

LoadedProfile ProfileStore::load(const QString& name) const
{
    LoadedProfile loaded = loadFile(pathOf(name));
    if (loaded.profile && loaded.profile->name != name)
        return {std::nullopt,
            Text::tr("%1 holds a profile named \"%2\". Rename the file or the profile, "
                     "so that both agree.")
                .arg(pathOf(name), loaded.profile->name)};
    return loaded;
}

LoadedProfile ProfileStore::loadFile(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return {std::nullopt, Text::tr("There is no profile %1.").arg(path)};
    if (!info.isReadable())
        return {std::nullopt, Text::tr("%1 cannot be read. Check its owner and mode.").arg(path)};
    QSettings file(path, QSettings::IniFormat);
    if (const QString problem = problemOfShape(file, path); !problem.isEmpty())
        return {std::nullopt, problem};
    const Profile profile = read(file, info.absoluteDir());
    if (const auto problems = validate(profile); !problems.empty())
        return {std::nullopt, joined(path, problems)};
    return {profile, {}};
}

QString ProfileStore::save(const Profile& profile) const
{
    if (const auto problems = validate(profile); !problems.empty())
        return problems.front().text;
    if (const QString problem = makePrivateFolder(m_folder); !problem.isEmpty())
        return problem;
    const QString path = pathOf(profile.name);
    QSettings file(path, QSettings::IniFormat);
    file.clear();
    file.setValue(keyText(versionKey), schemaVersion);
    for (const TextKey& known : textKeys)
        file.setValue(keyText(known.key), profile.*known.member);
    QStringList sites;
    for (const SiteAddress& site : profile.sites)
        sites.append(site.site.text() + u'=' + site.address);
    file.setValue(keyText(sitesKey), sites);
    file.sync();
    if (file.status() != QSettings::NoError)
        return Text::tr(
            "%1 cannot be written. Check who may write there and the space on the disk.")
            .arg(path);
    return {};
}

QString ProfileStore::remove(const QString& name) const
{
    const QString path = pathOf(name);
    QFile file(path);
    if (!file.exists())
        return Text::tr("There is no profile %1.").arg(path);
    if (!file.remove())
        return Text::tr("%1 cannot be removed: %2.").arg(path, file.errorString());
    return {};
}

} // namespace Espalier
